"""What Graph sends by itself, to whoever asked it to."""

from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `kind`: the content type without parameters."""

    status: int
    kind: str
    text: str


class Outgoing:
    """Posts to URLs, follows no redirects, and keeps its connections until it is closed."""

    def __init__(self) -> None:
        self._http: aiohttp.ClientSession | None = None

    async def post(self, url: str | URL, body: Any = None, *, within_s: float) -> Reply | None:
        """The reply; None: there was none within that time."""
        if self._http is None:
            self._http = aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=within_s)
        try:
            async with self._http.post(url, json=body, timeout=limit, allow_redirects=False) as answer:
                return Reply(answer.status, answer.content_type, await answer.text())
        except (TimeoutError, aiohttp.ClientError, OSError, UnicodeDecodeError):
            return None

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None
