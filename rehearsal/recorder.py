"""People record and transcribe a meeting: what its chat says of that, and what is left behind.

Source: microsoft-graph-docs-contrib `concepts/system-messages.md`, `callrecording.md`, `calltranscript.md`.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rehearsal.chat_messages import ChatMessages, user
from rehearsal.clock import as_teams_writes
from rehearsal.people import Person, invented_guid
from rehearsal.world import Chat, Meeting, World

_DETAIL = "#microsoft.graph.call{}EventMessageDetail"


@dataclass(slots=True)
class Recording:
    """A recording under way, or what came of it."""

    by: Person
    started: datetime


@dataclass(frozen=True, slots=True)
class Artefact:
    """A recording or a transcript that is kept."""

    id: str
    call: str
    started: datetime
    ended: datetime


@dataclass(slots=True)
class Shelf:
    """What is kept of a meeting, oldest first."""

    recordings: list[Artefact] = field(default_factory=list)
    transcripts: list[Artefact] = field(default_factory=list)


class Recorder:
    """Lets recordings and transcripts happen in the meetings of *world*, and keeps what comes of them.

    Whether each step is a message of its own, and what the first says of name, place and length, is UNVERIFIED.
    """

    def __init__(self, world: World, messages: ChatMessages) -> None:
        self._world = world
        self._messages = messages
        self._running: dict[str, Recording] = {}
        self._shelves: dict[str, Shelf] = {}

    def start(self, chat: Chat, by: Person) -> dict[str, Any]:
        """*by* starts to record. Gives the message, as all steps do.

        Raises:
            ValueError: it is recorded already, as with the other steps where it is not.
        """
        if chat.id in self._running:
            raise ValueError("it is recorded already")
        self._running[chat.id] = Recording(by, self._world.time())
        return self._say(chat, "initial")

    def go_on(self, chat: Chat) -> dict[str, Any]:
        """A piece of the recording is ready, and the rest goes on."""
        return self._say(chat, "chunkFinished")

    def stop(self, chat: Chat) -> dict[str, Any]:
        """It ends well, and is kept."""
        message, recording = self._say(chat, "success"), self._running.pop(chat.id)
        self.shelf(_meeting(chat)).recordings.append(self._artefact(chat, recording.started))
        return message

    def fail(self, chat: Chat) -> dict[str, Any]:
        """Nothing comes of it."""
        message = self._say(chat, "failure")
        del self._running[chat.id]
        return message

    def transcript(self, chat: Chat) -> dict[str, Any]:
        """A transcript of the meeting appears."""
        meeting, call = _meeting(chat), call_id(chat)
        detail = {"@odata.type": _DETAIL.format("Transcript"), "callId": call, "callTranscriptICalUid": meeting.id}
        message = self._messages.system(chat, detail | {"meetingOrganizer": user(meeting.organizer)})
        self.shelf(meeting).transcripts.append(self._artefact(chat, meeting.start))
        return message

    def recording(self, chat: Chat) -> bool:
        """Whether it is recorded now."""
        return chat.id in self._running

    def shelf(self, meeting: Meeting) -> Shelf:
        """What is kept of *meeting*. Whoever deletes it takes it out of the lists."""
        return self._shelves.setdefault(meeting.graph_id, Shelf())

    def delete(self, meeting: Meeting) -> None:
        """Somebody deletes all that is kept of *meeting*."""
        self._shelves.pop(meeting.graph_id, None)

    def _say(self, chat: Chat, status: str) -> dict[str, Any]:
        recording, meeting = self._running.get(chat.id), _meeting(chat)
        if recording is None:
            raise ValueError("it is not recorded")
        done = status == "success"
        length = self._world.time() - recording.started if done else timedelta(0)
        name = f"{meeting.title}.mp4"
        url = (
            f"https://sykehuset-my.sharepoint.example/personal/{recording.by.key}/Recordings/{invented_guid(name)}.mp4"
        )
        detail = {
            "@odata.type": _DETAIL.format("Recording"),
            "callId": call_id(chat),
            "callRecordingDisplayName": name if done else None,
            "callRecordingUrl": url if done else None,
            "callRecordingDuration": _length(length),
            "callRecordingStatus": status,
            "meetingOrganizer": user(meeting.organizer),
            "initiator": user(recording.by),
        }
        return self._messages.system(chat, detail)

    def _artefact(self, chat: Chat, started: datetime) -> Artefact:
        number = urlsafe_b64encode(f"{chat.id} {self._world.new_id()}".encode()).decode().rstrip("=")
        return Artefact(number, call_id(chat), started, self._world.time())


def told(artefact: Artefact, meeting: Meeting, kind: str, url: str) -> dict[str, Any]:
    """A recording or a transcript as Graph tells it; *kind* says which, *url* where it lies."""
    return {
        "id": artefact.id,
        "meetingId": meeting.graph_id,
        "callId": artefact.call,
        "contentCorrelationId": invented_guid(artefact.id),
        "createdDateTime": as_teams_writes(artefact.started),
        "endDateTime": as_teams_writes(artefact.ended),
        "meetingOrganizer": {"application": None, "device": None, "user": _organizer(meeting.organizer)},
        f"{kind}ContentUrl": f"{url}/{artefact.id}/content",
    }


def call_id(chat: Chat) -> str:
    """The call of a meeting; the same for all that happens in it."""
    return invented_guid(f"call in {chat.id}")


def _organizer(person: Person) -> dict[str, Any]:
    return {"id": person.oid, "displayName": None, "tenantId": person.tenant, "userIdentityType": "aadUser"}


def _meeting(chat: Chat) -> Meeting:
    if chat.meeting is None:
        raise ValueError("this chat has no meeting")
    return chat.meeting


def _length(lasted: timedelta) -> str:
    """As ISO 8601 has it: `PT40M19.26S`."""
    minutes, seconds = divmod(lasted.total_seconds(), 60)
    return f"PT{int(minutes)}M{seconds:g}S" if minutes else f"PT{seconds:g}S"
