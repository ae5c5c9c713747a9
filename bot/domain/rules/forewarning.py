"""S4. Ten minutes before the meeting the host is told privately: sit where nobody overhears, and test the sound.

Source: the hospital's procedure, clause S4 (the sound is tested before the start). Meetings are moved, so the hour is
asked anew before anybody is told.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.alarms import Alarm
from bot.domain.effects import EARLY, CardKind, Effect, FetchInvitation, FetchRoster, FetchStart, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, BotInstalled, Event, InvitationRead, RosterRead, StartTold
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.switched_off import may_read_invitation

_MEMBERS_ALONE = 0


def forewarn_host(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Asks when the meeting begins, at install and when an occurrence is over; tells the host in time, once a start."""
    if not after.installed or after.where.personal:
        return
    match fact:
        case BotInstalled() if not after.running:
            yield FetchStart()
        case StartTold(at=at) if after.starts is not None and at < after.starts - procedure.forewarn:
            yield SetAlarm(Alarm.FOREWARN, after.starts - procedure.forewarn)
        case StartTold() | RosterRead() | InvitationRead() if _is_about_to_begin(after, fact.at, procedure):
            yield from _tell(after)
            if isinstance(fact, StartTold):
                yield from _ask_who_hosts(fact.at, after, procedure)
        case StartTold(at=at) if _is_used(after, at, procedure):
            yield SetAlarm(Alarm.LOOK_AHEAD, at + procedure.look_ahead)
        case AlarmRang(name=Alarm.FOREWARN | Alarm.LOOK_AHEAD) if not after.running:
            yield FetchStart()
        case _ if before.running and not after.running and after.recurring:
            yield FetchStart()


def _is_about_to_begin(meeting: Meeting, at: datetime, procedure: Procedure) -> bool:
    starts = meeting.starts
    return starts is not None and starts - procedure.forewarn <= at < starts and not meeting.running


def _tell(after: Meeting) -> Iterator[Effect]:
    """The host, once a start, as soon as we know who that is: the roster may be read after the hour was told."""
    host = after.host()
    if host is not None and host in after.identities and after.forewarned != after.starts:
        yield ShowCard(after.new_matter(CardKind.RULES, f"to-{host}{EARLY}"), host)


def _ask_who_hosts(at: datetime, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Of a series, where that was forgotten since the last one ended (bot/domain/forgetting.py)."""
    was_forgotten = after.occurrence is not None and after.occurrence.forgotten > 0
    if was_forgotten and after.host() not in after.identities and may_read_invitation(after, procedure):
        yield FetchInvitation(at)
        yield FetchRoster(_MEMBERS_ALONE)


def _is_used(meeting: Meeting, at: datetime, procedure: Procedure) -> bool:
    """Whether it is worth looking for the next start: the bot was added lately, or the series had an occurrence."""
    if meeting.occurrence is None:
        return meeting.install_told is not None and at - meeting.install_told < procedure.vouch_holds
    ended = meeting.occurrence.ended
    return meeting.recurring and ended is not None and at - ended < procedure.vouch_holds
