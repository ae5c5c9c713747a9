"""One pooled HTTP client, and what an answer means: done, later, or no."""

import json as codec
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Protocol, Self

import aiohttp
from yarl import URL

from bot.errors import Denied, TryLater
from bot.ports import Clock

TOTAL_S = 10.0
CONNECT_S = 3.0

_MOST_BYTES = 4 * 1024 * 1024  # an invitation of hundreds is some 200 KB
_LONGEST_WAIT_S = 3600.0
_LATER = frozenset({408, 412, 429, 500, 502, 503, 504})  # docs/TEAMS.md H
_AMBIGUOUS = frozenset({408, 500, 502, 503, 504})  # it may have been done all the same


class Tokens(Protocol):
    """Where our own tokens come from."""

    async def token(self, scope: str) -> str:
        """A token for *scope*.

        Raises:
            TryLater: the sign-in service is away.
            Denied: it refuses the bot.
        """

    def drop(self, scope: str, token: str) -> None:
        """Forget *token*: the other side does not take it."""


class Http:
    """Calls JSON services. To be used as an asynchronous context."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        timeout = aiohttp.ClientTimeout(total=TOTAL_S, connect=CONNECT_S)
        connector = aiohttp.TCPConnector(limit=100, limit_per_host=50, keepalive_timeout=60)
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), trust_env=True
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def call(
        self,
        method: str,
        url: str,
        *,
        tokens: Tokens,
        scope: str,
        body: Mapping[str, Any] | None = None,
        creates: bool = False,
    ) -> dict[str, Any]:
        """The answer's JSON object, empty where it has none. `creates`: doing it twice makes two of it.

        A token that is not taken is dropped, and the call made once more with another. *url* is sent as it is.

        Raises:
            TryLater, Denied: it did not succeed.
        """
        for last in (False, True):
            token = await tokens.token(scope)
            status, headers, content = await self._send(method, url, body, token, creates=creates)
            if status != 401:
                break
            tokens.drop(scope, token)
            if last:
                raise TryLater("401")
        if 200 <= status < 300:
            return content
        raise self._trouble(status, headers, creates=creates)

    async def get(self, url: str) -> dict[str, Any]:
        """The JSON object at a public address.

        Raises:
            TryLater, Denied: it could not be had.
        """
        status, headers, content = await self._send("GET", url, None, None, creates=False)
        if status == 200:
            return content
        raise self._trouble(status, headers, creates=False)

    async def _send(
        self, method: str, url: str, body: Mapping[str, Any] | None, token: str | None, *, creates: bool
    ) -> tuple[int, Mapping[str, str], dict[str, Any]]:
        if self._session is None:
            raise RuntimeError("the HTTP client is not open")
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            async with self._session.request(
                method, URL(url, encoded=True), json=body, headers=headers, allow_redirects=False
            ) as response:
                content = await _read(response)
                return response.status, response.headers, content
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise TryLater("unreachable") from None  # nothing was sent
        except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
            raise TryLater(type(trouble).__name__, ambiguous=creates) from None

    def _trouble(self, status: int, headers: Mapping[str, str], *, creates: bool) -> TryLater | Denied:
        if status not in _LATER:
            return Denied(str(status), status)
        after_s = self._after_s(headers.get("Retry-After", ""))
        return TryLater(str(status), after_s, ambiguous=creates and status in _AMBIGUOUS)

    def _after_s(self, text: str) -> float:
        """Seconds that `Retry-After` asks for, as a number or an HTTP date; 0 where it cannot be read."""
        try:
            seconds = float(text)
        except ValueError:
            try:
                seconds = (parsedate_to_datetime(text) - self._clock.now()).total_seconds()
            except (ValueError, TypeError):
                return 0.0
        return min(max(seconds, 0.0), _LONGEST_WAIT_S) if seconds == seconds else 0.0


async def _read(response: aiohttp.ClientResponse) -> dict[str, Any]:
    """The answer's JSON object; empty where there is none, or too much of it."""
    content = await response.content.read(_MOST_BYTES)
    while len(content) < _MOST_BYTES and not response.content.at_eof():
        content += await response.content.read(_MOST_BYTES)
    try:
        told = codec.loads(content)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
