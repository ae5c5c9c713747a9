"""A connector and a Graph that answer at once, or after a given time, and count the cards: no limits and no faults."""

import asyncio
import time
from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Iterable
from uuid import uuid4

from aiohttp import web
from aiohttp.typedefs import Middleware

from bench.load import EIGHT, tenant_in
from rehearsal.people import Person
from rehearsal.server import Server


class QuickTeams:
    """`newest` is the last post's body. `server.url` is the service URL (with a slash) and Graph's address.

    `cards` counts posts and updates, `shown` says by conversation when each post stood, by the machine's monotonic
    clock; it is kept only where it is asked for. `asked` counts what was asked for, by the routes' names; "unknown" is
    what there is no route for. An answer of the connector takes *latency_s*. `may_be_recorded`: what the meetings'
    options say. *routes* are served besides, and *befall* stands before all.
    """

    def __init__(
        self,
        *,
        latency_s: float = 0.0,
        keeps_hours: bool = False,
        routes: Iterable[web.RouteDef] = (),
        befall: Iterable[Middleware] = (),
    ) -> None:
        self.cards = 0
        self.newest = ""
        self.may_be_recorded = False
        self.asked: Counter[str] = Counter()
        self.shown: dict[str, list[float]] = defaultdict(list)
        self._latency_s, self._keeps_hours = latency_s, keeps_hours
        self._last = 0.0
        self._more = asyncio.Event()
        app = web.Application(client_max_size=1 << 20, middlewares=list(befall))
        app.add_routes(routes)
        post = "/v3/conversations/{chat}/activities"
        app.router.add_post(post, self._post, name="post")
        app.router.add_post(f"{post}/{{id}}", self._post, name="reply")
        app.router.add_put(f"{post}/{{id}}", self._update, name="update")
        app.router.add_get("/v1/meetings/{meeting}", self._details, name="details")
        app.router.add_get("/v1.0/users/{user}/onlineMeetings/{meeting}", self._invitation, name="invitation")
        app.router.add_patch("/v1.0/users/{user}/onlineMeetings/{meeting}", self._invitation, name="options")
        app.router.add_get("/v1.0/users/{user}/calendarView", self._calendar, name="calendar")
        app.router.add_post("/{version}/subscriptions", self._subscription, name="subscription")
        app.router.add_route("*", "/{rest:.*}", self._unknown, name="unknown")
        self.server = Server(app)

    async def until(self, cards: int, *, within_s: float = 60.0) -> None:
        """Wait until so many cards were posted.

        Raises:
            TimeoutError: they were not.
        """
        async with asyncio.timeout(within_s):
            while self.cards < cards:
                self._more.clear()
                await self._more.wait()

    async def quiet(self, for_s: float) -> None:
        """Wait until nothing was asked for so long."""
        until = time.monotonic() + for_s
        while until > (now := time.monotonic()):
            await asyncio.sleep(until - now)  # an event would tell of what is asked, not of silence
            until = self._last + for_s

    async def _post(self, request: web.Request) -> web.Response:
        self._note("post")
        self.newest = (await request.read()).decode()
        self.cards += 1
        await asyncio.sleep(self._latency_s)
        if self._keeps_hours:
            self.shown[request.match_info["chat"]].append(time.monotonic())
        return web.json_response({"id": str(self.cards)}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        self._note("update")
        await request.read()
        self.cards += 1
        await asyncio.sleep(self._latency_s)
        return web.json_response({"id": request.match_info["id"]})

    async def _details(self, request: web.Request) -> web.Response:
        self._note("details")
        await asyncio.sleep(self._latency_s)
        tenant = tenant_in(b64decode(request.match_info["meeting"]).decode())
        organizer = {"id": EIGHT[0].mri, "aadObjectId": EIGHT[0].oid, "tenantId": tenant}
        return web.json_response({"details": {"msGraphResourceId": tenant}, "organizer": organizer})

    async def _invitation(self, request: web.Request) -> web.Response:
        self._note("invitation" if request.method == "GET" else "options")
        await request.read()
        organizer, *attendees = (_line(person, request.match_info["meeting"]) for person in EIGHT)
        told = {"id": request.match_info["meeting"], "participants": {"organizer": organizer, "attendees": attendees}}
        options = dict.fromkeys(("allowRecording", "allowTranscription"), self.may_be_recorded)
        return web.json_response(told | options)

    async def _calendar(self, _request: web.Request) -> web.Response:
        """Nothing stands there: an online meeting made on the spot."""
        self._note("calendar")
        return web.json_response({"value": []})

    async def _subscription(self, request: web.Request) -> web.Response:
        self._note("subscription")
        until = (await request.json())["expirationDateTime"]
        return web.json_response({"id": str(uuid4()), "expirationDateTime": until}, status=201)

    async def _unknown(self, request: web.Request) -> web.Response:
        self._note(f"unknown: {request.method} {'/'.join(part[:12] for part in request.path.split('/'))}")
        return web.Response(status=404)

    def _note(self, what: str) -> None:
        self._last = time.monotonic()
        self.asked[what] += 1
        self._more.set()


def _line(person: Person, tenant: str) -> dict[str, object]:
    return {"upn": person.address, "identity": {"user": {"id": person.oid, "tenantId": tenant}}}
