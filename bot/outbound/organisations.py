"""What organisations are called (docs/TEAMS.md C3). Names are kept a while: they are public, and seldom change."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.answers import folded, name_in
from bot.errors import Denied
from bot.guid import is_guid
from bot.ports import Clock

MOST = 1000  # tenants; some 100 kB
FRESH_FOR = timedelta(hours=24)
REFUSED_FOR = timedelta(hours=1)
"""How long a refusal holds: the permission is seldom given in between, and every meeting with guests would ask."""

LONGEST_NAME = 64  # characters; a button's line on a phone has room for half of it
_NOT_FOUND = 404

Ask = Callable[[str], Awaitable[dict[str, Any]]]
"""Gives Graph's answer about a tenant; raises `TryLater` or `Denied`."""


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: str | Denied
    until: datetime


class Organisations:
    """Asks *ask* about a tenant, and remembers the answers; of more than `MOST` the longest not needed goes."""

    def __init__(self, *, ask: Ask, clock: Clock) -> None:
        self._ask, self._clock = ask, clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def name(self, tenant: str) -> str:
        """What the organisation is called; empty: nobody knows, or *tenant* is no id of one.

        Raises:
            TryLater, Denied: it cannot or may not be asked.
        """
        wanted = tenant.strip().lower()
        if not is_guid(wanted):
            return ""
        kept = self._kept.get(wanted)
        if kept is None or kept.until <= self._clock.now():
            kept = self._keep(wanted, await self._answer(wanted))
        self._kept.move_to_end(wanted)
        if isinstance(kept.answer, Denied):
            raise Denied(kept.answer.cause, kept.answer.status)
        return kept.answer

    async def _answer(self, tenant: str) -> str | Denied:
        try:
            return name_in(folded(await self._ask(tenant)), "displayname", LONGEST_NAME)
        except Denied as no:
            return "" if no.status == _NOT_FOUND else no

    def _keep(self, tenant: str, answer: str | Denied) -> _Kept:
        holds = REFUSED_FOR if isinstance(answer, Denied) else FRESH_FOR
        kept = self._kept[tenant] = _Kept(answer, self._clock.now() + holds)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return kept
