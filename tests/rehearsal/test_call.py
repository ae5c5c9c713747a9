"""Recordings, the lobby and the telephone, as a tape lets them happen and as Graph tells of them."""

import json
from typing import Any

import pytest

from rehearsal.call import tell_too
from rehearsal.call_events import participant
from rehearsal.fields import TapeError
from rehearsal.happening import seen_in
from rehearsal.happenings import take_in
from rehearsal.offstage import Impossible, perform
from rehearsal.options import LOBBY
from rehearsal.people import ANN, BO, CALLER, CATO, EINAR, STRANGE_BOT
from rehearsal.recorder import Shelf
from rehearsal.resources import NoResource, deliver
from rehearsal.standin import StandIn
from rehearsal.tape import Offstage, parse_tape
from rehearsal.wording import worded
from rehearsal.world import Activity, Chat, Meeting
from tests.rehearsal.conftest import Caller
from tests.rehearsal.receiver import Receiver
from tests.rehearsal.subscriber import Subscriber


class Stage:
    """Lets things happen in the meeting, and tells what a terminal shows."""

    def __init__(self, standin: StandIn, chat: Chat) -> None:
        assert chat.meeting is not None
        self.standin, self.chat, self.meeting = standin, chat, chat.meeting

    def world(self, **told: Any) -> list[str]:
        (step,) = parse_tape(json.dumps({"at": 0, "world": told}))
        assert isinstance(step, Offstage)
        return [worded(happening) for happening in perform(step, self.standin, self.chat)]

    def teams_tells(self, activity: Activity) -> str:
        seen = worded(seen_in(self.standin.world, activity))
        take_in(self.standin.world, activity)
        tell_too(self.standin, activity)
        return seen


@pytest.fixture
def stage(standin: StandIn, chat: Chat) -> Stage:
    return Stage(standin, chat)


@pytest.fixture
def meeting(stage: Stage) -> Meeting:
    return stage.meeting


@pytest.fixture
def subscriber(caller: Caller, receiver: Receiver) -> Subscriber:
    return Subscriber(caller, receiver)


async def told(subscriber: Subscriber) -> list[str]:
    """What Graph has told, in the order in which it was told."""
    await subscriber.settled()
    return [_told(one) for one in sorted(subscriber.receiver.opened, key=_hour)]


def _hour(resource: dict[str, Any]) -> str:
    return str(resource.get("eventDateTime") or resource.get("createdDateTime"))


def _told(resource: dict[str, Any]) -> str:
    if "eventDetail" in resource:
        detail = resource["eventDetail"]
        return str(detail.get("callRecordingStatus") or "transcript")
    lines = [
        f"{_name(line)}{' waits' if line['IsInLobby'] else ''}{' left' if 'RemovedState' in line else ''}"
        for line in resource.get("participants@delta", ())
    ]
    return " ".join((resource["eventType"], *lines))


def _name(line: dict[str, Any]) -> str:
    (who,) = line["Info"]["Identity"].values()
    return str(who["DisplayName"])


async def test_a_recording_is_told_of_and_kept_until_it_is_deleted(stage: Stage, subscriber: Subscriber) -> None:
    await subscriber.subscribe(subscriber.to_chat())
    recorder = stage.standin.graph.recorder

    assert stage.world(recording="started", by="bo") == ["Bo Dahl starter opptak"]
    assert recorder.recording(stage.chat)
    assert stage.world(recording="goes_on") == ["Et stykke av opptaket er klart, og det går videre"]
    assert stage.world(recording="stopped") == ["Opptaket er slutt, og filen ligger igjen"]
    assert stage.world(recording="transcript") == ["Det kommer en transkripsjon av møtet"]
    shelf = recorder.shelf(stage.meeting)
    assert (len(shelf.recordings), len(shelf.transcripts)) == (1, 1)
    assert stage.world(recording="deleted") == ["Opptaket blir slettet"]
    assert recorder.shelf(stage.meeting) == Shelf()
    assert stage.world(recording="started") == ["Ann Berg starter opptak"], "who is not named is the organizer"
    assert stage.world(recording="failed") == ["Opptaket går galt, og det blir ingen fil"]
    assert recorder.shelf(stage.meeting) == Shelf()

    statuses = ["initial", "chunkFinished", "success", "transcript", "initial", "failure"]
    assert sorted(await told(subscriber)) == sorted(statuses)
    initiators = [one["eventDetail"].get("initiator", {}).get("user", {}).get("id") for one in
                  subscriber.receiver.opened]  # fmt: skip
    assert (initiators.count(BO.oid), initiators.count(ANN.oid)) == (3, 2)


@pytest.mark.parametrize("step", ["goes_on", "stopped", "failed"])
def test_what_does_not_run_does_not_end(stage: Stage, step: str) -> None:
    with pytest.raises(Impossible, match="det er ikke noe opptak"):
        stage.world(recording=step, graph="away")

    assert stage.standin.graph.instead is None, "nothing has happened then"


def test_what_runs_does_not_start(stage: Stage) -> None:
    stage.world(recording="started")

    with pytest.raises(Impossible, match="det er opptak alt"):
        stage.world(recording="started", by="bo")


def test_nobody_records_who_is_not_known(stage: Stage) -> None:
    with pytest.raises(TapeError, match=r"line 1, field world\.by: nobody is called 'nobody'"):
        stage.world(recording="started", by="nobody")


