"""Runs one case on one setup: load, fault, load, then patience until all that is due stands."""

import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.chaos.case import Case, Result, Setup
from bench.chaos.ground import BACK_WITHIN_S, LONGEST_S, WHOLE, Ground, Scale, prepared
from bench.chaos.judging import judge, settle
from tests.postgres import PostgresServer


async def run(case: Case, setup: Setup, server: PostgresServer | None, scale: Scale = WHOLE) -> Result:
    """The case's figures.

    Raises:
        BotDied: a bot did not come back.
    """
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="motevakt-chaos-") as name:
        async with prepared(case, setup, Path(name), server, scale) as ground:
            ground.load.begin()
            await asyncio.sleep(scale.before_s)
            await case.play(ground)
            await asyncio.sleep(scale.after_s)
            await ground.load.stop()
            await ground.load.end(scale.s(LONGEST_S) + BACK_WITHIN_S)
            await settle(ground, case.goals.settled_within_s)
            await asyncio.sleep(1.0)  # doubles and folds that are under way count too
            audit = await asyncio.to_thread(ground.store.audit)
            _demand_well(ground)
            return judge(case, setup, ground, audit, time.monotonic() - begun)


def _demand_well(ground: Ground) -> None:
    """What must hold in every case."""
    if not ground.store.sound():
        ground.wrong.append("the database is damaged")
    breaches = Counter((one.measure, one.window.seconds) for one in ground.standin.connector.rates.breaches)
    for (measure, seconds), many in breaches.items():
        ground.notes.append(f"{many} over the limit of {seconds:g} s on {measure}")
    if ground.crew.answers[500]:
        ground.wrong.append(f"{ground.crew.answers[500]} answers 500")
    if ground.crew.slowest_s > 5.0:
        ground.wrong.append(f"an answer took {ground.crew.slowest_s:.1f} s")
