"""The effects that wait: in order in each lane, due when their lane's turn comes, claimed by one worker at a time.

A lane is what must keep its order: a meeting's chat, a meeting's questions to Graph. Only the head of a lane has a
due hour, so that finding what is due never asks what stands before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, tuple_, update

from bot.domain.effects import Effect, FetchInvitation, FlagParticipants, SetAlarm, ShowCard
from bot.store import codec, schema

LEASE_S = 60.0  # longer than a post's time-out (10 s) and the loop's worst stall
CHAT, QUESTIONS = ":chat", ":questions"

_effect = schema.effect.c
_WAITING = select(_effect.lane, _effect.matter).where(
    _effect.lane.in_(bindparam("lanes", expanding=True)), _effect.claimed.is_(False)
)
_OURS = (
    select(_effect.id, _effect.meeting, _effect.lane)
    .where(tuple_(_effect.id, _effect.attempts).in_(bindparam("claims", expanding=True)), _effect.claimed.is_(True))
    .with_for_update()
)
_DUE = (
    select(schema.effect)
    .where(_effect.due <= bindparam("now"))
    .order_by(_effect.due, _effect.id)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True)
)
_HEADS = select(func.min(_effect.id)).where(_effect.lane.in_(bindparam("lanes", expanding=True))).group_by(_effect.lane)
_ADVANCE = update(schema.effect).where(_effect.id.in_(_HEADS), _effect.due.is_(None)).values(due=bindparam("now"))
_MOVE = update(schema.effect).where(_effect.id == bindparam("effect_id"))
_NEXT = select(func.min(_effect.due))


@dataclass(frozen=True, slots=True)
class Waiting:
    """An effect to be queued, of the meeting with this row id."""

    meeting: int
    effect: Effect


def lane_of(meeting: int, effect: Effect) -> str:
    """What this effect must not overtake."""
    return f"{meeting}{QUESTIONS if isinstance(effect, FetchInvitation) else CHAT}"


def add(connection: Connection, new: Sequence[Waiting], now: float) -> set[str]:
    """Queue effects, and give their lanes. One that waits for the same matter already serves for both."""
    effects = [(lane_of(one.meeting, one.effect), one) for one in new if not isinstance(one.effect, SetAlarm)]
    lanes = {lane for lane, _ in effects}
    if not lanes:
        return lanes
    waiting = {(row.lane, row.matter) for row in connection.execute(_WAITING, {"lanes": list(lanes)})}
    many: list[dict[str, Any]] = []
    for lane, one in effects:
        matter = _matter(one.effect)
        if (lane, matter) not in waiting:
            waiting.add((lane, matter))
            many.append(_row(one, lane, matter, now))
    if many:
        connection.execute(insert(schema.effect), many)
    return lanes


def still_ours(connection: Connection, claims: Iterable[tuple[int, int]]) -> dict[int, Any]:
    """Which of these (effect, attempt) are claimed by that very attempt; a lease that ran out fences the late off."""
    wanted = list(claims)
    return {row.id: row for row in connection.execute(_OURS, {"claims": wanted})} if wanted else {}


def remove(connection: Connection, effects: Sequence[int]) -> None:
    if effects:
        connection.execute(delete(schema.effect).where(_effect.id.in_(effects)))


def postpone(connection: Connection, hours: Sequence[tuple[int, float]]) -> None:
    """Let these effects come due at these hours, unclaimed."""
    if hours:
        connection.execute(_MOVE, [{"effect_id": effect, "due": hour, "claimed": False} for effect, hour in hours])


def advance(connection: Connection, lanes: Iterable[str], now: float) -> None:
    """Give the head of each of these lanes its hour."""
    wanted = list(lanes)
    if wanted:
        connection.execute(_ADVANCE, {"lanes": wanted, "now": now})


def due(connection: Connection, now: float, room: int) -> Sequence[Row[Any]]:
    """At most *room* effects whose hour has come, the longest waiting first."""
    return connection.execute(_DUE, {"now": now, "room": room}).all() if room > 0 else []


def claim(connection: Connection, effects: Sequence[Row[Any]], now: float) -> None:
    """Take these effects until the lease runs out."""
    if effects:
        lease = [
            {"effect_id": row.id, "due": now + LEASE_S, "claimed": True, "attempts": row.attempts + 1}
            for row in effects
        ]
        connection.execute(_MOVE, lease)


def release_all(connection: Connection, now: float) -> None:
    """At start-up: what the process before us had claimed is due again."""
    connection.execute(update(schema.effect).where(_effect.claimed.is_(True)).values(claimed=False, due=now))


def next_due(connection: Connection) -> float | None:
    """When the next effect comes due; None: none waits."""
    return connection.execute(_NEXT).scalar()


def depth(connection: Connection) -> int:
    """How many effects wait or are under way."""
    return connection.execute(select(func.count()).select_from(schema.effect)).scalar_one()


def _matter(effect: Effect) -> str:
    match effect:
        case ShowCard(matter=matter) | FlagParticipants(matter=matter):
            return str(matter)
        case _:
            return type(effect).__name__


def _row(one: Waiting, lane: str, matter: str, now: float) -> dict[str, Any]:
    return {
        "meeting": one.meeting,
        "lane": lane,
        "matter": matter,
        "body": codec.dump_effect(one.effect),
        "first": now,
        "due": None,
        "claimed": False,
        "attempts": 0,
    }
