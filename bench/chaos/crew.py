"""Bot processes behind one address, as a load balancer has them: whoever does not answer is passed over."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from itertools import count
from typing import Any

import aiohttp

from rehearsal.bot_process import BotProcess
from rehearsal.standin import StandIn
from rehearsal.world import Activity

AGAIN_S = 0.5
"""Teams' own pause is nowhere told; a short one loads more."""

_TOKEN_LASTS_S = 60.0


class Crew:
    """`answers` counts what was answered, by status; 0: nobody did. `slowest_s`: the longest answer of a live bot."""

    def __init__(self, standin: StandIn, bots: list[BotProcess], service_url: str) -> None:
        self.bots = bots
        self.answers: Counter[int] = Counter()
        self.slowest_s = 0.0
        self._standin, self._service_url = standin, service_url
        self._turn = count()
        self._token, self._minted = "", float("-inf")

    async def insist(self, activity: Activity, until: float) -> Any | None:
        """Deliver until it is answered 200, or the loop's clock shows *until*. Gives the body; None: never taken."""
        while time.monotonic() < until:
            status, body = await self.deliver(activity)
            if status == 200:
                return body or {}
            await asyncio.sleep(AGAIN_S)
        return None

    async def deliver(self, activity: Activity) -> tuple[int, Any]:
        """Deliver once, to the first who answers at all; status 0: nobody does."""
        status, body = 0, None
        for _ in self.bots:
            bot = self.bots[next(self._turn) % len(self.bots)]
            status, body = await self._send(bot, activity)
            if status:
                break
        self.answers[status] += 1
        return status, body

    async def _send(self, bot: BotProcess, activity: Activity) -> tuple[int, Any]:
        begun = time.monotonic()
        try:
            answer = await bot.call("POST", "/api/messages", json=activity, headers=self._headers())
        except (aiohttp.ClientError, TimeoutError):
            return 0, None
        self.slowest_s = max(self.slowest_s, time.monotonic() - begun)
        return answer

    def _headers(self) -> Mapping[str, str]:
        if time.monotonic() - self._minted > _TOKEN_LASTS_S:
            self._token, self._minted = self._standin.token(service_url=self._service_url), time.monotonic()
        return {"Authorization": f"Bearer {self._token}"}
