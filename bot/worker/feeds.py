"""Asking Graph to tell of a feed, to go on telling, and to stop."""

import asyncio

from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscribed, Subscription, Unsubscribed
from bot.domain.meeting import Meeting
from bot.errors import Denied, TryLater
from bot.ports import Clock, Subscriptions
from bot.worker.questions import Questions

WITHIN_S = 60.0
"""Seconds that a feed may take to be asked for, all questions together: well within the lease (bot/store/queue.py)."""

_GONE = 404


class Feeds:
    """Asks. Raises `TryLater` or `Denied` where Graph would not."""

    def __init__(self, *, subscriptions: Subscriptions, questions: Questions, clock: Clock) -> None:
        self._subscriptions, self._questions, self._clock = subscriptions, questions, clock

    async def subscribe(self, feed: Feed, meeting: Meeting) -> Event:
        """Renew the subscription that stands; where there is none any more, make one."""
        if not self._subscriptions.on:
            raise Denied(Unread.OFF)
        try:
            async with asyncio.timeout(WITHIN_S):
                return await self._subscribe(feed, meeting)
        except TimeoutError:
            raise TryLater("slow") from None

    async def _subscribe(self, feed: Feed, meeting: Meeting) -> Event:
        stands = meeting.feeds.get(feed, Subscription()).id
        if stands:
            try:
                until = await self._subscriptions.renew(stands)
                return Subscribed(self._clock.now(), feed, stands, until)
            except Denied as no:
                if no.status != _GONE:
                    raise
        link = await self._questions.join_link(meeting) if feed is Feed.CALL else ""
        made, until = await self._subscriptions.subscribe(feed, meeting.where.conversation, link)
        return Subscribed(self._clock.now(), feed, made, until)

    async def unsubscribe(self, feed: Feed, subscription: str) -> Event:
        """Have Graph tell no more of *feed*."""
        if not self._subscriptions.on:
            raise Denied(Unread.OFF)
        await self._subscriptions.unsubscribe(subscription)
        return Unsubscribed(self._clock.now(), feed, subscription)
