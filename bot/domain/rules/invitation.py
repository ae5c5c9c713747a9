"""S7. Who is expected is read from the invitation when the meeting starts, and again later if Graph was away then.

Source: the hospital's procedure, clause S7.
"""

from collections.abc import Iterator

from bot.domain.effects import Effect, FetchInvitation, SetAlarm
from bot.domain.events import AlarmRang, Event, InvitationUnavailable, Unread
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure

READ_AGAIN = "read-invitation"


def read_invitation(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """One reading for each occurrence, as soon as there is one; more while Graph is away."""
    if not after.running:
        return
    match fact:
        case InvitationUnavailable(reason=Unread.AWAY):
            yield SetAlarm(READ_AGAIN, fact.at + procedure.read_again)
        case AlarmRang(name=name) if name == READ_AGAIN:
            yield FetchInvitation()
        case _ if before.occurrence_number != after.occurrence_number:
            yield FetchInvitation()
