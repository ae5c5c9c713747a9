"""Activities have the shape that Teams gives them: every key of the samples, in the samples' letter case."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rehearsal.activities import Writer
from rehearsal.people import ANN, BO, DINA, EINAR, ELSEWHERE, HOSPITAL
from rehearsal.world import BOT, Activity, World

PAYLOADS = Path(__file__).parent / "payloads"


@pytest.fixture
def writer() -> Writer:
    world = World()
    return Writer(world, world.open_meeting(), "http://127.0.0.1:9/emea/")


def written(writer: Writer) -> dict[str, Activity]:
    """One activity for each sample."""
    return {
        "bot_meeting_start": writer.meeting_start(ANN),
        "bot_meeting_end": writer.meeting_end(ANN),
        "bot_participant_join": writer.joined(ANN),
        "bot_participant_leave": writer.left(ANN),
        "bot_slash_message": writer.slash(BO, "sjekkliste"),
        "bot_rsc_message_without_mention_entity": writer.message(BO, "hei"),
    }


def paths(value: Any, at: str = "") -> Iterator[str]:
    """Where in *value* there is something."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, f"{at}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{at}[]")
    else:
        yield at


@pytest.mark.parametrize("name", written(Writer(World(), World().open_meeting(), "")))
def test_an_activity_has_every_key_of_its_sample(writer: Writer, name: str) -> None:
    sample = json.loads((PAYLOADS / f"{name}.json").read_text())
    ours = written(writer)[name]

    assert set(paths(sample)) <= set(paths(ours))
    extra = set(paths(ours)) - set(paths(sample))
    assert extra <= {".recipient.name", ".from.name", ".textFormat", ".locale", *(f for f in extra if "entities" in f)}
    assert (ours["type"], ours.get("name")) == (sample["type"], sample.get("name"))


def test_an_anonymous_member_has_the_keys_of_the_sample() -> None:
    sample = json.loads((PAYLOADS / "bot_member_anonymous.json").read_text())

    assert set(EINAR.member()) == set(sample)
    assert (EINAR.member()["userRole"], EINAR.member()["tenantId"]) == ("anonymous", HOSPITAL)


def test_participant_events_bear_no_id(writer: Writer) -> None:
    for activity in (writer.joined(BO), writer.left(BO)):
        assert "id" not in activity
    assert "role" not in writer.left(BO)["value"]["members"][0]["meeting"]


def test_several_people_can_come_at_once(writer: Writer) -> None:
    members = writer.joined(BO, DINA, EINAR)["value"]["members"]

    assert [member["user"]["tenantId"] for member in members] == [HOSPITAL, ELSEWHERE, HOSPITAL]
    assert [member["meeting"]["role"] for member in members] == ["Attendee"] * 3
    assert not {"aadObjectId", "objectId", "userRole"} & set(members[2]["user"])


def test_names_can_have_stray_spaces_as_in_the_documents(writer: Writer) -> None:
    assert writer.meeting_start(ANN, stray_space=True)["name"] == " application/vnd.microsoft.meetingStart"
    assert writer.left(ANN, stray_space=True)["name"].endswith("Leave ")


def test_times_are_of_milliseconds_or_of_a_hundred_nanoseconds(writer: Writer) -> None:
    start = writer.meeting_start(ANN)

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", start["timestamp"])
    assert re.fullmatch(r".*\.\d{7}Z", start["value"]["StartTime"])
    assert re.fullmatch(r".*\.\d{7}Z", writer.joined(ANN)["timestamp"])


def test_ids_are_never_the_same_twice(writer: Writer) -> None:
    assert len({writer.message(ANN, "x")["id"] for _ in range(100)}) == 100


def test_a_mention_stands_in_text_and_entities(writer: Writer) -> None:
    activity = writer.mention(ANN, "sjekkliste")

    assert activity["text"] == "<at>Møtevakt</at> sjekkliste"
    assert activity["entities"][-1]["mentioned"]["id"] == BOT
    assert activity["channelData"]["meeting"]
    assert writer.mention(ANN, " <at>Møtevakt</at>  Regler ")["text"] == " <at>Møtevakt</at>  Regler "


def test_an_edit_bears_the_id_of_its_message(writer: Writer) -> None:
    said = writer.message(BO, "før")

    edited, deleted = writer.edited(said, "etter"), writer.deleted(said)

    assert edited["id"] == deleted["id"] == said["id"]
    assert (edited["type"], edited["channelData"]["eventType"]) == ("messageUpdate", "editMessage")
    assert (deleted["type"], deleted["channelData"]["eventType"]) == ("messageDelete", "softDeleteMessage")


def test_a_press_tells_verb_data_and_card(writer: Writer) -> None:
    activity = writer.pressed(BO, "checklist.tick", {"clause": "S1"}, "17")

    assert (activity["type"], activity["name"], activity["replyToId"]) == ("invoke", "adaptiveCard/action", "17")
    assert activity["value"]["action"]["verb"] == "checklist.tick"
    assert activity["value"]["action"]["data"] == {"clause": "S1"}
    assert "aadObjectId" not in writer.pressed(EINAR, "x", {}, "17")["from"]


def test_anonymous_people_come_to_the_chat_in_the_organizers_name(writer: Writer) -> None:
    added, removed = writer.members_added(EINAR), writer.members_removed(EINAR)

    assert added["from"]["aadObjectId"] == removed["from"]["aadObjectId"] == ANN.oid
    assert added["membersAdded"] == [EINAR.member()]
    assert "aadObjectId" not in removed["membersRemoved"][0]
    assert writer.bot_added(ANN)["membersAdded"] == [{"id": BOT}]


def test_installing_tells_what_was_done(writer: Writer) -> None:
    assert [writer.installed(ANN, action)["action"] for action in ("add", "remove-upgrade")] == [
        "add",
        "remove-upgrade",
    ]
