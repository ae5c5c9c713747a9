import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sensitive import Sensitive
from bot.errors import Malformed
from bot.inbound.activity import decode, load, sent_at
from tests.inbound.senders import BOT, CHAT, SENT, SERVICE, TENANT, activity, fault, meeting_start, message

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def loaded(told: Any) -> Any:
    return load(decode(json.dumps(told).encode()))


def recased(told: Any, change: Any) -> Any:
    """The same JSON with the letter case of every key changed."""
    if isinstance(told, dict):
        return {change(key): recased(value, change) for key, value in told.items()}
    return [recased(item, change) for item in told] if isinstance(told, list) else told


@pytest.mark.parametrize("change", [str, str.upper, str.lower, str.title])
def test_keys_are_read_in_any_letter_case(change: Any) -> None:
    read = loaded(recased(meeting_start(), change))

    assert (read.type, read.name) == ("event", "application/vnd.microsoft.meetingStart")
    assert (read.service_url, read.channel_id, read.conversation.id) == (SERVICE, "msteams", CHAT)
    assert (read.conversation.tenant_id, read.recipient.id, sent_at(read)) == (TENANT, BOT, SENT)


@pytest.mark.parametrize(
    ("told", "kind", "name"),
    [
        ({"type": " EVENT ", "name": " application/vnd.microsoft.meetingStart"}, "event", "meetingStart"),
        ({"type": "Event", "name": "APPLICATION/vnd.microsoft.MEETINGEND "}, "event", "meetingEnd"),
        ({"type": "INVOKE", "name": "AdaptiveCard/Action"}, "invoke", "adaptiveCard/action"),
        ({"type": "installationupdate"}, "installationUpdate", ""),
        ({"type": "somethingNew", "name": "newer"}, "somethingNew", "newer"),
    ],
)
def test_type_and_name_are_known_in_any_letter_case_with_stray_spaces(told: Any, kind: str, name: str) -> None:
    read = loaded(activity(**told))

    assert read.type == kind
    assert read.name.endswith(name)


def test_chat_text_is_sensitive_from_the_first_moment() -> None:
    read = loaded(message("Kari Nordmann 010190 12345"))

    assert read.text == Sensitive("Kari Nordmann 010190 12345")
    assert "Nordmann" not in repr(vars(read))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": None}, "type"),
        ({"type": ""}, "type"),
        ({"type": 7}, "type"),
        ({"conversation": None}, "conversation.id"),
        ({"conversation": {}}, "conversation.id"),
        ({"conversation": "19:x"}, "conversation"),
        ({"conversation": {"id": ["19:x"]}}, "conversation.id"),
        ({"name": {"a": 1}}, "name"),
        ({"id": 1}, "id"),
        ({"timestamp": 1771875247}, "timestamp"),
        ({"from": "29:ann"}, "from"),
        ({"from": {"id": 5}}, "from.id"),
        ({"recipient": []}, "recipient"),
        ({"channelData": "x"}, "channelData"),
        ({"membersAdded": {"id": "29:ann"}}, "membersAdded"),
        ({"entities": 3}, "entities"),
        ({"text": ["sjekkliste"]}, "text"),
    ],
)
def test_a_wrong_field_is_named_and_its_value_is_not(change: dict[str, Any], field: str) -> None:
    told = {name: value for name, value in (activity() | change).items() if value is not None}

    with pytest.raises(Malformed) as wrong:
        loaded(told)

    assert wrong.value.field == field


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b'"text"', b"7", b"\xff\xfe{}", b'{"a": NaN}', b'{"type": "event"} {}',
        b'{"a": "\\ud800"}', b"[" * 200_000, b'{"a":' * 50_000, b'{"n": 1e999999}',
    ],
)  # fmt: skip
def test_what_is_no_json_object_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        load(decode(body))


def test_a_byte_order_mark_does_not_matter() -> None:
    assert decode(b'\xef\xbb\xbf{"type": "event"}').text("type") == "event"


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        load(decode(body))


@given(st.dictionaries(st.sampled_from([*activity(), "value", "text", "membersAdded", "entities"]), JSON))
def test_no_json_raises_anything_but_malformed(changes: dict[str, Any]) -> None:
    field = fault(lambda: loaded(activity() | changes))

    assert re.split(r"[.\[]", field)[0] in {"", *changes}
