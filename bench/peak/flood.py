"""As fast as it goes: meetings one after the other in each of many connections, each activity sent when the one before
is answered. What it gives is told with who used the CPU, since sender, connector and bot share the machine.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import aiohttp

from bench.goals import percentile
from bench.peak.figures import Figure, bottleneck, costs, sessions
from bench.peak.rig import Setup, Workshop
from bench.peak.script import Writing, now_in
from bench.peak.teams import elsewhere
from bench.stage import Graph
from rehearsal import clock

AT_ONCE = 48
TENANTS = 200
_MEETINGS_A_S = 250  # more than go
_DRAINED_WITHIN_S = 120.0
_SPAWN = get_context("spawn")


@dataclass
class Flood:
    """Seconds that each answer took, how many were not 200, how long it lasted, and the sender's CPU seconds."""

    answers: list[float] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0


def send(meetings: Sequence[Sequence[bytes]], urls: Sequence[str], token: str, seconds: float) -> Flood:
    """Play *meetings* to the bots at *urls* for so many seconds, in a process of its own."""
    return asyncio.run(_send(meetings, urls, token, seconds))


async def _send(meetings: Sequence[Sequence[bytes]], urls: Sequence[str], token: str, seconds: float) -> Flood:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    flood, left, began = Flood(), iter(meetings), time.monotonic()
    before = time.process_time()
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as http:
        places = [f"{urls[number % len(urls)]}/api/messages" for number in range(AT_ONCE)]
        await asyncio.gather(*(_one_after_the_other(http, url, left, began + seconds, flood) for url in places))
    flood.seconds, flood.cpu_s = time.monotonic() - began, time.process_time() - before
    return flood


async def _one_after_the_other(
    http: aiohttp.ClientSession, url: str, left: Iterator[Sequence[bytes]], until: float, flood: Flood
) -> None:
    for meeting in left:
        for body in meeting:
            began = time.monotonic()
            if began > until:
                return
            try:
                async with http.post(url, data=now_in(body, clock.now())) as answer:
                    await answer.read()
                    flood.refused += answer.status != 200
            except aiohttp.ClientError:
                flood.refused += 1
            flood.answers.append(time.monotonic() - began)


async def play(shop: Workshop, setup: Setup, *, seconds: float) -> tuple[list[Figure], list[str]]:
    """Figures and notes of one flood, with Graph off.

    Raises:
        BotDied: a bot did not start.
    """
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1, mp_context=_SPAWN) as pool, elsewhere(0) as teams:
        writing = Writing(shop.standin, f"{teams.url}/", TENANTS)
        meetings = writing.without_end(int(seconds * _MEETINGS_A_S))
        token = shop.standin.token(service_url=f"{teams.url}/")
        await loop.run_in_executor(pool, time.monotonic)
        async with shop.rig(setup, teams.url, Graph.OFF) as rig:
            async with rig.counted() as cost:
                flood = await loop.run_in_executor(pool, send, meetings, rig.urls, token, seconds)
                seen, ended = await teams.seen(), time.monotonic()
            drained = await teams.quiet(3.0, within_s=_DRAINED_WITHIN_S)
            _, newest = await teams.newest()
    stood = sum(call.stands for call in seen.calls)
    told = [
        Figure("activities answered a second", "/s", (len(flood.answers) - flood.refused) / flood.seconds),
        Figure("cards standing a second, meanwhile", "/s", stood / flood.seconds),
        Figure("webhook to its answer, p50", "ms", percentile(flood.answers, 0.50) * 1000),
        Figure("webhook to its answer, p99", "ms", percentile(flood.answers, 0.99) * 1000),
        Figure("tries not answered 200", "", flood.refused),
        Figure("the last card after the end", "s", max(0.0, newest - ended) if drained else float("inf")),
        *costs(cost, flood.cpu_s, seen.cpu_s, len(flood.answers)),
    ]
    return told, [bottleneck(cost, flood.cpu_s + seen.cpu_s) + sessions(cost)]
