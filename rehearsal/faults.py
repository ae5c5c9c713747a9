"""Faults on purpose: by chance with a seed, or scripted, for each operation."""

import asyncio
import random
from collections import Counter, deque
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware


class Operation(StrEnum):
    """What can be asked of the stand-in. The names are those of the routes."""

    METADATA = "metadata"
    KEYS = "keys"
    ENTRA_METADATA = "entra_metadata"
    ENTRA_KEYS = "entra_keys"
    DISCOVERY = "discovery"
    TOKEN = "token"
    POST = "post"
    UPDATE = "update"
    DELETE = "delete"
    CREATE = "create"
    MEMBERS = "members"
    DETAILS = "details"
    PARTICIPANT = "participant"
    ONLINE_MEETING = "online_meeting"
    ONLINE_MEETINGS = "online_meetings"
    SET_OPTIONS = "set_options"
    CALENDAR = "calendar"
    ORGANISATION = "organisation"
    SUBSCRIBE = "subscribe"
    SUBSCRIPTIONS = "subscriptions"
    SUBSCRIPTION = "subscription"
    RENEW = "renew"
    UNSUBSCRIBE = "unsubscribe"
    REAUTHORIZE = "reauthorize"
    CHAT_MESSAGES = "chat_messages"
    TOGETHER = "together"
    RECORDINGS = "recordings"
    TRANSCRIPTS = "transcripts"
    INSTALL = "install"


class Fault(StrEnum):
    """What goes wrong."""

    THROTTLED = "throttled"  # 429, not done
    AWAY = "away"  # 502, 503 or 504, not done
    CUT = "cut"  # connection cut, not done
    HUNG = "hung"  # no answer, not done
    AMBIGUOUS = "ambiguous"  # done, but answered 502, 503 or 504 (docs/TEAMS.md J13)
    LOST = "lost"  # done, but the connection is cut before the answer


@dataclass(frozen=True, slots=True)
class Shares:
    """How often each fault comes, of 1; `latency_s` comes on top of every answer.

    `retry_after_s` is the header that goes with 429; None: no such header.
    """

    throttled: float = 0.0
    away: float = 0.0
    cut: float = 0.0
    hung: float = 0.0
    ambiguous: float = 0.0
    lost: float = 0.0
    latency_s: float = 0.0
    retry_after_s: int | None = 1


class Faults:
    """What goes wrong and when. `met` counts what was really done to the caller."""

    def __init__(self, *, seed: int = 0) -> None:
        self.everywhere = Shares()
        self.shares: dict[Operation, Shares] = {}
        self.met: Counter[tuple[Operation, Fault]] = Counter()
        self._chance = random.Random(seed)  # noqa: S311  # chance for tests, not for secrets
        self._scripted: dict[Operation, deque[Fault]] = {}

    def script(self, operation: Operation, *faults: Fault) -> None:
        """The next calls of *operation* meet these faults, in order, before chance has its say."""
        self._scripted.setdefault(operation, deque()).extend(faults)

    def of(self, operation: Operation) -> Shares:
        return self.shares.get(operation, self.everywhere)

    def draw(self, operation: Operation) -> Fault | None:
        """What befalls the next call; None: nothing."""
        scripted = self._scripted.get(operation)
        if scripted:
            return scripted.popleft()
        shares, lot = self.of(operation), self._chance.random()
        for fault in Fault:
            lot -= float(getattr(shares, fault.value))
            if lot < 0:
                return fault
        return None

    def away_status(self) -> int:
        return self._chance.choice((502, 503, 504))


def inject(faults: Faults) -> Middleware:
    """A middleware that lets *faults* befall the routes named after an `Operation`."""

    @web.middleware
    async def befall(request: web.Request, handler: Handler) -> web.StreamResponse:
        name = request.match_info.route.name
        if name is None:
            return await handler(request)
        operation = Operation(name)
        shares, fault = faults.of(operation), faults.draw(operation)
        if fault is not None:
            faults.met[operation, fault] += 1
        if shares.latency_s:
            await request.read()  # what has come whole is done, also when nobody waits for its answer any more
            await asyncio.sleep(shares.latency_s)
        match fault:
            case Fault.THROTTLED:
                return _throttled(shares.retry_after_s)
            case Fault.AWAY:
                return web.Response(status=faults.away_status())
            case Fault.CUT:
                return _cut(request)
            case Fault.HUNG:
                await asyncio.sleep(3600)
        answer = await handler(request)
        if fault is Fault.AMBIGUOUS and answer.status < 300:
            return web.Response(status=faults.away_status())
        return _cut(request) if fault is Fault.LOST else answer

    return befall


def _throttled(retry_after_s: int | None) -> web.Response:
    headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    error = {"code": "Throttled", "message": "Too many requests"}
    return web.json_response({"error": error}, status=429, headers=headers)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=503)  # goes nowhere: the connection is gone
