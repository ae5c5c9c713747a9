"""What silence means: an alarm that rang becomes the fact it was set to find, or stays an alarm."""

from bot.domain.events import AlarmRang, Event, MeetingFellSilent
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.rules.closing import IDLE, silent_until


def presume(event: Event, before: Meeting, procedure: Procedure) -> Event:
    """*event*, or the end of a meeting in which nothing was heard for as long as the procedure waits."""
    if not isinstance(event, AlarmRang) or event.name != IDLE or not before.running:
        return event
    return MeetingFellSilent(event.at) if event.at >= silent_until(before, procedure) else event
