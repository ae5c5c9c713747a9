"""What an activity says has happened, as the domain's events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.events import (
    Arrival,
    BotInstalled,
    BotRemoved,
    ChatMembersChanged,
    Event,
    MeetingEnded,
    MeetingStarted,
    ParticipantsJoined,
    ParticipantsLeft,
)
from bot.domain.participants import Identity
from bot.errors import Malformed
from bot.inbound.activity import Name, sent_at
from bot.inbound.fields import Fields, read_each
from bot.inbound.moments import moment_or
from bot.inbound.people import mentioned, newcomer, role

_RECURRING = ("recurring", "channelrecurring")
_ADDED, _REMOVED = ("add", "add-upgrade"), ("remove", "remove-upgrade")


@dataclass(frozen=True, slots=True)
class Facts:
    """The events of one activity, and how many malformed people were left out of them."""

    events: tuple[Event, ...] = ()
    left_out: int = 0


NOTHING = Facts()


def at(activity: Any, arrived: datetime) -> datetime:
    """When the activity was sent; the hour of arrival where it does not say so."""
    return moment_or(sent_at(activity), arrived, arrived)


def meeting_event(activity: Any, arrived: datetime, app_id: str) -> Facts:
    """What an `event` activity tells: start, end, people coming or going; nothing where it is of another name.

    Raises:
        Malformed: the field that cannot be read.
    """
    match activity.name:
        case Name.MEETING_START:
            return Facts((_started(activity, arrived),))
        case Name.MEETING_END:
            value = Fields.of(activity.value, "value")
            now = at(activity, arrived)
            return Facts((MeetingEnded(now, moment_or(value.text("EndTime"), now, arrived)),))
        case Name.PARTICIPANT_JOIN:
            arrivals, left_out = read_each(_members(activity), "value.members", _arrival)
            people = tuple(arrival for arrival in arrivals if not is_bot(arrival.who, activity, app_id))
            return Facts((ParticipantsJoined(at(activity, arrived), people),) if people else (), left_out)
        case Name.PARTICIPANT_LEAVE:
            leavers, left_out = read_each(_members(activity), "value.members", _leaver)
            gone = tuple(who for who in leavers if not is_bot(who, activity, app_id))
            return Facts((ParticipantsLeft(at(activity, arrived), gone),) if gone else (), left_out)
        case _:
            return NOTHING


def installation(activity: Any, arrived: datetime) -> Facts:
    """The app came or went, by `installationUpdate` (docs/TEAMS.md A5)."""
    if activity.action in _ADDED:
        return Facts((BotInstalled(at(activity, arrived)),))
    if activity.action in _REMOVED:
        return Facts((BotRemoved(at(activity, arrived)),))
    return NOTHING


def members_changed(activity: Any, arrived: datetime, app_id: str) -> Facts:
    """Who came to or left the chat; the bot itself among them was installed or removed.

    Raises:
        Malformed: no member can be read.
    """
    added, faults = read_each(activity.members_added, "membersAdded", newcomer)
    removed, more_faults = read_each(activity.members_removed, "membersRemoved", mentioned)
    now = at(activity, arrived)
    events: list[Event] = []
    if any(is_bot(who, activity, app_id) for who in added):
        events.append(BotInstalled(now))
    if any(is_bot(who, activity, app_id) for who in removed):
        events.append(BotRemoved(now))
    others_added = tuple(who for who in added if not is_bot(who, activity, app_id))
    others_removed = tuple(who for who in removed if not is_bot(who, activity, app_id))
    if others_added or others_removed:
        events.append(ChatMembersChanged(now, others_added, others_removed))
    return Facts(tuple(events), faults + more_faults)


def is_bot(who: Identity, activity: Any, app_id: str) -> bool:
    """Whether *who* is this bot: the activity's recipient, or `28:` and our app id."""
    return bool(who.mri) and who.mri.lower() in (activity.recipient.id.lower(), f"28:{app_id}".lower())


def _started(activity: Any, arrived: datetime) -> MeetingStarted:
    value = Fields.of(activity.value, "value")  # its Title is not read: it may name a patient
    now = at(activity, arrived)
    recurring = value.text("MeetingType").lower() in _RECURRING
    return MeetingStarted(now, moment_or(value.text("StartTime"), now, arrived), value.text("JoinUrl"), recurring)


def _members(activity: Any) -> list[Any]:
    value = Fields.of(activity.value, "value")
    if value.raw("members") is None:
        raise Malformed("value.members")
    return value.items("members")


def _arrival(member: Fields) -> Arrival:
    return Arrival(newcomer(member.within("user")), role(member.within("meeting").text("role")))


def _leaver(member: Fields) -> Identity:
    return mentioned(member.within("user"))
