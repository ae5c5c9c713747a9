"""P1. A day after the meeting it is forgotten who was in it and who was invited.

Source: the hospital's procedure, clause P1 (confidentiality is kept and privacy respected); how long: docs/DATA.md.
"""

from collections.abc import Iterator

from bot.domain.alarms import Alarm
from bot.domain.effects import Effect, SetAlarm
from bot.domain.events import Event
from bot.domain.forgetting import FORGOTTEN_AFTER, knows_somebody_new
from bot.domain.forgotten import RosterForgotten
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure


def forget_roster(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """Sets the alarm by the meeting's end; later, for whoever is met or told of before the next one begins."""
    then, now = before.occurrence, after.occurrence
    if now is None or now.ended is None:
        return
    if then is None or then.ended != now.ended:
        yield SetAlarm(Alarm.FORGET_ROSTER, now.ended + FORGOTTEN_AFTER)
    elif now.forgets is None and (knows_somebody_new(before, after) or _keeps_readers(fact, after)):
        yield SetAlarm(Alarm.FORGET_ROSTER, fact.at + FORGOTTEN_AFTER)


def _keeps_readers(fact: Event, after: Meeting) -> bool:
    """Whether somebody was added to the chat so lately that the next occurrence may be about to begin."""
    return isinstance(fact, RosterForgotten) and bool(after.chat)
