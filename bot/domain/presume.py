"""What an alarm turns out to mean: the end of a silent meeting, or that we ourselves were away."""

from bot.domain.alarms import Alarm
from bot.domain.events import AlarmRang, BotWasAway, Event, MeetingFellSilent
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.rules.closing import silent_until


def presume(event: Event, before: Meeting, procedure: Procedure) -> Event:
    """*event*, or what an alarm was set to find: nothing heard for as long as the procedure waits; a start of ours."""
    if not isinstance(event, AlarmRang) or not before.running:
        return event
    if event.name == Alarm.BACK:
        return BotWasAway(event.at, since=event.due)
    if event.name == Alarm.IDLE and event.at >= silent_until(before, procedure):
        return MeetingFellSilent(event.at)
    return event
