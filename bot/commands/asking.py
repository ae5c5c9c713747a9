"""How commands take an hour, and tell what went wrong."""

import argparse
from datetime import UTC, datetime

NOW = "now"


def hour(text: str) -> datetime | None:
    """ISO 8601 with an offset; None: `now`."""
    if text.strip().lower() == NOW:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"must be an hour as 2026-11-23T09:00+01:00, or {NOW}") from wrong
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError(f"must tell its offset, as 2026-11-23T09:00+01:00 or …Z, or be {NOW}")
    return at.astimezone(UTC)


def told(wrong: Exception) -> str:
    """What went wrong, by its type and the system's reason: other text may name what is kept."""
    return f"{type(wrong).__name__}" + (f", {wrong.strerror}" if isinstance(wrong, OSError) and wrong.strerror else "")
