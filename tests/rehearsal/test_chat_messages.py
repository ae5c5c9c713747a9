"""Graph lists a chat's messages, what Teams itself wrote among them, and what a recording leaves behind."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import pytest

from rehearsal import clock
from rehearsal.graph import NO_ACCESS_POLICY
from rehearsal.people import ANN, BO, KARI
from rehearsal.recorder import call_id
from rehearsal.standin import StandIn
from rehearsal.wire import Answer
from rehearsal.world import Chat, Meeting
from tests.rehearsal.conftest import Caller
from tests.rehearsal.receiver import Receiver
from tests.rehearsal.subscriber import Subscriber


class Reader:
    """Reads the messages of a chat where the clock goes as it is told."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.world = caller.standin.world
        self.chat = caller.chat

    async def read(self, **query: str) -> tuple[int, Any]:
        asked = urlencode({f"${name}": value for name, value in query.items()}, quote_via=quote)
        return await self.caller.graph(f"chats/{self.chat.id}/messages?{asked}")

    async def texts(self, **query: str) -> list[str]:
        status, told = await self.read(**query)
        assert status == 200, told
        return [one["body"]["content"] for one in told["value"]]

    def say(self, text: str) -> str:
        said = self.caller.standin.writer(self.chat).message(BO, text)
        self.world.said(self.chat.id, BO.mri, said)
        return str(said["id"])


@pytest.fixture
def reader(caller: Caller) -> Reader:
    return Reader(caller)


@pytest.fixture
def meeting(chat: Chat) -> Meeting:
    assert chat.meeting is not None
    return chat.meeting


async def test_the_newest_come_first_and_the_rest_is_behind_a_link(reader: Reader) -> None:
    for number in range(25):
        reader.say(str(number))

    status, told = await reader.read()
    assert (status, [one["body"]["content"] for one in told["value"]]) == (200, [str(n) for n in range(24, 4, -1)])
    reader.say("in between")
    bearer = reader.caller.bearer(reader.caller.standin.graph.url)
    _, rest = await reader.caller.call("GET", told["@odata.nextLink"], headers=bearer)
    assert [one["body"]["content"] for one in rest["value"]] == ["4", "3", "2", "1", "0"]
    assert "@odata.nextLink" not in rest
    assert len(await reader.texts(top="50")) == 26


