"""From bytes to the SDK's `Activity`, by a table of our own: msrest's way costs eight times as much (docs/adr/0002)."""

from enum import StrEnum
from typing import Any

from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount

from bot.domain.sensitive import Sensitive
from bot.inbound.fields import Fields, json_object


class Name(StrEnum):
    """Names of `event` and `invoke` activities that mean something to us (docs/TEAMS.md A1, G5)."""

    MEETING_START = "application/vnd.microsoft.meetingStart"
    MEETING_END = "application/vnd.microsoft.meetingEnd"
    PARTICIPANT_JOIN = "application/vnd.microsoft.meetingParticipantJoin"
    PARTICIPANT_LEAVE = "application/vnd.microsoft.meetingParticipantLeave"
    CARD_ACTION = "adaptiveCard/action"


_NAMES = {name.value.lower(): name.value for name in Name}
_TYPES = {kind.value.lower(): kind.value for kind in ActivityTypes}
_TEXTS = (
    ("id", "id"),
    ("service_url", "serviceUrl"),
    ("channel_id", "channelId"),
    ("reply_to_id", "replyToId"),
)
_LISTS = (("members_added", "membersAdded"), ("members_removed", "membersRemoved"), ("entities", "entities"))


def decode(body: bytes) -> Fields:
    """The fields of an activity's JSON, not yet read.

    Raises:
        Malformed: no JSON object (`body`).
    """
    return Fields(json_object(body))


def load(top: Fields) -> Any:
    """The SDK's `Activity`, with type and name in their usual letter case and chat text as `Sensitive`.

    Who needs more reads on: sender and recipient have their `Fields` as `properties`; lists and `value` are as sent.
    What is attached is read by nobody but the chat guard; in another form than a list it is taken as nothing.

    Raises:
        Malformed: the field that is of another type than documented, or that must be there.
    """
    told = {attribute: top.text(name) for attribute, name in _TEXTS}
    lists = {attribute: top.items(name) for attribute, name in _LISTS}
    kind, name = top.needed("type"), top.text("name")
    activity = Activity(
        type=_TYPES.get(kind.lower(), kind),
        name=_NAMES.get(name.lower(), name),
        action=top.text("action").lower(),
        text=Sensitive(top.text("text")),
        conversation=_conversation(top.within("conversation")),
        from_property=_account(top.within("from")),
        recipient=_account(top.within("recipient")),
        channel_data=top.within("channelData"),
        value=top.raw("value"),
        attachments=_listed(top.raw("attachments")),
        **told,
        **lists,
    )
    activity.additional_properties["timestamp"] = top.text("timestamp")
    locale = top.raw("locale")
    activity.locale = locale if isinstance(locale, str) else ""
    return activity


def sent_at(activity: Any) -> str:
    """The activity's timestamp as sent; empty: none."""
    timestamp: str = activity.additional_properties["timestamp"]
    return timestamp


def _listed(sent: object) -> list[Any]:
    return sent if isinstance(sent, list) else []


def _conversation(fields: Fields) -> Any:
    return ConversationAccount(
        id=fields.needed("id"),
        conversation_type=fields.text("conversationType").lower(),
        tenant_id=fields.text("tenantId").lower(),
    )


def _account(fields: Fields) -> Any:
    return ChannelAccount(id=fields.text("id"), name=fields.text("name"), properties=fields)
