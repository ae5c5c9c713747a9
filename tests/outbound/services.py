"""Other people's services on loopback, for tests: real HTTP, answers that a test writes."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.participants import Identity
from bot.domain.records import Where
from bot.hosts import Hosts
from bot.inbound.fields import Fields
from bot.inbound.people import identify, newcomer
from bot.outbound.http import Http, Tokens
from bot.outbound.teams import Admit, BotConnector
from bot.outbound.window import Window


@dataclass
class Seen:
    """A request as it came."""

    method: str
    raw_path: str
    body: Any
    authorization: str


@dataclass
class Service:
    """Answers with what `by_path` has for the path, else with `answers` in turn, the last one for good.

    `seen` tells what was asked.
    """

    answers: list[Callable[[], Any]] = field(default_factory=list)
    by_path: dict[str, Callable[[], Any]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    url: str = ""

    def answers_with(self, *answers: Callable[[], Any]) -> None:
        self.answers[:] = answers

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        self.seen.append(Seen(request.method, request.raw_path, body, request.headers.get("Authorization", "")))
        answer = self.by_path.get(request.path)
        if answer is None:
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        made = answer()
        response: web.StreamResponse = await made if hasattr(made, "__await__") else made
        return response


@asynccontextmanager
async def serving() -> AsyncIterator[Service]:
    service = Service()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", service.handle)
    async with TestServer(app) as server:
        service.url = f"http://127.0.0.1:{server.port}"
        yield service


def told(content: Any = None, status: int = 200, **headers: str) -> Callable[[], web.Response]:
    """An answer of JSON."""
    return lambda: web.json_response(
        {} if content is None else content,
        status=status,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def plain(text: str = "", status: int = 200) -> Callable[[], web.Response]:
    """An answer that is no JSON."""
    return lambda: web.Response(text=text, status=status)


@dataclass
class CountedTokens:
    """Gives token-1, token-2 …, another after each that was dropped."""

    number: int = 1
    scopes: list[str] = field(default_factory=list)

    async def token(self, scope: str) -> str:
        self.scopes.append(scope)
        return f"token-{self.number}"

    def drop(self, scope: str, token: str) -> None:
        if token == f"token-{self.number}":
            self.number += 1


def connector(http: Http, tokens: Tokens, app_id: str = "app", admit: Admit | None = None) -> BotConnector:
    """The connector's client as it is put together for serving."""
    return BotConnector(
        http=http,
        tokens=tokens,
        app_id=app_id,
        hosts=Hosts(("127.0.0.1",)),
        identify=identify,
        newcomer=whole,
        admit=admit or Window().deed,
    )


def whole(account: Mapping[str, Any]) -> Identity:
    return newcomer(Fields(account, "user"))


class Chat:
    """A meeting's chat at *service*."""

    def __init__(self, service: Service, http: Http, tokens: CountedTokens, admit: Admit | None = None) -> None:
        self.service, self.http, self.tokens = service, http, tokens
        self.where = Where("19:meeting_x@thread.v2", "tenant", f"{service.url}/emea/", "MCMx/OTo=")
        self.teams = connector(http, tokens, admit=admit)
