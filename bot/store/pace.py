"""When the next post in a chat may go, by Teams' windows, and when a card that stands may change. Pure.

A log of each post's hour, not a bucket: a bucket admits nearly twice the limit within one window.
Source: docs/TEAMS.md H (per bot and thread).
"""

from bisect import bisect_right
from collections.abc import Sequence

Window = tuple[float, int]
"""A span in seconds, and how many posts it may hold."""

WINDOWS: tuple[Window, ...] = ((1.0, 6), (2.0, 7), (30.0, 59), (3600.0, 1799))
"""One less than the book: a private answer may be under way beside a shared card."""

UPDATE_EVERY_S = 1.0
"""A card that stands changes no more often: faster, it flickers before people's eyes."""

MANY_AN_HOUR, UPDATE_SELDOM_S = 500, 3.0
"""In a chat with so many posts within the hour a card changes more seldom. One change a second would use up the hour's
window in thirty minutes, and then no new card could be posted for as long; this leaves 266 of 1,799 to new cards."""


def earliest(sent: Sequence[float], now: float) -> float:
    """The first hour, not before *now*, at which one more post fits every window. *sent* is in order."""
    past = _until(sent, now)
    hour = now
    for span, limit in WINDOWS:
        if len(past) >= limit:
            hour = max(hour, past[-limit] + span)
    return hour


def next_update(sent: Sequence[float], now: float) -> float:
    """The hour, not before *now*, at which a card that stands may change: some time after the last post."""
    past = _until(sent, now)
    if not past:
        return now
    many = len(past) - bisect_right(past, now - 3600.0) >= MANY_AN_HOUR
    return max(now, past[-1] + (UPDATE_SELDOM_S if many else UPDATE_EVERY_S))


def logged(sent: Sequence[float], hour: float) -> list[float]:
    """*sent* with a post at *hour*, without what no window sees any more."""
    longest = max(span for span, _ in WINDOWS)
    kept = [*sent[bisect_right(sent, hour - longest) :], hour]
    kept.sort()
    return kept


def _until(sent: Sequence[float], now: float) -> Sequence[float]:
    """The hours of *sent* that are past; those after *now* were noted by a clock that has been set back since."""
    return sent[: bisect_right(sent, now)]
