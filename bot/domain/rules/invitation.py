"""S7. Who is expected is read from the invitation when the meeting starts.

Source: the hospital's procedure, clause S7.
"""

from collections.abc import Iterator

from bot.domain.effects import Effect, FetchInvitation
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure


def read_invitation(_fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """One reading for each occurrence, as soon as there is one."""
    if after.running and before.occurrence_number != after.occurrence_number:
        yield FetchInvitation()
