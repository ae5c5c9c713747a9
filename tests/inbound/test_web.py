import asyncio
import gzip
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.errors import StoreAway, TryLater
from bot.hosts import Hosts
from bot.inbound.auth import TokenCheck
from bot.inbound.turns import Turns
from bot.inbound.web import MOST_BYTES, Readiness, make_app
from bot.metrics import Metrics
from bot.outbound.clock import SystemClock
from bot.ports import Door
from tests.inbound.doors import NotedDoor, SlowDoor, TellingTeams, afresh, drawn
from tests.inbound.senders import APP, ISSUER, PublicKey, claims, join, meeting_start, message, mint, press, teams_keys

AUTHORIZED = {"Authorization": f"Bearer {mint()}"}


class Bot:
    """The bot's web with doors of its own, served on loopback."""

    def __init__(self, client: Any, door: NotedDoor, metrics: Metrics) -> None:
        self.client, self.door, self.metrics = client, door, metrics

    async def post(self, body: object, **headers: str) -> tuple[int, str]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **AUTHORIZED} | headers
        async with self.client.post("/api/messages", data=data, headers=sent) as response:
            return response.status, await response.text()


class NoKeys:
    generation = 0

    async def find(self, kid: str) -> PublicKey | None:
        raise TryLater("keys")


@asynccontextmanager
async def serve(
    door: Door | None = None, keys: Any = None, state: Readiness | None = None, slow_s: float = 0
) -> AsyncIterator[Bot]:
    metrics, noted = Metrics(), NotedDoor()
    clock = SystemClock()

    async def readiness() -> Readiness:
        await asyncio.sleep(slow_s)
        return state or Readiness(True)

    app = make_app(
        alive=lambda: True,
        check=TokenCheck(
            app_id=APP,
            issuer=ISSUER,
            keys=keys or teams_keys(),
            hosts=Hosts(("smba.trafficmanager.net",)),
            clock=clock,
            metrics=metrics,
        ),
        turns=Turns(
            app_id=APP, door=door or noted, teams=TellingTeams(), answer=drawn, refresh=afresh, metrics=metrics
        ),
        clock=clock,
        metrics=metrics,
        readiness=readiness,
    )
    async with TestClient(TestServer(app)) as client:
        yield Bot(client, noted, metrics)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with serve() as bot:
        yield bot


async def test_an_activity_is_taken(bot: Bot) -> None:
    assert await bot.post(meeting_start()) == (200, "")
    assert await bot.post(meeting_start()) == (200, "")
    assert len(bot.door.noted) == 1


async def test_a_press_is_answered_with_a_card(bot: Bot) -> None:
    status, body = await bot.post(press("checklist.show"))

    assert status == 200
    assert json.loads(body)["statusCode"] == 200
    assert json.loads(body)["value"]["body"][0]["text"] == "Blåbær"


TOO_LONG = b"[" * (MOST_BYTES + 1)
NO_TOKEN = {"Authorization": "Bearer garbage"}
NO_JSON = {"Content-Type": "text/plain"}
ELSEWHERE = meeting_start() | {"serviceUrl": "https://evil.example/"}
NO_SERVICE = {name: value for name, value in meeting_start().items() if name != "serviceUrl"}
UNENDORSED = meeting_start() | {"channelId": "webchat"}


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (TOO_LONG, NO_TOKEN | NO_JSON, 413),
        (b"{", NO_TOKEN | NO_JSON, 401),
        (meeting_start(), {"Authorization": ""}, 401),
        (b"{", NO_JSON, 415),
        (meeting_start(), {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b"", {}, 400),
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b"[" * 100_000, {}, 400),
        ({}, {}, 401),
        (ELSEWHERE | {"type": 7}, {}, 401),
        (NO_SERVICE, {}, 401),
        (UNENDORSED, {}, 401),
        (meeting_start() | {"type": 7}, {}, 400),
        (meeting_start(), {"Content-Type": "application/json; charset=utf-8"}, 200),
        (meeting_start(), {"Content-Type": "APPLICATION/JSON"}, 200),
    ],
)
async def test_faults_are_told_in_their_order(bot: Bot, body: Any, headers: dict[str, str], status: int) -> None:
    assert (await bot.post(body, **headers))[0] == status


async def test_a_fault_of_a_field_names_it_and_not_its_value(bot: Bot) -> None:
    status, body = await bot.post(join({"user": {"id": {"secret": "Kari"}}}))

    assert (status, json.loads(body)) == (400, {"error": "malformed", "field": "value.members[0].user.id"})


async def test_a_refusal_has_no_detail_and_is_counted_by_reason(bot: Bot) -> None:
    assert await bot.post(meeting_start(), Authorization=f"Bearer {mint(claims(aud='other'))}") == (401, "")
    assert bot.metrics.registry.get_sample_value("motevakt_turned_away_total", {"reason": "audience"}) == 1


async def test_a_body_that_is_sent_in_parts_is_measured_too(bot: Bot) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 8192

    async with bot.client.post("/api/messages", data=parts(), headers=AUTHORIZED) as response:
        assert response.status == 413


