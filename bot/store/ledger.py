"""The writer thread: whatever came in while the last transaction was written goes into the next one."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreAway
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Accepted, Clock, Delivery, Finished, Task
from bot.store.tick import Ticked, Ticker

_IDLE_S = 1.0  # looks around at least so often
_AWAY_S = 0.2  # waits so long after the database refused

_log = get_log("store")


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    answer: "asyncio.Future[Accepted]"


class Ledger:
    """The door and the tasks' end, for one event loop. Fills `Door` and `Tasks` of bot.ports."""

    def __init__(
        self, *, ticker: Ticker, clock: Clock, metrics: Metrics, deliver: Callable[[list[Task]], None], room: int
    ) -> None:
        self._ticker, self._clock, self._metrics, self._deliver = ticker, clock, metrics, deliver
        self._loop = asyncio.get_running_loop()
        self._mutex = threading.Condition()
        self._deliveries: list[_Waiting] = []
        self._finished: list[Finished] = []
        self._room = room
        self._resting = False
        self._stopping = False
        self._healthy = False
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)

    @property
    def healthy(self) -> bool:
        """Whether the last transaction went well."""
        return self._healthy and self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def rest(self) -> None:
        """Hand out no more tasks."""
        with self._mutex:
            self._resting = True

    async def stop(self) -> None:
        """Write what has come in, and end."""
        with self._mutex:
            self._resting = self._stopping = True
            self._mutex.notify()
        await asyncio.to_thread(self._thread.join)

    async def accept(self, delivery: Delivery, *, within_s: float) -> Accepted:
        """Decide and remember; returns once it is on disk.

        Raises:
            StoreAway: not known to be on disk in time, or could not be decided.
        """
        waiting = _Waiting(delivery, self._loop.create_future())
        with self._mutex:
            self._deliveries.append(waiting)
            self._mutex.notify()
        try:
            return await asyncio.wait_for(waiting.answer, within_s)
        except TimeoutError as late:
            raise StoreAway from late

    def finish(self, finished: Finished) -> None:
        """Hand over what became of a task; it is recorded with the next transaction."""
        with self._mutex:
            self._finished.append(finished)
            self._room += 1
            self._mutex.notify()

    def _run(self) -> None:
        next_due: float | None = 0.0
        while True:
            with self._mutex:
                if not self._deliveries and not self._finished and not self._stopping:
                    self._mutex.wait(self._pause(next_due))
                deliveries, self._deliveries = self._deliveries, []
                finished, self._finished = self._finished, []
                room, stopping = (0 if self._resting else self._room), self._stopping
            next_due = self._turn(deliveries, finished, room)
            if stopping and not self._finished:
                return

    def _pause(self, next_due: float | None) -> float:
        if next_due is None or self._room == 0:
            return _IDLE_S
        return min(max(next_due - self._clock.now().timestamp(), 0.0), _IDLE_S)

    def _turn(self, deliveries: list[_Waiting], finished: list[Finished], room: int) -> float | None:
        try:
            with self._metrics.tick_seconds.time():
                ticked = self._ticker.tick(
                    self._clock.now().timestamp(), [waiting.delivery for waiting in deliveries], finished, room
                )
        except SQLAlchemyError as wrong:
            return self._away(deliveries, finished, wrong)
        self._healthy = True
        with self._mutex:
            self._room -= len(ticked.tasks)
        if deliveries or ticked.tasks:
            self._loop.call_soon_threadsafe(self._tell, deliveries, ticked)
        return ticked.next_due

    def _away(self, deliveries: list[_Waiting], finished: list[Finished], wrong: SQLAlchemyError) -> float:
        """Nothing of this turn was written: the senders try again, and what became of tasks is kept for the next."""
        self._healthy = False
        _log.error("store_away", error=type(wrong).__name__, act="operator: disk space and permissions of DATABASE_URL")
        with self._mutex:
            self._finished = finished + self._finished
        self._loop.call_soon_threadsafe(self._refuse, deliveries)
        return self._clock.now().timestamp() + _AWAY_S

    def _tell(self, deliveries: list[_Waiting], ticked: Ticked) -> None:
        for waiting, answer in zip(deliveries, ticked.answers, strict=True):
            if waiting.answer.done():
                continue
            if isinstance(answer, Accepted):
                waiting.answer.set_result(answer)
            else:
                waiting.answer.set_exception(answer)
        self._deliver(ticked.tasks)

    @staticmethod
    def _refuse(deliveries: list[_Waiting]) -> None:
        for waiting in deliveries:
            if not waiting.answer.done():
                waiting.answer.set_exception(StoreAway())
