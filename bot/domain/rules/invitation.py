"""S7. Who is expected is read at install, at the start, and again before anybody is called "not invited".

Source: the hospital's procedure, clause S7. An invitation changes under way: somebody may have been called in just now.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.alarms import Alarm
from bot.domain.effects import Effect, FetchInvitation, FetchRoster, SetAlarm
from bot.domain.events import AlarmRang, BotInstalled, Event, InvitationRead, InvitationUnavailable
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.rules.concern import concerned
from bot.domain.switched_off import may_read_invitation
from bot.domain.verdict import awaits_reading

_ANSWERED_WITHIN = timedelta(minutes=2)
"""A question is given up after a minute (bot/worker/retry.py); one older than this was lost with a crash."""

_MEMBERS_ALONE = 0


def read_invitation(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """One reading at install and for each occurrence; more while Graph is away, and for whoever comes later."""
    if after.where.personal:
        return
    may_read = may_read_invitation(after, procedure)
    if isinstance(fact, BotInstalled) and after.installed and not after.running and may_read:
        yield FetchInvitation(fact.at)
    if not after.running:
        return
    if _is_away(fact):
        yield SetAlarm(Alarm.READ_AGAIN, fact.at + procedure.read_again)
    waits, call_at = _somebody_waits(fact, before, after), after.invitation.call_at
    begins = waits and (call_at is None or call_at <= fact.at)
    asks = waits and not _is_asked(after, fact.at) if may_read else begins
    opened = before.occurrence_number != after.occurrence_number
    again = isinstance(fact, AlarmRang) and fact.name == Alarm.READ_AGAIN
    if may_read and (opened or again or asks):
        yield FetchInvitation(fact.at)
    if asks:
        yield FetchRoster(_MEMBERS_ALONE)  # the addresses of who is there, to hold against the invitation's
    if begins:
        yield SetAlarm(Alarm.CALL_NOW, fact.at + procedure.list_waits)


def _is_away(fact: Event) -> bool:
    match fact:
        case InvitationUnavailable(reason=reason):
            return reason is Unread.AWAY
        case InvitationRead(unread=unread, calendar_unread=calendar_unread):
            return Unread.AWAY in (unread, calendar_unread)
        case _:
            return False


def _somebody_waits(fact: Event, before: Meeting, after: Meeting) -> bool:
    return any(awaits_reading(person, after) for person in concerned(fact, before, after))


def _is_asked(meeting: Meeting, at: datetime) -> bool:
    asked = meeting.invitation.asked
    return asked is not None and at - asked < _ANSWERED_WITHIN
