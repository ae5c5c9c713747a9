"""Where an activity belongs, and by what it is known again when Teams sends it twice (docs/TEAMS.md H)."""

from collections.abc import Iterable
from hashlib import sha256
from sys import intern
from typing import Any
from uuid import uuid4

import msgspec
from botbuilder.schema import ActivityTypes

from bot.domain.events import (
    BotInstalled,
    BotRemoved,
    ChatMembersChanged,
    CommandGiven,
    Event,
    ParticipantsJoined,
    ParticipantsLeft,
)
from bot.domain.participants import Identity
from bot.domain.records import Where
from bot.inbound.activity import sent_at


def where_of(activity: Any) -> Where:
    """The address of the activity's conversation. The meeting's id is channelData's, no other (docs/TEAMS.md A1).

    Raises:
        Malformed: a field of channelData is of another type than documented.
    """
    channel = activity.channel_data
    tenant = channel.within("tenant").text("id").lower() or activity.conversation.tenant_id
    personal = activity.conversation.conversation_type == "personal"
    meeting = channel.within("meeting").text("id")
    # of many meetings they are the same
    return Where(activity.conversation.id, intern(tenant), intern(activity.service_url), meeting, personal)


def delivery_key(activity: Any, event: Event) -> str:
    """A key that is the same when the same activity comes again, and never else. Chat text is no part of it.

    An edit bears its message's id, so without a timestamp it cannot be told from another edit; nor can anything
    without both. Such a delivery is never a duplicate.
    """
    timestamp = sent_at(activity)
    if not timestamp and (not activity.id or activity.type == ActivityTypes.message_update):
        return uuid4().hex
    told = [activity.conversation.id, activity.type, activity.name, activity.id, timestamp, _part(activity, event)]
    if not activity.id:
        told += [who.mri or who.oid for who in _people(event)]
    return sha256(msgspec.json.encode(told)).hexdigest()


def _part(activity: Any, event: Event) -> str:
    """Tells apart the two events that one activity may hold: of a change of members the bot's own coming or going, of
    a message the command in it.
    """
    of_the_bot = isinstance(event, (BotInstalled, BotRemoved)) and activity.type == ActivityTypes.conversation_update
    return "bot" if of_the_bot else "command" if isinstance(event, CommandGiven) else ""


def _people(event: Event) -> Iterable[Identity]:
    match event:
        case ParticipantsJoined():
            return [arrival.who for arrival in event.people]
        case ParticipantsLeft():
            return event.people
        case ChatMembersChanged():
            return [*event.added, *event.removed]
        case _:
            return []
