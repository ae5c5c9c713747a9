"""What the audit may say of how people were judged: who, the weight and the reasons, whenever they change."""

from bot.domain.alarms import Alarm
from bot.domain.calls import CallTold
from bot.domain.events import (
    AlarmRang,
    CardPressed,
    ChatMembersChanged,
    CommandGiven,
    Event,
    InvitationRead,
    InvitationUnavailable,
    MeetingAnnounced,
    MeetingStarted,
    ParticipantsJoined,
    RosterRead,
    RosterUnavailable,
)
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.presses import Settle
from bot.domain.rules.concern import concerned
from bot.domain.verdict import judge_person


def trace_verdicts(fact: Event, before: Meeting, after: Meeting) -> list[str]:
    """Who of those around is judged otherwise since *fact*, or for the first time: `p3: red outsider_not_invited …`.

    Of a fact that is about some, only those are looked at: in a meeting of hundreds an arrival must stay cheap.
    """
    opened = before.occurrence_number != after.occurrence_number
    learned = after.identities is not before.identities  # a press too may tell who somebody is
    if not (opened or learned or _can_change(fact)):
        return []
    return [
        _told(person, after) for person in concerned(fact, before, after) if opened or _is_news(person, before, after)
    ]


def _can_change(fact: Event) -> bool:
    """Whether verdicts may follow from *fact*: people, lists, answers, a colleague's word, a wait that ends."""
    match fact:
        case ParticipantsJoined() | ChatMembersChanged() | CallTold() | RosterRead() | RosterUnavailable():
            return True
        case InvitationRead() | InvitationUnavailable() | MeetingAnnounced() | MeetingStarted():
            return True
        case CommandGiven():
            return bool(fact.awaited)
        case CardPressed():
            return isinstance(fact.press, Settle)
        case _:
            return isinstance(fact, AlarmRang) and fact.name is Alarm.CALL_NOW  # we wait for no answer any longer


def _is_news(person: PersonId, before: Meeting, after: Meeting) -> bool:
    return not before.is_around(person) or judge_person(person, before) != judge_person(person, after)


def _told(person: PersonId, meeting: Meeting) -> str:
    verdict = judge_person(person, meeting)
    return " ".join([f"{person}: {verdict.weight}", *verdict.reasons])
