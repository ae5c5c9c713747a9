"""One turn of the durable core: a single transaction that takes in, decides, records and hands out.

In this order: results of deeds, alarms that ring, deliveries that wait; then what they ask for is queued and what is
due is claimed. It takes the hour as an argument, so that a simulation can run it through days in seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Engine

from bot.domain.alarms import Alarm
from bot.domain.effects import Effect, SetAlarm
from bot.domain.events import AlarmRang
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.records import Where
from bot.errors import Undecidable
from bot.log import get_log
from bot.ports import Accepted, Again, Delivery, Done, Finished, Task
from bot.service import handle
from bot.store import alarms, codec, pace, pulse, queue
from bot.store.cache import Cache
from bot.store.queue import Waiting
from bot.store.rows import Held, check_key
from bot.store.tenants import Hours
from bot.store.unit import Unit
from bot.store.vault import Vault

_ALARMS_A_TICK = 200
_LOOKED_AT_A_TICK = 500
_ALARMS = frozenset(alarm.value for alarm in Alarm)  # another version may have set others
_log = get_log("store")


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick gave: an answer to each delivery and look, the tasks claimed, and when the next is worth while."""

    answers: list[Accepted | Undecidable]
    seen: list[Meeting]
    tasks: list[Task]
    next_due: float | None


class Ticker:
    """Runs ticks on one engine. Not for two threads at once. `cache`: the meetings it holds open between ticks."""

    def __init__(self, engine: Engine, vault: Vault, procedure: Procedure) -> None:
        self._engine, self._vault, self._procedure = engine, vault, procedure
        self.cache = Cache()
        self._beat: float | None = None

    def recover(self, now: float) -> None:
        """At start-up: claims of the process before us are void, and overdue alarms get their grace.

        If nobody was there for a while, all meetings that may be running are to be told of it.

        Raises:
            Misconfigured: the data key is not the one this database was written with.
        """
        with self._engine.begin() as connection:
            check_key(connection, self._vault)
            queue.release_all(connection, now)
            alarms.grant_grace(connection, now)
            since = pulse.away_since(connection, now)
            if since is not None:
                alarms.tell_absence(connection, since, now)
            pulse.renew(connection, now)

    def rest(self, now: float) -> None:
        """At a tidy end: until now we were alive.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database did not take it.
        """
        with self._engine.begin() as connection:
            pulse.renew(connection, now)

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
        beats = self._beat is None or abs(now - self._beat) >= pulse.EVERY_S  # a clock may be set back
        with self._engine.begin() as connection:
            if beats:
                pulse.renew(connection, now)
                self.cache.sweep(connection, now)
            unit = Unit(connection, self._vault, self.cache)
            ticked = self._transact(unit, now, deliveries, finished, room, looks)
        unit.keep(now)
        self._beat = now if beats else self._beat
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
        rung = alarms.due(connection, now, _ALARMS_A_TICK)
        ours = queue.still_ours(connection, [(one.task.id, one.task.attempt) for one in finished])
        unit.load(
            conversations=[where.conversation for where in (*(one.where for one in deliveries), *looks)],
            ids=[*(row.meeting for row in rung), *(row.meeting for row in ours.values())],
        )
        unit.load_decided([delivery.key for delivery in deliveries])
        alarms.remove(connection, [(row.meeting, row.name) for row in rung])
        done = [one for one in finished if one.task.id in ours]
        lanes = self._record(unit, done, ours)
        for row in [row for row in rung if row.name in _ALARMS]:
            self._decide(unit, _ring(unit.held(row.meeting), row, now))
        answers = [self._decide(unit, delivery) for delivery in deliveries]
        unit.flush()
        alarms.set_all(connection, [(held.id, one) for held, one in unit.effects if isinstance(one, SetAlarm)])
        turn = partial(_turn, unit, now)
        queue.advance(connection, lanes, turn)
        queue.add(connection, [Waiting(held.id, one) for held, one in unit.effects], now, turn)
        tasks = self._claim(unit, now, room)
        seen = [unit.meeting(where) for where in looks]
        return Ticked(answers, seen, tasks, _soonest(queue.next_due(connection), alarms.next_due(connection)))

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

    def _decide(self, unit: Unit, delivery: Delivery) -> Accepted | Undecidable:
        try:
            return handle(delivery, unit, self._procedure)
        except Exception as wrong:  # noqa: BLE001  # one bad event must not take the others with it
            unit.refuse(delivery, type(wrong).__name__)
            return Undecidable(type(wrong).__name__)

    def _claim(self, unit: Unit, now: float, room: int) -> list[Task]:
        """Claim what is due and fits Teams' windows; what does not fit gets the hour at which it will."""
        found = queue.due(unit.connection, now, _LOOKED_AT_A_TICK if room > 0 else 0)
        unit.load(ids=[row.meeting for row in found])
        due = _readable(unit, found, now)
        hours = Hours(unit.connection, {unit.held(one.row.meeting).meeting.where.tenant for one in due}, now)
        claimed = _post(unit, hours, [one for one in due if queue.is_post(one.row.lane)], now, room)
        questions = [one for one in due if not queue.is_post(one.row.lane)]
        claimed += _ask(unit, hours, questions, now, room - len(claimed))
        queue.claim(unit.connection, [one.row for one in claimed], now)
        hours.write()
        return [_task(one, unit.held(one.row.meeting)) for one in claimed]


