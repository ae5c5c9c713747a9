"""What Graph tells by itself once it is asked to: change notifications (docs/TEAMS.md E), a subscription a feed."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.expected import Unread


class Feed(StrEnum):
    """What can be subscribed to in a meeting. Its text is stored."""

    CHAT = "chat"  # S1: the chat's messages, of which what Teams itself says of recordings is kept
    CALL = "call"  # S7: who is in the call, in the lobby and on the telephone


@dataclass(frozen=True, slots=True)
class Subscription:
    """How we stand with a feed. `id` empty: there is none; `reason`: why, where Graph would not have it.

    `until`: Graph tells us till then; where there is no `id`, it told till then. `asked`: when we were last answered.
    `since`: when this very subscription was made; renewing keeps it.
    """

    id: str = ""
    until: datetime | None = None
    reason: Unread | None = None
    asked: datetime | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Graph tells of this feed till then, by a subscription made, renewed or found."""

    at: datetime
    feed: Feed
    id: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class SubscriptionRefused:
    """Graph does not tell of this feed."""

    at: datetime
    feed: Feed
    reason: Unread


@dataclass(frozen=True, slots=True)
class SubscriptionDoubted:
    """Graph asks us to confirm that subscription, or has ended it (`ended`): what came since may be lost."""

    at: datetime
    feed: Feed
    id: str = field(repr=False)
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """Graph tells no more of this feed by that subscription (empty: by whichever it was).

    `confirmed`: it said so. Otherwise it ends by itself, within four hours, and what is told till then is not kept.
    """

    at: datetime
    feed: Feed
    id: str = field(default="", repr=False)
    confirmed: bool = True
