"""The pages of the data protection officer: `/tilsyn`."""
