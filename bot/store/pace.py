"""When the next post in a chat may go, by Teams' windows. Pure.

A log of each post's hour, not a bucket: a bucket admits nearly twice the limit within one window.
Source: docs/TEAMS.md H (per bot and thread).
"""

from bisect import bisect_right
from collections.abc import Sequence

Window = tuple[float, int]
"""A span in seconds, and how many posts it may hold."""

WINDOWS: tuple[Window, ...] = ((1.0, 6), (2.0, 7), (30.0, 59), (3600.0, 1799))
"""One less than the book: a private answer may be under way beside a shared card."""


def earliest(sent: Sequence[float], now: float) -> float:
    """The first hour, not before *now*, at which one more post fits every window. *sent* is in order.

    Hours after *now* were noted by a clock that has been set back since, and do not count.
    """
    past = sent[: bisect_right(sent, now)]
    hour = now
    for span, limit in WINDOWS:
        if len(past) >= limit:
            hour = max(hour, past[-limit] + span)
    return hour


def logged(sent: Sequence[float], hour: float) -> list[float]:
    """*sent* with a post at *hour*, without what no window sees any more."""
    longest = max(span for span, _ in WINDOWS)
    kept = [*sent[bisect_right(sent, hour - longest) :], hour]
    kept.sort()
    return kept
