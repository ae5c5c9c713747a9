"""What Graph's notifications come to, and by what each is known again when it comes twice. Pure."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, assert_never
from uuid import uuid4

import msgspec

from bot.answers import folded, text
from bot.domain.calls import CallTold
from bot.domain.feeds import Feed, SubscriptionDoubted
from bot.domain.recordings import RecordingsTold
from bot.inbound.call_events import read_call_event
from bot.inbound.envelope import Change, Item
from bot.system_messages import said_in

_LONGEST = 200  # characters of a version


def read_content(feed: Feed, content: Mapping[str, Any], at: datetime) -> tuple[RecordingsTold | CallTold | None, int]:
    """What the opened *content* tells, and how many of its people cannot be read.

    None: nothing that we look for; so it is with whatever people wrote, which is not looked at.
    """
    match feed:
        case Feed.CHAT:
            said = said_in(content)
            return (RecordingsTold(at, (said,)) if said is not None else None), 0
        case Feed.CALL:
            return read_call_event(content, at)
        case _:
            assert_never(feed)


def change_key(item: Item, change: Change, content: Mapping[str, Any]) -> str:
    """A key of what changed: the same when Graph sends it again, and never else. Names and words are no part of it.

    A message that changes keeps its id, so its version counts; so does a call event's hour, since nobody promises that
    its id is its own. What tells no version is never a duplicate.
    """
    told = folded(content)
    names = ("etag", "lastmodifieddatetime") if change.feed is Feed.CHAT else ("id", "eventdatetime")
    versions = [text(told, name)[:_LONGEST] for name in names]
    if not any(versions):
        return uuid4().hex
    return _key(item.subscription, change.id, change.change, *versions)


def read_lifecycle(item: Item, feed: Feed, at: datetime) -> SubscriptionDoubted | None:
    """What is told of a subscription itself; None: nothing that we know."""
    match text(item.fields, "lifecycleevent").lower():
        case "reauthorizationrequired":
            return SubscriptionDoubted(at, feed, item.subscription)
        case "subscriptionremoved" | "missed":
            return SubscriptionDoubted(at, feed, item.subscription, ended=True)
        case _:
            return None


def lifecycle_key(item: Item) -> str:
    """A key of what is told of a subscription: the same when Graph tells it again."""
    return _key(item.subscription, text(item.fields, "lifecycleevent").lower()[:_LONGEST], item.until)


def _key(*told: str) -> str:
    return sha256(msgspec.json.encode(told)).hexdigest()
