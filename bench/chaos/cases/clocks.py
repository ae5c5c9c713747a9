"""The clock of the bot's machine jumps."""

import asyncio

from bench.chaos.case import POSTGRESQL, SQLITE, Case
from bench.chaos.ground import Ground
from bench.chaos.jumping import set_clock
from rehearsal.faults import Operation, Shares


async def jump(ground: Ground) -> None:
    """The clock goes four minutes ahead, then eight back, then right again: as far as tokens allow."""
    ground.standin.faults.shares = {Operation.POST: Shares(latency_s=0.5)}  # so that there is always a post under way
    for ahead_s in (240, -240, 0):
        with ground.fault():
            set_clock(ground.folder, ahead_s)
        await asyncio.sleep(6)


async def leap(ground: Ground) -> None:
    """The clock goes an hour ahead for 15 s, when no token is good any more, and then back again."""
    with ground.fault():
        set_clock(ground.folder, 3600)
        await ground.while_broken(15)
        set_clock(ground.folder, 0)


CASES = (
    Case("clock-jump", jump, (SQLITE, POSTGRESQL), own_clock=True),
    Case("clock-leap", leap, own_clock=True),
)
