"""What a tape's author may leave out."""

import json

import pytest

from rehearsal.activities import files_in
from rehearsal.filling import Unknown, complete
from rehearsal.happenings import take_in
from rehearsal.people import ANN, BO, CATO, EINAR, IRIS
from rehearsal.standin import StandIn
from rehearsal.world import BOT, Chat

MEETING = "application/vnd.microsoft.meeting"


def test_a_meeting_start_is_filled_in(standin: StandIn, chat: Chat) -> None:
    activity = complete(standin, chat, {"type": "event", "name": f"{MEETING}Start"})

    assert chat.meeting is not None
    assert activity["serviceUrl"] == standin.service_url
    assert activity["conversation"]["id"] == chat.id
    assert activity["channelData"]["meeting"]["id"] == chat.meeting.id
    assert activity["from"]["aadObjectId"] == ANN.oid
    assert set(activity["value"]) == {"Id", "JoinUrl", "Title", "MeetingType", "StartTime"}
    assert "EndTime" in complete(standin, chat, {"type": "event", "name": f"{MEETING}End "})["value"]


def test_names_stand_for_accounts(standin: StandIn, chat: Chat) -> None:
    joined = complete(
        standin, chat, {"type": "event", "name": f"{MEETING}ParticipantJoin", "value": {"members": ["bo", "Cato Ek"]}}
    )
    left = complete(
        standin, chat, {"type": "event", "name": f"{MEETING}ParticipantLeave", "value": {"members": ["einar"]}}
    )
    added = complete(standin, chat, {"type": "conversationUpdate", "membersAdded": ["einar", "motevakt"]})

    assert [member["user"]["id"] for member in joined["value"]["members"]] == [BO.mri, CATO.mri]
    assert "id" not in joined
    assert left["value"]["members"] == [{"user": EINAR.participant(), "meeting": {"inMeeting": True}}]
    assert added["membersAdded"] == [EINAR.member(), {"id": BOT}]


def test_messages_are_plain_mentioned_or_private(standin: StandIn, chat: Chat) -> None:
    plain = complete(standin, chat, {"type": "message", "text": "hei", "from": "bo"})
    mentioned = complete(standin, chat, {"type": "message", "text": "<at>Møtevakt</at> hjelp", "from": "bo"})
    slash = complete(standin, chat, {"type": "message", "text": "hjelp", "recipient": {"isTargeted": True}})

    assert plain["from"] == BO.sender()
    assert [entity["type"] for entity in mentioned["entities"]] == ["clientInfo", "mention"]
    assert slash["recipient"] == {"id": BOT, "name": "Møtevakt", "isTargeted": True}
    assert "meeting" in slash["channelData"]
    assert "meeting" not in plain["channelData"]


def test_what_is_written_stays(standin: StandIn, chat: Chat) -> None:
    whole = json.loads(json.dumps(standin.writer(chat).meeting_start(ANN)))
    whole |= {"serviceUrl": "https://smba.trafficmanager.net/emea/", "timestamp": "2026-02-23T19:34:07.478Z"}

    assert complete(standin, chat, whole) == whole


def test_another_conversation_is_opened(standin: StandIn, chat: Chat) -> None:
    other = {"type": "installationUpdate", "action": "add", "conversation": {"id": "19:other@thread.v2"}}

    activity = complete(standin, chat, other)

    assert activity["conversation"]["id"] == "19:other@thread.v2"
    assert standin.world.chats["19:other@thread.v2"].meeting is not None


def test_a_personal_chat_is_the_senders_own(standin: StandIn, chat: Chat) -> None:
    personal = {"conversation": {"conversationType": "personal"}}
    installed = complete(standin, chat, {"type": "installationUpdate", "action": "add", "from": "iris"} | personal)
    typed = complete(standin, chat, {"type": "message", "text": "hjelp", "from": "iris"} | personal)
    of_ann = complete(standin, chat, {"type": "message", "text": "hjelp"} | personal)

    own = standin.world.own_chat(IRIS)
    assert installed["conversation"] == typed["conversation"]
    assert typed["conversation"] == {"id": own.id, "tenantId": own.tenant, "conversationType": "personal"}
    assert "meeting" not in installed["channelData"]
    assert of_ann["conversation"]["id"] == standin.world.own_chat(ANN).id != own.id


def test_an_edit_and_a_deletion_name_their_message_and_come_from_its_writer(standin: StandIn, chat: Chat) -> None:
    said = complete(standin, chat, {"type": "message", "id": "m1", "text": "før", "from": "bo"})
    take_in(standin.world, said)
    edited = complete(standin, chat, {"type": "messageUpdate", "id": "m1", "text": "etter"})
    deleted = complete(standin, chat, {"type": "messageDelete", "id": "m1"})

    assert [one["from"] for one in (edited, deleted)] == [BO.sender()] * 2
    assert [one["id"] for one in (said, edited, deleted)] == ["m1"] * 3
    assert (edited["text"], edited["channelData"]["eventType"]) == ("etter", "editMessage")
    assert deleted["channelData"]["eventType"] == "softDeleteMessage"


def test_a_message_shares_a_file_by_its_name(standin: StandIn, chat: Chat) -> None:
    body = {"type": "message", "from": "bo", "attachments": [{"contentType": "reference", "name": "Plan.pdf"}]}

    assert list(files_in(complete(standin, chat, body))) == ["Plan.pdf"]
    assert list(files_in(standin.writer(chat).shared(BO, "Plan.pdf"))) == ["Plan.pdf"]


@pytest.mark.parametrize("number", ["m1", 7, None, "ours"])
def test_a_message_that_nobody_wrote_cannot_be_changed(standin: StandIn, chat: Chat, number: object) -> None:
    ours = standin.world.post(chat.id, BOT, {"type": "message", "text": "regler"})
    named = ours.id if number == "ours" else number
    for kind in ("messageUpdate", "messageDelete"):
        with pytest.raises(Unknown) as unknown:
            complete(standin, chat, {"type": kind, "id": named, "from": "bo"})
        assert unknown.value.field == "id"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"type": "message", "from": "nobody"}, "from"),
        ({"type": "conversationUpdate", "membersAdded": ["nobody"]}, "membersAdded"),
        ({"type": "event", "name": f"{MEETING}ParticipantJoin", "value": {"members": ["nobody"]}}, "value.members"),
    ],
)
def test_whoever_is_not_known_is_told_of(standin: StandIn, chat: Chat, body: dict[str, object], field: str) -> None:
    with pytest.raises(Unknown) as unknown:
        complete(standin, chat, body)

    assert unknown.value.field == field


def test_anything_else_gets_the_frame(standin: StandIn, chat: Chat) -> None:
    for body in ({}, {"type": "invoke", "name": "x", "value": 3}, {"type": "event", "name": 7, "value": []}):
        activity = complete(standin, chat, body)
        assert activity["id"]
        assert activity["conversation"]["id"] == chat.id
