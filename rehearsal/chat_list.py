"""The list of a chat's messages, page by page, the last first.

Only `$top`, `$orderby` (descending) and `$filter` are known to it; `createdDateTime` can be filtered by `lt` alone, and
a filter counts only beside the same `$orderby`; otherwise Graph ignores it.
Source: learn.microsoft.com, list messages in a chat (read 2026). UNVERIFIED: the codes of the refusals.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from aiohttp import web

from rehearsal.chat_messages import ChatMessages
from rehearsal.roles import demand_chat, granted
from rehearsal.signin import SignIn
from rehearsal.wire import Refusal
from rehearsal.world import World

PAGE = 20  # messages, unless `$top` says otherwise
LARGEST_PAGE = 50
_OPERATORS = {"lastModifiedDateTime": ("gt", "lt"), "createdDateTime": ("lt",)}
_LINE = re.compile(r"(\w+) (gt|lt) (\S+)")
_PARAMETERS = ("$top", "$orderby", "$filter", "$skiptoken")


@dataclass(frozen=True, slots=True)
class Bound:
    """Only what is later (`gt`) or earlier (`lt`) than that."""

    operator: str
    moment: datetime

    def lets(self, moment: datetime) -> bool:
        return moment > self.moment if self.operator == "gt" else moment < self.moment


@dataclass(frozen=True, slots=True)
class Asked:
    """Which messages are asked for. `after`: the hour and id of the last one told, None at first."""

    size: int
    by: str
    bounds: tuple[Bound, ...]
    after: tuple[datetime, str] | None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """What the parameters of a call tell.

        Raises:
            Refusal: one is unknown, or cannot be read.
        """
        unknown = sorted(query.keys() - set(_PARAMETERS))
        if unknown:
            raise _wrong(f"no parameter {', '.join(unknown)}")
        size = query.get("$top", str(PAGE))
        if not re.fullmatch(r"[0-9]{1,4}", size) or not 1 <= int(size) <= LARGEST_PAGE:
            raise _wrong(f"$top must be from 1 to {LARGEST_PAGE}")
        order = query.get("$orderby")
        by, _, way = (order or "lastModifiedDateTime desc").partition(" ")
        if by not in _OPERATORS or way != "desc":
            raise _wrong(f"$orderby must be {' or '.join(_OPERATORS)}, desc")
        field, bounds = _filter(query["$filter"]) if "$filter" in query else (by, ())
        counts = order is not None and field == by
        return cls(int(size), by, bounds if counts else (), _place(query.get("$skiptoken")))

    def key(self, message: Mapping[str, Any]) -> tuple[datetime, str]:
        """Where a message stands in the order."""
        return datetime.fromisoformat(message[self.by]), message["id"]

    def wants(self, message: Mapping[str, Any]) -> bool:
        """Whether the message is asked for, and was not told yet."""
        key = self.key(message)
        return all(bound.lets(key[0]) for bound in self.bounds) and (self.after is None or key < self.after)


class ChatList:
    """Answers from *messages*."""

    def __init__(self, world: World, signin: SignIn, messages: ChatMessages) -> None:
        self._world = world
        self._signin = signin
        self._messages = messages

    async def answer(self, request: web.Request) -> web.Response:
        """The messages of a chat.

        Raises:
            Refusal: there is no such chat, it may not be read, or the question cannot be.
        """
        chat = self._world.chats.get(request.match_info["chat"])
        if chat is None or chat.meeting is None:
            raise Refusal(404, "NotFound", "no such chat")
        demand_chat(granted(self._signin, request), chat)
        asked = Asked.of(request.query)
        there = sorted(filter(asked.wants, self._messages.of(chat)), key=asked.key, reverse=True)
        page = there[: asked.size]
        told: dict[str, Any] = {"@odata.count": len(page), "value": page}
        if len(there) > len(page):
            token = _written(*asked.key(page[-1]))
            told["@odata.nextLink"] = str(request.url.update_query({"$skiptoken": token}))
        return web.json_response(told)


def _filter(told: str) -> tuple[str, tuple[Bound, ...]]:
    lines = [_LINE.fullmatch(line) for line in told.split(" and ")]
    fields, bounds = set[str](), list[Bound]()
    for line in lines:
        if line is None or line[2] not in _OPERATORS.get(line[1], ()):
            raise _wrong("$filter must be lastModifiedDateTime gt or lt, or createdDateTime lt")
        fields.add(line[1])
        bounds.append(Bound(line[2], _moment(line[3])))
    if len(fields) != 1:
        raise _wrong("$filter must be by one property")
    return fields.pop(), tuple(bounds)


def _moment(told: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError as wrong:
        raise _wrong("$filter has no time") from wrong
    if moment.tzinfo is None:
        raise _wrong("the time in $filter has no offset")
    return moment.astimezone(UTC)


def _written(moment: datetime, number: str) -> str:
    return urlsafe_b64encode(f"{moment.isoformat()} {number}".encode()).decode()


def _place(token: str | None) -> tuple[datetime, str] | None:
    if token is None:
        return None
    try:
        moment, _, number = urlsafe_b64decode(token).decode().partition(" ")
        return datetime.fromisoformat(moment), number
    except ValueError as wrong:
        raise _wrong("$skiptoken is none of ours") from wrong


def _wrong(what: str) -> Refusal:
    return Refusal(400, "BadRequest", what)
