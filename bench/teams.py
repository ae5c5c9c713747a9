"""A connector and a Graph that answer at once, and count the cards: no limits, no latency, no faults."""

import asyncio

from aiohttp import web

from rehearsal.people import ANN, BO, DINA, HOSPITAL, KARI, Person
from rehearsal.server import Server


class QuickTeams:
    """`newest` is the last post's body. `server.url` is the service URL (with a slash) and Graph's address."""

    def __init__(self) -> None:
        self.cards = 0
        self.newest = ""
        self._more = asyncio.Event()
        app = web.Application(client_max_size=1 << 20)
        app.router.add_post("/v3/conversations/{chat}/activities", self._post)
        app.router.add_put("/v3/conversations/{chat}/activities/{id}", self._post)
        app.router.add_get("/v1/meetings/{meeting}", self._details)
        app.router.add_get("/v1.0/users/{user}/onlineMeetings/{meeting}", self._invitation)
        self.server = Server(app)

    async def until(self, cards: int) -> None:
        """Wait until so many cards were posted."""
        while self.cards < cards:
            self._more.clear()
            await self._more.wait()

    async def _post(self, request: web.Request) -> web.Response:
        self.newest = (await request.read()).decode()
        self.cards += 1
        self._more.set()
        return web.json_response({"id": str(self.cards)}, status=201)

    async def _details(self, _request: web.Request) -> web.Response:
        organizer = {"id": ANN.mri, "aadObjectId": ANN.oid, "tenantId": HOSPITAL}
        return web.json_response({"details": {"msGraphResourceId": "graph-id"}, "organizer": organizer})

    async def _invitation(self, _request: web.Request) -> web.Response:
        attendees = [_line(person) for person in (BO, KARI, DINA)]
        return web.json_response({"participants": {"organizer": _line(ANN), "attendees": attendees}})


def _line(person: Person) -> dict[str, object]:
    return {"upn": person.address, "identity": {"user": {"id": person.oid, "tenantId": person.tenant}}}
