"""Signing in and out: the routes that somebody who is not in may ask for."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from aiohttp import web
from aiolimiter import AsyncLimiter

from bot.evidence.records import Looker
from bot.log import get_log
from bot.metrics import Metrics
from bot.pages.addresses import Addresses
from bot.pages.refusals import NotLetIn, Refusal
from bot.pages.sessions import SIGNED_IN, Sessions
from bot.pages.showing import Shows, to
from bot.pages.sign_in import SUPERVISES, WITHIN_S, SignIn
from bot.ports import Clock

A_MINUTE: Final = 30
"""So many sign-ins may begin, and as many may end, in a minute: all people's together, since behind a proxy nobody's
address is known for sure. Whoever wants to keep an officer out by asking all the time can; they learn nothing by it.
"""

_STATUS = {Refusal.ROLE: 403, Refusal.TENANT: 403, Refusal.AWAY: 503, Refusal.SECRET: 503, Refusal.OFTEN: 429}
_Told = TypeVar("_Told")
_log = get_log("pages")


class Entering:
    """The way in, and the way out."""

    def __init__(
        self,
        *,
        sign_in: SignIn,
        sessions: Sessions,
        addresses: Addresses,
        shows: Shows,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._sign_in, self._sessions, self._addresses = sign_in, sessions, addresses
        self._shows, self._clock, self._metrics = shows, clock, metrics
        self._starts, self._ends = AsyncLimiter(A_MINUTE), AsyncLimiter(A_MINUTE)
        self._aside = ThreadPoolExecutor(2, "sign-in")  # of its own: a sign-in service that hangs holds up nobody else

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """What the pages are, and the way in."""
        wanted = self._addresses.back(request.query.get("til", ""))
        if SIGNED_IN in request:
            return to(self._addresses.root + wanted)
        if not self._sign_in.possible:
            return self._shows.told(request, self._shows.words(request).door.impossible, status=503)
        return self._shows.page(request, "sign_in.html", filled={"start": self._addresses.start(wanted)})

    async def start(self, request: web.Request) -> web.StreamResponse:
        """Off to the sign-in service."""
        if not self._sign_in.possible:
            return self._shows.told(request, self._shows.words(request).door.impossible, status=503)
        try:
            await self._count(self._starts)
            flow = await self._run(self._sign_in.start)
        except NotLetIn as no:
            return self._refused(request, no.why)
        there = flow.pop("auth_uri")
        flow["til"] = self._addresses.back(request.query.get("til", ""))
        response = to(there)
        self._sessions.remember(response, flow)
        return response

    async def way_in(self, request: web.Request) -> web.StreamResponse:
        """Back from there. What was remembered of the sign-in is good for one answer."""
        try:
            await self._count(self._ends)
            flow = self._sessions.remembered(request)
            if flow is None:
                raise NotLetIn(Refusal.STATE)
            answer, now = dict(request.query), self._clock.now()
            who = await self._run(lambda: self._sign_in.finish(flow, answer, now))
        except NotLetIn as no:
            response = self._refused(request, no.why)
        else:
            response = to(self._addresses.root + self._addresses.back(str(flow.get("til"))))
            self._begin(request, response, who)
        self._sessions.give(response, self._sessions.flow, "")
        return response

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        """The session ends."""
        self._sessions.end(request.get(SIGNED_IN))
        response = to(f"{self._addresses.root}/ute")
        self._sessions.give(response, self._sessions.session, "")
        return response

    async def signed_out(self, request: web.Request) -> web.StreamResponse:
        """That it has, and where to sign out of the account itself."""
        elsewhere = self._sign_in.elsewhere(self._addresses.way_out)
        return self._shows.page(request, "signed_out.html", filled={"elsewhere": elsewhere})

    def _begin(self, request: web.Request, response: web.Response, who: Looker) -> None:
        """A session of its own: what the browser had before is void."""
        self._sessions.end(request.get(SIGNED_IN))
        self._sessions.begin(response, who, [SUPERVISES])
        self._metrics.officer_sign_ins.labels("let_in").inc()
        _log.info("officer_let_in")

    def _refused(self, request: web.Request, why: Refusal) -> web.Response:
        self._metrics.officer_sign_ins.labels(why.value).inc()
        if why is Refusal.SECRET:
            _log.warning("officer_not_let_in", reason=why.value, act="administrator: the app's secret")
        else:
            _log.info("officer_not_let_in", reason=why.value)  # the page says who can help
        door = self._shows.words(request).door
        status, again = _STATUS.get(why, 400), self._addresses.sign_in("")
        page = self._shows.page(
            request, "refused.html", status=status, filled={"told": door.refused[why], "again": again}
        )
        if status in (429, 503):
            page.headers["Retry-After"] = "60"
        return page

    async def _count(self, limiter: AsyncLimiter) -> None:
        if not limiter.has_capacity():
            raise NotLetIn(Refusal.OFTEN)
        await limiter.acquire()

    async def _run(self, call: Callable[[], _Told]) -> _Told:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(2 * WITHIN_S):
                return await loop.run_in_executor(self._aside, call)
        except TimeoutError:
            raise NotLetIn(Refusal.AWAY) from None
