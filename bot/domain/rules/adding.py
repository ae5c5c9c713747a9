"""S7. A meeting that a system announces has somebody who watches its participants: the app is added to it.

Source: the hospital's procedure, clause S7; how, docs/TEAMS.md B, and why so, docs/adr/0013-adding-the-app.md.
"""

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.adding import is_in
from bot.domain.alarms import Alarm
from bot.domain.effects import AddApp, Effect, SetAlarm
from bot.domain.events import AlarmRang, Event, MeetingAnnounced
from bot.domain.expected import Unread
from bot.domain.installing import AppRefused
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure

_TRIED_FOR = timedelta(days=1)
"""Since the newest announcement. Whoever needs it longer announces again."""


def add_app_to_announced(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Once for an announcement, unless it is in or being added; again and again while Graph is away."""
    if not procedure.adds_app or after.where.personal or is_in(after) or after.adding.under_way(fact.at):
        return
    match fact:
        case MeetingAnnounced() if not _taken_back(fact, before):
            yield AddApp(fact.at)
        case AppRefused(reason=Unread.AWAY) if _still_tried(fact, after):
            yield SetAlarm(Alarm.ADD_AGAIN, fact.at + procedure.read_again)
        case AlarmRang(name=Alarm.ADD_AGAIN) if after.adding.reason is Unread.AWAY:
            yield AddApp(fact.at)


def _taken_back(fact: MeetingAnnounced, before: Meeting) -> bool:
    """Whether a system says that nobody is expected any more where it said that somebody was."""
    last = before.announced.get(fact.source)
    return not fact.people and last is not None and bool(last.people)


def _still_tried(fact: AppRefused, meeting: Meeting) -> bool:
    return any(fact.at - said.at < _TRIED_FOR for said in meeting.announced.values())
