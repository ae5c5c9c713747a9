"""S1–S9. The rules are shown when the meeting starts, once in every occurrence, and to whoever asks.

Source: the hospital's procedure, clauses S1–S9; "automatic reminder at meeting start" (the bot's order).
Teams has been seen to hold meetingStart back for hours (docs/TEAMS.md J2): people in the call are a start too.
"""

from collections.abc import Iterator

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, SetAlarm, ShowCard
from bot.domain.events import (
    AlarmRang,
    CardGivenUp,
    CardPressed,
    CommandGiven,
    Event,
    InvitationRead,
    InvitationUnavailable,
)
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.presses import Command, CommandWanted
from bot.domain.procedure import Procedure
from bot.domain.records import Occurrence, Reading
from bot.domain.rules.asking import asked_for


def remind_at_start(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """The rules card at the start, at a start that is overdue, and on `/regler`; it tells of an unread invitation."""
    occurrence = after.occurrence
    match fact:
        case CommandGiven(command=Command.RULES) | CardPressed(press=CommandWanted(Command.RULES)):
            yield asked_for(fact, CardKind.RULES, after)
        case InvitationRead() | InvitationUnavailable():
            told = after.latest_matter(CardKind.RULES)
            if told is not None and after.running and after.installed and _changes(fact, before):
                yield ShowCard(told)
        case CardGivenUp():
            return  # what was just given up is not asked for in the same breath
        case _ if occurrence is None or not after.running or occurrence.reminded or not after.installed:
            return
        case AlarmRang(name=Alarm.START_OVERDUE):
            yield from [ShowCard(after.new_matter(CardKind.RULES))] if after.present else []
        case _ if not occurrence.provisional:
            yield ShowCard(after.new_matter(CardKind.RULES))
        case _:
            yield from _overdue(occurrence, before, after, procedure)


def _overdue(occurrence: Occurrence, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """When the start is overdue; where all have left meanwhile, the next who comes is waited for anew."""
    if before.occurrence != occurrence:
        yield SetAlarm(Alarm.START_OVERDUE, occurrence.started + procedure.start_overdue)
    elif after.present and not before.present:
        came = min(after.people[person].changed for person in after.present)
        yield SetAlarm(Alarm.START_OVERDUE, max(came, occurrence.started) + procedure.start_overdue)


def _changes(fact: InvitationRead | InvitationUnavailable, before: Meeting) -> bool:
    """Whether the card must say something else. Where Graph is switched off the first card has said so already."""
    if isinstance(fact, InvitationRead):
        return before.invitation.reading is Reading.UNAVAILABLE
    return fact.reason is not Unread.OFF
