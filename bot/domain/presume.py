"""What an alarm turns out to mean: a silent meeting's end, that we ourselves were away, that people are forgotten."""

from bot.domain.alarms import Alarm
from bot.domain.events import AlarmRang, BotWasAway, Event, MeetingFellSilent
from bot.domain.forgetting import FORGOTTEN_AFTER
from bot.domain.forgotten import RosterForgotten
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.rules.closing import silent_until


def presume(event: Event, before: Meeting, procedure: Procedure) -> Event:
    """*event*, or what an alarm was set to find: nothing heard for as long as the procedure waits; a start of ours; a
    meeting that has been over for a day.
    """
    if not isinstance(event, AlarmRang):
        return event
    if event.name == Alarm.FORGET_ROSTER:
        ended = before.occurrence.ended if before.occurrence else None
        return RosterForgotten(event.at) if ended is not None and event.at - ended >= FORGOTTEN_AFTER else event
    if not before.running:
        return event
    if event.name == Alarm.BACK:
        return BotWasAway(event.at, since=event.due)
    if event.name == Alarm.IDLE and event.at >= silent_until(before, procedure):
        return MeetingFellSilent(event.at)
    return event
