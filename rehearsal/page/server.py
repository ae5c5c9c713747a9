"""The page over HTTP: files, news as server-sent events, and what people ask for. For this machine alone."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp_sse import sse_response

from bot.errors import Misconfigured
from rehearsal.fields import TapeError
from rehearsal.page.performance import Disturbance, Performance
from rehearsal.page.requests import (
    Delete,
    Do,
    Edit,
    Nothing,
    Press,
    Refresh,
    Refused,
    Say,
    Share,
    Speed,
    Start,
    T,
    parse,
)
from rehearsal.page.stage import Stage, Wanted
from rehearsal.page.taking_part import NotNow, Part, Why
from rehearsal.page.tapes import described
from rehearsal.people import Person
from rehearsal.world import Post

BUILT = Path(__file__).with_name("built")
LARGEST_REQUEST = 64 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Page:
    """Serves *stage* from the files in *built*; *tapes* by name are what can be chosen."""

    def __init__(self, stage: Stage, tapes: Mapping[str, Path], built: Path = BUILT) -> None:
        self._stage = stage
        self._tapes = tapes
        self._built = built
        self.app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[_for_ourselves, _answer_refusals])
        self.app.on_response_prepare.append(_add_headers)
        self.app.router.add_get("/", self._page)
        self.app.router.add_get("/icon.svg", self._icon)
        self.app.router.add_static("/assets", built / "assets")
        self.app.router.add_get("/api/live", self._live)
        self.app.router.add_get("/api/tapes", self._shelf)
        post = self.app.router.add_post
        post("/api/play", _granting(Nothing, self._play))
        post("/api/pause", _granting(Nothing, self._pause))
        post("/api/step", _granting(Nothing, self._step))
        post("/api/speed", _granting(Speed, self._speed))
        post("/api/start", _granting(Start, self._start))
        post("/api/do", _granting(Do, self._do))
        post("/api/say", _granting(Say, self._say))
        post("/api/share", _granting(Share, self._share))
        post("/api/edit", _granting(Edit, self._edit))
        post("/api/delete", _granting(Delete, self._delete))
        post("/api/press", _granting(Press, self._press))
        post("/api/refresh", _granting(Refresh, self._refresh))

    async def _page(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(self._built / "index.html")

    async def _icon(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(self._built / "icon.svg")

    async def _live(self, request: web.Request) -> web.StreamResponse:
        async with sse_response(request) as response:
            with self._stage.live.listening() as queue, suppress(ConnectionResetError):
                while response.is_connected():
                    news = await queue.get()
                    await response.send(news.data, event=news.event)
        return response

    async def _shelf(self, _: web.Request) -> web.Response:
        return web.json_response([described(name, tape) for name, tape in self._tapes.items()])

    async def _play(self, _: Nothing) -> None:
        self._performance().pace.play()

    async def _pause(self, _: Nothing) -> None:
        self._disturbed(Disturbance.CLOCK).pace.pause()

    async def _step(self, _: Nothing) -> None:
        self._disturbed(Disturbance.CLOCK).pace.step()

    async def _speed(self, asked: Speed) -> None:
        self._disturbed(Disturbance.CLOCK).pace.hasten(asked.speed)

    async def _start(self, asked: Start) -> None:
        try:
            self._stage.ask(Wanted(self._tapes[asked.tape], asked.language, asked.play))
        except (KeyError, OSError, TapeError, Misconfigured) as wrong:
            raise Refused(404, "tape", Why.NO_SUCH_TAPE) from wrong

    async def _do(self, asked: Do) -> None:
        part = self._part()
        await part.do(self._person(part, asked.who), asked.what)

    async def _say(self, asked: Say) -> None:
        part = self._part()
        await part.say(self._person(part, asked.who), asked.text, in_private=asked.chat == "personal")

    async def _share(self, asked: Share) -> None:
        part = self._part()
        await part.share(self._person(part, asked.who), asked.name)

    async def _edit(self, asked: Edit) -> None:
        part = self._part()
        await part.edit(self._person(part, asked.who), self._message(part, asked.post), asked.text)

    async def _delete(self, asked: Delete) -> None:
        part = self._part()
        await part.delete(self._person(part, asked.who), self._message(part, asked.post))

    async def _press(self, asked: Press) -> dict[str, Any]:
        part = self._part()
        return await part.press(self._person(part, asked.who), self._post(part, asked.post), asked.verb, asked.data)

    async def _refresh(self, asked: Refresh) -> dict[str, Any]:
        part = self._stage.part
        if part is None:
            raise Refused(409, "(body)", Why.NOT_READY)
        return await part.refresh(self._person(part, asked.who), self._post(part, asked.post))

    def _performance(self) -> Performance:
        if self._stage.performance is None:
            raise Refused(409, "(body)", Why.NOT_READY)
        return self._stage.performance

    def _disturbed(self, by: Disturbance) -> Performance:
        performance = self._performance()
        performance.disturb(by)
        return performance

    def _part(self) -> Part:
        if self._stage.part is None:
            raise Refused(409, "(body)", Why.NOT_READY)
        self._disturbed(Disturbance.PART)
        return self._stage.part

    def _person(self, part: Part, who: str) -> Person:
        person = part.person(who)
        if person is None:
            raise Refused(404, "who", Why.NO_SUCH_PERSON)
        return person

    def _post(self, part: Part, number: str) -> Post:
        post = part.post(number)
        if post is None:
            raise Refused(404, "post", Why.NO_SUCH_POST)
        return post

    def _message(self, part: Part, number: str) -> Post:
        post = part.message(number)
        if post is None:
            raise Refused(404, "post", Why.NO_SUCH_MESSAGE)
        return post


def _granting(kind: type[T], grant: Callable[[T], Awaitable[dict[str, Any] | None]]) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            raise Refused(415, "Content-Type", "application/json is what is read here")
        return web.json_response(await grant(parse(await request.read(), kind)) or {})

    return handle


@web.middleware
async def _answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refused as no:
        return web.json_response({"field": no.field, "why": no.why}, status=no.status)
    except NotNow as no:
        return web.json_response({"field": "(body)", "why": no.why}, status=409)


@web.middleware
async def _for_ourselves(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Only this page, in a browser on this machine: neither another site, nor a name that was made to point here."""
    name = request.host.rpartition(":")[0] or request.host
    origin = request.headers.get("Origin")
    if name not in ("127.0.0.1", "localhost") or origin not in (None, f"http://{request.host}"):
        raise web.HTTPForbidden(text="This page is for the machine that it runs on.")
    return await handler(request)


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
