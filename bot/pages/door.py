"""`/tilsyn` as the running bot has it: nothing of the pages is loaded before somebody asks for one."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.evidence.records import Records
from bot.metrics import Metrics
from bot.ports import Clock
from bot.settings import Settings

MOST_BYTES = 8 * 1024
"""Of a form. The longest one has a token and a word."""


class Pages:
    """Serves what is under `/tilsyn`, where `PUBLIC_URL` is set: people are sent back there from the sign-in.

    *derived* gives a key of 32 bytes for a purpose, the same in every replica.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        records: Records,
        derived: Callable[[str], bytes],
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._needs = (settings, records, derived, clock, metrics)
        self._site: web.Application | None = None
        self._building = asyncio.Lock()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The answer to *request*, whatever it asks for.

        aiohttp takes no sub-application once it serves, so the site's own application is asked as its runner would ask.
        """
        site = self._site or await self._built()
        return await site._handle(request.clone(client_max_size=MOST_BYTES))

    async def _built(self) -> web.Application:
        async with self._building:
            if self._site is None:
                self._site = await asyncio.to_thread(self._build)  # 0.3 s of imports, while Teams waits for answers
            return self._site

    def _build(self) -> web.Application:
        from bot.pages.site import make_site

        settings, records, derived, clock, metrics = self._needs
        site = make_site(settings=settings, records=records, derived=derived, clock=clock, metrics=metrics)
        site.freeze()
        return site
