"""When the next post may go, by Teams' windows. Pure.

A log of each post's hour, not a bucket: a bucket admits nearly twice the limit within one window.
Source: docs/TEAMS.md H (per bot and thread; and 50 a second per app and tenant).
"""

from bisect import bisect_right
from collections.abc import Sequence

Window = tuple[float, int]
"""A span in seconds, and how many posts it may hold."""

THREAD: tuple[Window, ...] = ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800))
TENANT: tuple[Window, ...] = ((0.2, 8),)  # 40 a second, spread: calls under way arrive unevenly, and presses ask roles


def earliest(sent: Sequence[float], now: float, windows: Sequence[Window]) -> float:
    """The first hour, not before *now*, at which one more post fits every window. *sent* is in order."""
    hour = now
    for span, limit in windows:
        if len(sent) >= limit:
            hour = max(hour, sent[-limit] + span)
    return hour


def logged(sent: Sequence[float], hour: float, windows: Sequence[Window]) -> list[float]:
    """*sent* with a post at *hour*, without what no window sees any more."""
    longest = max(span for span, _ in windows)
    kept = [*sent[bisect_right(sent, hour - longest) :], hour]
    kept.sort()
    return kept
