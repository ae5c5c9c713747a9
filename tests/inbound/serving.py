"""The bot's web as it is served, with doors and keys of these tests behind it."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.client_state import ClientState
from bot.errors import TryLater
from bot.hosts import Hosts
from bot.inbound.app_auth import AppCheck
from bot.inbound.auth import TokenCheck
from bot.inbound.bearer import Keys
from bot.inbound.graph_auth import NotifierCheck
from bot.inbound.meetings import Announcements
from bot.inbound.notifications import Notifications
from bot.inbound.page import Privacy
from bot.inbound.sealed import Certificates
from bot.inbound.turns import Turns
from bot.inbound.web import Readiness, make_app
from bot.knowledge.procedure import read_procedure
from bot.metrics import Metrics
from bot.outbound.clock import SystemClock
from bot.pem import SealingCertificate
from bot.ports import Door
from tests.inbound.doors import NotedDoor, TellingTeams, afresh, drawn
from tests.inbound.senders import APP, ISSUER, TENANT, PublicKey, entra_keys, mint, mint_app, teams_keys

STATE = ClientState(b"key of the client states in tests")
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

    async def put(self, body: object, **headers: str) -> tuple[int, str]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", "Authorization": f"Bearer {mint_app()}"} | headers
        async with self.client.put("/api/meetings", data=data, headers=sent) as response:
            return response.status, await response.text()

    async def hear(self, body: object, to: str = "/api/graph/notifications", **headers: str) -> tuple[int, str]:
        """What Graph tells comes in."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json; charset=utf-8"} | headers
        async with self.client.post(to, data=io.BytesIO(data), headers=sent) as response:
            return response.status, await response.text()

    def counted(self, outcome: str) -> float:
        """How many notifications came to that."""
        return self.metrics.registry.get_sample_value("motevakt_graph_notifications_total", {"outcome": outcome}) or 0.0


class NoKeys:
    generation = 0

    async def find(self, kid: str) -> PublicKey | None:
        raise TryLater("keys")


@asynccontextmanager
async def serve(
    door: Door | None = None,
    keys: Keys | None = None,
    entra: Keys | None = None,
    app_id: str = APP,
    tenant: str = TENANT,
    state: Readiness | None = None,
    slow_s: float = 0,
    adds_app: bool = False,
    certificates: Sequence[SealingCertificate] = (),
    subscribes: bool = True,
    privacy: Privacy | None = None,
    pages: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None,
) -> AsyncIterator[Bot]:
    metrics, noted = Metrics(), NotedDoor()
    clock = SystemClock()

    async def readiness() -> Readiness:
        await asyncio.sleep(slow_s)
        return state or Readiness(True)

    entra = entra or entra_keys()
    ours = {"app_id": app_id, "tenant": tenant, "login_authority": "https://login.cloud.example"}
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
            app_id=APP,
            door=door or noted,
            teams=TellingTeams(),
            answer=drawn,
            refresh=afresh,
            worn_out=lambda _: "worn out",
            metrics=metrics,
        ),
        announcements=Announcements(
            check=AppCheck(**ours, keys=entra),
            door=door or noted,
            tenant=tenant,
            adds_app=adds_app,
            clock=clock,
            metrics=metrics,
        ),
        notifications=Notifications(
            check=NotifierCheck(**ours, keys=entra),
            client_state=STATE,
            certificates=Certificates(certificates),
            door=door or noted,
            tenant=tenant,
            clock=clock,
            metrics=metrics,
            on=subscribes,
        ),
        clock=clock,
        metrics=metrics,
        readiness=readiness,
        privacy=privacy or Privacy(read_procedure(None)),
        pages=pages,
    )
    async with TestClient(TestServer(app)) as client:
        yield Bot(client, noted, metrics)
