"""Calls to Graph, all of them: whether it is on at all, with whose token, and within what budget."""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.answers import folded, listed, text
from bot.domain.expected import Unread
from bot.errors import Denied, TryLater
from bot.graph_budget import Kind
from bot.outbound.budget import Budget
from bot.outbound.http import LATER, Http, Tokens

ALL_MEMBERS = "include-unknown-enum-members"
"""What `Prefer` must say, or Graph calls its newer words nothing but `unknownFutureValue`."""

MOST_TOGETHER = 20
"""Questions in one call: Graph's own limit."""

_THROTTLED, _THROTTLED_STATUS = "429", 429
_HELD_S = 5.0  # after a refusal within a batch, whose own header says nothing for all
_LONGEST_LINK = 8000  # characters
_PLAIN = re.compile(r"[!-~]+")


class GraphCalls:
    """`url` None: Graph is off, and every call is denied as such."""

    def __init__(self, *, http: Http, tokens: Tokens, budget: Budget, url: str | None) -> None:
        self._http, self._tokens, self._budget, self._url = http, tokens, budget, url

    @property
    def on(self) -> bool:
        """Whether it may be asked at all."""
        return self._url is not None

    def at(self, path: str) -> str:
        """The address of *path*, which begins with Graph's version.

        Raises:
            Denied: Graph is off.
        """
        if self._url is None:
            raise Denied(Unread.OFF)
        return f"{self._url}{path}"

    async def pages(
        self, first: str, most: int, *, kind: Kind = Kind.REST, prefer: str = ""
    ) -> AsyncIterator[list[Any]]:
        """What at most *most* pages hold, beginning with the address *first*. None is read but at Graph."""
        address = first
        for _ in range(most):
            page = folded(await self.call("GET", address, kind=kind, prefer=prefer))
            if not isinstance(page.get("value"), list):
                raise TryLater("unreadable")
            yield page["value"]
            address = text(page, "@odata.nextlink")
            if not _is_there(address, first):
                return

    async def together(self, *addresses: str, kind: Kind = Kind.REST) -> list[dict[str, Any] | Denied]:
        """What stands at each of at most `MOST_TOGETHER` addresses, or why it may not be read: one call for all.

        Raises:
            TryLater: one of them cannot be read now.
        """
        version = self.at("/v1.0")
        asked = [
            {"id": str(number), "method": "GET", "url": address.removeprefix(version)}
            for number, address in enumerate(addresses)
        ]
        for _ in asked[1:]:  # each counts, as if it were alone
            await self._budget.admit(kind)
        told = folded(await self.call("POST", f"{version}/$batch", {"requests": asked}, kind=kind))
        answers = {text(one, "id"): one for one in map(folded, listed(told.get("responses")))}
        return [self._answer(answers.get(one["id"], {}), kind) for one in asked]

    def _answer(self, answer: Mapping[str, Any], kind: Kind) -> dict[str, Any] | Denied:
        status = answer.get("status")
        if not isinstance(status, int):
            raise TryLater("unreadable")
        if status == _THROTTLED_STATUS:
            self._budget.wait(kind, _HELD_S)
        if status in LATER:
            raise TryLater(str(status), _HELD_S)
        body = answer.get("body")
        return (body if isinstance(body, dict) else {}) if 200 <= status < 300 else Denied(str(status), status)

    async def call(
        self,
        method: str,
        address: str,
        body: Mapping[str, Any] | None = None,
        *,
        kind: Kind = Kind.REST,
        prefer: str = "",
        creates: bool = False,
    ) -> dict[str, Any]:
        """The answer's object. `creates`: doing it twice makes two of it.

        Raises:
            TryLater, Denied: it did not succeed.
        """
        scope = self.at("/.default")
        await self._budget.admit(kind)
        try:
            return await self._http.call(
                method, address, tokens=self._tokens, scope=scope, body=body, prefer=prefer, creates=creates
            )
        except TryLater as trouble:
            if trouble.cause == _THROTTLED:
                self._budget.wait(kind, trouble.after_s)
            raise


def _is_there(address: str, first: str) -> bool:
    """Whether *address* is one of the service that *first* is of: our token goes nowhere else."""
    if not _PLAIN.fullmatch(address) or len(address) > _LONGEST_LINK:
        return False
    try:
        there, ours = urlsplit(address), urlsplit(first)
        same_port = there.port == ours.port
    except ValueError:
        return False
    return same_port and (there.scheme, there.netloc.lower()) == (ours.scheme, ours.netloc.lower())
