"""A meeting in one line of a list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.norway import OSLO
from bot.evidence.records import Holding
from bot.evidence.spells import ALWAYS, Timeline
from bot.evidence.tally import Counted


@dataclass(frozen=True, slots=True)
class Brief:
    """One meeting in a line. `inside`: people in the call now; `unseen`: what the bot does not see now, or did not."""

    meeting: int
    number: int
    began: datetime
    ended: datetime | None
    people: int
    inside: int
    stood_out: int
    unsettled: int
    unseen: tuple[str, ...]


def brief(found: Timeline) -> Brief:
    """What a list tells of *found*."""
    unseen = dict.fromkeys(gap.unseen for gap in found.gaps if gap.unseen not in ALWAYS)
    people = found.people
    return Brief(
        found.meeting, found.number, found.began, found.ended, sum(bool(one.call) for one in people), len(found.inside),
        sum(one.stood_out for one in people), sum(one.unsettled for one in people), tuple(unseen),
    )  # fmt: skip


def not_counted(holdings: Iterable[Holding], tallies: Iterable[tuple[datetime, Mapping[str, int]]]) -> list[Holding]:
    """Those of *holdings* that are over and are not among *tallies* yet, newest first: counting takes a day."""
    counted, left = Counter(began for began, _ in tallies), list[Holding]()
    for one in holdings:
        if counted[one.began]:
            counted[one.began] -= 1
        elif one.ended:
            left.append(one)
    return sorted(left, key=lambda one: one.began, reverse=True)


def unsettled_days(tallies: Iterable[tuple[datetime, Mapping[str, int]]]) -> list[tuple[datetime, int]]:
    """The days, by an hour of each in Norwegian time, on which people stayed unsettled, and how many; newest first."""
    days: dict[date, tuple[datetime, int]] = {}
    for began, counts in tallies:
        local, count = began.astimezone(OSLO), counts.get(Counted.UNSETTLED, 0)
        if count:
            days[local.date()] = local, days.get(local.date(), (local, 0))[1] + count
    return [days[day] for day in sorted(days, reverse=True)]
