"""Fills in what a tape's author leaves out of an activity: service URL, ids, times, conversation, whole accounts.

Where an account is due, a name will do: `"from": "ann"`, `"membersAdded": ["einar"]`, `"value": {"members": ["bo"]}`;
`"motevakt"` among the members of a chat is the bot itself. `"conversation": {"conversationType": "personal"}` is the
sender's own chat with the bot. What the author did write stays as it is.

An edit or a deletion names its message by the id that the tape gave it, and comes from whoever wrote that:
`{"type": "message", "id": "m1", "from": "bo", "text": …}`, then `{"type": "messageDelete", "id": "m1"}`. A file is
shared by its name: `"attachments": [{"contentType": "reference", "name": …}]`.
"""

from collections.abc import Mapping
from typing import Any

from rehearsal.activities import MEETING, Writer
from rehearsal.happenings import learn
from rehearsal.people import Person
from rehearsal.standin import StandIn
from rehearsal.world import BOT, Activity, Chat


class Unknown(Exception):
    """There is nothing, or nobody, of that name. `field` tells where."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


def complete(standin: StandIn, chat: Chat, body: Activity) -> Activity:
    """The whole activity that *body* is short for; it happens in *chat* unless it names another.

    Raises:
        Unknown: it calls somebody by a name that nobody has, or changes a message that nobody wrote.
    """
    conversation = body.get("conversation")
    named = conversation.get("id") if isinstance(conversation, dict) else None
    if isinstance(named, str) and named:
        world = standin.world
        chat = world.chats.get(named) or world.open_meeting(named, conversation=named)
    filler = _Filler(standin, chat)
    told = filler.with_accounts(dict(body))
    if not named and isinstance(conversation, dict) and conversation.get("conversationType") == "personal":
        filler = _Filler(standin, standin.world.own_chat(filler.sender(told)))
    return merged(filler.skeleton(told), told)


class _Filler:
    """Knows the chat that an activity happens in."""

    def __init__(self, standin: StandIn, chat: Chat) -> None:
        self._world = standin.world
        self._chat = chat
        self._writer: Writer = standin.writer(chat)

    def with_accounts(self, told: Activity) -> Activity:
        """*told* with accounts in place of names."""
        if isinstance(told.get("from"), str):
            told["from"] = self._person("from", told["from"]).sender()
        writers = {"membersAdded": self._writer.members_added, "membersRemoved": self._writer.members_removed}
        for change, write_change in writers.items():
            if isinstance(told.get(change), list):
                told[change] = [self._chat_member(change, one, write_change) for one in told[change]]
        value = told.get("value")
        if isinstance(value, dict) and isinstance(value.get("members"), list):
            write = self._writer.left if str(told.get("name")).strip().endswith("Leave") else self._writer.joined
            members = [self._member(one, write) for one in value["members"]]
            told["value"] = {**value, "members": members}
        return told

    def skeleton(self, told: Activity) -> Activity:
        """The activity of that type and name with nothing told but what all of them have."""
        by = self.sender(told)
        match told.get("type"), str(told.get("name")).strip().removeprefix(MEETING):
            case "event", "Start":
                return self._writer.meeting_start(by)
            case "event", "End":
                return self._writer.meeting_end(by)
            case "event", "ParticipantJoin" | "ParticipantLeave":
                return self._writer.joined(by)
            case "installationUpdate", _:
                return self._writer.installed(by)
            case "message", _:
                return self._message(by, told)
            case "messageUpdate", _:
                return self._writer.edited(self._written(told), str(told.get("text", "")))
            case "messageDelete", _:
                return self._writer.deleted(self._written(told))
            case _:
                return self._writer.frame(by.sender()) | {"id": self._world.new_id()}

    def _message(self, by: Person, told: Activity) -> Activity:
        text, recipient = str(told.get("text", "")), told.get("recipient")
        if isinstance(recipient, dict) and recipient.get("isTargeted") is True:
            return self._writer.slash(by, text)
        return self._writer.mention(by, text) if "<at>" in text else self._writer.message(by, text)

    def _written(self, told: Activity) -> Activity:
        """The message that is changed, as it was written."""
        number = told.get("id")
        post = self._world.posts.get(number) if isinstance(number, str) else None
        if post is None or post.author == BOT:
            raise Unknown("id", f"nobody wrote {number!r}")
        return post.versions[0].activity

    def sender(self, told: Activity) -> Person:
        """Whoever it is from, as a whole account; else the organizer."""
        account = told.get("from")
        if isinstance(account, dict) and isinstance(account.get("id"), str):
            return learn(self._world, account, self._chat)
        meeting = self._chat.meeting
        return meeting.organizer if meeting else next(iter(self._chat.members.values()))

    def _chat_member(self, change: str, one: Any, write: Any) -> Any:
        if one == "motevakt":
            return {"id": BOT}
        return write(self._person(change, one))[change][0] if isinstance(one, str) else one

    def _member(self, one: Any, write: Any) -> Any:
        return write(self._person("value.members", one))["value"]["members"][0] if isinstance(one, str) else one

    def _person(self, field: str, name: str) -> Person:
        person = self._world.person(name)
        if person is None:
            raise Unknown(field, f"nobody is called {name!r}")
        return person


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """*under* with what *over* says in its place, at every depth."""
    whole = dict(under)
    for name, value in over.items():
        below = whole.get(name)
        whole[name] = merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return whole
