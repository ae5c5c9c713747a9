"""The page with a bot that runs, for tests that act on it."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.language import Language
from rehearsal.page.server import Page
from rehearsal.page.stage import Stage, Wanted
from rehearsal.page.tapes import FOLDER, shelf
from rehearsal.play import PATIENT_MEETING
from rehearsal.server import Server
from tests.page.viewer import looking

JUST_BEGUN = FOLDER / "tomt.jsonl"


@asynccontextmanager
async def rehearsal(
    tape: Path = JUST_BEGUN, out: io.StringIO | None = None, language: Language = Language.NB
) -> AsyncIterator[str]:
    """The page's address, once the organizer is in and the rules stand there. `out`: what a terminal would show."""
    stage = Stage(out or io.StringIO())
    stage.ask(Wanted(tape, language))
    server = Server(Page(stage, shelf(PATIENT_MEETING)).app)
    await server.start()
    running = asyncio.create_task(stage.run())
    try:
        async with looking(server.url) as viewer:
            await viewer.until(lambda: viewer.cards("rules") and viewer.person("Ann")["present"], within_s=60)
        yield server.url
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await server.stop()


def children(parent: int) -> list[str]:
    """The processes that *parent* has started and that still run, as Linux lists them."""
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
