"""What Teams tells of a meeting itself, asked once for all questions of the same minute."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.domain.records import Where
from bot.errors import Denied, TryLater
from bot.ports import Clock, MeetingDetails, Teams

_HOLDS = timedelta(minutes=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_MOST = 2_000
"""Meetings of which it is kept: as many as begin within a minute."""


@dataclass(slots=True)
class _Kept:
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    told: MeetingDetails | None = None
    trouble: TryLater | Denied | None = None
    at: datetime = _LONG_AGO


class Details:
    """A start asks for the invitation and for the options at the same moment; both need the organizer and the link."""

    def __init__(self, *, teams: Teams, clock: Clock) -> None:
        self._teams, self._clock = teams, clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def of(self, where: Where) -> MeetingDetails:
        """What Teams tells now, or told within the last minute.

        Raises:
            TryLater, Denied: as `Teams.details`.
        """
        came = self._clock.now()
        self._let_go(came)
        kept = self._kept.setdefault(where.conversation, _Kept())
        self._kept.move_to_end(where.conversation)
        async with kept.asking:
            if kept.trouble is not None and kept.at >= came:
                raise kept.trouble  # of whoever was asking when we came
            if kept.told is None or kept.at <= came - _HOLDS:
                kept.told = await self._ask(kept, where)
            return kept.told

    async def _ask(self, kept: _Kept, where: Where) -> MeetingDetails:
        kept.told = kept.trouble = None
        try:
            return await self._teams.details(where)
        except (TryLater, Denied) as trouble:
            kept.trouble = trouble
            raise
        finally:
            kept.at = self._clock.now()

    def _let_go(self, now: datetime) -> None:
        """Of what is old, and of what was not asked for longest, where it is too many."""
        while self._kept:
            where, oldest = next(iter(self._kept.items()))
            over = len(self._kept) >= _MOST or oldest.at <= now - _HOLDS
            if not over or oldest.asking.locked():
                return
            del self._kept[where]
