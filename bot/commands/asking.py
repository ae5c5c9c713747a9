"""How commands take an hour, and tell how far they have come and what went wrong."""

import argparse
import sys
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

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


class Bar:
    """How far something has come, in a line of its own; in a terminal alone."""

    def __init__(self, what: str) -> None:
        self._what, self._shown = what, sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __call__(self, part: float) -> None:
        """*part*: from 0 to 1."""
        if self._shown:
            print(f"\r{self._what} {part:4.0%}", end="", file=sys.stderr, flush=True)

    def __exit__(
        self, _kind: type[BaseException] | None, _wrong: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
