"""The rehearsal's one clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the time, in UTC."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.fromtimestamp(time.time(), UTC)


def as_teams_writes(moment: datetime, *, finely: bool = False) -> str:
    """*moment* with milliseconds; `finely`: in steps of 100 ns, seven digits, as .NET writes (docs/TEAMS.md A3)."""
    digits = f"{moment.microsecond:06d}7" if finely else f"{moment.microsecond // 1000:03d}"
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{digits}Z"
