"""A tape's clock: it runs at a speed, stands still, or goes on to the next thing that happens."""

import asyncio
import time
from typing import Protocol


class Pace(Protocol):
    """Tells the player when the next step is due."""

    async def reach(self, at: float, *, seen: bool) -> float:
        """Wait for the tape's second *at*; gives by how many seconds it is later than that.

        `seen`: people notice the step; expectations alone go unnoticed.
        """


class Steady:
    """Runs from when it is first asked, at *speed* times the tape's own."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._began: float | None = None

    async def reach(self, at: float, *, seen: bool) -> float:  # noqa: ARG002  # all steps alike
        if self._began is None:
            self._began = time.monotonic()
        due = self._began + at / self._speed
        await asyncio.sleep(due - time.monotonic())
        return time.monotonic() - due


class Handled:
    """A clock with buttons. What the bot waits for by its own clock goes on while this one stands still.

    It begins with the player's first question: buttons pressed before count from then on.
    """

    def __init__(self) -> None:
        self._at = 0.0
        self._since: float | None = None  # when `_at` was right, if the clock runs
        self._speed = 1.0
        self._running = self._stepping = self._begun = False
        self._changed = asyncio.Event()
        self._handled = asyncio.Event()

    @property
    def at(self) -> float:
        """The tape's second."""
        return self._at if self._since is None else self._at + (time.monotonic() - self._since) * self._speed

    @property
    def running(self) -> bool:
        return self._running

    @property
    def speed(self) -> float:
        return self._speed

    async def handled(self) -> None:
        """Wait until somebody has let it run or step for the first time."""
        await self._handled.wait()

    def play(self) -> None:
        self._handled.set()
        self._turn(running=True)

    def pause(self) -> None:
        self._turn(running=False)

    def hasten(self, speed: float) -> None:
        """Run *speed* times as fast as the tape, from now on."""
        self._turn(running=self._running)
        self._speed = speed

    def step(self) -> None:
        """Go on to the next step that people notice, and stand still there."""
        self._stepping = True
        self._handled.set()
        self._turn(running=False)

    async def reach(self, at: float, *, seen: bool) -> float:
        if not self._begun:
            self._begun = True
            self._turn(running=self._running)
        while (left := at - self.at) > 0:
            if self._stepping:
                self._at = at
                break
            self._changed.clear()
            try:
                async with asyncio.timeout(left / self._speed if self._running else None):
                    await self._changed.wait()
            except TimeoutError:
                continue
        if seen:
            self._stepping = False
        return (self.at - at) / self._speed

    def _turn(self, *, running: bool) -> None:
        self._at, self._running = self.at, running
        self._since = time.monotonic() if running and self._begun else None
        self._changed.set()
