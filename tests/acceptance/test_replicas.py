"""Three processes on one PostgreSQL: two die in mid load, and nobody in a meeting waits long for it."""

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack
from itertools import cycle
from pathlib import Path

import aiohttp
import pytest

from rehearsal.bot_process import BotProcess
from rehearsal.faults import Shares
from rehearsal.people import ANN, BO, EINAR
from rehearsal.standin import StandIn
from rehearsal.world import Activity
from tests.acceptance.play import Figure, Play, until
from tests.postgres import PostgresServer

MEETINGS = 45
TAKEN_OVER_WITHIN_S = 15.0


class Replicas:
    """Processes behind one address, as a load balancer has them: whoever does not answer is passed over."""

    def __init__(self, bots: list[BotProcess]) -> None:
        self.bots = bots
        self._next = cycle(range(len(bots)))

    async def send(self, activity: Activity) -> tuple[int, object]:
        for _ in range(200):
            try:
                status, body = await self.bots[next(self._next)].send(activity)
            except aiohttp.ClientError:
                status = 0
            if status == 200:
                return status, body
            await asyncio.sleep(0.1)
        raise TimeoutError("no replica took it")


@pytest.mark.timeout(180)
async def test_two_of_three_die_and_the_third_does_what_they_had_begun(
    tmp_path: Path, postgres: PostgresServer, figure: Figure
) -> None:
    name = postgres.create()
    shared = {"DATABASE_URL": postgres.url(name), "DATA_KEY_PATH": str(tmp_path / "data.key"), "GRAPH_URL": "off"}
    async with StandIn(tmp_path, seed=3) as standin, AsyncExitStack() as running:
        standin.faults.everywhere = Shares(latency_s=0.3)  # so that there is always something under way
        bots = []
        for number in range(3):
            folder = tmp_path / f"replica-{number}"
            folder.mkdir()
            bots.append(await running.enter_async_context(BotProcess(standin, folder, otherwise=shared)))
        replicas = Replicas(bots)
        plays = [Play(standin, bots[0], standin.world.open_meeting(f"replica-{n}")) for n in range(MEETINGS)]
        telling = asyncio.gather(*(_tell(replicas, play, number) for number, play in enumerate(plays)))
        await asyncio.sleep(1.5)
        await bots[0].kill()
        await asyncio.sleep(1.0)
        await bots[1].kill()
        killed = time.monotonic()
        await telling
        await until(lambda: all(map(_all_there, plays)) or None, "every meeting's cards", lambda: "", 40)
        took = time.monotonic() - killed
    postgres.drop(name)

    doubles = sum(sum(Counter(_kinds(play)).values()) - len(set(_kinds(play))) for play in plays)
    figure(
        f"two of three replicas killed, {MEETINGS} meetings: 0 lost, {doubles} doubles, all there {took:.1f} s after"
    )
    assert took < TAKEN_OVER_WITHIN_S + 5  # and what then waited its turn was posted


async def _tell(replicas: Replicas, play: Play, number: int) -> None:
    await asyncio.sleep(0.08 * number)
    for activity in (play.says.meeting_start(ANN), play.says.joined(ANN, BO), play.says.joined(EINAR)):
        await replicas.send(activity)


def _kinds(play: Play) -> list[str]:
    return [kind for kind in ("rules", "participant-alert") for _ in play.cards(kind)]


def _all_there(play: Play) -> bool:
    return set(_kinds(play)) == {"rules", "participant-alert"}
