"""The load: meetings that begin one after the other, for as long as somebody is breaking things."""

import asyncio
from contextlib import suppress
from itertools import count

from bench.chaos.case import Case
from bench.chaos.crew import Crew
from bench.chaos.deliveries import Sent
from bench.chaos.story import Deliver, Patience, Story, insisting
from rehearsal.standin import StandIn


class Load:
    """`stories`: all that have begun. `deliver`: how Teams sends; a case may put another way in its place."""

    def __init__(
        self, standin: StandIn, crew: Crew, service_url: str, case: Case, name: str, patience: Patience
    ) -> None:
        self.stories: list[Story] = []
        self.deliver: Deliver = insisting(crew)
        self._standin, self._service_url, self._patience = standin, service_url, patience
        self._name, self._every_s, self._backwards = name, 1 / case.per_s, case.backwards
        self._beginning: asyncio.Task[None] | None = None
        self._living: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        """From now on meetings begin."""
        self._beginning = asyncio.create_task(self._begin())

    async def stop(self) -> None:
        """No more meetings begin; those that have begun go on."""
        if self._beginning is not None:
            self._beginning.cancel()
            with suppress(asyncio.CancelledError):
                await self._beginning

    async def end(self, within_s: float) -> None:
        """Wait until the meetings that have begun are over. A fault of the load itself is raised here."""
        if self._living:
            over, _ = await asyncio.wait(self._living, timeout=within_s)
            for living in over:
                living.result()
        await self.abandon()

    async def abandon(self) -> None:
        """Let go of everything."""
        await self.stop()
        for living in self._living:
            living.cancel()
        await asyncio.gather(*self._living, return_exceptions=True)

    def open_story(self) -> Story:
        """A meeting that waits to be lived."""
        chat = self._standin.world.open_meeting(f"{self._name} {len(self.stories)}")
        story = Story(self._standin, chat, self._service_url, self._deliver, self._patience)
        self.stories.append(story)
        return story

    async def _deliver(self, sent: Sent, until: float) -> None:
        await self.deliver(sent, until)

    async def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in count(1):
            story = self.open_story()
            life = story.live_backwards(over=number % 2 == 0) if self._backwards else story.live()
            living = asyncio.create_task(life)
            self._living.add(living)
            await asyncio.sleep(max(0.0, begun + number * self._every_s - loop.time()))
