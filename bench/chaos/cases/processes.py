"""The bot's own processes die, or are told to end."""

import asyncio
import time

from bench.chaos.case import POSTGRESQL, SQLITE, THREE, Case, Goals
from bench.chaos.ground import Ground
from rehearsal.faults import Operation, Shares

_ENDS = 5


async def nothing(ground: Ground) -> None:
    """Nothing is broken: what the others are to be compared with."""
    await ground.while_broken(12)


async def kill(ground: Ground) -> None:
    """kill -9 of the bot, fifty times in mid load; each time it is started again at once."""
    (bot,) = ground.crew.bots
    for _ in range(ground.scale.kills):
        await asyncio.sleep(ground.chance.uniform(0.1, 0.9))
        with ground.fault():
            await bot.kill()
        await bot.start()


async def replica(ground: Ground) -> None:
    """kill -9 of one replica of three, of each in turn; it stays away while the others take its work over."""
    for bot in ground.crew.bots:
        await asyncio.sleep(2)
        with ground.fault():
            await bot.kill()
        await ground.while_broken(12)
        await bot.start()


async def end(ground: Ground) -> None:
    """SIGTERM under load, five times, while every post takes a second; then it is started again."""
    ground.standin.faults.shares = {Operation.POST: Shares(latency_s=1)}
    bot = ground.crew.bots[0]
    for _ in range(min(_ENDS, ground.scale.kills)):
        await asyncio.sleep(3)
        with ground.fault():
            begun = time.monotonic()
            code = await bot.terminate(within_s=20)
            ground.drained_s.append(time.monotonic() - begun)
        if code != 0:
            ground.wrong.append(f"it ended with {code}")
        await bot.start()


_ENDED = Goals(doubled=0, drained_within_s=10)
CASES = (
    Case("nothing", nothing, (THREE,), Goals(doubled=0, reminded_within_s=3)),
    Case("kill", kill, (SQLITE, POSTGRESQL)),
    Case("replica", replica, (THREE,), Goals(recovered_within_s=3, settled_within_s=20)),
    Case("sigterm", end, (SQLITE, THREE), _ENDED),
)
