"""What was counted of many holdings, by day, week or month.

Never by person. Nor by host, unit or department: a host has few meetings, so a count of theirs is a count of a named
employee's slips, and this is a control measure that must not serve the following-up of staff (the Norwegian working
environment act, chapter 9; docs/PERSONVERN.md). Nor by hour of the day, which in a small place tells the shift.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from bot.evidence.tally import KEYS


class Step(StrEnum):
    """How long a stretch is. Weeks begin on Mondays."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was counted of the `meetings` that began from `first` to `last`, both days within."""

    first: date
    last: date
    meetings: int
    counts: Mapping[str, int]


def trends(tallies: Iterable[tuple[datetime, Mapping[str, int]]], step: Step, zone: tzinfo) -> tuple[Stretch, ...]:
    """*tallies* by the stretch in which each holding began, oldest first; days are *zone*'s.

    A stretch without a meeting stands between the others too, with nothing counted.
    """
    meetings, counts = Counter[date](), dict[date, Counter[str]]()
    for hour, told in tallies:
        first = _first(hour.astimezone(zone).date(), step)
        meetings[first] += 1
        known = counts.setdefault(first, Counter())
        known.update({key: count for key, count in told.items() if key in KEYS})
    if not meetings:
        return ()
    found, first = list[Stretch](), min(meetings)
    while first <= max(meetings):
        after = _next(first, step)
        found.append(Stretch(first, after - timedelta(days=1), meetings[first], dict(counts.get(first, {}))))
        first = after
    return tuple(found)


def total(stretches: Iterable[Stretch]) -> Mapping[str, int]:
    """All of it together."""
    counts = Counter[str]()
    for one in stretches:
        counts.update(one.counts)
    return dict(counts)


def _first(day: date, step: Step) -> date:
    match step:
        case Step.DAY:
            return day
        case Step.WEEK:
            return day - timedelta(days=day.weekday())
        case Step.MONTH:
            return day.replace(day=1)


def _next(first: date, step: Step) -> date:
    match step:
        case Step.DAY:
            return first + timedelta(days=1)
        case Step.WEEK:
            return first + timedelta(days=7)
        case Step.MONTH:
            return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
