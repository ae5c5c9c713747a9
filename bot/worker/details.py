"""What Teams tells of a meeting itself, asked once for all questions of the same minute."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.records import Where
from bot.ports import Clock, MeetingDetails, Teams

_HOLDS = timedelta(minutes=1)
_MOST = 2_000
"""Meetings of which it is kept: as many as begin within a minute."""


@dataclass(slots=True)
class _Kept:
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    told: MeetingDetails | None = None
    until: datetime | None = None


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
        kept = self._kept.setdefault(where.conversation, _Kept())
        self._kept.move_to_end(where.conversation)
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        async with kept.asking:
            now = self._clock.now()
            if kept.told is None or kept.until is None or kept.until <= now:
                kept.told = await self._teams.details(where)
                kept.until = now + _HOLDS
            return kept.told
