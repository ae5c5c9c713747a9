"""`POST /api/graph/notifications` and `/api/graph/lifecycle`: what Graph tells by itself (docs/TEAMS.md E3).

The handshake first, which needs no token. Then faults are told in this order: 401 (switched off), 413, 415, 400, and
401 where a token is bad or nothing in the collection is good; what is good in it is taken, and answered 202. Never 500.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from aiohttp import web

from bot.client_state import ClientState
from bot.domain.events import Event
from bot.domain.feeds import Feed
from bot.domain.records import Where
from bot.errors import Malformed, MotevaktError, StoreAway, TryLater, Undecidable
from bot.inbound.bearer import LEEWAY_S, TurnedAway
from bot.inbound.envelope import Change, Envelope, Item, read_change, read_envelope, read_item
from bot.inbound.exchange import is_json, later, malformed, read_body
from bot.inbound.graph_auth import NotifierCheck
from bot.inbound.sealed import Certificates, Unopened
from bot.inbound.told import change_key, lifecycle_key, read_content, read_lifecycle
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Clock, Delivery, Door

MOST_BYTES = 1024 * 1024
"""Of a collection: one call event of a thousand people is half of it."""

_DECIDED_WITHIN_S = 2.5
_AT_ONCE = 25  # notifications read without a pause
_ANSWERED_WITHIN_S = 2.9  # Graph holds whoever takes longer than 3 s for slow
_LONGEST_TOKEN = 4096  # characters of a handshake
_LEEWAY = timedelta(seconds=LEEWAY_S)
_log = get_log("notifications")
_T = TypeVar("_T")


class Outcome(StrEnum):
    """What became of a notification. For the metric; Graph is not told of each."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    DROPPED = "dropped"  # good, and nothing that we look for: people's own messages above all
    AWAY = "away"
    CLIENT_STATE = "client_state"
    TOKEN = "token"  # noqa: S105  # an outcome, no token
    SEALED = "sealed"
    EXPIRED = "expired"
    TENANT = "tenant"
    MALFORMED = "malformed"


_GOOD = frozenset({Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.DROPPED})


@dataclass
class _Refused(MotevaktError):
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Turn:
    """When a collection arrived by our clock, and until when, in the loop's seconds, it is to be decided."""

    arrived: datetime
    until: float


