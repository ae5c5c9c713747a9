"""The refresh that a client sends by itself (docs/TEAMS.md G7)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.activities import Writer
from rehearsal.buttons import Button, refresh
from rehearsal.people import ANN, BO, CATO, EINAR, KARI
from rehearsal.world import BOT, Chat, Post, World
from tests.rehearsal.conftest import message

DATA = {"card": "introductions"}
ACTION = {"type": "Action.Execute", "title": "Oppdater", "verb": "card.refresh", "data": DATA}
JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.sampled_from(["Action.Execute"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["action", "userIds", "type", "verb", "data"]), inner)
    ),
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


def posted(world: World, chat: Chat, to: str | None = None, **told: Any) -> Post:
    activity = message("introductions")
    activity["attachments"][0]["content"]["refresh"] = {"action": ACTION} | told
    return world.post(chat.id, BOT, activity, to=to)


def test_it_is_a_press_that_nobody_made(world: World, chat: Chat, writer: Writer) -> None:
    post = posted(world, chat, userIds=[BO.mri])

    sent = writer.refreshed(BO, post)

    assert sent is not None
    assert (sent["type"], sent["name"], sent["replyToId"]) == ("invoke", "adaptiveCard/action", post.id)
    assert (sent["value"]["trigger"], sent["from"]) == ("automatic", BO.sender())
    assert sent["value"]["action"] == {"type": "Action.Execute", "id": "", "verb": "card.refresh", "data": DATA}
    assert writer.pressed(BO, "x", {}, post.id)["value"]["trigger"] == "manual"


def test_only_those_who_are_named_refresh(world: World, chat: Chat, writer: Writer) -> None:
    post = posted(world, chat, userIds=[BO.mri, CATO.mri])

    assert writer.refreshed(ANN, post) is None
    assert writer.refreshed(CATO, post) is None, "who is not in the chat sees no card"


def test_without_names_all_do_in_a_chat_of_sixty(world: World, chat: Chat, writer: Writer) -> None:
    post = posted(world, chat)
    chat.add(EINAR)

    assert writer.refreshed(EINAR, post) is not None
    assert refresh(post.card or {}, ANN.mri, members=60) == Button("Oppdater", "card.refresh", DATA)
    assert refresh(post.card or {}, ANN.mri, members=61) is None


def test_the_sixty_first_that_is_named_does_not(world: World, chat: Chat) -> None:
    named = [f"29:{number}" for number in range(61)]
    card = posted(world, chat, userIds=named).card or {}

    refreshing = [mri for mri in named if refresh(card, mri, members=200)]
    assert refreshing == named[:60]


def test_what_is_not_seen_is_not_refreshed(world: World, chat: Chat, writer: Writer) -> None:
    private, removed = posted(world, chat, to=KARI.mri), posted(world, chat)
    world.remove(removed)
    plain = world.post(chat.id, BOT, message("rules"))

    assert writer.refreshed(KARI, private) is not None
    assert writer.refreshed(BO, private) is None
    assert writer.refreshed(BO, removed) is None
    assert writer.refreshed(BO, plain) is None


@given(JSON)
def test_no_card_upsets_the_refresh(told: Any) -> None:
    button = refresh({"refresh": told}, BO.mri, members=3)
    assert button is None or isinstance(button.verb, str)
