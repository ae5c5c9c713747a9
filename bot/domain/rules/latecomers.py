"""S1–S9. Whoever comes late is told the rules privately, once: the card of the start has scrolled away by then.

Source: the hospital's procedure, clauses S1–S9. Once a person, series and edition of the procedure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.effects import LATE, CardKind, Effect, ShowCard
from bot.domain.events import Event, ParticipantsJoined, RosterRead
from bot.domain.marks import past_of
from bot.domain.meeting import Meeting, is_program
from bot.domain.participants import PersonId
from bot.domain.procedure import Procedure

_EARLY = timedelta(hours=1)
"""People open a meeting so long before its hour, no longer."""


def tell_latecomers(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """To each who is new in the call, well after the start, and can read: the rules, to them alone."""
    if not after.running or not after.installed or before.occurrence_number != after.occurrence_number:
        return
    if before.occurrence is None or not before.occurrence.reminded or not _tells_when(fact, before, procedure):
        return
    for person in (person for person in after.people if _is_new(person, before)):
        seen = after.people[person]
        late = seen.present and seen.first_seen > _begins(before) + procedure.late_after
        if late and _is_to_be_told(person, after, procedure):
            yield ShowCard(after.new_matter(CardKind.RULES, f"to-{person}{LATE}"), person)


def _tells_when(fact: Event, before: Meeting, procedure: Procedure) -> bool:
    """Whether *fact* tells that somebody came late; a look at the call, if the look before it was late already."""
    if isinstance(fact, RosterRead):
        probed = before.watch.probed
        return probed is not None and probed > _begins(before) + procedure.late_after
    return isinstance(fact, ParticipantsJoined)


def _begins(meeting: Meeting) -> datetime:
    """When whoever is on time is there: at the hour that was set, if somebody came early for it."""
    assert meeting.occurrence is not None  # noqa: S101  # asked of a meeting that runs
    started, starts = meeting.occurrence.started, meeting.starts
    return starts if starts is not None and started < starts <= started + _EARLY else started


def _is_new(person: PersonId, before: Meeting) -> bool:
    """Whether we could not write to *person* before: they were not here, or only Graph had told of them."""
    return person not in before.people or not before.identities[person].mri


def _is_to_be_told(person: PersonId, meeting: Meeting, procedure: Procedure) -> bool:
    who = meeting.identities[person]
    if not who.mri or is_program(who) or not meeting.can_press(person):
        return False
    past = past_of(who, meeting.series, meeting.salt)
    return past is None or past.told != procedure.edition
