"""`PUT /api/meetings`: a booking or record system announces a meeting and whom it expects (docs/adr/0008).

Faults are told in this order: 413, 401 (token), 403 (role), 415, 400, 400 (a field). Never 500. Whether the app comes
into the meeting is told too, as far as it is known soon (docs/adr/0013).
"""

import asyncio
from uuid import uuid4

from aiohttp import web

from bot.domain.adding import standing
from bot.domain.effects import AddApp
from bot.domain.events import MeetingAnnounced
from bot.domain.installing import Standing
from bot.domain.meeting import Meeting
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
from bot.worker.giving_up import who_acts

ROLE = "Meetings.Register"
"""The app role that lets a system announce; an administrator gives it in Entra."""

_ADDED_WITHIN_S = 2.0
_LOOK_EVERY_S = 0.1
_log = get_log("meetings")


class Announcements:
    """The route. `tenant`: the hospital's, whose meetings alone can be announced. `adds_app`: whether Graph is asked to
    add the app to them.
    """

    def __init__(
        self, *, check: AppCheck, door: Door, tenant: str, clock: Clock, metrics: Metrics, adds_app: bool = False
    ) -> None:
        self._check, self._door, self._tenant, self._adds_app = check, door, tenant, adds_app
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
        accepted = await self._door.accept(delivery, within_s=max(0.05, until - asyncio.get_running_loop().time()))
        meeting = await self._answered(accepted.meeting, until)
        return web.json_response({"expected": len(told.people), **self._app(meeting)})

    async def _answered(self, meeting: Meeting, until: float) -> Meeting:
        """The meeting once Graph has answered, or as it is when that takes too long: it was accepted all the same."""
        loop = asyncio.get_running_loop()
        until = min(until, loop.time() + _ADDED_WITHIN_S)
        while self._adds_app and meeting.adding.asked is not None and loop.time() + _LOOK_EVERY_S < until:
            await asyncio.sleep(_LOOK_EVERY_S)
            try:
                meeting = await self._door.peek(meeting.where, within_s=until - loop.time())
            except StoreAway:
                break
        return meeting

    def _app(self, meeting: Meeting) -> dict[str, str]:
        """How it stands with the app there and, where Graph refused it, who must act."""
        stands = standing(meeting, adds=self._adds_app)
        act = {"act": who_acts(AddApp(self._clock.now()), meeting.adding.cause)}
        return {"app": stands} | (act if stands is Standing.REFUSED else {})
