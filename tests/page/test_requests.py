"""What the browser may ask for: whatever else comes is refused by the name of the field."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import Language
from rehearsal.page.requests import (
    Asked,
    Delete,
    Do,
    Edit,
    Nothing,
    Press,
    Refresh,
    Refused,
    Say,
    Share,
    Speed,
    Start,
    parse,
)

KINDS: list[type[Asked]] = [Nothing, Speed, Start, Do, Say, Share, Edit, Delete, Press, Refresh]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["who", "what", "chat", "text", "post", "verb", "data", "tape", "language", "play", "speed", "name"]
)


def body(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def test_what_is_right_is_read() -> None:
    assert parse(body(tape="tomt", language="nn"), Start) == Start("tomt", Language.NN, play=True)
    assert parse(body(who="29:1", post="7", verb="stop.lift", data={"a": [1]}), Press).data == {"a": [1]}
    assert parse(body(speed=2), Speed).speed == 2


@pytest.mark.parametrize(
    ("kind", "sent", "field"),
    [
        (Do, body(who="29:1"), "what"),
        (Do, body(who=1, what="join"), "who"),
        (Do, body(who="29:1", what="join", when="now"), "when"),
        (Say, body(who="29:1", chat="elsewhere", text="Hei"), "chat"),
        (Say, body(who="29:1", chat="meeting", text=""), "text"),
        (Say, body(who="29:1", chat="meeting", text="x" * 2_001), "text"),
        (Share, body(who="29:1", name=""), "name"),
        (Share, body(who="29:1", name="x" * 201), "name"),
        (Edit, body(who="29:1", post="7", text=""), "text"),
        (Edit, body(who="29:1", text="Hei"), "post"),
        (Delete, body(who="29:1"), "post"),
        (Press, body(who="29:1", post="7", verb="v", data=[]), "data"),
        (Speed, body(speed=0), "speed"),
        (Speed, body(speed=1e9), "speed"),
        (Start, body(tape="../../etc/passwd"), "tape"),
        (Start, body(tape="tomt", language="sv"), "language"),
        (Nothing, b"[]", "(body)"),
        (Nothing, b"", "(body)"),
        (Nothing, b"\xff", "(body)"),
        (Press, b'{"data": ' + b"[" * 100_000, "data"),
    ],
)
def test_what_is_wrong_is_named(kind: type[Asked], sent: bytes, field: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(sent, kind)

    assert (refused.value.status, refused.value.field) == (400, field)
    assert refused.value.why


OBJECTS = st.dictionaries(FIELDS | st.text(), ANYTHING).map(json.dumps).map(str.encode)


@given(st.sampled_from(KINDS), st.binary() | OBJECTS)
def test_whatever_comes_is_read_or_refused(kind: type[Asked], sent: bytes) -> None:
    told = _told(sent, kind)

    assert isinstance(told, kind) or (isinstance(told, Refused) and told.field and len(told.why) <= 200)


def _told(sent: bytes, kind: type[Asked]) -> Asked | Refused:
    try:
        return parse(sent, kind)
    except Refused as refused:
        return refused
