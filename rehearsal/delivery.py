"""Brings change notifications to whoever subscribed, again and again until they are taken."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rehearsal.keyring import KeyRing
from rehearsal.notifications import Lifecycle, News, envelope, lifecycle, notification, validation_token
from rehearsal.outgoing import Outgoing
from rehearsal.subscription import Subscription, Topic


@dataclass(frozen=True, slots=True)
class Attempt:
    """A notification was sent. `status` None: nobody answered in time."""

    subscription: str
    what: str
    number: int
    status: int | None


class Delivery:
    """Sends in the background. `attempts` tells what was sent; *living* the subscriptions there are now.

    `pauses_s`: before each further attempt (Graph goes on for hours; UNVERIFIED how often); `within_s`: how long one is
    waited for (UNVERIFIED).
    """

    def __init__(self, outgoing: Outgoing, ring: KeyRing, living: Callable[[], Iterable[Subscription]]) -> None:
        self.attempts: list[Attempt] = []
        self.pauses_s: tuple[float, ...] = (0.2, 0.5, 1.0)
        self.within_s = 10.0
        self._outgoing = outgoing
        self._ring = ring
        self._living = living
        self._under_way: set[asyncio.Task[None]] = set()

    def covering(self, topic: Topic, change: str) -> list[Subscription]:
        """The living subscriptions that such news is for."""
        return [one for one in self._living() if one.topic == topic and change in one.changes]

    def deliver(self, news: News) -> None:
        """Tell all whom it concerns."""
        for subscription in self.covering(news.topic, news.change):
            item = notification(subscription, news)
            tokens = (validation_token(self._ring.current),) if subscription.certificate else None
            self._start(self._send(subscription, news.change, envelope(item, tokens=tokens)))

    def tell(self, subscription: Subscription, event: Lifecycle) -> None:
        """Tell of *subscription* itself, at its lifecycle URL; where it has none, nobody is told."""
        if subscription.lifecycle_url is not None:
            body = envelope(lifecycle(subscription, event))
            self._start(self._send(subscription, event, body, to=subscription.lifecycle_url))

    async def send(self, subscription: Subscription, body: Mapping[str, Any], *, to: str | None = None) -> int | None:
        """Post any *body*, a forged one too, once. Gives the status; None: nobody answered in time."""
        reply = await self._outgoing.post(to or subscription.notification_url, body, within_s=self.within_s)
        return None if reply is None else reply.status

    async def settled(self) -> None:
        """Wait until all that is under way is taken or given up."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def stop(self) -> None:
        """Give up what is under way."""
        for task in self._under_way:
            task.cancel()
        await self.settled()

    def _start(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(sending)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _send(
        self, subscription: Subscription, what: str, body: Mapping[str, Any], *, to: str | None = None
    ) -> None:
        for number, pause in enumerate((0.0, *self.pauses_s), start=1):
            await asyncio.sleep(pause)
            status = await self.send(subscription, body, to=to)
            self.attempts.append(Attempt(subscription.id, what, number, status))
            if status is not None and 200 <= status < 300:
                return
