"""One rehearsal after another, each with a stand-in, a bot process and a folder of its own."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from bot.domain.language import Language
from bot.knowledge.procedure import read_procedure
from cards import Site
from rehearsal.bot_process import BotDied, BotProcess
from rehearsal.fields import TapeError
from rehearsal.happening import Witnesses
from rehearsal.page.live import Live, News
from rehearsal.page.memory import Memory
from rehearsal.page.performance import Performance, Phase, Scenery
from rehearsal.page.taking_part import Part
from rehearsal.people import ANN, BO, DINA, KARI, Person
from rehearsal.play import procedure_beside, settings_for
from rehearsal.player import Player
from rehearsal.standin import StandIn
from rehearsal.tape import Step, read_tape
from rehearsal.transcript import Transcript
from rehearsal.world import Chat, World

_LOCALES = {Language.NB: "nb-NO", Language.NN: "nn-NO", Language.EN: "en-GB"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to rehearse, in the language of cards and of people's Teams. `plays`: at once; else it waits for Play."""

    tape: Path
    language: Language = Language.NB
    plays: bool = True


class Stage:
    """Runs what was asked for last. `live` tells whoever looks; `part` is for whoever takes part; None: not yet."""

    def __init__(self, out: TextIO) -> None:
        self.live = Live(self._standing)
        self.performance: Performance | None = None
        self.part: Part | None = None
        self._out = out
        self._asked: asyncio.Queue[Wanted] = asyncio.Queue()
        self._runs = 0
        self._performing = asyncio.Event()

    def ask(self, wanted: Wanted) -> None:
        """Rehearse that, instead of what is rehearsed now.

        Raises:
            TapeError: the tape cannot be read.
            OSError: the same.
            Misconfigured: the procedure beside it cannot.
        """
        read_tape(wanted.tape)
        read_procedure(procedure_beside(wanted.tape))
        self._asked.put_nowait(wanted)

    async def performing(self) -> Performance:
        """What is rehearsed now, or first."""
        while self.performance is None:
            await self._performing.wait()
        return self.performance

    async def run(self) -> None:
        """Until cancelled."""
        rehearsing: asyncio.Task[None] | None = None
        async with asyncio.TaskGroup() as group:
            while True:
                wanted = await self._asked.get()
                if rehearsing is not None:
                    rehearsing.cancel()
                    await asyncio.wait([rehearsing])
                rehearsing = group.create_task(self._rehearse(wanted, read_tape(wanted.tape)))

    async def _rehearse(self, wanted: Wanted, steps: Sequence[Step]) -> None:
        with tempfile.TemporaryDirectory(prefix="motevakt-") as name:
            folder, procedure = Path(name), procedure_beside(wanted.tape)
            async with StandIn(folder) as standin:
                site = Site(read_procedure(procedure), language=wanted.language)
                chat, memory = _meeting(standin.world, wanted.language), Memory(folder)
                self._runs += 1
                told = (self._runs, wanted.tape.stem, str(wanted.language), steps[-1].at)
                self.performance = Performance(Scenery(*told, standin, chat, memory, site), self.live)
                self._performing.set()
                self.live.anew()
                if wanted.plays:
                    self.performance.pace.play()
                settings = settings_for(procedure) | {"BOT_LANGUAGE": str(wanted.language)}
                try:
                    async with BotProcess(standin, folder, otherwise=settings) as bot:
                        await self._perform(steps, self.performance, bot)
                except* (BotDied, TapeError) as failed:
                    if self.part is not None:
                        await self.performance.look()  # what it decided last
                    self.performance.officers_pages = ""
                    self.performance.enter(Phase.FAILED, str(_first(failed)).partition("\n")[0])
                    await asyncio.Event().wait()
                finally:
                    self.part = None

    async def _perform(self, steps: Sequence[Step], performance: Performance, bot: BotProcess) -> None:
        """Play the tape when asked to; then people may go on until something else is asked for."""
        scenery, pace = performance.scenery, performance.pace
        witness = Witnesses(Transcript(scenery.standin.world, self._out), performance)
        self.part = Part(scenery, bot, witness)
        performance.officers_pages = f"{bot.url}/tilsyn/moter"
        print(f"Slik ser personvernombudet møtet: {performance.officers_pages}", file=self._out, flush=True)
        performance.enter(Phase.READY)
        async with asyncio.TaskGroup() as group:
            group.create_task(performance.watch())
            group.create_task(bot.ended())
            await pace.handled()
            player = Player(scenery.standin, bot, scenery.chat, witness, pace=pace, judged=lambda: performance.judged)
            performance.close(await player.play(steps))

    def _standing(self) -> Iterator[News]:
        return self.performance.standing() if self.performance else iter(())


def _first(failed: BaseExceptionGroup[Exception]) -> Exception:
    """What failed first, however deep it lies."""
    one = failed.exceptions[0]
    return _first(one) if isinstance(one, BaseExceptionGroup) else one


def _meeting(world: World, language: Language) -> Chat:
    """A meeting of people whose Teams is in *language*, where it is not in one of their own."""
    world.people = {mri: _speaking(person, language) for mri, person in world.people.items()}
    organizer, *invited = (world.people[person.mri] for person in (ANN, BO, KARI, DINA))
    return world.open_meeting(organizer=organizer, invited=invited)


def _speaking(person: Person, language: Language) -> Person:
    return replace(person, locale=_LOCALES[language]) if person.locale == _LOCALES[Language.NB] else person
