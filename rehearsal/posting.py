"""What a message must be like to be taken (docs/TEAMS.md G3, H)."""

from dataclasses import dataclass
from typing import Any

from rehearsal.wire import Refusal
from rehearsal.world import ADAPTIVE, Activity, Chat

LARGEST_MESSAGE = 40 * 1024  # bytes, card included (docs/TEAMS.md H)


@dataclass
class Strictness:
    """What Teams does where nobody tells; the stricter reading unless switched. All UNVERIFIED."""

    changes_count_as_sends: bool = True
    anonymous_people_get_private_posts: bool = False
    private_posts_refused_with: int | None = None  # a status: targeted messages are not everywhere yet
    participants_by_own_tenant: bool = True  # False: the meeting's tenant will do, as Microsoft's SDK sends it
    guests_are_told_as_guests: bool = False  # False: their `userRole` in the roster is that of anybody, as was seen
    callers_and_bots_in_the_roster: bool = False  # False: whoever has no chat is not among its members


def check_message(activity: Activity) -> None:
    """A message with text or attachments, its cards whole.

    Raises:
        Refusal: it is not.
    """
    if activity.get("type") != "message":
        raise Refusal(400, "BadArgument", "type must be message")
    text, attachments = activity.get("text"), activity.get("attachments")
    if not isinstance(text, str | None) or not isinstance(attachments, list | None):
        raise Refusal(400, "BadArgument", "text or attachments")
    if not text and not attachments:
        raise Refusal(400, "BadArgument", "neither text nor attachments")
    for attachment in attachments or []:
        _check_attachment(attachment)
    if not isinstance(_alert(activity), bool):
        raise Refusal(400, "BadArgument", "channelData.notification.alertInMeeting")


def check_recipient(activity: Activity, chat: Chat, strictness: Strictness) -> str:
    """The Teams id of the one person a private post is for.

    Raises:
        Refusal: it names nobody in a chat of several, or somebody who cannot get it.
    """
    recipient = activity.get("recipient")
    mri = recipient.get("id") if isinstance(recipient, dict) else None
    if not isinstance(recipient, dict) or not isinstance(mri, str) or recipient.get("isTargeted") is not True:
        raise Refusal(400, "BadArgument", "recipient.id and recipient.isTargeted")
    if chat.meeting is None:
        raise Refusal(400, "BadArgument", "a private chat has no private posts")
    if strictness.private_posts_refused_with is not None:
        raise Refusal(strictness.private_posts_refused_with, "BadArgument", "no private posts here")
    person = chat.members.get(mri)
    if person is None:
        raise Refusal(400, "BadArgument", "the recipient is not in the chat")
    if person.anonymous and not strictness.anonymous_people_get_private_posts:
        raise Refusal(400, "BadArgument", "the recipient is anonymous")
    return mri


def check_private_update(activity: Activity, *, private: bool) -> None:
    """A private post keeps its recipient, so an update must name none.

    Raises:
        Refusal: it does.
    """
    if private and "recipient" in activity:
        raise Refusal(400, "BadArgument", "an update of a private post names no recipient")


def alerts_in_meeting(activity: Activity) -> bool:
    """Whether a message also shows in the meeting's window (docs/TEAMS.md G4)."""
    return _alert(activity) is True


def _alert(activity: Activity) -> object:
    channel_data = activity.get("channelData", {})
    notification = channel_data.get("notification", {}) if isinstance(channel_data, dict) else None
    return notification.get("alertInMeeting", False) if isinstance(notification, dict) else None


def _check_attachment(attachment: Any) -> None:
    if not isinstance(attachment, dict) or not isinstance(attachment.get("contentType"), str):
        raise Refusal(400, "BadArgument", "attachments[].contentType")
    if attachment["contentType"] != ADAPTIVE:
        return
    card = attachment.get("content")
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        raise Refusal(400, "BadArgument", "attachments[].content is no Adaptive Card")
    if not isinstance(card.get("version"), str) or not isinstance(card.get("body"), list):
        raise Refusal(400, "BadArgument", "attachments[].content.version or .body")
