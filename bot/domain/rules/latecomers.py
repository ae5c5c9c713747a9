"""S1–S9. Whoever comes late is told the rules privately, once: the card of the start has scrolled away by then.

Source: the hospital's procedure, clauses S1–S9. Once a person, series and edition of the procedure.
"""

from collections.abc import Iterator

from bot.domain.effects import LATE, CardKind, Effect, ShowCard
from bot.domain.events import Event, ParticipantsJoined, RosterRead
from bot.domain.marks import past_of
from bot.domain.meeting import Meeting, is_program
from bot.domain.participants import PersonId
from bot.domain.procedure import Procedure


def tell_latecomers(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """To each who is new in the call, well after the start, and can read: the rules, to them alone."""
    occurrence = after.occurrence
    if occurrence is None or not after.running or not after.installed or not isinstance(fact, _NEWS):
        return
    if before.occurrence_number != after.occurrence_number or not (before.occurrence and before.occurrence.reminded):
        return
    for person in (person for person in after.people if person not in before.people):
        seen = after.people[person]
        late = seen.present and seen.first_seen > occurrence.started + procedure.late_after
        if late and _is_to_be_told(person, after, procedure):
            yield ShowCard(after.new_matter(CardKind.RULES, f"to-{person}{LATE}"), person)


_NEWS = (ParticipantsJoined, RosterRead)


def _is_to_be_told(person: PersonId, meeting: Meeting, procedure: Procedure) -> bool:
    who = meeting.identities[person]
    if not who.mri or is_program(who) or not meeting.can_press(person):
        return False
    past = past_of(who, meeting.series, meeting.salt)
    return past is None or past.told != procedure.edition
