"""How a meeting's memory of its feeds changes with what Graph answers to our asking for them."""

from datetime import datetime

from bot.domain.change import replace
from bot.domain.feeds import Feed, Subscribed, Subscription, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.maps import with_
from bot.domain.meeting import Meeting


def fed(before: Meeting, fact: Subscribed | SubscriptionRefused | SubscriptionDoubted | Unsubscribed) -> Meeting:
    """Where we stand with a feed after *fact*. Doubt about a subscription that is not the newest changes nothing."""
    now = before.feeds.get(fact.feed, Subscription())
    match fact:
        case Subscribed():
            now = Subscription(fact.id, fact.until, asked=fact.at, since=_since(now, fact))
        case SubscriptionRefused():
            now = replace(now, reason=fact.reason, asked=fact.at)
        case SubscriptionDoubted(ended=True) if fact.id == now.id:
            now = replace(now, id="", until=None, since=None)
        case SubscriptionDoubted():
            return before
        case Unsubscribed() if fact.id not in ("", now.id):
            return before
        case Unsubscribed():
            told_till = min(now.until, fact.at) if now.id and now.until else None
            now = Subscription(until=told_till, asked=fact.at)
    return replace(before, feeds=with_(before.feeds, Feed(fact.feed), now))


def _since(now: Subscription, fact: Subscribed) -> datetime | None:
    """Since when Graph tells without a break; None: a subscription from before that was noted."""
    unbroken = now.id == fact.id and now.until is not None and fact.at <= now.until
    return now.since if unbroken else fact.at
