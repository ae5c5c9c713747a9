"""The routes. An activity's faults are told in this order: 413, 401 (token), 415, 400, 401 (contents), 400 (a field).

Never 500, never later than five seconds: Teams sends again what is not answered within fifteen (docs/TEAMS.md H).
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from aiohttp import web, web_response

from bot import tracing
from bot.domain.language import Language
from bot.errors import Malformed, StoreAway, TryLater, Undecidable
from bot.inbound.activity import decode, load
from bot.inbound.auth import TokenCheck
from bot.inbound.bearer import TurnedAway
from bot.inbound.exchange import (
    ANSWER_WITHIN_S,
    DECIDED_WITHIN_S,
    MOST_BYTES,
    is_json,
    later,
    malformed,
    read_body,
    turned_away,
)
from bot.inbound.meetings import Announcements
from bot.inbound.notifications import Notifications
from bot.inbound.page import Page, Privacy, read_pages, wanted
from bot.inbound.traced import traced
from bot.inbound.turns import Turn, Turns
from bot.log import get_log
from bot.metrics import CONTENT_TYPE, Metrics
from bot.ports import Clock

OFFICERS_PAGES = ("/tilsyn", "/tilsyn/{rest:.*}")
_READY_WITHIN_S = 2.0
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_encode = msgspec.json.Encoder().encode
_log = get_log("web")


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the bot can do its work, and what it lacks."""

    ready: bool
    reasons: tuple[str, ...] = ()


def make_app(
    *,
    check: TokenCheck,
    turns: Turns,
    announcements: Announcements,
    notifications: Notifications,
    clock: Clock,
    metrics: Metrics,
    alive: Callable[[], bool],
    readiness: Callable[[], Awaitable[Readiness]],
    privacy: Privacy,
    pages: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None,
) -> web.Application:
    """The application with all routes; nothing runs until it is served. `pages` answers all that is asked of the
    officer's; None: there are none.
    """
    vars(web_response)["SERVER_SOFTWARE"] = ""  # aiohttp's own answers to what is no HTTP would name its version
    routes = _Routes(check, turns, clock, metrics, alive, readiness, read_pages(privacy), privacy.language)
    app = web.Application(middlewares=[traced, routes.last_resort], client_max_size=MOST_BYTES)
    app.on_response_prepare.append(_harden)
    app.add_routes(
        [
            web.post("/api/messages", routes.messages),
            web.put("/api/meetings", announcements.put),
            web.post("/api/graph/notifications", notifications.changes),
            web.post("/api/graph/lifecycle", notifications.lifecycle),
            web.get("/healthz", routes.health),
            web.get("/readyz", routes.ready),
            web.get("/metrics", routes.numbers),
            web.get("/personvern", routes.privacy),
        ]
    )
    if pages is not None:
        app.add_routes([web.route("*", path, pages) for path in OFFICERS_PAGES])
    return app


class _Routes:
    def __init__(
        self,
        check: TokenCheck,
        turns: Turns,
        clock: Clock,
        metrics: Metrics,
        alive: Callable[[], bool],
        readiness: Callable[[], Awaitable[Readiness]],
        pages: Mapping[Language, Page],
        language: Language,
    ) -> None:
        self._check, self._turns, self._clock, self._metrics = check, turns, clock, metrics
        self._alive, self._readiness, self._pages, self._language = alive, readiness, pages, language

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """An activity from Teams."""
        begun = asyncio.get_running_loop().time()
        with self._metrics.answer_seconds.time():
            try:
                async with asyncio.timeout_at(begun + ANSWER_WITHIN_S):
                    return await self._activity(request, begun)
            except TurnedAway as refusal:
                return turned_away(refusal, self._metrics)
            except (TryLater, StoreAway, Undecidable, TimeoutError) as trouble:
                _log.warning("answered_503", error=type(trouble).__name__)
                return later()

    async def _activity(self, request: web.Request, begun: float) -> web.StreamResponse:
        arrived = self._clock.now()
        body = await read_body(request)
        claims = await self._check.check(request.headers.get("Authorization", ""))
        if not is_json(request):
            return web.Response(status=415)
        kind, outcome = "", "turned_away"
        turn = Turn(arrived, begun + DECIDED_WITHIN_S)
        try:
            fields = decode(body)
            self._check.admit(claims, fields.raw("serviceUrl"), fields.raw("channelId"))
            outcome = "failed"
            activity = load(fields)
            kind = activity.name.rpartition(".")[2] if activity.type in ("event", "invoke") else activity.type
            await self._turns.take(activity, turn)
            outcome = turn.outcome
        except Malformed as wrong:
            outcome = "malformed"
            return malformed(wrong.field)
        except StoreAway:
            outcome = "away"
            raise
        finally:
            self._metrics.activity(kind, outcome)
            tracing.note(kind, outcome)
        return _answer(turn.reply)

    async def health(self, _request: web.Request) -> web.StreamResponse:
        """Alive; a process that can write no more is to be started anew."""
        alive = self._alive()
        return web.json_response({"alive": alive}, status=200 if alive else 503)

    async def ready(self, _request: web.Request) -> web.StreamResponse:
        """Whether the bot can do its work."""
        try:
            async with asyncio.timeout(_READY_WITHIN_S):
                state = await self._readiness()
        except TimeoutError:
            state = Readiness(False, ("no answer in time",))
        told = {"ready": state.ready, "reasons": list(state.reasons)}
        return web.json_response(told, status=200 if state.ready else 503)

    async def numbers(self, _request: web.Request) -> web.StreamResponse:
        """Metrics."""
        return web.Response(body=self._metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    async def privacy(self, request: web.Request) -> web.StreamResponse:
        """What is seen, why, how long, and whose right is what (GDPR art. 13 and 14), in the reader's language."""
        asked, accepts = request.query.get("lang", ""), request.headers.get("Accept-Language", "")
        language = wanted(asked, accepts, self._language)
        page = self._pages[language]
        headers = {
            "Content-Security-Policy": page.policy,
            "Referrer-Policy": "no-referrer",
            "Content-Language": language.value,
            "Vary": "Accept-Language",
        }
        return web.Response(text=page.html, content_type="text/html", charset="utf-8", headers=headers)

    @web.middleware
    async def last_resort(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Whatever nobody foresaw is ours to mend: told by its type, counted, and the sender may try again."""
        try:
            return await handler(request)
        except web.HTTPException:
            raise
        except Exception as wrong:  # noqa: BLE001  # the last resort: never a 500
            _log.error("unforeseen", act="developers", exc_info=wrong)
            self._metrics.unforeseen.inc()
            return later()


def _answer(reply: Mapping[str, Any] | None) -> web.StreamResponse:
    if reply is None:
        return web.Response(status=200)
    return web.Response(body=_encode(reply), content_type="application/json", charset="utf-8")


async def _harden(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.pop("Server", None)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
