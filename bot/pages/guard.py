"""What holds for every page: closed unless opened, answered in words, and nothing in it that a browser may run."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.errors import StoreAway
from bot.log import get_log
from bot.metrics import Metrics
from bot.pages.addresses import Addresses
from bot.pages.sessions import SIGNED_IN, Sessions
from bot.pages.showing import Shows, to
from bot.pages.sign_in import SUPERVISES
from bot.pages.words.words import DoorWords, Told

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
OPEN = frozenset({"sign_in", "start", "way_in", "signed_out", "static", "statement"})
"""The routes that nobody need sign in for. One that is not named here is closed."""

FORM_WITHIN_S = 2.0
RETRY_AFTER_S = "15"
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_log = get_log("pages")


class Guard:
    """The middlewares around all routes: `answered` outside of `closed`."""

    def __init__(self, *, sessions: Sessions, addresses: Addresses, shows: Shows, metrics: Metrics) -> None:
        self._sessions, self._addresses, self._shows, self._metrics = sessions, addresses, shows, metrics

    @web.middleware
    async def answered(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Whatever goes wrong is a page too, and every page has its headers."""
        response = await self._answer(request, handler)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    async def _answer(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        door = self._shows.words(request).door
        try:
            return await handler(request)
        except web.HTTPException as told:
            page = self._shows.told(request, _page_of(told.status, door), status=told.status)
            if "Allow" in told.headers:
                page.headers["Allow"] = told.headers["Allow"]
            return page
        except StoreAway:
            page = self._shows.told(request, door.away, status=503)
        except Exception as wrong:  # noqa: BLE001  # the last resort: a page in words
            _log.error("unforeseen", act="developers", exc_info=wrong)
            self._metrics.unforeseen.inc()
            page = self._shows.told(request, door.unforeseen, status=503)
        page.headers["Retry-After"] = RETRY_AFTER_S
        return page

    @web.middleware
    async def closed(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Lets those in who are signed in and bear the role, and takes their own forms alone."""
        officer = self._sessions.read(request)
        if officer is None or SUPERVISES not in officer.roles:
            return await self._without(request, handler)
        request[SIGNED_IN] = officer
        if request.method not in ("GET", "HEAD") and request.match_info.http_exception is None:
            if not self._from_our_page(request):
                return self._not_ours(request)
            if not officer.brought((await read_form(request)).get("csrf", "")):
                return self._not_ours(request)
        response = await handler(request)
        self._sessions.go_on(response, officer)
        return response

    async def _without(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """To the sign-in, and back from there; a form cannot be taken along."""
        if request.match_info.route.name in OPEN:
            return await handler(request)
        if request.method not in ("GET", "HEAD"):
            return self._not_ours(request)
        wanted = self._addresses.back(request.path_qs.removeprefix("/tilsyn"))
        response = to(self._addresses.sign_in(wanted))
        if self._sessions.session in request.cookies:
            self._sessions.give(response, self._sessions.session, "")
        return response

    def _not_ours(self, request: web.Request) -> web.StreamResponse:
        return self._shows.told(request, self._shows.words(request).door.not_ours, status=403)

    def _from_our_page(self, request: web.Request) -> bool:
        """Whether the browser says so. Since our pages tell no referrer, it may call their origin `null`."""
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "null")
        if origin == "null":
            return site == "same-origin"
        return origin == self._addresses.origin and site in (None, "same-origin")


async def read_form(request: web.Request) -> dict[str, str]:
    """The fields of a form.

    Raises:
        HTTPException: it is too large, is no such form, or does not come.
    """
    if (request.content_length or 0) > request.client_max_size:
        raise web.HTTPRequestEntityTooLarge(request.client_max_size)
    if request.content_type != "application/x-www-form-urlencoded" or "Content-Encoding" in request.headers:
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(FORM_WITHIN_S):
            fields = await request.post()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (web.RequestPayloadError, OSError, ValueError, LookupError):  # cut short, or in letters there are not
        raise web.HTTPBadRequest from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _page_of(status: int, door: DoorWords) -> Told:
    return {404: door.not_found, 405: door.not_allowed, 413: door.too_large}.get(status, door.bad)
