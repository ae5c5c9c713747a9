"""The writer thread: whatever came in while the last transaction was written goes into the next one."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError

from bot import tracing
from bot.domain.meeting import Meeting
from bot.domain.records import Where
from bot.errors import StoreAway, Undecidable
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Accepted, Clock, Delivery, Finished, Task
from bot.store.nightly import Nightly
from bot.store.opened import is_away
from bot.store.tick import Ticked, Ticker
from bot.worker import unwritable

_IDLE_S = 1.0  # looks around at least so often
_MANY, _GATHER_S = 4, 0.003
"""Where so many came for one turn, the next waits so long: as many more share its transaction, which is what costs."""

_BREATH_S = 0.02  # looks again so soon for what it could not have
_AWAY_S = 0.2  # waits so long after the database refused
_REST_WITHIN_S = 2.0
_STALE_S, _DEAD_S = 10.0, 60.0

_log = get_log("store")


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    answer: "asyncio.Future[Accepted]"


@dataclass(slots=True)
class _Looking:
    where: Where
    answer: "asyncio.Future[Meeting]"


@dataclass(slots=True)
class _Work:
    """What came in since the last turn."""

    deliveries: list[_Waiting] = field(default_factory=list)
    looks: list[_Looking] = field(default_factory=list)
    finished: list[Finished] = field(default_factory=list)
    last_try: bool = False

    @property
    def parts(self) -> int:
        """Into how many it can be taken apart."""
        return len(self.deliveries) + len(self.finished) + bool(self.looks)

    def __bool__(self) -> bool:
        return self.parts > 0


class Ledger:
    """The door and the tasks' end, for one event loop. Fills `Door` and `Tasks` of bot.ports.

    *nightly*: what is done when there is nothing else to do.
    """

    def __init__(
        self,
        *,
        ticker: Ticker,
        clock: Clock,
        metrics: Metrics,
        deliver: Callable[[list[Task]], None],
        room: int,
        nightly: Nightly | None = None,
    ) -> None:
        self._ticker, self._clock, self._metrics, self._deliver = ticker, clock, metrics, deliver
        self._loop = asyncio.get_running_loop()
        self._mutex = threading.Condition()
        self._work = _Work()
        self._room, self._nightly = room, nightly
        self._resting = self._stopping = self._nudged = False
        self._healthy = False
        self._doubtful = False
        self._under_way: set[int] = set()
        self._tried = self._turned = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)

    @property
    def healthy(self) -> bool:
        """Whether the last transaction went well, and not long ago."""
        return self._healthy and time.monotonic() - self._turned < _STALE_S

    @property
    def alive(self) -> bool:
        """Whether transactions are still tried; a disk that hangs, or a thread that is gone, needs a new process."""
        return time.monotonic() - self._tried < _DEAD_S

    def start(self) -> None:
        self._thread.start()

    async def rest(self) -> None:
        """Hand out no more tasks. When this returns, the last have been handed over."""
        with self._mutex:
            self._resting = True
        with suppress(StoreAway):  # a turn that began before may still claim: one more has to pass
            await self.peek(Where("", "", ""), within_s=_REST_WITHIN_S)

    async def stop(self) -> None:
        """Write what has come in, and end."""
        with self._mutex:
            self._resting = self._stopping = True
            self._mutex.notify()
        await asyncio.to_thread(self._thread.join)

    async def accept(self, delivery: Delivery, *, within_s: float) -> Accepted:
        """Decide and remember; returns once it is on disk.

        Raises:
            StoreAway: not known to be on disk in time.
            Undecidable: it was recorded as refused.
        """
        waiting = _Waiting(delivery, self._loop.create_future())
        with tracing.commit(delivery.where.conversation, delivery.event):
            with self._mutex:
                self._work.deliveries.append(waiting)
                self._mutex.notify()
            return await _within(waiting.answer, within_s)

    async def peek(self, where: Where, *, within_s: float) -> Meeting:
        """The meeting as it is now; nothing is written.

        Raises:
            StoreAway: it could not be read in time.
        """
        looking = _Looking(where, self._loop.create_future())
        with self._mutex:
            self._work.looks.append(looking)
            self._mutex.notify()
        return await _within(looking.answer, within_s)

    def nudge(self) -> None:
        """Look around at once: somebody says that there is work. May be called by any thread."""
        with self._mutex:
            self._nudged = True
            self._mutex.notify()

    def finish(self, finished: Finished) -> None:
        """Hand over what became of a task; it is recorded with the next transaction."""
        with self._mutex:
            self._work.finished.append(finished)
            self._room += 1
            self._mutex.notify()

    def _run(self) -> None:
        next_due: float | None = 0.0
        while True:
            with self._mutex:
                if not (self._work or self._nudged or self._stopping):
                    self._mutex.wait(self._pause(next_due))
                self._nudged = False
                work, self._work = self._work, _Work()
                room, stopping = (0 if self._resting else self._room), self._stopping
            self._tried = time.monotonic()
            next_due = self._turn(work, room)
            if work.parts >= _MANY:
                time.sleep(_GATHER_S)
            elif not stopping:
                next_due = self._beside(next_due)
            if stopping and (not self._work or not self._healthy):
                self._leave()
                self._loop.call_soon_threadsafe(_refuse, self._work)
                return  # what cannot be written is found again at the next start

    def _beside(self, next_due: float | None) -> float | None:
        """What can wait, if nothing else does; gives when to look around again."""
        if self._nightly is not None and self._healthy and not self._work:
            now = self._clock.now().timestamp()
            if self._nightly.turn(now):
                return now + _BREATH_S
        return next_due

    def _leave(self) -> None:
        try:
            self._ticker.rest(self._clock.now().timestamp())
        except SQLAlchemyError as wrong:  # the next start takes us for away a few seconds longer
            self._tell_away(wrong)

    def _pause(self, next_due: float | None) -> float:
        if next_due is None or self._room == 0 or self._resting:
            return _IDLE_S
        return min(max(next_due - self._clock.now().timestamp(), 0.0), _IDLE_S)

    def _turn(self, work: _Work, room: int) -> float | None:
        deliveries, looks = [one.delivery for one in work.deliveries], [one.where for one in work.looks]
        now = self._clock.now().timestamp()
        try:
            if self._doubtful:
                self._ticker.put_right(now, self._under_way)
                self._doubtful = False
            with self._metrics.tick_seconds.time():
                ticked = self._ticker.tick(now, deliveries, work.finished, room, looks)
        except Exception as wrong:  # noqa: BLE001  # a fault of ours must not end the one thread that writes
            if self._ticker.is_held_up(wrong) and work.parts > 1:
                return self._apart(work, wrong)  # whoever holds it up shall not hold up the others
            if isinstance(wrong, DBAPIError) and is_away(wrong):
                self._tell_away(wrong)
                return self._away(work)
            _log.error("tick_failed", act="developers", exc_info=wrong)
            return self._apart(work, wrong)
        self._healthy, self._turned = True, time.monotonic()
        self._under_way.difference_update(one.task.id for one in work.finished)
        self._under_way.update(task.id for task in ticked.tasks)
        self._metrics.takeovers.inc(ticked.taken_over)
        with self._mutex:
            self._room -= len(ticked.tasks)
        if not (work or ticked.tasks) and ticked.next_due is not None:
            return max(ticked.next_due, now + _BREATH_S)  # what is due is in other hands just now
        if deliveries or looks or ticked.tasks:
            self._loop.call_soon_threadsafe(self._tell, work, ticked)
        return ticked.next_due

    def _apart(self, work: _Work, wrong: Exception) -> float:
        """Something in this turn cannot be written: what came in is tried one by one, so that only it is left out."""
        parts = [_Work(deliveries=[one]) for one in work.deliveries] + [_Work(finished=[one]) for one in work.finished]
        if work.looks:
            parts.append(_Work(looks=work.looks))
        if len(parts) > 1:
            for part in parts:
                self._turn(part, 0)
        elif work.finished and not work.last_try:
            self._turn(_Work(finished=[unwritable(work.finished[0], wrong)], last_try=True), 0)
        elif work.deliveries and isinstance(wrong, DataError):
            self._loop.call_soon_threadsafe(_refuse, work, Undecidable(type(wrong).__name__))
        else:
            return self._away(work)
        return self._clock.now().timestamp()

    def _away(self, work: _Work) -> float:
        """Nothing of this turn is known to be written: all of it is tried again, deliveries till their senders give up.

        Had it been written after all, the second time finds it decided, and finished.
        """
        self._healthy, self._doubtful = False, True
        self._ticker.reconnect()
        with self._mutex:
            self._work.deliveries[:0] = [one for one in work.deliveries if not one.answer.done()]
            self._work.looks[:0] = [one for one in work.looks if not one.answer.done()]
            self._work.finished[:0] = work.finished
        time.sleep(_AWAY_S)
        return self._clock.now().timestamp()

    def _tell_away(self, wrong: SQLAlchemyError) -> None:
        self._metrics.store_away.inc()
        cause = type(getattr(wrong, "orig", None) or wrong).__name__
        _log.error("store_away", error=cause, act="operator: the database of DATABASE_URL, its disk and permissions")

    def _tell(self, work: _Work, ticked: Ticked) -> None:
        for waiting, answer in zip(work.deliveries, ticked.answers, strict=True):
            if isinstance(answer, Accepted):
                _give(waiting.answer, answer)
            elif not waiting.answer.done():
                waiting.answer.set_exception(answer)
        for looking, meeting in zip(work.looks, ticked.seen, strict=True):
            _give(looking.answer, meeting)
        self._deliver(ticked.tasks)


_T = TypeVar("_T")


async def _within(answer: "asyncio.Future[_T]", within_s: float) -> _T:
    giving_up = answer.get_loop().call_later(within_s, _give_up, answer)
    try:
        return await answer
    finally:
        giving_up.cancel()


def _give_up(answer: "asyncio.Future[Any]") -> None:
    if not answer.done():
        answer.set_exception(StoreAway())


def _give(answer: "asyncio.Future[_T]", result: _T) -> None:
    if not answer.done():
        answer.set_result(result)


def _refuse(work: _Work, why: Exception | None = None) -> None:
    answers: list[asyncio.Future[Any]] = [one.answer for one in work.deliveries] + [one.answer for one in work.looks]
    for answer in answers:
        if not answer.done():
            answer.set_exception(why or StoreAway())
