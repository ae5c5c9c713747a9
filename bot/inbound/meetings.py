"""`PUT /api/meetings`: a booking or record system announces a meeting and whom it expects (docs/adr/0008).

Faults are told in this order: 413, 401 (token), 403 (role), 415, 400, 400 (a field). Never 500.
"""

import asyncio
from uuid import uuid4

from aiohttp import web

from bot.domain.events import MeetingAnnounced
from bot.errors import Malformed, StoreAway, TryLater, Undecidable
from bot.inbound.announcement import read_announcement
from bot.inbound.app_auth import AppCheck
from bot.inbound.bearer import Reason, TurnedAway
from bot.inbound.exchange import (
    ANSWER_WITHIN_S,
    DECIDED_WITHIN_S,
    is_json,
    later,
    malformed,
    read_body,
    turned_away,
)
from bot.inbound.fields import json_object
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Clock, Delivery, Door

ROLE = "Meetings.Register"
"""The app role that lets a system announce; an administrator gives it in Entra."""

_log = get_log("meetings")


class Announcements:
    """The route. `tenant`: the hospital's, whose meetings alone can be announced."""

    def __init__(self, *, check: AppCheck, door: Door, tenant: str, clock: Clock, metrics: Metrics) -> None:
        self._check, self._door, self._tenant = check, door, tenant
        self._clock, self._metrics = clock, metrics

    async def put(self, request: web.Request) -> web.StreamResponse:
        """An announcement takes the place of the same system's last one for that meeting."""
        begun = asyncio.get_running_loop().time()
        outcome = "failed"
        try:
            async with asyncio.timeout_at(begun + ANSWER_WITHIN_S):
                answer = await self._announced(request, begun + DECIDED_WITHIN_S)
                outcome = str(answer.status)
                return answer
        except TurnedAway as refusal:
            outcome = "401"
            return turned_away(refusal, self._metrics)
        except Malformed as wrong:
            outcome = "400"
            return malformed(wrong.field)
        except (TryLater, StoreAway, Undecidable, TimeoutError) as trouble:
            outcome = "503"
            _log.warning("answered_503", error=type(trouble).__name__)
            return later()
        except web.HTTPException as answer:
            outcome = str(answer.status)
            raise
        finally:
            self._metrics.announcements.labels(outcome).inc()

    async def _announced(self, request: web.Request, until: float) -> web.StreamResponse:
        arrived = self._clock.now()
        body = await read_body(request)
        caller = await self._check.check(request.headers.get("Authorization", ""))
        if ROLE not in caller.roles:
            return turned_away(TurnedAway(Reason.ROLE), self._metrics, status=403)
        if not is_json(request):
            return web.Response(status=415)
        told = read_announcement(json_object(body), self._tenant)
        event = MeetingAnnounced(arrived, caller.app, told.people)
        delivery = Delivery(uuid4().hex, told.where, event, arrived)  # never a duplicate: a PUT again means the same
        await self._door.accept(delivery, within_s=max(0.05, until - asyncio.get_running_loop().time()))
        return web.json_response({"expected": len(told.people)})
