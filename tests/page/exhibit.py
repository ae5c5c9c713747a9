"""Every story's card hung up in a chat, behind the page itself: no bot runs, so nothing can be pressed."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.language import Language
from bot.ports import Card
from rehearsal import clock
from rehearsal.page.memory import Memory
from rehearsal.page.performance import Performance, Phase, Scenery
from rehearsal.page.server import Page
from rehearsal.page.stage import Stage
from rehearsal.page.tapes import shelf
from rehearsal.play import PATIENT_MEETING
from rehearsal.server import Server
from rehearsal.standin import StandIn
from rehearsal.world import ADAPTIVE, BOT, World
from tests.cards.golden import cards_in
from tests.cards.stories import LINKS


@dataclass(frozen=True, slots=True)
class Exhibition:
    """`stories` by their posts' ids; what happens in the `world` is shown at once."""

    url: str
    stories: dict[str, str]
    world: World


@asynccontextmanager
async def exhibition(folder: Path, language: Language, *, time: clock.Clock = clock.now) -> AsyncIterator[Exhibition]:
    """In a *folder* that may be empty."""
    stage = Stage(io.StringIO())
    standin = StandIn(folder, time=time)
    chat = standin.world.open_meeting()
    scenery = Scenery(1, PATIENT_MEETING.stem, str(language), 1.0, standin, chat, Memory(folder), LINKS)
    stage.performance = Performance(scenery, stage.live)
    stage.performance.enter(Phase.OVER)
    stories = {
        standin.world.post(chat.id, BOT, message(card)).id: name
        for name, card in cards_in(replace(LINKS, language=language)).items()
    }
    server = Server(Page(stage, shelf(PATIENT_MEETING)).app)
    await server.start()
    try:
        yield Exhibition(server.url, stories, standin.world)
    finally:
        await server.stop()


def message(card: Card) -> dict[str, object]:
    return {"type": "message", "attachments": [{"contentType": ADAPTIVE, "content": card}]}
