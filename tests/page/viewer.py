"""Somebody who looks at the page without a browser: what they are told, and what they ask for."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

Told = dict[str, Any]


class Viewer:
    """Knows what the page at *url* has told: the last of what is told whole, and all of what comes one by one."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self.posts: dict[str, Told] = {}
        self.happened: list[Told] = []
        self.decided: list[Told] = []
        self.last: dict[str, Told] = {}
        self._http = http
        self._news = asyncio.Event()

    async def ask(self, route: str, /, **fields: Any) -> Told:
        """What is answered to a request that is granted."""
        status, body = await self.call(route, **fields)
        assert status == 200, body
        return body

    async def call(self, route: str, /, **fields: Any) -> tuple[int, Told]:
        async with self._http.post(f"{self.url}/api/{route}", json=fields) as answer:
            return answer.status, await answer.json()

    def person(self, first: str) -> Told:
        return next(one for one in self.last["people"]["people"] if one["first"] == first)

    def cards(self, kind: str) -> list[Told]:
        """Of that kind, those that stand."""
        return [post for post in self.posts.values() if post["kind"] == kind and not post["removed"]]

    async def until(self, there: Callable[[], object], within_s: float = 10) -> Any:
        """What *there* gives, once it gives something."""
        async with asyncio.timeout(within_s):
            while not (found := there()):
                self._news.clear()
                await self._news.wait()
        return found

    async def look(self) -> None:
        """Take in what is told, until cancelled."""
        async with self._http.get(f"{self.url}/api/live") as stream:
            name = ""
            async for raw in stream.content:
                line = raw.decode().rstrip("\r\n")
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self._take_in(name, json.loads(line.removeprefix("data: ")))

    def _take_in(self, name: str, told: Told) -> None:
        self._news.set()
        match name:
            case "begin":
                self.posts.clear()
                self.happened.clear()
                self.decided.clear()
                self.last = {"begin": told}
            case "post":
                self.posts[told["id"]] = told
            case "happened":
                self.happened.append(told)
            case "decided":
                self.decided.append(told)
            case _:
                self.last[name] = told


@asynccontextmanager
async def looking(url: str) -> AsyncIterator[Viewer]:
    async with aiohttp.ClientSession(read_bufsize=2**22) as http:
        viewer = Viewer(url.rstrip("/"), http)
        task = asyncio.create_task(viewer.look())
        try:
            yield viewer
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
