"""One turn of the durable core: a single transaction that takes in, decides, records and hands out.

Of several processes on one database, whoever works on a meeting holds its row. A turn waits for rows only as it
begins, and in the order of their ids, so that no two wait for each other.

In this order: results of deeds, alarms that ring, deliveries that wait; then what they ask for is queued and what is
due is claimed. It takes the hour as an argument, so that a simulation can run it through days in seconds.
"""

import math
import secrets
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import DBAPIError

from bot.domain.alarms import Alarm
from bot.domain.effects import Effect
from bot.domain.events import AlarmRang
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.records import Where
from bot.errors import Undecidable
from bot.log import get_log
from bot.ports import Accepted, Again, Answer, Delivery, Done, Finished, Task
from bot.service import handle
from bot.store import alarms, claiming, pace, queue, replicas, upcoming
from bot.store.cache import Cache
from bot.store.installation import claim_key
from bot.store.opened import Database
from bot.store.rows import Held
from bot.store.tenants import Places, no_end
from bot.store.unit import Unit
from bot.store.vault import Vault
from bot.store.writing import write

_ALARMS_A_TICK = 200
_LOOKED_AT_BESIDE = 32  # more than can be claimed, since some have to wait; each is read whole, and passed by others
_NOTICED_S = 1.0  # a step of the clock, or a wait, that hours must not be reckoned without
_TRIES = 5  # of two that open the same meeting at the same time, one begins again
_ROUNDS = 4  # of answers that ask again: what asks for ever goes on in the next turns
_log = get_log("store")
_ALARMS = frozenset(alarm.value for alarm in Alarm)  # another version may have set others


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick gave: an answer to each delivery and look, the tasks claimed, and when the next is worth while.

    `taken_over`: how many claims of dead processes came due again.
    """

    answers: list[Accepted | Undecidable]
    seen: list[Meeting]
    tasks: list[Task]
    next_due: float | None
    taken_over: int = 0


class Ticker:
    """Runs ticks on one database. Not for two threads at once. `cache`: the meetings it holds open between ticks.
    `sharers`: how many processes share the database, as last looked at.

    *me* names this process among those that share the database. *answer* tells of an effect what it comes to, where
    that is known beforehand: then it is not queued. *places*: how many calls of a tenant we may begin just now.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        procedure: Procedure,
        *,
        me: str | None = None,
        answer: Answer | None = None,
        places: Places = no_end,
    ) -> None:
        self._database, self._engine, self._vault, self._procedure = database, database.engine, vault, procedure
        self._me, self._answer = me or secrets.token_hex(8), answer
        self.cache = Cache()
        self.sharers, self._places = 1, places
        self._beat: float | None = None
        self._next = upcoming.NOTHING_KNOWN
        self._last = -math.inf

    def recover(self, now: float) -> None:
        """At start-up: claims of dead processes are void. Where none is alive, overdue alarms get their grace.

        If nobody was there for a while, all meetings that may be running are to be told of it.

        Raises:
            Misconfigured: the data key is not the one this database was written with.
        """
        with self._engine.begin() as connection:
            self._database.line_up(connection)
            claim_key(connection, self._vault)
            last = replicas.last_alive(connection)
            alone = not self._database.shared or last is None or now - last >= replicas.DEAD_S
            replicas.beat(connection, self._me, now)
            self.sharers = 1 if alone else replicas.alive(connection, now)
            if not alone:
                return
            dead = replicas.others(connection, self._me)
            queue.release(connection, dead, now)
            replicas.forget(connection, dead)
            alarms.grant_grace(connection, now)
            if last is not None and now - last > replicas.AWAY_S:
                alarms.tell_absence(connection, last, now)

    def is_held_up(self, wrong: Exception) -> bool:
        """Whether another process held for too long what a turn needed."""
        return isinstance(wrong, DBAPIError) and self._database.is_held_up(wrong)

    def reconnect(self) -> None:
        """Speak to the database anew."""
        self._database.reconnect()

    def rest(self, now: float) -> None:
        """At a tidy end: until now we were alive, and what we still hold is for whoever comes next.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database did not take it.
        """
        with self._engine.begin() as connection:
            replicas.beat(connection, self._me, now)
            if queue.release(connection, [self._me], now):
                self._database.call_others(connection)

    def put_right(self, now: float, under_way: Collection[int]) -> None:
        """After a transaction of which we do not know whether it was written: nobody performs what it claimed.

        *under_way*: the tasks that are being performed.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database did not take it.
        """
        with self._engine.begin() as connection:
            queue.release_all_but(connection, self._me, now, under_way)
        self._next = upcoming.NOTHING_KNOWN

    def tick(
        self,
        now: float,
        deliveries: Sequence[Delivery],
        finished: Sequence[Finished],
        room: int,
        looks: Sequence[Where] = (),
    ) -> Ticked:
        """One transaction. All of it is on disk when this returns; nothing of it when it raises.

        *room*: how many tasks may be claimed. *looks*: meetings to be shown as they are in the end.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database did not take it.
        """
        taken_over = self._take_over(now) if self._beats(now) else 0
        for _ in range(_TRIES - 1):
            try:
                ticked = self._tick(now, deliveries, finished, room, looks)
            except DBAPIError as wrong:
                if not self._database.is_passing(wrong):
                    raise
            else:
                break
        else:
            ticked = self._tick(now, deliveries, finished, room, looks)
        return replace(ticked, taken_over=taken_over) if taken_over else ticked

    def _beats(self, now: float) -> bool:
        return self._beat is None or abs(now - self._beat) >= replicas.EVERY_S  # a clock may be set back

    def _take_over(self, now: float) -> int:
        """Say that we are alive, and have what dead processes had claimed come due again; gives how much."""
        with self._engine.begin() as connection:
            self._database.keep_time(connection)
            replicas.beat(connection, self._me, now)
            self.cache.sweep(connection, now)
            dead = replicas.silent(connection, self._me, now)
            taken_over = queue.release(connection, dead, now)
            replicas.forget(connection, dead)
            self.sharers = replicas.alive(connection, now) if self._database.shared else 1
        self._beat = now
        self._next = upcoming.NOTHING_KNOWN
        return taken_over

    def _tick(
        self,
        now: float,
        deliveries: Sequence[Delivery],
        finished: Sequence[Finished],
        room: int,
        looks: Sequence[Where],
    ) -> Ticked:
        asked = time.monotonic()
        with self._engine.begin() as connection:
            waited = time.monotonic() - asked  # for a lock on the whole file
            now += waited if waited > _NOTICED_S else 0.0
            if not self._database.shared and now < self._last - _NOTICED_S:
                queue.set_back(connection, now, self._last - now)
            unit = Unit(connection, self._vault, self.cache)
            ticked = self._transact(unit, now, deliveries, finished, room, looks)
            if ticked.next_due is not None and ticked.next_due <= now and len(ticked.tasks) == room > 0:
                self._database.call_others(connection)
        unit.keep(now)
        self._last = now
        return ticked

    def _transact(
        self,
        unit: Unit,
        now: float,
        deliveries: Sequence[Delivery],
        finished: Sequence[Finished],
        room: int,
        looks: Sequence[Where],
    ) -> Ticked:
        connection = unit.connection
        told = (*(one.where for one in deliveries), *looks, *(one.task.meeting.where for one in finished))
        unit.load(conversations=[where.conversation for where in told])
        # from here on, what others hold is passed over
        rung = alarms.due(connection, now, _ALARMS_A_TICK) if self._next.may_ring(now) else ()
        unit.load(ids=[row.meeting for row in rung])
        ours = queue.still_ours(connection, self._me, [(one.task.id, one.task.attempt) for one in finished])
        unit.load_decided(deliveries)
        alarms.remove(connection, [(row.meeting, row.name) for row in rung])
        done = [one for one in finished if one.task.id in ours]
        lanes = self._record(unit, done, ours)
        for row in [row for row in rung if row.name in _ALARMS]:
            self._decide(unit, _ring(unit.held(row.meeting), row, now))
        answers = [self._decide(unit, delivery) for delivery in deliveries]
        if self._answer is not None:
            self._answer_at_once(unit, now, self._answer)
        may_be_due = write(unit, now, lanes) or self._next.may_be_due(now)
        look_at = room + _LOOKED_AT_BESIDE if room and may_be_due else 0
        tasks = claiming.claim(unit, self._me, now, room=room, look_at=look_at, places=self._places)
        seen = [unit.meeting(where) for where in looks]
        self._next = upcoming.look(connection, self._me, now)
        return Ticked(answers, seen, tasks, self._next.soonest)

    def _record(self, unit: Unit, finished: Sequence[Finished], ours: dict[int, Any]) -> set[str]:
        """Take in what became of tasks; gives the lanes whose head is gone."""
        again: list[tuple[int, float]] = []
        gone: dict[int, str] = {}
        for one in finished:
            row = ours[one.task.id]
            held = unit.held(row.meeting)
            if queue.is_post(row.lane):
                held.sent = pace.logged(held.sent, one.at.timestamp())
                held.touched = True
            match one.outcome:
                case Done(event):
                    key = f"effect:{one.task.id}"
                    self._decide(unit, Delivery(key, held.meeting.where, event, one.at))
                    gone[one.task.id] = row.lane
                case Again(after_s):
                    again.append((one.task.id, one.at.timestamp() + after_s))
        queue.remove(unit.connection, list(gone))
        queue.postpone(unit.connection, again)
        return set(gone.values())

    def _answer_at_once(self, unit: Unit, now: float, answer: Answer) -> None:
        """Decide what is known beforehand to come of the effects; the others stay."""
        hour, waiting = datetime.fromtimestamp(now, UTC), list[tuple[Held, Effect]]()
        for _ in range(_ROUNDS):
            asked, unit.effects = unit.effects, []
            for held, effect in asked:
                event = answer(effect, held.meeting, hour)
                if event is None:
                    waiting.append((held, effect))
                else:
                    key = f"at-once:{held.id}:{held.audit_seq + 1}"
                    self._decide(unit, Delivery(key, held.meeting.where, event, hour))
        if unit.effects:
            _log.error("asks_without_end", act="developers", effect=type(unit.effects[0][1]).__name__)
        unit.effects = waiting + unit.effects

    def _decide(self, unit: Unit, delivery: Delivery) -> Accepted | Undecidable:
        try:
            return handle(delivery, unit, self._procedure)
        except Exception as wrong:  # noqa: BLE001  # one bad event must not take the others with it
            unit.refuse(delivery, type(wrong).__name__)
            return Undecidable(type(wrong).__name__)


def _ring(held: Held, row: Any, now: float) -> Delivery:
    due = datetime.fromtimestamp(row.due, UTC)
    rang = datetime.fromtimestamp(now, UTC)
    key = f"alarm:{held.id}:{row.name}:{row.due}:{now}"  # a rule may ask for the same hour twice
    return Delivery(key, held.meeting.where, AlarmRang(rang, Alarm(row.name), due), rang)
