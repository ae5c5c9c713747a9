"""Calls to the connector as they go: in no second more of one tenant than Teams allows (docs/TEAMS.md H).

The store gives each deed its hour (bot/store/tenants.py). But when a turn is late, what has come due meanwhile goes at
once; a deed may take several calls; and the role of whoever presses is asked beside all that. So each call waits here,
right before it goes, until those that went leave room for it.

When Teams counts a call we cannot see: between our sending it and its answer. So a call takes up its place until a
second after its answer; whatever has that place next is counted a second later at the least.
"""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from math import inf

LIMIT, SPAN_S = 50, 1.0

SLOW_S = 0.25
"""An answer that takes longer was counted by then: the way there, and a new connection, take less. Else a Teams that
thinks for long would be called far less than it allows."""

PRESSES = 0.4
"""The part of it that questions at a press have first, though deeds wait. What deeds leave is theirs too."""

AHEAD = 0.125
"""So many more deeds, as a part of it, may be claimed than can go at once: until they come here, places get free. Were
it more, one tenant's would heap up here, where they stand in the way of others' (`TASKS_AT_ONCE`)."""


@dataclass(slots=True, eq=False)
class _Call:
    """`until`: when its place is free again, by the loop's clock. `turn`: what it waits for, if it must."""

    pressed: bool
    until: float = inf
    turn: "asyncio.Future[None] | None" = None

    @property
    def waits(self) -> bool:
        """Whether it waits still: whoever made it may have given up."""
        return self.turn is not None and not self.turn.done()


@dataclass(slots=True)
class _Line:
    """One tenant's calls: those that take up a place, and those that wait."""

    gone: list[_Call] = field(default_factory=list)
    presses: deque[_Call] = field(default_factory=deque)
    deeds: deque[_Call] = field(default_factory=deque)
    timer: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        return bool(self.presses or self.deeds)

    def has_room(self, places: int, now: float) -> bool:
        """Whether one call more takes up no more than so many *places*. Looks through them only where they are full."""
        if len(self.gone) >= places:
            self.gone = [one for one in self.gone if one.until > now]
        return len(self.gone) < places

    def first(self, places: int) -> _Call:
        """Who of those that wait goes next, where there are so many *places* in all."""
        pressed = sum(one.pressed for one in self.gone)
        first = self.presses and (pressed < _of_presses(places) or not self.deeds)
        return (self.presses if first else self.deeds).popleft()


def _of_presses(places: int) -> int:
    return max(1, round(places * PRESSES))


class Window:
    """Lets calls go, each tenant's in order. Of one event loop.

    `sharers` tells how many processes share what Teams allows. Each keeps to its part, whether the others use theirs or
    not, so that none has to ask another. Whoever gives up waiting has used nothing.
    """

    def __init__(self, sharers: Callable[[], int] = lambda: 1, *, limit: int = LIMIT, span_s: float = SPAN_S) -> None:
        self._sharers, self._limit, self._span_s = sharers, limit, span_s
        self._lines: dict[str, _Line] = defaultdict(_Line)

    def deed(self, tenant: str) -> AbstractAsyncContextManager[None]:
        """Within it one call of *tenant* is made, as soon as it may."""
        return _Passage(self, self._lines[tenant], _Call(pressed=False))

    def press(self, tenant: str) -> AbstractAsyncContextManager[None]:
        """The same, for a call that an answer to a press or a command waits for."""
        return _Passage(self, self._lines[tenant], _Call(pressed=True))

    def places(self, tenant: str) -> int:
        """How many more deeds of *tenant* are worth beginning just now. May be called by any thread."""
        places, line = self._share(), self._lines.get(tenant)
        room = places + max(1, round(places * AHEAD))
        if line is None:
            return room
        now = time.monotonic()  # as the loop's
        live = [one.pressed for one in line.gone if one.until > now]
        presses = sum(live) + sum(1 for one in line.presses if one.waits)
        deeds = len(live) - sum(live) + len(line.deeds)
        return room - deeds - min(_of_presses(places), presses)

    def _share(self) -> int:
        return max(1, self._limit // max(1, self._sharers()))

    async def enter(self, line: _Line, call: _Call) -> None:
        """Wait until this call may go."""
        loop, places = asyncio.get_running_loop(), self._share()
        now = loop.time()
        if not line.waits and line.has_room(places, now):
            self._let_go(line, call, now)
            return
        call.turn = loop.create_future()
        (line.presses if call.pressed else line.deeds).append(call)
        self._serve(line)
        try:
            await call.turn
        except asyncio.CancelledError:
            if call in line.gone:  # it had just been let go
                line.gone.remove(call)
                self._serve(line)
            raise

    def leave(self, line: _Line, call: _Call) -> None:
        """This call was answered, or came to nothing."""
        call.until = min(call.until, asyncio.get_running_loop().time() + self._span_s)
        if line.waits:
            self._serve(line)

    def _let_go(self, line: _Line, call: _Call, now: float) -> None:
        call.until = now + SLOW_S + self._span_s
        line.gone.append(call)

    def _serve(self, line: _Line) -> None:
        """Let go whoever fits, and come again when the next may."""
        loop = asyncio.get_running_loop()
        now, places = loop.time(), self._share()
        while line.waits and line.has_room(places, now):
            call = line.first(places)
            if call.turn is not None and call.waits:
                call.turn.set_result(None)
                self._let_go(line, call, now)
        if line.timer is not None:
            line.timer.cancel()
            line.timer = None
        if line.waits:
            free = sorted(one.until for one in line.gone)[-places]
            line.timer = loop.call_at(free, self._serve, line)


class _Passage(AbstractAsyncContextManager[None]):
    """One call's way through a line of the window."""

    __slots__ = ("_call", "_line", "_window")

    def __init__(self, window: Window, line: _Line, call: _Call) -> None:
        self._window, self._line, self._call = window, line, call

    async def __aenter__(self) -> None:
        await self._window.enter(self._line, self._call)

    async def __aexit__(self, *_error: object) -> None:
        self._window.leave(self._line, self._call)
