"""Client states: one a feed and conversation, known again, and told from every other."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.client_state import ClientState
from bot.domain.feeds import Feed

STATE = ClientState(b"k" * 32)


def test_each_feed_of_each_conversation_has_its_own() -> None:
    places = list(product(Feed, ["19:a@thread.v2", "19:b@thread.v2", ""]))

    assert len({STATE.of(*place) for place in places}) == len(places)


def test_it_is_the_same_again_and_another_under_another_key() -> None:
    assert ClientState(b"k" * 32).of(Feed.CHAT, "19:a") == STATE.of(Feed.CHAT, "19:a")
    assert ClientState(b"x" * 32).of(Feed.CHAT, "19:a") != STATE.of(Feed.CHAT, "19:a")


@given(st.sampled_from(Feed), st.text())
def test_it_is_known_again_and_short_enough_for_graph(feed: Feed, conversation: str) -> None:
    told = STATE.of(feed, conversation)

    assert STATE.is_of(told, feed, conversation)
    assert 0 < len(told) <= 128
    assert told.isascii()


@given(st.text(), st.sampled_from(Feed), st.text())
def test_nothing_else_is_taken_for_it(told: str, feed: Feed, conversation: str) -> None:
    assert not STATE.is_of(told, feed, conversation)


def test_a_text_that_no_encoding_knows_is_none() -> None:
    assert not STATE.is_of("\ud800", Feed.CHAT, "\ud800")
