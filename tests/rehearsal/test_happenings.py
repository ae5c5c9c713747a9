"""The world agrees with what Teams told the bot."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.activities import Writer
from rehearsal.happenings import take_in
from rehearsal.people import ANN, BO, CATO, EINAR
from rehearsal.world import BOT, Chat, World

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from([BOT, BO.mri]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "user", "members"]), inner),
)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def chat(world: World) -> Chat:
    return world.open_meeting()


@pytest.fixture
def writer(world: World, chat: Chat) -> Writer:
    return Writer(world, chat, "http://127.0.0.1:9/emea/")


def test_whoever_joins_is_in_the_meeting_and_the_chat(world: World, chat: Chat, writer: Writer) -> None:
    assert chat.meeting is not None
    take_in(world, writer.joined(CATO, EINAR, stray_space=True))
    assert chat.meeting.present == {CATO.mri, EINAR.mri}
    assert {CATO.mri, EINAR.mri} <= set(chat.members)

    take_in(world, writer.left(CATO, stray_space=True))
    assert chat.meeting.present == {EINAR.mri}
    assert CATO.mri in chat.members


def test_membership_of_the_chat_is_not_presence(world: World, chat: Chat, writer: Writer) -> None:
    assert chat.meeting is not None
    take_in(world, writer.members_added(CATO))
    take_in(world, writer.members_removed(BO))
    take_in(world, writer.bot_added(ANN))

    assert CATO.mri in chat.members
    assert BO.mri not in chat.members
    assert BOT not in chat.members
    assert chat.meeting.present == set()


def test_a_role_that_is_told_is_the_role(world: World, chat: Chat, writer: Writer) -> None:
    assert chat.meeting is not None
    came = writer.joined(BO)
    came["value"]["members"][0]["meeting"]["role"] = "Presenter"

    take_in(world, came)

    assert chat.meeting.role(BO) == "Presenter"
    assert chat.meeting.role(ANN) == "Organizer"


def test_the_app_comes_and_goes(world: World, chat: Chat, writer: Writer) -> None:
    take_in(world, writer.installed(ANN, "remove"))
    assert not chat.installed
    take_in(world, writer.installed(ANN, "add"))
    assert chat.installed


def test_messages_stand_in_the_chat(world: World, chat: Chat, writer: Writer) -> None:
    aloud, alone = writer.mention(BO, "regler"), writer.slash(BO, "deltakere")
    take_in(world, aloud)
    take_in(world, alone)

    assert world.sees(ANN, world.posts[aloud["id"]])
    assert not world.sees(ANN, world.posts[alone["id"]])
    assert world.standing() == []


def test_what_people_change_or_delete_stands_so_in_the_chat(world: World, chat: Chat, writer: Writer) -> None:
    said = writer.message(BO, "før")
    take_in(world, said)
    take_in(world, writer.edited(said, "etter"))
    post = world.posts[said["id"]]
    assert (post.activity["text"], len(post.versions), post.removed) == ("etter", 2, None)

    take_in(world, writer.deleted(said))
    assert post.removed is not None


def test_nobody_changes_what_the_bot_posted_or_what_stands_in_another_chat(
    world: World, chat: Chat, writer: Writer
) -> None:
    ours = world.post(chat.id, BOT, {"type": "message", "text": "regler"})
    said = writer.message(BO, "før")
    take_in(world, said)
    elsewhere = Writer(world, world.open_meeting("annet"), "http://127.0.0.1:9/emea/")

    for number, told in ((ours.id, writer), (said["id"], elsewhere)):
        take_in(world, told.deleted(said | {"id": number}))
        take_in(world, told.edited(said | {"id": number}, "etter"))

    assert [(len(post.versions), post.removed) for post in (ours, world.posts[said["id"]])] == [(1, None), (1, None)]


def test_people_and_chats_that_were_not_known_become_known(world: World) -> None:
    stranger = {"id": "29:ny", "name": "Ny Person", "aadObjectId": "OID", "tenantId": "t"}
    event = {
        "type": "event",
        "name": "application/vnd.microsoft.meetingParticipantJoin",
        "conversation": {"id": "19:new@thread.v2"},
        "value": {"members": [{"user": stranger, "meeting": {}}]},
    }

    take_in(world, event)

    person = world.person("ny person")
    assert person is not None
    assert (person.mri, person.tenant, person.anonymous) == ("29:ny", "t", False)
    assert "29:ny" in world.chats["19:new@thread.v2"].members


@given(
    body=st.dictionaries(st.sampled_from(["from", "value", "membersAdded", "membersRemoved", "recipient", "id"]), JSON),
    kind=st.sampled_from(
        ["event", "message", "messageUpdate", "messageDelete", "conversationUpdate", "installationUpdate", "", None]
    ),
    name=st.sampled_from(["application/vnd.microsoft.meetingParticipantJoin", "x", None]),
)
def test_nonsense_changes_nothing_and_does_no_harm(body: dict[str, Any], kind: str | None, name: str | None) -> None:
    world = World()
    take_in(world, {"type": kind, "name": name, "conversation": {"id": "19:x"}} | body)
    take_in(world, body)
    take_in(world, {"conversation": [body]})