async def test_order_and_filter(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    now = clock.now().replace(microsecond=0)

    def time() -> datetime:
        return now

    async with StandIn(tmp_path, time=time) as standin:
        reader = Reader(Caller(standin, standin.world.open_meeting(), http))
        first, begun = reader.say("first"), now
        now += timedelta(minutes=1)
        reader.say("second")
        now += timedelta(minutes=1)
        post = standin.world.posts[first]
        standin.world.update(post, post.activity | {"text": "changed"})

        by_change, by_hour = "lastModifiedDateTime desc", "createdDateTime desc"
        middle = (begun + timedelta(minutes=1)).isoformat()
        assert await reader.texts() == ["changed", "second"]
        assert await reader.texts(orderby=by_hour) == ["second", "changed"]
        assert await reader.texts(orderby=by_change, filter=f"lastModifiedDateTime gt {middle}") == ["changed"]
        assert await reader.texts(orderby=by_hour, filter=f"createdDateTime lt {middle}") == ["changed"]
        both = f"lastModifiedDateTime gt {begun.isoformat()} and lastModifiedDateTime lt {time().isoformat()}"
        assert await reader.texts(orderby=by_change, filter=both) == ["second"]
        for ignored in ({}, {"orderby": by_hour}):
            assert len(await reader.texts(filter=f"lastModifiedDateTime gt {middle}", **ignored)) == 2


@pytest.mark.parametrize(
    "query",
    [
        {"top": "51"},
        {"top": "0"},
        {"top": "many"},
        {"orderby": "createdDateTime"},
        {"orderby": "createdDateTime asc"},
        {"orderby": "id desc"},
        {"select": "id"},
        {"skip": "2"},
        {"filter": "from/user/id eq '1'"},
        {"filter": "lastModifiedDateTime gt yesterday"},
        {"filter": "lastModifiedDateTime gt 2026-01-01T00:00:00"},
        {"filter": "lastModifiedDateTime ge 2026-01-01T00:00:00Z"},
        {"filter": "createdDateTime gt 2026-01-01T00:00:00Z"},
        {"filter": "lastModifiedDateTime gt 2026-01-01T00:00:00Z and createdDateTime lt 2026-01-01T00:00:00Z"},
        {"skiptoken": "!"},
        {"skiptoken": "bm8="},
    ],
)
async def test_what_graph_does_not_know_is_refused(reader: Reader, query: dict[str, str]) -> None:
    assert (await reader.read(**query))[0] == 400


async def test_whoever_may_read_a_chat(reader: Reader, caller: Caller, chat: Chat) -> None:
    assert (await caller.graph("chats/19:unknown@thread.v2/messages"))[0] == 404
    assert (await caller.graph(f"chats/{chat.id}/messages", headers={}))[0] == 401
    chat.consented.clear()
    status, answer = await reader.read()
    assert (status, answer["error"]["code"]) == (403, "Forbidden")
    caller.standin.signin.roles = ["Chat.Read.All"]
    assert (await reader.read())[0] == 200


async def test_what_is_for_one_alone_is_not_told(reader: Reader, standin: StandIn, chat: Chat) -> None:
    standin.world.said(chat.id, BO.mri, standin.writer(chat).slash(BO, "regler"), to=BO.mri)
    post = standin.world.posts[reader.say("gone")]
    standin.world.remove(post)

    _, told = await reader.read()
    assert [(one["id"], one["body"]["content"]) for one in told["value"]] == [(post.id, "")]
    assert told["value"][0]["deletedDateTime"]


async def test_a_recording_is_told_step_by_step_and_leaves_a_file(
    caller: Caller, reader: Reader, receiver: Receiver, standin: StandIn, chat: Chat, meeting: Meeting
) -> None:
    subscriber, recorder = Subscriber(caller, receiver), standin.graph.recorder
    await subscriber.subscribe(subscriber.to_chat(changeType="created"))
    recorder.start(chat, KARI)
    assert recorder.recording(chat)
    recorder.go_on(chat)
    recorder.stop(chat)
    recorder.start(chat, BO)
    recorder.fail(chat)
    recorder.transcript(chat)
    await subscriber.settled()

    _, told = await reader.read()
    listed = list(reversed(told["value"]))
    assert receiver.opened == listed == chat.system_messages
    assert {(one["messageType"], one["from"], one["chatId"]) for one in listed} == {
        ("systemEventMessage", None, chat.id)
    }
    details = [one["eventDetail"] for one in listed]
    statuses = ["initial", "chunkFinished", "success", "initial", "failure"]
    assert [one["callRecordingStatus"] for one in details[:5]] == statuses
    assert [one["initiator"]["user"]["id"] for one in details[:5]] == [KARI.oid] * 3 + [BO.oid] * 2
    assert {one["@odata.type"] for one in details[:5]} == {"#microsoft.graph.callRecordingEventMessageDetail"}
    assert {one["callId"] for one in details} == {call_id(chat)}
    assert [one is None for one in (item.get("callRecordingUrl") for item in details[:5])] == [True, True, False] + [
        True
    ] * 2
    assert details[2]["callRecordingDuration"].startswith("PT")
    assert details[5]["@odata.type"] == "#microsoft.graph.callTranscriptEventMessageDetail"

    (recording,) = await kept(caller, meeting, "recordings")
    (transcript,) = await kept(caller, meeting, "transcripts")
    assert recording.items() >= {"meetingId": meeting.graph_id, "callId": call_id(chat)}.items()
    assert recording["meetingOrganizer"]["user"]["id"] == ANN.oid
    assert transcript["transcriptContentUrl"].endswith(f"{transcript['id']}/content")
    recorder.shelf(meeting).recordings.clear()
    assert (await kept(caller, meeting, "recordings"), len(await kept(caller, meeting, "transcripts"))) == ([], 1)
    recorder.delete(meeting)
    assert await kept(caller, meeting, "transcripts") == []


async def kept(caller: Caller, meeting: Meeting, what: str) -> list[dict[str, Any]]:
    status, told = await caller.graph(shelf(meeting, what))
    assert status == 200, told
    return list(told["value"])


def shelf(meeting: Meeting, what: str, organizer: str = ANN.oid) -> str:
    return f"users/{organizer}/onlineMeetings/{quote(meeting.graph_id, safe='')}/{what}"


async def test_only_what_runs_can_stop(standin: StandIn, chat: Chat) -> None:
    recorder = standin.graph.recorder
    for step in (recorder.go_on, recorder.stop, recorder.fail):
        with pytest.raises(ValueError, match="not recorded"):
            step(chat)
    recorder.start(chat, KARI)
    with pytest.raises(ValueError, match="already"):
        recorder.start(chat, BO)
    with pytest.raises(ValueError, match="no meeting"):
        recorder.transcript(standin.world.own_chat(ANN))


async def test_the_length_of_a_recording(tmp_path: Path) -> None:
    now = clock.now()

    def time() -> datetime:
        return now

    standin = StandIn(tmp_path, time=time)
    chat = standin.world.open_meeting()
    standin.graph.recorder.start(chat, KARI)
    now += timedelta(minutes=40, seconds=19.25)

    message = standin.graph.recorder.stop(chat)

    assert message["eventDetail"]["callRecordingDuration"] == "PT40M19.25S"


@pytest.mark.parametrize(
    ("what", "role"),
    [("recordings", "OnlineMeetingRecording.Read.All"), ("transcripts", "OnlineMeetingTranscript.Read.All")],
)
async def test_what_is_kept_is_the_organizers(
    caller: Caller, standin: StandIn, meeting: Meeting, what: str, role: str
) -> None:
    assert (await caller.graph(shelf(meeting, what, BO.oid)))[0] == 404
    standin.graph.instead = NO_ACCESS_POLICY
    assert (await caller.graph(shelf(meeting, what)))[0] == 403
    standin.graph.instead = None
    standin.signin.roles.remove(role)
    status, answer = await caller.graph(shelf(meeting, what))
    assert (status, role in answer["error"]["message"]) == (403, True)


async def test_any_answer_can_be_another(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    standin.graph.answers["recordings"] = Answer(200, {"value": None})

    assert await caller.graph(shelf(meeting, "recordings")) == (200, {"value": None})
