"""A card that one person alone sees is put anew where they see it: in the meeting's chat, or in their own."""

import pytest

from bot.domain.participants import Identity, Kind
from bot.errors import Denied, TryLater
from tests.outbound.services import Chat, plain, told

BUTTON, REVEAL = {"type": "Action.Execute", "verb": "chat.false_alarm"}, {"type": "Action.ToggleVisibility"}
ROWS = [{"type": "TextBlock", "text": "Bare du ser dette"}, {"type": "ActionSet", "actions": [BUTTON, REVEAL]}]
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": ROWS}
ANN = Identity("Ann Berg", "29:ann", "oid-ann", "tenant")
EINAR = Identity("Einar", "29:e", kind=Kind.ANONYMOUS)
CHAT = "/emea/v3/conversations/19%3Ameeting_x%40thread.v2/activities"
OWN = "/emea/v3/conversations/a%3A1/activities"


async def test_it_is_put_in_the_meetings_chat_and_names_no_recipient(chat: Chat) -> None:
    chat.service.answers_with(told({"id": "17"}))
    await chat.teams.update_privately(chat.where, "17", CARD, ANN)

    (seen,) = chat.service.seen
    assert (seen.method, seen.raw_path) == ("PUT", f"{CHAT}/17?isTargetedActivity=true")
    assert "recipient" not in seen.body
    assert seen.body["attachments"][0]["content"] == CARD


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_where_it_does_not_stand_there_it_is_put_in_the_persons_own_chat_without_buttons(
    chat: Chat, status: int
) -> None:
    chat.service.answers_with(plain("", status), told({"id": "a:1"}, 201), told({"id": "17"}))
    await chat.teams.update_privately(chat.where, "17", CARD, ANN)

    _, create, put = chat.service.seen
    assert create.body["members"] == [{"id": "29:ann"}]
    assert (put.method, put.raw_path) == ("PUT", f"{OWN}/17")
    assert "chat.false_alarm" not in str(put.body)
    assert "Action.ToggleVisibility" in str(put.body)


async def test_with_whoever_is_not_signed_in_no_chat_is_tried(chat: Chat) -> None:
    chat.service.answers_with(plain("", 404))

    with pytest.raises(Denied):
        await chat.teams.update_privately(chat.where, "17", CARD, EINAR)
    assert len(chat.service.seen) == 1


async def test_one_that_stands_nowhere_is_denied(chat: Chat) -> None:
    chat.service.answers_with(plain("", 404), told({"id": "a:1"}, 201), plain("", 404))

    with pytest.raises(Denied):
        await chat.teams.update_privately(chat.where, "17", CARD, ANN)


async def test_what_may_pass_is_not_worked_around(chat: Chat) -> None:
    chat.service.answers_with(plain("", 503))

    with pytest.raises(TryLater):
        await chat.teams.update_privately(chat.where, "17", CARD, ANN)
    assert len(chat.service.seen) == 1


async def test_ids_cannot_climb_the_path_nor_add_to_the_query(chat: Chat) -> None:
    chat.service.answers_with(told({"id": "1"}))
    await chat.teams.update_privately(chat.where, "../1?x=1&", CARD, ANN)

    assert chat.service.seen[0].raw_path == f"{CHAT}/..%2F1%3Fx%3D1%26?isTargetedActivity=true"
