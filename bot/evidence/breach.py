"""What is known for a hospital's deviation report, where confidentiality may have been broken in a meeting.

Whether it is a personal data breach the data protection officer judges, not this tool. The controller has 72 hours to
tell the supervisory authority from when it became aware (GDPR art. 33; the hours run through nights and weekends:
Regulation (EEC, Euratom) No 1182/71 art. 3, and EDPB Guidelines 9/2022, point 31 on).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.health.findings import Kind
from bot.domain.participants import PersonId
from bot.domain.reasons import Reason, Weight
from bot.evidence.spells import ALWAYS, Gap, Person, Recorded, Settled, Spell, Stopped, Timeline, union

CLOCK = timedelta(hours=72)
"""GDPR art. 33 (1)."""


class Open(StrEnum):
    """What the tool cannot know, and somebody must find out."""

    WHAT_WAS_SAID = "what_was_said"  # always
    WHO_IT_WAS = "who_it_was"  # somebody without an account
    UNSETTLED = "unsettled"  # nobody has said whether somebody belonged there
    MISSED = "missed"  # there were blind spots
    WHO_HAS_THE_RECORDING = "who_has_the_recording"
    READ_THE_CHAT = "read_the_chat"  # somebody could read it, in the call or not


@dataclass(frozen=True, slots=True)
class Unexpected:
    """Somebody who was not expected. `reasons`: why, by the heaviest verdict. `inside`: how long in the call,
    `together`: of that with others who were expected. `word`: a colleague's last one on them. `glimpsed`: about when
    they were seen in the call, if nothing tells from when to when.
    """

    person: PersonId
    call: tuple[Spell, ...]
    inside: timedelta
    together: timedelta
    weight: Weight | None
    reasons: tuple[Reason, ...]
    word: Settled | None
    glimpsed: datetime | None

    @property
    def vouched(self) -> bool:
        """Whether a colleague said that they were to be there after all."""
        return self.word is not None and self.word.expected


@dataclass(frozen=True, slots=True)
class Breach:
    """The facts of one holding. `known_since`: when the hospital became aware, as the officer says. `others`: how many
    more were in the call. `wrote`: what messages seemed to hold, and how many of each kind.
    """

    meeting: int
    number: int
    began: datetime
    ended: datetime | None
    known_since: datetime
    unexpected: tuple[Unexpected, ...]
    others: int
    recordings: tuple[Recorded, ...]
    transcribed: datetime | None
    wrote: tuple[tuple[Kind, int], ...]
    stops: tuple[Stopped, ...]
    gaps: tuple[Gap, ...]
    open: tuple[Open, ...]

    @property
    def deadline(self) -> datetime:
        """When the 72 hours are over: hours that pass, whatever clocks are put forward or back meanwhile."""
        return self.known_since.astimezone(UTC) + CLOCK

    def left(self, now: datetime) -> timedelta:
        """How much of them is left; less than nothing once they are over."""
        return self.deadline - now


_NOBODY_KNOWN = (Reason.ANONYMOUS, Reason.ANONYMOUS_EXPECTED, Reason.TELEPHONE, Reason.DEVICE, Reason.LOOK_ALIKE)


def breach(found: Timeline, known_since: datetime) -> Breach:
    """What *found* tells for a deviation report."""
    strangers = [one for one in found.people if one.stood_out and (one.was_inside or one.only_chat)]
    expected = [one for one in found.people if one.was_inside and one not in strangers]
    unexpected = tuple(_of(one, expected, found.end) for one in strangers)
    kinds = [kind for one in found.written for kind in {seen.kind for seen in one.seen}]
    wrote = tuple((kind, kinds.count(kind)) for kind in Kind if kind in kinds)
    gaps = tuple(gap for gap in found.gaps if gap.unseen not in ALWAYS)
    return Breach(
        found.meeting, found.number, found.began, found.ended, known_since, unexpected, len(expected),
        found.recordings, found.transcribed, wrote, found.stops, gaps, tuple(_open(unexpected, found, gaps)),
    )  # fmt: skip


def _of(one: Person, expected: list[Person], end: datetime) -> Unexpected:
    theirs = [_hours(spell, end) for spell in one.call]
    company = list(union(_hours(spell, end) for other in expected for spell in other.call))
    shared = ((max(a, c), min(b, d)) for a, b in theirs for c, d in company)
    together = sum((until - since for since, until in union(shared)), timedelta())
    inside = sum((until - since for since, until in union(theirs)), timedelta())
    worst = one.worst
    weight, reasons = (worst.weight, worst.reasons) if worst else (None, ())
    return Unexpected(one.id, one.call, inside, together, weight, reasons, one.word, one.glimpsed)


def _hours(spell: Spell, end: datetime) -> tuple[datetime, datetime]:
    return spell.since, max(spell.until or end, spell.since)


def _open(unexpected: tuple[Unexpected, ...], found: Timeline, gaps: tuple[Gap, ...]) -> list[Open]:
    here = [one for one in unexpected if not one.vouched]
    told = {
        Open.WHAT_WAS_SAID: True,
        Open.WHO_IT_WAS: any(reason in _NOBODY_KNOWN for one in here for reason in one.reasons),
        Open.UNSETTLED: any(one.word is None for one in here),
        Open.MISSED: bool(gaps),
        Open.WHO_HAS_THE_RECORDING: bool(found.recordings) or found.transcribed is not None,
        Open.READ_THE_CHAT: bool(here and found.written),
    }
    return [what for what, is_so in told.items() if is_so]
