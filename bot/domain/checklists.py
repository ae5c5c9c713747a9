"""P2, S1–S9, V. How a checklist stands: what is done, who said so, who is missing.

Source: the hospital's procedure. Where each sits (S4, S5) only they can tell; for the rest one speaks for all. What the
bot can prove itself it ticks itself, for as long as it is so.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.meeting import Meeting, is_program, must_introduce
from bot.domain.options import is_unrecorded
from bot.domain.participants import PersonId
from bot.domain.procedure import Clause, Procedure, Variant
from bot.domain.recording import is_recorded, last_recorded
from bot.domain.records import Tick, tick_key
from bot.domain.verdict import stands_out


@dataclass(frozen=True, slots=True)
class Line:
    """A clause on a checklist. `ticks`: who said that it holds, the latest last; `proven`: since when we see it
    ourselves; `missing`: whose word is still missing; `open_rooms`: who sits in an open room (S5).
    """

    clause: Clause
    ticks: tuple[Tick, ...] = ()
    proven: datetime | None = None
    missing: tuple[PersonId, ...] = ()
    open_rooms: tuple[PersonId, ...] = ()

    @property
    def done(self) -> bool:
        return self.proven is not None or (bool(self.ticks) and not self.missing and not self.open_rooms)


def lines(variant: Variant, meeting: Meeting, procedure: Procedure) -> tuple[Line, ...]:
    """The checklist's lines, in the order of the card."""
    asked = must_confirm(variant, meeting)
    return tuple(_line(variant, clause, asked, meeting, procedure) for clause in procedure.ticks[variant])


def open_clauses(variant: Variant, meeting: Meeting, procedure: Procedure) -> tuple[Clause, ...]:
    """What nobody has ticked yet, or not everybody who must."""
    return tuple(line.clause for line in lines(variant, meeting, procedure) if not line.done)


def must_confirm(variant: Variant, meeting: Meeting) -> tuple[PersonId, ...]:
    """Who is asked where they sit: everybody in the call who can press and is not to be settled first. Of a meeting
    that is over, whoever was in it at the end, if that list was begun in it.
    """
    return tuple(
        person
        for person in (meeting.present if meeting.running else _at_the_end(variant, meeting))
        if meeting.can_press(person)
        and not is_program(meeting.identities[person])
        and not _is_doubtful(person, meeting)
    )


def made_of(meeting: Meeting) -> tuple[object, ...]:
    """All that checklists are drawn from: while it is the same, so are they."""
    verdicts = (meeting.settled, meeting.invitation, meeting.awaited, meeting.announced, meeting.series)
    return (
        meeting.running,
        meeting.present,
        meeting.ticks,
        meeting.rooms,
        meeting.introductions,
        meeting.options.told,
        meeting.recordings,
        *verdicts,
    )


def _at_the_end(variant: Variant, meeting: Meeting) -> Iterator[PersonId]:
    ended = meeting.occurrence.ended if meeting.occurrence else None
    ticks = (tick for key, tick in meeting.ticks.items() if key.startswith(f"{variant}:"))
    if ended is not None and any(tick.at <= ended for tick in ticks):
        yield from (person for person, seen in meeting.people.items() if seen.present or seen.changed >= ended)


def _line(
    variant: Variant, clause: Clause, asked: Collection[PersonId], meeting: Meeting, procedure: Procedure
) -> Line:
    if clause in procedure.by_everybody:
        said = tuple(sorted(_words_of_each(variant, clause, meeting), key=lambda tick: tick.at))
        spoke = {tick.by for tick in said}
        missing = tuple(person for person in asked if person not in spoke)
        rooms = tuple(one for one in meeting.rooms if _sits_here(one, meeting)) if clause is Clause.S5 else ()
        return Line(clause, said, missing=missing, open_rooms=rooms)
    tick = meeting.ticks.get(tick_key(variant, clause))
    if clause is Clause.S1 and variant is Variant.TEAMS and is_recorded(meeting):
        over = last_recorded(meeting)  # what was said before that holds no more
        return Line(clause, (tick,) if tick and over is not None and tick.at > over else ())
    if clause is Clause.S1 and variant is Variant.TEAMS and is_unrecorded(meeting.options):
        return Line(clause, proven=meeting.options.read)
    if tick is None and clause is Clause.S6 and variant is Variant.TEAMS:
        return Line(clause, proven=_introduced_since(meeting))
    return Line(clause, (tick,) if tick else ())


def _words_of_each(variant: Variant, clause: Clause, meeting: Meeting) -> Iterator[Tick]:
    """Also of whoever spoke for all, before each spoke for themselves; of strangers, nobody's."""
    own = f"{tick_key(variant, clause)}:"
    said = (tick for key, tick in meeting.ticks.items() if key.startswith(own) or f"{key}:" == own)
    yield from (tick for tick in said if not _is_doubtful(tick.by, meeting))


def _sits_here(person: PersonId, meeting: Meeting) -> bool:
    """Whether it matters where *person* sits: they have not left the call."""
    return person not in meeting.people or meeting.is_present(person)


def _introduced_since(meeting: Meeting) -> datetime | None:
    """When the last of all who must had introduced themselves; None: somebody has not, or nobody is there."""
    said = [meeting.introductions.get(person) for person in must_introduce(meeting)]
    hours = [one.at for one in said if one is not None]
    return max(hours) if hours and len(hours) == len(said) else None


def _is_doubtful(person: PersonId, meeting: Meeting) -> bool:
    settled = meeting.settled.get(person)
    return (settled is not None and not settled.expected) or stands_out(person, meeting)