@dataclass(frozen=True, slots=True)
class _Due:
    """An effect whose turn has come, with its row."""

    row: Any
    effect: Effect


def _readable(unit: Unit, due: Sequence[Any], now: float) -> list[_Due]:
    """*due* with their effects. What this version cannot read is told and taken out, so that it stops nobody else."""
    kept, lost = list[_Due](), list[Any]()
    for row in due:
        try:
            kept.append(_Due(row, codec.load_effect(row.body)))
        except (ValueError, KeyError) as wrong:
            _log.error("effect_unreadable", error=type(wrong).__name__, act="developers: an effect of another version")
            lost.append(row)
    if lost:
        queue.remove(unit.connection, [row.id for row in lost])
        queue.advance(unit.connection, {row.lane for row in lost}, partial(_turn, unit, now))
    return kept


def _post(unit: Unit, hours: Hours, due: Sequence[_Due], now: float, room: int) -> list[_Due]:
    """The posts of these that may go now; the others get an hour of their own among the tenant's."""
    going: list[_Due] = []
    later: list[tuple[int, float]] = []
    for one in due:
        row, held = one.row, unit.held(one.row.meeting)
        hour = max(now if row.reserved else hours.give(held.meeting.where.tenant), pace.earliest(held.sent, now))
        if hour > now or len(going) == room:
            later.append((row.id, hour))
        else:
            going.append(one)
    queue.reserve(unit.connection, later)
    return going


def _ask(unit: Unit, hours: Hours, due: Sequence[_Due], now: float, room: int) -> list[_Due]:
    """The questions of these that may go now, those of few calls first; the others are looked at again later."""
    going: list[_Due] = []
    later: list[tuple[int, float]] = []
    for one in sorted(due, key=lambda question: queue.calls_of(question.effect)):
        if len(going) == room:
            break
        hour = hours.ask(unit.held(one.row.meeting).meeting.where.tenant, queue.calls_of(one.effect))
        if hour > now:
            later.append((one.row.id, hour))
        else:
            going.append(one)
    queue.postpone(unit.connection, later)
    return going


def _ring(held: Held, row: Any, now: float) -> Delivery:
    due = datetime.fromtimestamp(row.due, UTC)
    rang = datetime.fromtimestamp(now, UTC)
    key = f"alarm:{held.id}:{row.name}:{row.due}:{now}"  # a rule may ask for the same hour twice
    return Delivery(key, held.meeting.where, AlarmRang(rang, Alarm(row.name), due), rang)


def _turn(unit: Unit, now: float, meeting: int, lane: str, matter: str) -> float:
    """The hour of an effect whose turn has come. A card that stands waits a little, so that it does not flicker.

    Its hour is set once: private answers that go out in the meantime do not put it off further.
    """
    held = unit.held(meeting)
    stands = queue.is_shared(lane) and held.meeting.cards.get(matter)
    return pace.next_update(held.sent, now) if stands else now


def _task(due: _Due, held: Held) -> Task:
    first = datetime.fromtimestamp(due.row.first, UTC)
    return Task(due.row.id, due.effect, held.meeting, due.row.attempts + 1, first)


def _soonest(*hours: float | None) -> float | None:
    return min((hour for hour in hours if hour is not None), default=None)
