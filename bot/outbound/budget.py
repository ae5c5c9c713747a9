"""What all calls to Graph together may take (docs/TEAMS.md H): so many a second, none while Graph has us wait."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from aiolimiter import AsyncLimiter

from bot.errors import TryLater
from bot.graph_budget import AT_ONCE, RATES, Kind
from bot.ports import BUDGET, Clock

WAITS_AT_MOST_S = 5.0
"""A call that cannot begin so soon comes back later by itself: it must not outlast its lease (bot/store/queue.py)."""


class Budget:
    """Admits calls. One for the process; `wait` holds all of a kind when Graph says 429."""

    def __init__(self, clock: Clock, rates: Mapping[Kind, float] = RATES) -> None:
        self._clock = clock
        self._rates = {kind: AsyncLimiter(AT_ONCE, AT_ONCE / rate) for kind, rate in rates.items()}
        self._held: dict[Kind, datetime] = {}

    async def admit(self, kind: Kind) -> None:
        """Returns when a call of *kind* may begin.

        Raises:
            TryLater: not within `WAITS_AT_MOST_S`.
        """
        self._demand_leave(kind)
        try:
            async with asyncio.timeout(WAITS_AT_MOST_S):
                await self._rates[kind].acquire()
        except TimeoutError:
            raise TryLater(BUDGET, WAITS_AT_MOST_S) from None
        self._demand_leave(kind)  # Graph may have said so meanwhile

    def _demand_leave(self, kind: Kind) -> None:
        held_s = (self._held.get(kind, _LONG_AGO) - self._clock.now()).total_seconds()
        if held_s > 0:
            raise TryLater(BUDGET, held_s)

    def wait(self, kind: Kind, seconds: float) -> None:
        """Graph asks us to wait with calls of *kind*."""
        if kind is Kind.MAILBOX:
            return
        self._held[kind] = max(self._held.get(kind, _LONG_AGO), self._clock.now() + timedelta(seconds=seconds))


_LONG_AGO = datetime.min.replace(tzinfo=UTC)
