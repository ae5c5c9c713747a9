"""What Graph's change and lifecycle notifications say on their outside (docs/TEAMS.md E3). Pure; nothing is opened."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from bot.answers import folded, listed, moment, text
from bot.domain.feeds import Feed
from bot.domain.joinlink import read_join_link
from bot.errors import Malformed
from bot.inbound.fields import json_object

MOST_ITEMS = 1000
"""Notifications in one collection; Graph does not say how many it sends."""

_MOST_TOKENS = 10  # one for each app and tenant that a collection is for: of us there is one
_LONGEST_TOLD = 300  # characters of an id
_LONGEST_STATE = 128  # characters of a client state: Graph takes no more
_ENCODED_AT_MOST = 2  # times: as it was subscribed to, and once more on the way
_CHAT = re.compile(
    r"/?chats(?:\('(?P<chat>[^']+)'\)|/(?P<chat_>[^/']+))/messages(?:\('(?P<id>[^']+)'\)|/(?P<id_>[^/']+))?",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"/?communications/onlineMeetings\(joinWebUrl='(?P<link>[^']+)'\)/meetingCallEvents(?:[/(].*)?", re.IGNORECASE
)


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
    resource, change = text(item.fields, "resource"), _needed(item.fields, "changeType").lower()
    feed, conversation, number = _of(resource)
    if not 0 < len(conversation) <= _LONGEST_TOLD:
        raise Malformed("resource")
    told = text(folded(item.fields.get("resourcedata")), "id") or number
    return Change(feed, conversation, told[:_LONGEST_TOLD], change, item.fields.get("encryptedcontent"))


def _of(resource: str) -> tuple[Feed, str, str]:
    """The feed and conversation that *resource* names, and the message's id where it names one."""
    if chat := _CHAT.fullmatch(resource):
        return Feed.CHAT, unquote(chat["chat"] or chat["chat_"]), chat["id"] or chat["id_"] or ""
    if call := _CALL.fullmatch(resource):
        return Feed.CALL, _thread(call["link"]), ""
    raise Malformed("resource")


def _thread(link: str) -> str:
    for _ in range(_ENCODED_AT_MOST):
        link = link if "://" in link else unquote(link)
    return read_join_link(link).thread


def _needed(told: Mapping[str, Any], name: str, longest: int = _LONGEST_TOLD) -> str:
    value = text(told, name.lower())
    if not 0 < len(value) <= longest:
        raise Malformed(name)
    return value
