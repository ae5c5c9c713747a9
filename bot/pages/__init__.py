"""The pages of the data protection officer: `/tilsyn`.

`door` is all that the running bot loads; the rest comes in with the first visitor.
"""
