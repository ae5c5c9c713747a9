import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.chat import MessageEdited, MessagePosted
from bot.domain.events import Arrival, BotInstalled, ChatMembersChanged, Event, ParticipantsJoined
from bot.domain.participants import Identity
from bot.domain.records import Where
from bot.errors import Malformed
from bot.inbound.activity import decode, load
from bot.inbound.delivery import delivery_key, where_of
from tests.inbound.senders import CHAT, SENT, SERVICE, TENANT, activity, message

NOW = datetime(2026, 2, 23, tzinfo=UTC)
POSTED = MessagePosted(NOW)


def loaded(**changes: Any) -> Any:
    return load(decode(json.dumps(activity(**changes)).encode()))


def key(event: Event = POSTED, **changes: Any) -> str:
    return delivery_key(loaded(**changes), event)


def test_an_activity_belongs_to_its_chat_tenant_and_meeting() -> None:
    assert where_of(loaded()) == Where(CHAT, TENANT, SERVICE, "MCMxOTo")


def test_the_tenant_may_stand_in_the_conversation_alone() -> None:
    assert where_of(loaded(channelData=None)) == Where(CHAT, TENANT, SERVICE, "")


def test_the_tenant_is_in_lower_case() -> None:
    assert where_of(loaded(channelData={"tenant": {"id": "ABC"}})).tenant == "abc"


def test_a_wrong_meeting_is_named() -> None:
    with pytest.raises(Malformed) as wrong:
        where_of(loaded(channelData={"meeting": "x"}))

    assert wrong.value.field == "channelData.meeting"


def test_the_same_activity_again_has_the_same_key() -> None:
    assert key() == key()
    assert len(key()) == 64


def test_spaces_and_letter_case_of_type_and_name_make_no_other_key() -> None:
    name = "application/vnd.microsoft.meetingStart"

    assert key(name=name) == key(name=f" {name.upper()}", type="EVENT")


@pytest.mark.parametrize(
    "change",
    [
        {"id": "2"},
        {"timestamp": "2026-02-23T19:34:08Z"},
        {"type": "message"},
        {"name": "another"},
        {"conversation": {"id": "19:other@thread.v2"}},
    ],
)
def test_what_differs_has_another_key(change: dict[str, Any]) -> None:
    assert key(**change) != key()


def test_the_card_that_was_pressed_and_chat_text_are_no_part_of_the_key() -> None:
    assert key(replyToId="17") == key(replyToId="18")
    assert key(**message("en")) == key(**message("to"))


def test_without_an_id_the_people_tell_deliveries_apart() -> None:
    ann, bo = (ParticipantsJoined(NOW, (Arrival(Identity(mri=mri)),)) for mri in ("29:ann", "29:bo"))

    assert key(ann, id=None) == key(ann, id=None)
    assert key(ann, id=None) != key(bo, id=None)
    assert key(ann) == key(bo)


def test_an_edit_without_a_timestamp_is_never_a_duplicate() -> None:
    edit = {"type": "messageUpdate", "timestamp": None}

    assert key(MessageEdited(NOW), **edit) != key(MessageEdited(NOW), **edit)
    assert key(MessageEdited(NOW), type="messageUpdate") == key(MessageEdited(NOW), type="messageUpdate")


def test_without_id_and_timestamp_nothing_is_a_duplicate() -> None:
    assert key(id=None, timestamp=None) != key(id=None, timestamp=None)
    assert key(timestamp=None) == key(timestamp=None)


def test_the_two_events_of_one_change_of_members_have_keys_of_their_own() -> None:
    change = loaded(type="conversationUpdate", timestamp=SENT)

    assert delivery_key(change, BotInstalled(NOW)) != delivery_key(change, ChatMembersChanged(NOW))
