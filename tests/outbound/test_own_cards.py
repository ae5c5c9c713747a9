"""Our own card in a chat, found by its mark: as Graph may tell it, and as the stand-in for Graph does."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from bot.domain.records import Where
from bot.errors import Denied, TryLater
from bot.graph_budget import Kind
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from rehearsal.people import BO, HOSPITAL
from rehearsal.standin import StandIn
from rehearsal.world import APP
from tests.fakes import VirtualClock
from tests.outbound.services import Chat, connector, told
from tests.outbound.test_standin import Issued
from tests.scenes import NINE

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "id": "rules", "text": "Hei"}, {"type": "TextBlock", "id": "m-1", "text": "på deg"}],
}


def message(**otherwise: Any) -> dict[str, Any]:
    """Our card as Graph tells it."""
    files = [{"contentType": ADAPTIVE, "content": json.dumps(CARD)}]
    return {"id": "17", "from": {"application": {"id": "Our-App"}}, "attachments": files} | otherwise


def graph_at(chat: Chat, app_id: str = "our-app") -> MicrosoftGraph:
    clock = VirtualClock(NINE)
    calls = GraphCalls(
        http=chat.http, tokens=chat.tokens, budget=Budget(clock, dict.fromkeys(Kind, 1e6)), url=chat.service.url
    )
    return MicrosoftGraph(calls=calls, clock=clock, app_id=app_id)


async def find(chat: Chat, *messages: Any, app_id: str = "our-app") -> str | None:
    page = {"value": list(messages), "@odata.nextLink": f"{chat.service.url}/v1.0/more"}
    chat.service.answers_with(told(page))
    return await graph_at(chat, app_id).own_card("19:x@thread.v2", "m-1", NINE)


async def test_ours_is_found_by_one_call_for_the_newest_alone(chat: Chat) -> None:
    assert await find(chat, message(id="18", attachments=[]), message(), message(id="16")) == "17"

    (seen,) = chat.service.seen
    assert unquote(seen.raw_path) == (
        "/v1.0/chats/19:x@thread.v2/messages?$top=50&$orderby=lastModifiedDateTime desc"
        "&$filter=lastModifiedDateTime gt 2026-11-23T08:00:00.000000Z"
    )


@pytest.mark.parametrize(
    "otherwise",
    [
        {"from": {"application": {"id": "another-app"}}},
        {"from": {"user": {"id": "our-app"}}},
        {"from": None},
        {"deletedDateTime": "2026-11-23T09:00:00Z"},
        {"id": ""},
        {"id": "1" * 201},
        {"attachments": []},
        {"attachments": [{"contentType": "reference", "content": json.dumps(CARD)}]},
        {"attachments": [{"contentType": ADAPTIVE, "content": json.dumps(CARD).replace("m-1", "m-12")}]},
        {"attachments": [{"contentType": ADAPTIVE, "content": '{"body": [{"text": "m-1"}, {"items": ["m-1"]}]}'}]},
        {"attachments": [{"contentType": ADAPTIVE, "content": "{" + '"body":'}]},
        {"attachments": [{"contentType": ADAPTIVE, "content": None}]},
    ],
)
async def test_what_is_not_ours_or_not_this_card_is_passed_over(chat: Chat, otherwise: dict[str, Any]) -> None:
    assert await find(chat, message(**otherwise)) is None


async def test_nobody_is_us_without_an_id(chat: Chat) -> None:
    nobodys = message()
    nobodys["from"] = {"application": {"id": ""}}

    assert await find(chat, nobodys, app_id="") is None


class Scene:
    def __init__(self, standin: StandIn, http: Http) -> None:
        self.standin, self.chat = standin, standin.world.open_meeting()
        assert self.chat.meeting is not None
        tokens = Issued(standin.signin)
        self.where = Where(self.chat.id, HOSPITAL, standin.service_url, self.chat.meeting.id)
        self.teams = connector(http, tokens, APP)
        calls = GraphCalls(http=http, tokens=tokens, budget=Budget(SystemClock()), url=standin.graph.url)
        self.graph = MicrosoftGraph(calls=calls, clock=SystemClock(), app_id=APP)
        self.begun: datetime = SystemClock().now() - timedelta(seconds=1)

    async def find(self, mark: str = "m-1") -> str | None:
        return await self.graph.own_card(self.chat.id, mark, self.begun)


@pytest.fixture
async def scene(tmp_path: Path, http: Http) -> AsyncIterator[Scene]:
    async with StandIn(tmp_path, seed=7) as standin:
        yield Scene(standin, http)
        assert not [one for one in standin.graph.refused if one.status == 400]


async def test_what_was_posted_is_found_by_its_activity_id(scene: Scene) -> None:
    posted = await scene.teams.post(scene.where, CARD, ping=False)
    scene.standin.world.said(scene.chat.id, BO.mri, scene.standin.writer(scene.chat).message(BO, "m-1"))

    assert await scene.find() == posted
    assert await scene.find("m-2") is None
    await scene.teams.update(scene.where, posted, CARD | {"body": CARD["body"][:1]})
    assert await scene.find() is None


async def test_what_one_alone_sees_and_what_is_not_shown_yet_is_not_found(scene: Scene) -> None:
    scene.standin.graph.chat_messages.shown_after_s = 60
    await scene.teams.post(scene.where, CARD, ping=False)

    assert await scene.find() is None


async def test_without_the_chats_consent_it_is_refused(scene: Scene) -> None:
    scene.chat.consented.clear()
    with pytest.raises(Denied) as no:
        await scene.find()

    assert no.value.status == 403


async def test_graph_off_and_graph_busy(chat: Chat) -> None:
    clock = VirtualClock(NINE)
    calls = GraphCalls(http=chat.http, tokens=chat.tokens, budget=Budget(clock), url=None)
    with pytest.raises(Denied):
        await MicrosoftGraph(calls=calls, clock=clock, app_id="our-app").own_card("c", "m-1", NINE)
    chat.service.answers_with(told(status=429, Retry_After="7"))
    with pytest.raises(TryLater):
        await graph_at(chat).own_card("c", "m-1", NINE)
