"""The messages of a chat as Graph tells them: people's, the bot's, and what Teams itself wrote.

Source: microsoft-graph-docs-contrib `chatmessage.md`, `concepts/system-messages.md` (2026).
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from rehearsal.clock import as_teams_writes
from rehearsal.delivery import Delivery
from rehearsal.notifications import News
from rehearsal.people import HOSPITAL, Person, invented_guid
from rehearsal.subscription import Kind, Topic
from rehearsal.world import APP, BOT, Activity, Change, Chat, Post, World

TYPE = "#Microsoft.Graph.chatMessage"
_CHANGES = {
    Change.SAID: "created",
    Change.POSTED: "created",
    Change.UPDATED: "updated",
    Change.REMOVED: "deleted",
}


class ChatMessages:
    """What stands in the meetings' chats. It tells subscribers of all that is written there from now on.

    `shown_after_s`: so much later than it was posted is a message listed. UNVERIFIED how much that is in earnest.
    """

    def __init__(self, world: World, delivery: Delivery) -> None:
        self._world = world
        self._delivery = delivery
        self.shown_after_s = 0.0
        world.listeners.append(self._changed)

    def of(self, chat: Chat) -> list[dict[str, Any]]:
        """All messages of *chat* that everybody sees, in no order; what is gone too, without its text."""
        latest = self._world.time() - timedelta(seconds=self.shown_after_s)
        posts = (one for one in self._world.posts.values() if one.chat == chat.id and one.to is None)
        posts = (one for one in posts if one.posted <= latest)
        return [*(chat_message(post, self._world) for post in posts), *chat.system_messages]

    def system(self, chat: Chat, detail: Mapping[str, Any]) -> dict[str, Any]:
        """Teams itself writes in *chat* what *detail* tells. Gives the message."""
        message = system_message(chat, self._world.new_id(), self._world.time(), detail)
        chat.system_messages.append(message)
        self._delivery.deliver(news(chat, "created", message))
        return message

    def _changed(self, post: Post, change: Change) -> None:
        """A post for one person alone is no message of the chat."""
        chat = self._world.chats.get(post.chat)
        if chat is None or chat.meeting is None or post.to is not None:
            return
        if not self._delivery.covering(Topic(Kind.CHAT_MESSAGES, chat.id), _CHANGES[change]):
            return  # spares drawing what nobody wants
        self._delivery.deliver(news(chat, _CHANGES[change], chat_message(post, self._world)))


def news(chat: Chat, change: str, message: Mapping[str, Any]) -> News:
    """What is told of a *message* of *chat*; *change*: `created`, `updated` or `deleted`."""
    topic = Topic(Kind.CHAT_MESSAGES, chat.id)
    return News(topic, change, f"{topic.resource}('{message['id']}')", message, TYPE)


def chat_message(post: Post, world: World) -> dict[str, Any]:
    """A post as Graph tells it. How it tells one that is gone is UNVERIFIED: here without body and attachments."""
    gone, edited = post.removed, len(post.versions) > 1
    files = [] if gone else _attachments(post.activity)
    text = "" if gone else str(post.activity.get("text") or "")
    marks = "".join(f'<attachment id="{one["id"]}"></attachment>' for one in files)
    body = {"contentType": "html" if marks else "text", "content": text + marks}
    changed = gone or post.versions[-1].at
    frame = _frame(post.chat, post.id, post.posted, changed)
    return frame | {
        "messageType": "message",
        "lastEditedDateTime": as_teams_writes(post.versions[-1].at) if edited else None,
        "deletedDateTime": None if gone is None else as_teams_writes(gone),
        "from": _bot() if post.author == BOT else _somebody(post.author, world),
        "body": body,
        "attachments": files,
    }


def system_message(chat: Chat, number: str, at: datetime, detail: Mapping[str, Any]) -> dict[str, Any]:
    """A message from nobody; what happened stands in `eventDetail`."""
    return _frame(chat.id, number, at, at) | {
        "messageType": "systemEventMessage",
        "from": None,
        "body": {"contentType": "html", "content": "<systemEventMessage/>"},
        "eventDetail": dict(detail),
    }


def user(person: Person) -> dict[str, Any]:
    """A person where nothing but the account is told."""
    return {
        "application": None,
        "device": None,
        "user": {"id": person.oid or person.mri, "displayName": None, "userIdentityType": _kind(person)},
    }


def _frame(chat: str, number: str, created: datetime, changed: datetime) -> dict[str, Any]:
    link = f"https://teams.microsoft.com/l/message/{quote(chat, safe='')}/{number}"
    return {
        "id": number,
        "replyToId": None,
        "etag": str(int(changed.timestamp() * 1000)),
        "createdDateTime": as_teams_writes(created),
        "lastModifiedDateTime": as_teams_writes(changed),
        "lastEditedDateTime": None,
        "deletedDateTime": None,
        "subject": None,
        "summary": None,
        "chatId": chat,
        "importance": "normal",
        "locale": "en-us",
        "webUrl": f"{link}?context=%7B%22contextType%22:%22chat%22%7D",
        "channelIdentity": None,
        "onBehalfOf": None,
        "policyViolation": None,
        "eventDetail": None,
        "attachments": [],
        "mentions": [],
        "reactions": [],
    }


def _somebody(mri: str, world: World) -> dict[str, Any] | None:
    """Who wrote it. UNVERIFIED: the id of anonymous people."""
    person = world.people.get(mri)
    if person is None:
        return None
    named = user(person)
    return named | {"user": named["user"] | {"displayName": person.name, "tenantId": person.tenant}}


def _bot() -> dict[str, Any]:
    app = {"id": APP, "displayName": "Møtevakt", "applicationIdentityType": "bot"}
    return {"application": app, "device": None, "user": None}


def _kind(person: Person) -> str:
    if person.anonymous:
        return "anonymousGuest"
    return "aadUser" if person.tenant == HOSPITAL else "federatedUser"


def _attachments(activity: Activity) -> list[dict[str, Any]]:
    """Cards stand as a text of JSON. UNVERIFIED: how a file stands that an activity names."""
    told = activity.get("attachments")
    found = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    return [
        {
            "id": invented_guid(f"{number} {one.get('name')} {one.get('contentType')}"),
            "contentType": one.get("contentType"),
            "content": json.dumps(one["content"]) if "content" in one else None,
            "contentUrl": one.get("contentUrl"),
            "name": one.get("name"),
        }
        for number, one in enumerate(found)
    ]