class Notifications:
    """The routes. *on* False: we subscribe to nothing, so nothing but a handshake is answered."""

    def __init__(
        self,
        *,
        check: NotifierCheck,
        client_state: ClientState,
        certificates: Certificates,
        door: Door,
        tenant: str,
        clock: Clock,
        metrics: Metrics,
        on: bool,
    ) -> None:
        self._check, self._state, self._certificates = check, client_state, certificates
        self._door, self._tenant, self._on = door, tenant, on
        self._clock, self._metrics = clock, metrics

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """What changed in the feeds that we subscribe to."""
        return await self._answered(request, partial(self._each, self._change, self._take_change))

    async def lifecycle(self, request: web.Request) -> web.StreamResponse:
        """What becomes of a subscription itself: its feed and conversation stand in the address we gave Graph."""
        feed, conversation = request.query.get("feed", ""), request.query.get("chat", "")
        read, take = partial(self._doubt, feed, conversation), partial(self._take_doubt, feed, conversation)
        return await self._answered(request, partial(self._each, read, take))

    async def _answered(
        self, request: web.Request, take: Callable[[Envelope, _Turn], Awaitable[Sequence[Outcome]]]
    ) -> web.StreamResponse:
        if token := request.query.get("validationToken"):
            return _handshake(token)
        if not self._on:
            return web.Response(status=401)
        begun = asyncio.get_running_loop().time()
        turn = _Turn(self._clock.now(), begun + _DECIDED_WITHIN_S)
        try:
            async with asyncio.timeout_at(begun + _ANSWERED_WITHIN_S):
                body = await read_body(request, MOST_BYTES)
                if not is_json(request):
                    return web.Response(status=415)
                outcomes = await take(read_envelope(body), turn)
        except Malformed as wrong:
            self._count(Outcome.MALFORMED)
            return malformed(wrong.field)
        except TurnedAway as refusal:
            self._metrics.turned_away.labels(refusal.reason).inc()
            return web.Response(status=401)  # as for a wrong client state: nobody learns which of the two was right
        except (TryLater, StoreAway, Undecidable, TimeoutError) as trouble:
            _log.warning("answered_503", error=type(trouble).__name__)
            return later()
        return web.Response(status=202 if _GOOD.intersection(outcomes) else 401)

    async def _each(
        self,
        read: Callable[[Any], _T],
        take: Callable[[_T, Envelope, _Turn], Awaitable[Outcome]],
        envelope: Envelope,
        turn: _Turn,
    ) -> Sequence[Outcome]:
        """Take whatever in *envelope* is ours. All of it is tried before a trouble is told."""
        ours, outcomes = await self._sorted(read, envelope)
        if ours:
            try:
                await self._check.check(envelope.tokens)
            except TurnedAway:
                self._count(*outcomes, *(Outcome.TOKEN for _ in ours))
                raise
        taken = await asyncio.gather(*(take(one, envelope, turn) for one in ours), return_exceptions=True)
        troubles = [one for one in taken if isinstance(one, BaseException)]
        outcomes += [Outcome.AWAY if isinstance(one, BaseException) else one for one in taken]
        self._count(*outcomes)
        if troubles:
            raise troubles[0]
        return outcomes

    async def _sorted(self, read: Callable[[Any], _T], envelope: Envelope) -> tuple[list[_T], list[Outcome]]:
        """What is ours by its own word, and what became of the rest. Others have their turn in between."""
        ours: list[_T] = []
        rest: list[Outcome] = []
        for number, sent in enumerate(envelope.items):
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
            try:
                ours.append(read(sent))
            except Malformed:
                rest.append(Outcome.MALFORMED)
            except _Refused as refused:
                rest.append(refused.outcome)
        return ours, rest

    def _change(self, sent: Any) -> tuple[Item, Change]:
        item = read_item(sent)
        if item.tenant != self._tenant:
            raise _Refused(Outcome.TENANT)
        change, expires = read_change(item), item.expires
        self._demand_ours(item, change.feed, change.conversation)
        if expires < self._clock.now() - _LEEWAY:
            raise _Refused(Outcome.EXPIRED)
        return item, change

    async def _take_change(self, told: tuple[Item, Change], envelope: Envelope, turn: _Turn) -> Outcome:
        item, change = told
        if change.sealed is None:
            return Outcome.DROPPED
        if not envelope.tokens:
            return Outcome.TOKEN
        try:
            content = await asyncio.to_thread(self._certificates.open, change.sealed)
        except Unopened:
            _log.warning("not_opened", act="operator: GRAPH_CERTIFICATE_PATH")
            return Outcome.SEALED
        event, unread = read_content(change.feed, content, turn.arrived)
        self._metrics.members_dropped.inc(unread)
        return await self._accept(change_key(item, change, content), change.conversation, event, turn)

    def _doubt(self, feed: str, conversation: str, sent: Any) -> Item:
        item = read_item(sent)
        if feed not in list(Feed):
            raise _Refused(Outcome.CLIENT_STATE)
        self._demand_ours(item, Feed(feed), conversation)
        return item

    async def _take_doubt(self, feed: str, conversation: str, item: Item, _: Envelope, turn: _Turn) -> Outcome:
        return await self._accept(
            lifecycle_key(item), conversation, read_lifecycle(item, Feed(feed), turn.arrived), turn
        )

    def _demand_ours(self, item: Item, feed: Feed, conversation: str) -> None:
        if item.tenant != self._tenant:
            raise _Refused(Outcome.TENANT)
        if not self._state.is_of(item.client_state, feed, conversation):
            raise _Refused(Outcome.CLIENT_STATE)

    async def _accept(self, key: str, conversation: str, event: Event | None, turn: _Turn) -> Outcome:
        if event is None:
            return Outcome.DROPPED
        delivery = Delivery(key, Where(conversation, self._tenant, service_url=""), event, turn.arrived)
        left_s = max(0.05, turn.until - asyncio.get_running_loop().time())
        accepted = await self._door.accept(delivery, within_s=left_s)
        return Outcome.DUPLICATE if accepted.duplicate else Outcome.ACCEPTED

    def _count(self, *outcomes: Outcome) -> None:
        for outcome in outcomes:
            self._metrics.graph_notifications.labels(outcome).inc()


def _handshake(token: str) -> web.StreamResponse:
    """The token as it came, in plain text: whoever made up another sees nothing but their own words."""
    if len(token) > _LONGEST_TOKEN or not token.isprintable():
        return web.Response(status=400)
    return web.Response(text=token, content_type="text/plain", charset="utf-8")
