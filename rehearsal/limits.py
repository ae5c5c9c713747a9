"""How many requests Graph takes within a second, by kind (Teams service limits; a page of 2023)."""

from collections import deque
from math import ceil

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from rehearsal.clock import Clock
from rehearsal.faults import Operation
from rehearsal.wire import Refusal

CHAT_MESSAGES_PER_S = 20
OTHERS_PER_S = 30


class Limits:
    """`chat_messages_per_s` and `others_per_s`: None, there is none, or Graph's own, which stand above. A refused
    request does not count (UNVERIFIED).
    """

    def __init__(self, time: Clock) -> None:
        self.chat_messages_per_s: int | None = None
        self.others_per_s: int | None = None
        self._time = time
        self._logs: dict[bool, deque[float]] = {True: deque(), False: deque()}

    def admit(self, operation: str) -> None:
        """Count a request.

        Raises:
            Refusal: it came too early.
        """
        chats = operation == Operation.CHAT_MESSAGES
        limit, log, now = self.chat_messages_per_s if chats else self.others_per_s, self._logs[chats], self._now()
        if limit is None:
            return
        while log and log[0] <= now - 1:
            log.popleft()
        if len(log) >= limit:
            wait = max(1, ceil(log[0] + 1 - now)) if log else 1
            raise Refusal(429, "TooManyRequests", "too many requests", {"Retry-After": str(wait)})
        log.append(now)

    def _now(self) -> float:
        return self._time().timestamp()


def keep_within(limits: Limits) -> Middleware:
    """A middleware that refuses what comes too early."""

    @web.middleware
    async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
        limits.admit(request.match_info.route.name or "")
        return await handler(request)

    return keep
