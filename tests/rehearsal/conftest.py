"""A stand-in with a meeting, and somebody who may call it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest

from rehearsal.signin import CONNECTOR, SECRET
from rehearsal.standin import StandIn
from rehearsal.world import ADAPTIVE, APP, Chat
from tests.rehearsal.receiver import Lock, Receiver


@dataclass
class Caller:
    """Calls the stand-in as the bot would."""

    standin: StandIn
    chat: Chat
    http: aiohttp.ClientSession

    @property
    def posts(self) -> str:
        return f"v3/conversations/{quote(self.chat.id, safe='')}/activities"

    def bearer(self, audience: str = CONNECTOR) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.standin.signin.issue(audience)}"}

    async def connector(self, method: str, path: str, body: Any = None, **request: Any) -> tuple[int, Any]:
        """Status and body; a good token unless `headers` are given."""
        request.setdefault("headers", self.bearer())
        return await self.call(method, f"{self.standin.service_url}{path}", json=body, **request)

    async def graph(self, path: str, **request: Any) -> tuple[int, Any]:
        url = self.standin.graph.url
        request.setdefault("headers", self.bearer(url))
        return await self.call("GET", f"{url}/v1.0/{path}", **request)

    async def call(self, method: str, url: str, **request: Any) -> tuple[int, Any]:
        async with self.http.request(method, url, **request) as response:
            return response.status, await response.json() if response.content_type == "application/json" else None


def credentials(scope: str, **otherwise: str) -> dict[str, str]:
    """The form a bot sends for a token."""
    form = {"grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET, "scope": scope}
    return form | otherwise


def message(kind: str = "rules", text: str = "Husk", **otherwise: Any) -> dict[str, Any]:
    """A message with a card."""
    body = [{"type": "TextBlock", "id": kind, "text": text}]
    content = {"type": "AdaptiveCard", "version": "1.5", "body": body}
    return {"type": "message", "attachments": [{"contentType": ADAPTIVE, "content": content}]} | otherwise


@pytest.fixture
async def standin(tmp_path: Path) -> AsyncIterator[StandIn]:
    async with StandIn(tmp_path, seed=7) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        yield session


@pytest.fixture
def chat(standin: StandIn) -> Chat:
    return standin.world.open_meeting()


@pytest.fixture
def caller(standin: StandIn, chat: Chat, http: aiohttp.ClientSession) -> Caller:
    return Caller(standin, chat, http)


@pytest.fixture(scope="session")
def lock() -> Lock:
    return Lock()


@pytest.fixture
async def receiver(lock: Lock) -> AsyncIterator[Receiver]:
    running = Receiver(lock)
    await running.server.start()
    yield running
    await running.server.stop()
