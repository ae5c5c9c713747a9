"""What happened on the stage, before it is put into words: by `wording` for a terminal, by the page for a browser."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from rehearsal.activities import BOT_NAME, MEETING, files_in
from rehearsal.world import BOT, Activity, World


@dataclass(frozen=True, slots=True)
class Happening:
    """`kind` has a sentence `happened.<kind>` in `words/`; `people` are names, `text` what else it says.

    `to`: the Teams id of the one person who knows of it; empty: it is no secret. `in_chat`: it stands in the meeting's
    chat, for whoever is a member of that.
    """

    kind: str
    people: tuple[str, ...] = ()
    text: str = ""
    to: str = ""
    in_chat: bool = False


class Witness(Protocol):
    """Whoever is told of each happening as it happens."""

    def begin(self) -> None:
        """The tape begins now."""

    def saw(self, happening: Happening) -> None:
        """It happened just now."""


class Witnesses:
    """Several at once."""

    def __init__(self, *those: Witness) -> None:
        self._those = those

    def begin(self) -> None:
        for one in self._those:
            one.begin()

    def saw(self, happening: Happening) -> None:
        for one in self._those:
            one.saw(happening)


def seen_in(world: World, activity: Activity) -> Happening:
    """What an activity tells of. What it does not know it calls `other`, by the activity's own names."""
    sender = activity.get("from")
    account = sender if isinstance(sender, dict) else {}
    who, only = (_name(world, account),), _only(world, activity, account)
    match activity.get("type"), str(activity.get("name")).strip().removeprefix(MEETING):
        case "event", "Start":
            return Happening("started")
        case "event", "End":
            return Happening("ended")
        case "event", "ParticipantJoin":
            return Happening("let_in" if _waits(world, activity) else "joined", _members(world, activity))
        case "event", "ParticipantLeave":
            return Happening("left", _members(world, activity))
        case "installationUpdate", _:
            kind = "uninstalled" if "remove" in str(activity.get("action")) else "installed"
            return Happening(kind, who, to=only)
        case "conversationUpdate", _:
            return _changes(world, activity)
        case (("message" | "messageUpdate" | "messageDelete"), _):
            return _written(activity, who, only)
        case kind, name:
            return Happening("other", who, f"{kind} {name if name != 'None' else ''}".strip(), to=only)


def _written(activity: Activity, who: tuple[str, ...], only: str) -> Happening:
    """What people write, change and delete."""
    text = re.sub(r"<at>(.*?)</at>", r"@\1", str(activity.get("text") or "")).strip()
    files = ", ".join(files_in(activity))
    match activity["type"]:
        case "messageDelete":
            kind, text = "deleted", ""
        case "messageUpdate":
            kind = "edited"
        case _ if files and not text:
            kind, text = "shared", files
        case _:
            kind = "said_to_bot" if only else "said"
    return Happening(kind, who, text, to=only, in_chat=not only)


def _only(world: World, activity: Activity, sender: Mapping[str, Any]) -> str:
    """Whoever alone knows of an activity: the sender, in their own chat with the bot or with words for it alone."""
    conversation, recipient = activity.get("conversation"), activity.get("recipient")
    chat = world.chats.get(str(conversation.get("id"))) if isinstance(conversation, dict) else None
    targeted = isinstance(recipient, dict) and recipient.get("isTargeted") is True
    return str(sender.get("id") or "") if targeted or (chat is not None and chat.meeting is None) else ""


def _name(world: World, account: Mapping[str, Any]) -> str:
    if account.get("id") == BOT:
        return BOT_NAME
    person = world.people.get(str(account.get("id")))
    return person.name if person else str(account.get("name") or account.get("id") or "?")


def _members(world: World, activity: Activity) -> tuple[str, ...]:
    return tuple(_name(world, user) for user in _users(activity))


def _waits(world: World, activity: Activity) -> bool:
    """Whether all whom a participant event names are in the lobby."""
    conversation = activity.get("conversation")
    chat = world.chats.get(str(conversation.get("id"))) if isinstance(conversation, dict) else None
    waiting = chat.meeting.waiting if chat and chat.meeting else set()
    users = _users(activity)
    return bool(users) and all(user.get("id") in waiting for user in users)


def _users(activity: Activity) -> list[dict[str, Any]]:
    value = activity.get("value")
    members = value.get("members") if isinstance(value, dict) else None
    users = [member.get("user", {}) for member in members or [] if isinstance(member, dict)]
    return [user for user in users if isinstance(user, dict)]


def _changes(world: World, activity: Activity) -> Happening:
    field, kind = ("membersAdded", "chat_added") if activity.get("membersAdded") else ("membersRemoved", "chat_removed")
    accounts = [account for account in activity.get(field) or [] if isinstance(account, dict)]
    return Happening(kind, tuple(_name(world, account) for account in accounts))
