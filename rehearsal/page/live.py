"""Everybody who looks at the page is told of what changes, each in order and none waited for."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class News:
    """One server-sent event."""

    event: str
    data: str

    @classmethod
    def of(cls, event: str, told: Any) -> "News":
        return cls(event, json.dumps(told, ensure_ascii=False))


class Live:
    """Hands news to whoever listens. *standing* gives all that a newcomer has to be told first.

    `somebody` is set once anybody has listened.
    """

    def __init__(self, standing: Callable[[], Iterator[News]]) -> None:
        self._standing = standing
        self._listeners: set[asyncio.Queue[News]] = set()
        self.somebody = asyncio.Event()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[News]]:
        """A queue of news, beginning with what stands."""
        queue: asyncio.Queue[News] = asyncio.Queue()
        for news in self._standing():
            queue.put_nowait(news)
        self._listeners.add(queue)
        self.somebody.set()
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def anew(self) -> None:
        """Tell everybody all that stands, as to a newcomer."""
        for news in self._standing():
            for queue in self._listeners:
                queue.put_nowait(news)

    def tell(self, event: str, told: Any) -> None:
        news = News.of(event, told)
        for queue in self._listeners:
            queue.put_nowait(news)
