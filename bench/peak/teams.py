"""Teams' side that is called, in a process of its own: a connector with 80 ms, 2 % 429 and 1 % 503, and Graph.

It refuses nobody for being too quick, but keeps a book of every call, which is held against Teams' windows afterwards.
What is answered 503 was not done, so a card that stands twice is a fault of ours.
"""

import asyncio
import json
import multiprocessing
import random
import time
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from bench.load import people_of, tenant_in
from bench.peak.book import POST, SENDS, Call
from bench.teams import QuickTeams

THROTTLED, AWAY, LATENCY_S = 0.02, 0.01, 0.080
RETRY_AFTER_S = 1
_TICK = "✓"
_CONNECTOR = SENDS | {"details", "participant", "members"}
_SPAWN = multiprocessing.get_context("spawn")


@dataclass
class Seen:
    """All that was called, how much of it was asked of Graph, and the CPU seconds that took."""

    calls: list[Call] = field(default_factory=list)
    graph: int = 0
    cpu_s: float = 0.0


class PeakTeams:
    """A quick Teams with faults by chance, from *seed*, and a book."""

    def __init__(self, *, seed: int = 0) -> None:
        self.seen = Seen()
        self.newest = time.monotonic()
        self._chance = random.Random(seed)
        self._standing: dict[tuple[str, str], asyncio.Future[str]] = defaultdict(
            lambda: asyncio.get_running_loop().create_future()
        )
        participant = "/v1/meetings/{meeting}/participants/{oid}"
        routes = [
            web.get("/standing", self._when_standing, name="standing"),
            web.get(participant, self._participant, name="participant"),
            web.get("/v3/conversations/{chat}/pagedmembers", self._members, name="members"),
        ]
        self.server = QuickTeams(routes=routes, befall=[self._middleware()]).server

    def _middleware(self) -> Any:
        @web.middleware
        async def befall(request: web.Request, handler: Handler) -> web.StreamResponse:
            operation = request.match_info.route.name or ""
            if operation == "standing":
                return await handler(request)
            self.newest = at = time.monotonic()
            lot = self._chance.random()
            body = await request.read()
            await asyncio.sleep(LATENCY_S)
            if operation not in _CONNECTOR:
                self.seen.graph += 1
                return await handler(request)
            answer = _fault(lot) or await handler(request)
            self._note(request, operation, at, answer.status, body, answer)
            return answer

        return befall

    def _note(
        self, request: web.Request, operation: str, at: float, status: int, body: bytes, answer: web.StreamResponse
    ) -> None:
        place = request.match_info
        chat = place.get("chat") or _thread(place["meeting"])
        kind, ticks, made = "", 0, ""
        if operation in SENDS:
            kind, ticks = _card(body)
        if operation in SENDS and status < 300 and isinstance(answer, web.Response):
            made = str(json.loads(answer.text or "{}").get("id", ""))
        call = Call(at, time.monotonic(), operation, chat, tenant_in(chat), status, kind, made, ticks)
        self.seen.calls.append(call)
        if call.stands and operation == POST:
            stands = self._standing[chat, kind]
            if not stands.done():
                stands.set_result(made)

    async def _when_standing(self, request: web.Request) -> web.Response:
        """The activity id of a chat's card of that kind, once it stands."""
        asked = request.query["chat"], request.query["kind"]
        return web.Response(text=await asyncio.shield(self._standing[asked]))

    async def _members(self, request: web.Request) -> web.Response:
        people = people_of(tenant_in(request.match_info["chat"]))
        return web.json_response({"members": [person.member() for person in people]})

    async def _participant(self, request: web.Request) -> web.Response:
        tenant = tenant_in(_thread(request.match_info["meeting"]))
        for place, person in enumerate(people_of(tenant)):
            if person.oid == request.match_info["oid"]:
                meeting = {"role": "Attendee" if place else "Organizer", "inMeeting": True}
                return web.json_response({"user": person.member(), "meeting": meeting})
        return web.Response(status=404)


def _fault(lot: float) -> web.Response | None:
    if lot < THROTTLED:
        return web.json_response(
            {"error": {"code": "Throttled"}}, status=429, headers={"Retry-After": str(RETRY_AFTER_S)}
        )
    return web.Response(status=503) if lot < THROTTLED + AWAY else None


def _thread(meeting: str) -> str:
    return b64decode(meeting).decode().partition("#")[2].rpartition("#")[0]


def _card(body: bytes) -> tuple[str, int]:
    """A post's kind of card, and how many lines are ticked on it."""
    told = msgspec.json.decode(body)
    for attachment in told.get("attachments", ()):
        first = (attachment.get("content", {}).get("body") or [{}])[0]
        return str(first.get("id", "")), msgspec.json.encode(told).decode().count(_TICK)
    return "", 0


def _serve(pipe: Connection, seed: int) -> None:
    asyncio.run(_teams(pipe, seed))


async def _teams(pipe: Connection, seed: int) -> None:
    teams, loop = PeakTeams(seed=seed), asyncio.get_running_loop()
    await teams.server.start()
    pipe.send(teams.server.url)
    before = time.process_time()
    while asked := await loop.run_in_executor(None, pipe.recv):
        teams.seen.cpu_s = time.process_time() - before
        pipe.send(teams.seen if asked == "all" else (len(teams.seen.calls), teams.newest))
    await teams.server.stop()


class Elsewhere:
    """The process's other end. `url` is the service URL's and Graph's address, without a slash at the end."""

    def __init__(self, pipe: Connection, url: str) -> None:
        self._pipe, self.url = pipe, url

    async def newest(self) -> tuple[int, float]:
        """How many calls came, and the monotonic second of the newest of all, Graph's too."""
        told: tuple[int, float] = await self._ask("newest")
        return told

    async def seen(self) -> Seen:
        told: Seen = await self._ask("all")
        return told

    async def quiet(self, for_s: float, *, within_s: float) -> bool:
        """Wait until nobody called for so long; False: it did not come to that in time."""
        give_up = time.monotonic() + within_s
        while time.monotonic() < give_up:
            _, newest = await self.newest()
            if time.monotonic() - newest > for_s:
                return True
            await asyncio.sleep(0.5)
        return False

    async def _ask(self, what: str) -> Any:
        self._pipe.send(what)
        return await asyncio.get_running_loop().run_in_executor(None, self._pipe.recv)


@contextmanager
def elsewhere(seed: int) -> Iterator[Elsewhere]:
    """Teams in a process of its own."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(theirs, seed), daemon=True)
    process.start()
    theirs.close()  # so that its end is told
    try:
        yield Elsewhere(ours, ours.recv())
    finally:
        ours.send("")
        process.join(5)
        process.kill()