async def test_a_body_that_unpacks_too_large_is_refused(bot: Bot) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert (await bot.post(bomb, **{"Content-Encoding": "gzip"}))[0] == 413


async def test_a_body_that_is_not_packed_as_it_says_is_the_senders_fault(bot: Bot) -> None:
    assert (await bot.post(b"no gzip at all", **{"Content-Encoding": "gzip"}))[0] == 400


async def test_a_body_that_does_not_come_is_not_waited_for(bot: Bot) -> None:
    host, port = bot.client.server.host, bot.client.server.port
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    head = await asyncio.wait_for(reader.readline(), 4)
    writer.close()
    await writer.wait_closed()

    assert b" 408 " in head


async def test_what_is_no_http_learns_no_version(bot: Bot) -> None:
    host, port = bot.client.server.host, bot.client.server.port
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"NONSENSE\r\n\r\n")
    answer = await asyncio.wait_for(reader.read(), 4)
    writer.close()
    await writer.wait_closed()

    assert answer.startswith(b"HTTP/1.0 400")
    assert b"aiohttp" not in answer
    assert b"Python" not in answer


@pytest.mark.parametrize("trouble", [StoreAway(), TryLater("x"), TimeoutError(), RuntimeError("Kari 01019012345")])
async def test_a_failure_of_ours_is_never_a_500(trouble: Exception) -> None:
    door = NotedDoor(trouble=trouble)
    async with serve(door) as bot, bot.client.post("/api/messages", json=meeting_start(), headers=AUTHORIZED) as answer:
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert await answer.text() == ""


async def test_without_keys_the_sender_is_not_blamed() -> None:
    async with serve(keys=NoKeys()) as bot:
        assert (await bot.post(meeting_start()))[0] == 503


async def test_a_store_that_never_answers_is_not_waited_for() -> None:
    async with serve(SlowDoor()) as bot:
        begun = asyncio.get_running_loop().time()
        assert (await bot.post(meeting_start()))[0] == 503
        assert 3.5 < asyncio.get_running_loop().time() - begun < 5


async def test_activities_are_counted_by_closed_labels(bot: Bot) -> None:
    await bot.post(meeting_start())
    await bot.post(message("hei"))
    await bot.post(meeting_start() | {"name": "application/vnd.microsoft.invented-by-somebody"})
    await bot.post(meeting_start() | {"type": "Kari"})

    count = bot.metrics.registry.get_sample_value
    assert count("motevakt_activities_total", {"activity": "meetingStart", "outcome": "accepted"}) == 1
    assert count("motevakt_activities_total", {"activity": "message", "outcome": "accepted"}) == 1
    assert count("motevakt_activities_total", {"activity": "other", "outcome": "ignored"}) == 2
    async with bot.client.get("/metrics") as response:
        text = await response.text()
    assert "motevakt_activities_total" in text
    assert "invented" not in text
    assert "Kari" not in text


async def test_it_is_alive(bot: Bot) -> None:
    async with bot.client.get("/healthz") as response:
        assert response.status == 200


async def test_it_is_ready_when_it_says_so(bot: Bot) -> None:
    async with bot.client.get("/readyz") as response:
        assert (response.status, await response.json()) == (200, {"ready": True, "reasons": []})


async def test_it_says_why_it_is_not_ready() -> None:
    async with serve(state=Readiness(False, ("keys",))) as bot, bot.client.get("/readyz") as response:
        assert (response.status, await response.json()) == (503, {"ready": False, "reasons": ["keys"]})


async def test_it_is_not_ready_when_it_cannot_tell_in_time() -> None:
    async with serve(slow_s=30) as bot, bot.client.get("/readyz") as response:
        assert response.status == 503


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("POST", "/api/message", 404), ("GET", "/api/messages", 405), ("POST", "/personvern", 405)],
)
async def test_what_is_not_there_is_not_there(bot: Bot, method: str, path: str, status: int) -> None:
    async with bot.client.request(method, path) as response:
        assert response.status == status
        assert "Server" not in response.headers


async def test_the_page_on_privacy_can_load_nothing_but_itself(bot: Bot) -> None:
    async with bot.client.get("/personvern") as response:
        html, policy = await response.text(), response.headers["Content-Security-Policy"]

    assert response.content_type == "text/html"
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"<script|<img|<link|style=|\bon\w+=|@import|url\(", html)


async def test_the_page_on_privacy_is_made_for_everybody(bot: Bot) -> None:
    async with bot.client.get("/personvern") as response:
        html = await response.text()

    assert '<html lang="nb">' in html
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert "<title>Personvern i Møtevakt</title>" in html
    assert (html.count("<h1>"), html.count("<main>")) == (1, 1)
    assert html.count("<th scope=") == len(re.findall(r"<th\b", html))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2, definitions)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_every_text_of_the_page_has_the_contrast_of_wcag_aa(bot: Bot) -> None:
    async with bot.client.get("/personvern") as response:
        palettes = re.findall(r":root \{ (.*?) \}", await response.text())

    assert len(palettes) == 2
    for palette in palettes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", palette))
        paper = luminance(colours.pop("paper"))
        for name, colour in colours.items():
            light, dark = sorted((paper, luminance(colour)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= (3 if name == "line" else 4.5), name
