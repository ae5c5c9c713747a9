"""Who is in the chat: all of them, or none."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from bot.domain.participants import Identity, Kind
from bot.errors import Denied, TryLater
from bot.outbound import teams as module
from tests.outbound.services import Chat, plain, told

MEMBERS = "/emea/v3/conversations/19%3Ameeting_x%40thread.v2/pagedmembers?pageSize=500"
ANN = {
    "id": "29:ann", "aadObjectId": "OID-Ann", "name": "Ann Berg", "tenantId": "T", "userPrincipalName": "Ann@so.no",
    "email": "ann.berg@so.no", "userRole": "user",
}  # fmt: skip
EINAR = {"id": "guid-1", "name": "Einar (Guest)", "tenantId": "T", "userRole": "anonymous"}


async def test_the_whole_chat_is_told_at_once(chat: Chat) -> None:
    chat.service.answers_with(told({"members": [ANN, EINAR]}))

    assert await chat.teams.members(chat.where) == (
        Identity("Ann Berg", "29:ann", "oid-ann", "t", "ann@so.no"),
        Identity("Einar (Guest)", "guid-1", kind=Kind.ANONYMOUS),
    )
    assert [seen.raw_path for seen in chat.service.seen] == [MEMBERS]


async def test_whoever_has_no_account_in_a_roster_is_not_signed_in(chat: Chat) -> None:
    chat.service.answers_with(told({"members": [{"id": "29:x", "name": "Kari Nes", "tenantId": "tenant"}]}))

    (who,) = await chat.teams.members(chat.where)

    assert (who.kind, who.tenant) == (Kind.ANONYMOUS, "")


async def test_guests_programs_and_telephones_are_told_apart(chat: Chat) -> None:
    guest = ANN | {"userRole": "guest"}
    chat.service.answers_with(told({"members": [guest, {"id": "28:other"}, {"id": "4:+4700000000"}]}))

    assert [who.kind for who in await chat.teams.members(chat.where)] == [Kind.GUEST, Kind.BOT, Kind.PHONE]


async def test_the_bot_itself_is_no_member(chat: Chat) -> None:
    chat.service.answers_with(told({"members": [{"id": "28:APP", "name": "Møtevakt"}, ANN]}))

    assert [who.name for who in await chat.teams.members(chat.where)] == ["Ann Berg"]


async def test_a_chat_of_the_bot_alone_has_no_members(chat: Chat) -> None:
    chat.service.answers_with(told({"members": [{"id": "28:app"}]}))

    assert await chat.teams.members(chat.where) == ()


async def test_whoever_cannot_be_read_is_left_out(chat: Chat) -> None:
    chat.service.answers_with(told({"Members": [{"id": 7}, {}, "x", None, ANN]}))

    assert [who.name for who in await chat.teams.members(chat.where)] == ["Ann Berg"]


async def test_a_roster_of_which_nobody_can_be_read_is_none(chat: Chat) -> None:
    chat.service.answers_with(told({"members": [{"id": 7}, "x"]}))

    with pytest.raises(Denied):
        await chat.teams.members(chat.where)


@pytest.mark.parametrize("answer", [told({}), told({"members": None}), told({"members": {}}), told([]), plain("<p>")])
async def test_an_answer_without_members_is_none(chat: Chat, answer: Any) -> None:
    chat.service.answers_with(answer)

    with pytest.raises(TryLater):
        await chat.teams.members(chat.where)


async def test_what_comes_page_by_page_is_read_to_the_end(chat: Chat) -> None:
    chat.service.answers_with(
        told({"members": [ANN], "continuationToken": "a/b&c=d"}), told({"members": [EINAR], "continuationToken": ""})
    )

    assert len(await chat.teams.members(chat.where)) == 2
    assert chat.service.seen[1].raw_path == f"{MEMBERS}&continuationToken=a%2Fb%26c%3Dd"


async def test_pages_without_end_are_no_roster(chat: Chat) -> None:
    chat.service.answers_with(told({"members": [ANN], "continuationToken": "again"}))

    with pytest.raises(Denied):
        await chat.teams.members(chat.where)

    assert len(chat.service.seen) == 4


async def test_pages_that_are_slow_are_no_roster_now(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow() -> web.Response:
        await asyncio.sleep(2)
        return web.Response()

    monkeypatch.setattr(module, "MEMBERS_WITHIN_S", 0.1)
    chat.service.answers_with(slow)

    with pytest.raises(TryLater):
        await chat.teams.members(chat.where)


@pytest.mark.parametrize(("status", "error"), [(403, Denied), (404, Denied), (429, TryLater), (503, TryLater)])
async def test_a_roster_that_is_refused(chat: Chat, status: int, error: type[Exception]) -> None:
    chat.service.answers_with(plain("", status))

    with pytest.raises(error):
        await chat.teams.members(chat.where)
