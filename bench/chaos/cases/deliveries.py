"""Teams delivers everything twice, or everything in reverse."""

import asyncio
import time

from bench.chaos.case import SQLITE, THREE, Case, Goals
from bench.chaos.deliveries import Sent
from bench.chaos.ground import Ground
from bench.chaos.story import insisting


async def twice(ground: Ground) -> None:
    """Everything is delivered twice at the same moment, and once more a second later."""
    once = insisting(ground.crew)
    later: set[asyncio.Task[None]] = set()

    async def thrice(sent: Sent, until: float) -> None:
        await asyncio.gather(once(sent, until), once(sent, until))
        later.add(asyncio.create_task(_again(ground, sent)))

    ground.load.deliver = thrice
    await ground.while_broken(20)
    await asyncio.gather(*later)


async def _again(ground: Ground, sent: Sent) -> None:
    await asyncio.sleep(1)
    await ground.crew.insist(sent.activity, time.monotonic() + 30)


async def reverse(ground: Ground) -> None:
    """Everything that meetings tell is delivered in reverse: of half of them the end first, and the start at last."""
    await ground.while_broken(20)


CASES = (
    Case("twice", twice, (THREE,), Goals(doubled=0)),
    Case("reverse", reverse, (SQLITE,), Goals(doubled=0), backwards=True),
)
