"""V9, S9. When the meeting ends, one line closes it; a meeting whose end Teams never told of ends by silence.

Source: the hospital's procedure, clause V9, and the duty to document; meetingEnd may stay away (docs/TEAMS.md J2).
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, Matter, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, Event
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.rules.concern import parts

_LIVING = (CardKind.ALERT, CardKind.INTRODUCTIONS, CardKind.STOP)
"""Cards whose buttons mean nothing once the meeting is over."""


def silent_until(meeting: Meeting, procedure: Procedure) -> datetime:
    """The hour at which a running *meeting* counts as over, if nothing more is heard of it."""
    wait = procedure.silent_for if meeting.present or not meeting.people else procedure.empty_for
    assert meeting.last_news is not None  # noqa: S101  # an occurrence opens with news
    return meeting.last_news + wait


def living(meeting: Meeting) -> tuple[Matter, ...]:
    """The newest cards with buttons for a meeting that runs."""
    return tuple(card for kind in _LIVING if (card := meeting.latest_matter(kind)) is not None)


def close_meeting(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """One line at the end, whichever way it came; an alarm that asks whether anybody is still there."""
    occurrence = after.occurrence
    if occurrence is None:
        return
    if before.running and not after.running and after.installed and occurrence.reminded:
        yield ShowCard(after.new_matter(CardKind.SUMMARY))
        yield from (ShowCard(card) for card in living(after))
    elif after.running and _alarm_is_due(fact, before, after):
        yield SetAlarm(Alarm.IDLE, silent_until(after, procedure))


def _alarm_is_due(fact: Event, before: Meeting, after: Meeting) -> bool:
    """At the opening, when the last one leaves, and when it rang too early; every change would be many writes."""
    opened = not before.running or before.occurrence_number != after.occurrence_number
    emptied = parts(fact) and bool(before.present) and not after.present
    return opened or emptied or (isinstance(fact, AlarmRang) and fact.name == Alarm.IDLE)
