"""What Graph's change and lifecycle notifications say on their outside (docs/TEAMS.md E3). Pure; nothing is opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.answers import folded, listed, moment, text
from bot.domain.feeds import Feed
from bot.errors import Malformed
from bot.graph_resources import read_resource
from bot.inbound.fields import json_object

MOST_ITEMS = 1000
"""Notifications in one collection; Graph does not say how many it sends."""

_MOST_TOKENS = 10  # one for each app and tenant that a collection is for: of us there is one
_LONGEST_TOLD = 300  # characters of an id
_LONGEST_STATE = 128  # characters of a client state: Graph takes no more


@dataclass(frozen=True, slots=True)
class Envelope:
    """A collection of notifications, and the tokens that vouch for it."""

    items: tuple[Any, ...] = field(repr=False)
    tokens: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A notification: of which subscription it is, and what else it says, by names in lower case.

    `until`: when the subscription ends, as Graph words it. `tenant` is in lower case.
    """

    subscription: str = field(repr=False)
    client_state: str = field(repr=False)
    tenant: str
    until: str
    fields: Mapping[str, Any] = field(repr=False)

    @property
    def expires(self) -> datetime:
        """When the subscription ends.

        Raises:
            Malformed: that is no time.
        """
        hour = moment(self.fields, "subscriptionexpirationdatetime")
        if hour is None:
            raise Malformed("subscriptionExpirationDateTime")
        return hour


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed in that feed of that conversation. `id`: of what changed; `change`: in which way.

    `sealed`: what it is now; None: the notification does not say.
    """

    feed: Feed
    conversation: str = field(repr=False)
    id: str
    change: str
    sealed: Any = field(repr=False)


def read_envelope(body: bytes) -> Envelope:
    """The notifications in *body*, none of them read yet.

    Raises:
        Malformed: it is no collection, or a larger one than Graph would send.
    """
    told = folded(json_object(body))
    items, tokens = told.get("value"), told.get("validationtokens")
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise Malformed("value")
    if tokens is not None and (not isinstance(tokens, list) or len(tokens) > _MOST_TOKENS):
        raise Malformed("validationTokens")
    return Envelope(tuple(items), tuple(token if isinstance(token, str) else "" for token in listed(tokens)))


def read_item(sent: Any) -> Item:
    """The outside of one notification.

    Raises:
        Malformed: it does not say whose it is.
    """
    told = folded(sent)
    return Item(
        subscription=_needed(told, "subscriptionId"),
        client_state=_needed(told, "clientState", _LONGEST_STATE),
        tenant=_needed(told, "tenantId").lower(),
        until=text(told, "subscriptionexpirationdatetime")[:_LONGEST_TOLD],
        fields=told,
    )


def read_change(item: Item) -> Change:
    """What changed.

    Raises:
        Malformed: it is nothing that we subscribe to.
    """
    resource, change = read_resource(text(item.fields, "resource")), _needed(item.fields, "changeType").lower()
    if resource is None:
        raise Malformed("resource")
    told = text(folded(item.fields.get("resourcedata")), "id") or resource.message
    sealed = item.fields.get("encryptedcontent")
    return Change(resource.feed, resource.conversation, told[:_LONGEST_TOLD], change, sealed)


def _needed(told: Mapping[str, Any], name: str, longest: int = _LONGEST_TOLD) -> str:
    value = text(told, name.lower())
    if not 0 < len(value) <= longest:
        raise Malformed(name)
    return value
