"""What the connector and Graph have in common: bearer tokens, errors as they word them, bodies that must be JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from rehearsal.signin import SignIn


@dataclass
class Refusal(Exception):
    """A call that is answered with an error (docs/TEAMS.md H)."""

    status: int
    code: str
    message: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to give in place of the right one: a refusal, or something of a wrong shape."""

    status: int
    body: object = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A call that was refused, for whoever counts what the bot did wrong."""

    operation: str
    status: int
    code: str
    message: str


def answer_refusals(log: list[Refused]) -> Middleware:
    """A middleware that turns a `Refusal` into its answer, and notes it in *log*."""

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refusal as no:
            operation = request.match_info.route.name or request.path
            log.append(Refused(operation, no.status, no.code, no.message))
            told = {"error": {"code": no.code, "message": no.message or no.code}}
            return web.json_response(told, status=no.status, headers=no.headers)

    return answer


def demand_token(signin: SignIn, audience: Callable[[], str]) -> Middleware:
    """A middleware that lets nobody in without a token for *audience*, asked at every call."""

    @web.middleware
    async def demand(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not signin.accepts(request.headers.get("Authorization"), audience()):
            raise Refusal(401, "Unauthorized", "no valid token for this audience")
        return await handler(request)

    return demand


def answer_in_place(instead: Callable[[str], Answer | None]) -> Middleware:
    """A middleware that gives the answer that *instead* has for a route's name, where it has one."""

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        other = instead(request.match_info.route.name or "")
        return await handler(request) if other is None else web.json_response(other.body, status=other.status)

    return answer


def note_requests(seen: list[tuple[str, str, str]]) -> Middleware:
    """A middleware that notes in *seen* the method, the path without ids, and the operation of all that is answered."""

    @web.middleware
    async def write(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        route = request.match_info.route
        if route.name and route.resource is not None:
            version = request.match_info.get("version", "v1.0")
            seen.append((request.method, route.resource.canonical.replace("{version}", version), route.name))
        return answer

    return write


async def read_object(request: web.Request, *, limit: int) -> dict[str, Any]:
    """The body, a JSON object of at most *limit* bytes.

    Raises:
        Refusal: it is too big, or no object.
    """
    raw = await request.read()
    if len(raw) > limit:
        raise Refusal(413, "MessageSizeTooBig", f"{len(raw)} bytes")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as wrong:
        raise Refusal(400, "BadSyntax", "the body is not JSON") from wrong
    if not isinstance(body, dict):
        raise Refusal(400, "BadSyntax", "the body is no object")
    return body
