"""One pooled HTTP client, and what an answer means: done, later, or no (docs/TEAMS.md H)."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from math import isfinite
from types import TracebackType
from typing import Any, Protocol, Self
from urllib.parse import quote
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from yarl import URL

from bot.errors import Denied, TryLater
from bot.outbound.traced import watchers
from bot.ports import Clock

TOTAL_S = 10.0
CONNECT_S = 3.0

_MOST_BYTES = 4 * 1024 * 1024  # an invitation of a thousand is below 1 MB
_LONGEST_WAIT_S = 3600.0
LATER = frozenset({408, 412, 429, 500, 502, 503, 504})
"""What may pass: the same may be asked again."""

_AMBIGUOUS = frozenset({408, 500, 502, 503, 504})  # it may have been done all the same
_encode = msgspec.json.Encoder().encode
_HOSTS = 256
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Leave = Callable[[], AbstractAsyncContextManager[None]]
"""Within it one call is made, as soon as it may."""


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


@dataclass(frozen=True, slots=True)
class _Request:
    """`prefer`: the header of that name, empty for none. `creates`: doing it twice makes two of it."""

    method: str
    url: str
    body: Mapping[str, Any] | None = None
    prefer: str = ""
    creates: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """`content` None: it is no JSON object. Nothing at all counts as an empty one."""

    status: int
    retry_after: str
    content: dict[str, Any] | None


class Http:
    """Calls JSON services. To be used as an asynchronous context."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._proxy = lru_cache(_HOSTS)(_proxy)  # the environment is read once a host: it takes 70 µs
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=100, limit_per_host=50, keepalive_timeout=60),
            timeout=aiohttp.ClientTimeout(total=TOTAL_S, connect=CONNECT_S),
            cookie_jar=aiohttp.DummyCookieJar(),
            trace_configs=watchers(),
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
        prefer: str = "",
        leave: Leave = nullcontext,
    ) -> dict[str, Any]:
        """The answer's JSON object. `creates`: doing it twice makes two of it. *url* is sent as it is.

        `prefer` names a wish for the answer (RFC 7240). A token that is not taken is dropped, and the call made once
        more with another. `leave` is asked for last of all, and each time: what waits for a token has not gone yet.

        Raises:
            TryLater, Denied: it did not succeed.
        """
        request = _Request(method, url, body, prefer, creates)
        answer = await self._signed(request, tokens, scope, leave)
        if answer.status == 401:
            answer = await self._signed(request, tokens, scope, leave)
        if answer.status == 401:
            raise TryLater("401")
        if not 200 <= answer.status < 300:
            raise self._trouble(answer, creates=creates)
        if answer.content is None and method == "GET":
            raise TryLater("unreadable")
        return answer.content or {}

    async def get(self, url: str) -> dict[str, Any]:
        """The JSON object at a public address.

        Raises:
            TryLater, Denied: it could not be had.
        """
        answer = await self._send(_Request("GET", url), "")
        if answer.status != 200:
            raise self._trouble(answer, creates=False)
        if answer.content is None:
            raise TryLater("unreadable")
        return answer.content

    async def _signed(self, request: _Request, tokens: Tokens, scope: str, leave: Leave) -> _Answer:
        token = await tokens.token(scope)
        async with leave():
            answer = await self._send(request, token)
        if answer.status == 401:
            tokens.drop(scope, token)
        return answer

    async def _send(self, request: _Request, token: str) -> _Answer:
        if self._session is None:
            raise RuntimeError("the HTTP client is not open")
        address = URL(request.url, encoded=True)
        headers = {"Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if request.prefer:
            headers["Prefer"] = request.prefer
        if request.body is not None:
            headers["Content-Type"] = "application/json"
        try:
            async with self._session.request(
                request.method,
                address,
                data=None if request.body is None else _encode(request.body),
                headers=headers,
                allow_redirects=False,
                proxy=self._proxy(address.scheme, address.host or ""),
            ) as response:
                content = await _read(response)
                return _Answer(response.status, response.headers.get("Retry-After", ""), content)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as trouble:
            raise TryLater(type(trouble).__name__) from None  # nothing was sent
        except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
            raise TryLater(type(trouble).__name__, ambiguous=request.creates) from None

    def _trouble(self, answer: _Answer, *, creates: bool) -> TryLater | Denied:
        if answer.status not in LATER:
            return Denied(str(answer.status), answer.status)
        ambiguous = creates and answer.status in _AMBIGUOUS
        return TryLater(str(answer.status), self._after_s(answer.retry_after), ambiguous)

    def _after_s(self, text: str) -> float:
        """Seconds that `Retry-After` asks for, as a number or an HTTP date; 0 where it cannot be read."""
        try:
            seconds = float(text)
        except ValueError:
            try:
                seconds = (parsedate_to_datetime(text) - self._clock.now()).total_seconds()
            except (ValueError, TypeError):
                return 0.0
        return min(max(seconds, 0.0), _LONGEST_WAIT_S) if isfinite(seconds) else 0.0


def segment(text: str) -> str:
    """*text* as one segment of a path: a point could climb it."""
    return quote(text, safe="").replace(".", "%2E") if set(text) == {"."} else quote(text, safe="")


async def _read(response: aiohttp.ClientResponse) -> dict[str, Any] | None:
    content = bytearray()
    async for part in response.content.iter_any():
        content += part
        if len(content) > _MOST_BYTES:
            return None
    try:
        told = msgspec.json.decode(content) if content else {}
    except (msgspec.MsgspecError, ValueError, RecursionError):  # also half a surrogate, which nobody could write
        return None
    return told if isinstance(told, dict) else None


def _proxy(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for *host*; none for loopback."""
    if host in _LOOPBACK or proxy_bypass(host):
        return None
    return getproxies().get(scheme)