def test_somebody_sets_the_options(stage: Stage, meeting: Meeting) -> None:
    meeting.options.change({"allowRecording": False})

    said = stage.world(by="kari", options={"allowRecording": True, LOBBY: {"scope": "everyone"}})

    now = meeting.options.now
    assert (now["allowRecording"], now[LOBBY]) == (True, {"scope": "everyone", "isDialInBypassEnabled": False})
    assert said == ["Kari Nes endrer møtealternativene: opptak er tillatt og hvem som venter i lobbyen"]


async def test_the_lobby_and_the_telephone_are_told_of_by_graph_alone(stage: Stage, subscriber: Subscriber) -> None:
    await subscriber.subscribe(subscriber.to_call(), version="beta")
    meeting = stage.meeting

    assert stage.world(lobby=["einar", "telefon", "cato"]) == [
        "Einar (Guest), +47 00 01 23 45 og Cato Ek venter i lobbyen"
    ]
    assert meeting.waiting == {EINAR.mri, CALLER.mri, CATO.mri}
    assert meeting.present == set()
    assert stage.world(lobby_leave=["cato"]) == ["Cato Ek går fra lobbyen"]
    assert stage.world(call_join=["telefon", "cato"]) == [
        "+47 00 01 23 45 blir sluppet inn fra lobbyen",
        "Cato Ek kommer inn, og bare Graph sier fra",
    ]
    assert (meeting.waiting, meeting.present) == ({EINAR.mri}, {CALLER.mri, CATO.mri})
    assert (CALLER.mri in stage.chat.members, CATO.mri in stage.chat.members) == (False, True)
    assert stage.world(call_leave=["telefon"]) == ["+47 00 01 23 45 går ut, og bare Graph sier fra"]
    assert meeting.present == {CATO.mri}
    assert stage.world(call_join=["telefon"]) == ["+47 00 01 23 45 ringer inn"]

    assert sorted(await told(subscriber)) == sorted(
        [
            f"rosterUpdated {EINAR.name} waits {CALLER.name} waits {CATO.name} waits",
            f"rosterUpdated {CATO.name} left",
            f"rosterUpdated {CALLER.name} {CATO.name}",
            f"rosterUpdated {CALLER.name} left",
            f"rosterUpdated {CALLER.name}",
        ]
    )


async def test_what_teams_tells_of_the_call_graph_tells_too(stage: Stage, subscriber: Subscriber) -> None:
    await subscriber.subscribe(subscriber.to_call(), version="beta")
    writer = stage.standin.writer(stage.chat)

    stage.teams_tells(writer.meeting_start(ANN))
    stage.teams_tells(writer.joined(ANN, BO, stray_space=True))
    stage.teams_tells(writer.left(BO))
    stage.teams_tells(writer.message(BO, "hei"))
    stage.teams_tells(writer.meeting_end(ANN, stray_space=True))

    names = ["callStarted", f"rosterUpdated {ANN.name} {BO.name}", f"rosterUpdated {BO.name} left", "callEnded"]
    assert sorted(await told(subscriber)) == sorted(names)


def test_whoever_waits_and_joins_has_left_the_lobby(stage: Stage, meeting: Meeting) -> None:
    writer = stage.standin.writer(stage.chat)
    stage.world(lobby=["einar", "cato"])

    assert stage.teams_tells(writer.joined(EINAR)) == "Einar (Guest) blir sluppet inn fra lobbyen"
    assert (meeting.waiting, meeting.present) == ({CATO.mri}, {EINAR.mri})
    assert stage.teams_tells(writer.joined(BO, CATO)) == "Bo Dahl og Cato Ek kommer inn i møtet"
    assert meeting.waiting == set()

    stage.world(lobby=["telefon"])
    stage.teams_tells(writer.meeting_end(ANN))
    assert meeting.waiting == set()


def test_whoever_has_no_account_stands_in_the_roster_by_what_they_are(meeting: Meeting) -> None:
    kinds = [next(iter(participant(meeting, one)["info"]["identity"])) for one in (BO, EINAR, CALLER, STRANGE_BOT)]

    assert kinds == ["user", "guest", "phone", "application"]


def test_nonsense_tells_graph_of_nothing(standin: StandIn) -> None:
    for nonsense in ({}, {"conversation": 3}, {"type": "event", "conversation": {"id": "19:none"}}):
        tell_too(standin, nonsense)


async def test_a_resource_is_sealed_for_whoever_subscribed_to_it(stage: Stage, subscriber: Subscriber) -> None:
    await subscriber.subscribe(subscriber.to_chat())
    await subscriber.subscribe(subscriber.to_call(), version="beta")
    started = {"@odata.type": "#microsoft.graph.callStartedEventMessageDetail", "callId": "c1"}

    deliver(stage.standin, stage.chat, stage.meeting, {"eventDetail": started, "id": "77"})
    deliver(stage.standin, stage.chat, stage.meeting, {"eventType": "callEnded", "eventDateTime": "2026-01-01T00:00Z"})
    await subscriber.settled()

    opened = subscriber.receiver.opened
    message = next(one for one in opened if "eventDetail" in one)
    event = next(one for one in opened if "eventType" in one)
    assert (message["id"], message["messageType"], message["chatId"]) == ("77", "systemEventMessage", stage.chat.id)
    assert message["eventDetail"] == started
    assert stage.chat.system_messages[-1] == message
    assert (event["eventType"], event["eventDateTime"]) == ("callEnded", "2026-01-01T00:00Z")
    assert event["@odata.id"].startswith("communications/onlineMeetings(")


def test_graph_tells_of_nothing_else(stage: Stage) -> None:
    with pytest.raises(NoResource, match="neither value, eventDetail nor eventType"):
        deliver(stage.standin, stage.chat, stage.meeting, {"body": {"content": "hei"}})
