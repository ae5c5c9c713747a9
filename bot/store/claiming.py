"""What is due becomes tasks: within Teams' windows for each chat, and within what each tenant allows in a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.domain.effects import Effect
from bot.log import get_log
from bot.ports import Task
from bot.store import codec, pace, queue
from bot.store.quota import graph_calls
from bot.store.rows import Held
from bot.store.tenants import Hours, Places, no_end, pool_of
from bot.store.unit import Unit

_log = get_log("store")


@dataclass(frozen=True, slots=True)
class _Due:
    """An effect whose turn has come, with its row."""

    row: Any
    effect: Effect


def claim(unit: Unit, me: str, now: float, *, room: int, look_at: int, places: Places = no_end) -> list[Task]:
    """Claim for *me* at most *room* of the *look_at* effects that are due first; what does not fit gets its hour.

    *places*: how many of them may be a tenant's.
    """
    found = queue.due(unit.connection, me, now, look_at)
    unit.load(ids=[row.meeting for row in found])
    due = _readable(unit, found, now)
    hours = Hours(unit.connection, _pools(unit, due), now, places)
    claimed = _post(unit, hours, [one for one in due if queue.is_post(one.row.lane)], now, room)
    questions = [one for one in due if not queue.is_post(one.row.lane)]
    claimed += _ask(unit, hours, questions, now, room - len(claimed))
    queue.claim(unit.connection, me, [one.row for one in claimed], now)
    hours.write()
    return [_task(one, unit.held(one.row.meeting)) for one in claimed]


def turn(unit: Unit, now: float, meeting: int, lane: str, matter: str) -> float:
    """The hour of an effect whose turn has come. A card that stands waits a little, so that it does not flicker.

    Its hour is set once: private answers that go out in the meantime do not put it off further.
    """
    held = unit.held(meeting)
    stands = queue.is_shared(lane) and held.meeting.cards.get(matter)
    return pace.next_update(held.sent, now) if stands else now


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
        queue.advance(unit.connection, {row.lane for row in lost}, partial(turn, unit, now))
    return kept


def _post(unit: Unit, hours: Hours, due: Sequence[_Due], now: float, room: int) -> list[_Due]:
    """The posts of these that may go now; the others get an hour of their own among the tenant's."""
    going: list[_Due] = []
    later: list[tuple[int, float]] = []
    for one in due:
        row, held = one.row, unit.held(one.row.meeting)
        tenant = held.meeting.where.tenant
        hour = max(now if row.reserved else hours.give(tenant), pace.earliest(held.sent, now))
        if hour <= now and len(going) < room:
            hour = hours.take(tenant)
        if hour > now or len(going) == room:
            later.append((row.id, hour))
        else:
            going.append(one)
    queue.reserve(unit.connection, later)
    return going


def _pools(unit: Unit, due: Sequence[_Due]) -> set[str]:
    tenants = {unit.held(one.row.meeting).meeting.where.tenant for one in due}
    return tenants | {pool_of(kind) for one in due if not one.row.reserved for kind in graph_calls(one.effect)}


def _ask(unit: Unit, hours: Hours, due: Sequence[_Due], now: float, room: int) -> list[_Due]:
    """The questions of these that may go now, those of few calls first. The others get their hour at Graph.

    Of the tenant's calls they get none: they are looked at again when one may be free.
    """
    going: list[_Due] = []
    later: list[tuple[int, float]] = []
    for one in sorted(due, key=lambda question: queue.calls_of(question.effect)):
        if len(going) == room:
            break
        hour = now if one.row.reserved else _hour_at_graph(hours, one.effect, now)
        if hour <= now:
            hour = hours.ask(unit.held(one.row.meeting).meeting.where.tenant, queue.calls_of(one.effect))
        if hour > now:
            later.append((one.row.id, hour))
        else:
            going.append(one)
    queue.reserve(unit.connection, later)
    return going


def _hour_at_graph(hours: Hours, effect: Effect, now: float) -> float:
    return max((hours.give(pool_of(kind), calls) for kind, calls in graph_calls(effect).items()), default=now)


def _task(due: _Due, held: Held) -> Task:
    first = datetime.fromtimestamp(due.row.first, UTC)
    return Task(due.row.id, due.effect, held.meeting, due.row.attempts + 1, first)
