"""Activities as Teams sends them (docs/TEAMS.md A2–A5, G1, G5, G7, I)."""

from collections.abc import Iterator, Mapping
from typing import Any

from rehearsal.buttons import refresh
from rehearsal.clock import as_teams_writes
from rehearsal.people import Person
from rehearsal.world import BOT, Activity, Chat, Post, World

MEETING = "application/vnd.microsoft.meeting"
BOT_NAME = "Møtevakt"
FILE = "reference"


class Writer:
    """Writes what happens in *chat*. It changes nothing in the world: `happenings.take_in` does."""

    def __init__(self, world: World, chat: Chat, service_url: str) -> None:
        self._world = world
        self._chat = chat
        self._service_url = service_url

    def frame(self, sender: Mapping[str, Any]) -> Activity:
        """What all activities have in common, without type and id."""
        chat, meeting = self._chat, self._chat.meeting
        kind = {"isGroup": True, "conversationType": "groupchat"} if meeting else {"conversationType": "personal"}
        channel_data: dict[str, Any] = {"tenant": {"id": chat.tenant}}
        if meeting is not None:
            channel_data["meeting"] = {"id": meeting.id}
        return {
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "timestamp": as_teams_writes(self._world.time()),
            "conversation": {**kind, "id": chat.id, "tenantId": chat.tenant},
            "recipient": {"id": BOT, "name": BOT_NAME},
            "from": dict(sender),
            "channelData": channel_data,
        }

    def meeting_start(self, by: Person, *, stray_space: bool = False) -> Activity:
        """PascalCase value. `stray_space`: before the name, as the documents' samples have it."""
        return self._meeting_event(by, f"{' ' if stray_space else ''}{MEETING}Start", "StartTime")

    def meeting_end(self, by: Person, *, stray_space: bool = False) -> Activity:
        return self._meeting_event(by, f"{MEETING}End{' ' if stray_space else ''}", "EndTime")

    def joined(self, *people: Person, stray_space: bool = False) -> Activity:
        """People came into the call. camelCase value, and no activity id."""
        return self._participants(f"{MEETING}ParticipantJoin{' ' if stray_space else ''}", people, with_role=True)

    def left(self, *people: Person, stray_space: bool = False) -> Activity:
        """People left the call; no role is told, and `inMeeting` is still true, as the documents' sample has it."""
        return self._participants(f"{MEETING}ParticipantLeave{' ' if stray_space else ''}", people, with_role=False)

    def installed(self, by: Person, action: str = "add") -> Activity:
        """`add`, `add-upgrade`, `remove` or `remove-upgrade` (UNVERIFIED values)."""
        return self._with_id(by) | {"type": "installationUpdate", "action": action}

    def members_added(self, *people: Person, by: Person | None = None) -> Activity:
        """People were added to the *chat*. For anonymous people `from` is the organizer, whoever did it."""
        return self._members("membersAdded", [person.member() for person in people], by)

    def members_removed(self, *people: Person, by: Person | None = None) -> Activity:
        accounts = [{"id": person.mri, **({"aadObjectId": person.oid} if person.oid else {})} for person in people]
        return self._members("membersRemoved", accounts, by)

    def bot_added(self, by: Person) -> Activity:
        """The conversationUpdate that comes with an installation."""
        return self._members("membersAdded", [{"id": BOT}], by)

    def message(self, by: Person, text: str) -> Activity:
        """A message without a mention. In a meeting's chat it comes only with `ChatMessage.Read.Chat`, and then
        `channelData` tells of no meeting, as in the report on missing mentions (docs/TEAMS.md G1).
        """
        activity = self._message(by, text)
        activity["channelData"].pop("meeting", None)
        return activity

    def shared(self, by: Person, name: str) -> Activity:
        """A message with a file called *name*, and nothing of what is in it. UNVERIFIED: here as Graph tells of one."""
        return self.message(by, "") | {"attachments": [{"contentType": FILE, "name": name}]}

    def _message(self, by: Person, text: str) -> Activity:
        said = {"type": "message", "text": text, "textFormat": "plain", "locale": by.locale}
        entity = {"type": "clientInfo", "locale": by.locale, "country": by.locale.rpartition("-")[2]}
        return self._with_id(by) | said | {"entities": [entity]}

    def mention(self, by: Person, text: str) -> Activity:
        """A message that mentions the bot; *text* stands after the mention, or around it where it has `<at>`."""
        mark = f"<at>{BOT_NAME}</at>"
        activity = self._message(by, text if "<at>" in text else f"{mark} {text}")
        activity["entities"].append({"type": "mention", "text": mark, "mentioned": {"id": BOT, "name": BOT_NAME}})
        return activity

    def slash(self, by: Person, text: str) -> Activity:
        """A command picked from the slash menu: a private message, the text without its slash."""
        activity = self._message(by, text)
        activity["recipient"]["isTargeted"] = True
        return activity

    def edited(self, message: Activity, text: str) -> Activity:
        """An edit bears its message's id (UNVERIFIED event type)."""
        return self._changed(message, "messageUpdate", "editMessage") | {"text": text}

    def deleted(self, message: Activity) -> Activity:
        return self._changed(message, "messageDelete", "softDeleteMessage")

    def pressed(
        self, by: Person, verb: str, data: Mapping[str, Any], reply_to: str, *, trigger: str = "manual"
    ) -> Activity:
        """The invoke of an `Action.Execute` on the card with activity id *reply_to*."""
        action = {"type": "Action.Execute", "id": "", "verb": verb, "data": dict(data)}
        invoke = {
            "type": "invoke",
            "name": "adaptiveCard/action",
            "replyToId": reply_to,
            "locale": by.locale,
        }
        return self._with_id(by) | invoke | {"value": {"action": action, "trigger": trigger}}

    def refreshed(self, by: Person, post: Post) -> Activity | None:
        """The invoke that somebody's client sends by itself when it shows *post*; None: it sends none."""
        if post.card is None or post.removed is not None or not self._world.sees(by, post):
            return None
        button = refresh(post.card, by.mri, members=len(self._chat.members))
        if button is None:
            return None
        return self.pressed(by, button.verb, button.data, post.id, trigger="automatic")

    def _with_id(self, by: Person) -> Activity:
        return self.frame(by.sender()) | {"id": self._world.new_id()}

    def _meeting_event(self, by: Person, name: str, hour: str) -> Activity:
        meeting = self._chat.meeting
        value: dict[str, Any] = {"MeetingType": "Scheduled", hour: as_teams_writes(self._world.time(), finely=True)}
        if meeting is not None:
            value |= {"Id": meeting.id, "JoinUrl": meeting.join_url, "Title": meeting.title}
        return self._with_id(by) | {"type": "event", "name": name, "value": value}

    def _participants(self, name: str, people: tuple[Person, ...], *, with_role: bool) -> Activity:
        sender = {"id": people[0].mri} if people else {"id": BOT}
        members = [{"user": person.participant(), "meeting": self._place(person, with_role)} for person in people]
        frame = self.frame(sender) | {"timestamp": as_teams_writes(self._world.time(), finely=True)}
        return frame | {"type": "event", "name": name, "value": {"members": members}}

    def _place(self, person: Person, with_role: bool) -> dict[str, Any]:
        meeting = self._chat.meeting
        role = {"role": meeting.role(person)} if with_role and meeting else {}
        return {"inMeeting": True, **role}

    def _members(self, change: str, accounts: list[dict[str, Any]], by: Person | None) -> Activity:
        meeting = self._chat.meeting
        sender = by or (meeting.organizer if meeting else next(iter(self._chat.members.values())))
        return self._with_id(sender) | {"type": "conversationUpdate", change: accounts}

    def _changed(self, message: Activity, kind: str, event: str) -> Activity:
        frame = self.frame(message["from"]) | {"type": kind, "id": message["id"]}
        frame["channelData"]["eventType"] = event
        return frame


def files_in(activity: Mapping[str, Any]) -> Iterator[str]:
    """The names of the files that a message shares."""
    attachments = activity.get("attachments")
    for one in attachments if isinstance(attachments, list) else []:
        if isinstance(one, dict) and one.get("contentType") == FILE and isinstance(one.get("name"), str):
            yield one["name"]
