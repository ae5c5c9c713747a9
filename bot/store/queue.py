"""The effects that wait: in order in each lane, due when their lane's turn comes, claimed by one process at a time.

Whoever writes to a meeting's effects holds the meeting's row. To claim, rows that others hold are passed over.

A lane is what must keep its order: a meeting's chat, a meeting's questions to Teams and Graph. Only the head of a lane
has a due hour, so that finding what is due never asks what stands before it.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from sqlalchemy import Connection, Row, Select, bindparam, case, delete, func, insert, or_, select, update

from bot.domain.effects import (
    AddApp,
    Effect,
    FetchFiles,
    FetchInvitation,
    FetchOptions,
    FetchOrganisation,
    FetchRecordings,
    FetchRoster,
    FetchStart,
    FlagParticipants,
    FoldOrphan,
    Question,
    SetAlarm,
    SetOptions,
    ShowCard,
    Subscribe,
    Unsubscribe,
)
from bot.store import codec, schema
from bot.store.driver import Among, fetch, run, run_many

LEASE_S = 120.0  # longer than the longest deed (three calls of 10 s, twice where our token is not taken, and waits)
CHAT, PRIVATE, QUESTIONS = ":chat", ":private", ":questions"

_effect = schema.effect.c
_IN_LANES = select(_effect.id, _effect.lane, _effect.matter, _effect.holder).where(Among(_effect.lane, "lanes"))
_OURS = select(_effect.id, _effect.attempts, _effect.meeting, _effect.lane).where(
    Among(_effect.id, "ids"), _effect.holder == bindparam("me")
)
_DUE = (
    select(schema.effect)
    .join(schema.meeting, schema.meeting.c.id == _effect.meeting)
    .where(_effect.due <= bindparam("now"), or_(_effect.holder.is_(None), _effect.holder != bindparam("me")))
    .order_by(case((_effect.lane.endswith(QUESTIONS), 1), else_=0), _effect.id)  # people first, questions after
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True)
)
_OF_HOLDERS = (
    select(_effect.id)
    .join(schema.meeting, schema.meeting.c.id == _effect.meeting)
    .where(Among(_effect.holder, "holders"))
)
_HELD = _OF_HOLDERS.with_for_update(skip_locked=True)
_HELD_BY_ME = _OF_HOLDERS.order_by(schema.meeting.c.id).with_for_update()
_FIRST = select(func.min(_effect.id)).where(Among(_effect.lane, "lanes")).group_by(_effect.lane)
_HEADS = select(_effect.id, _effect.meeting, _effect.lane, _effect.matter).where(
    _effect.id.in_(_FIRST), _effect.due.is_(None)
)
_MOVE = update(schema.effect).where(_effect.id == bindparam("effect_id"))
_CLAIM = (
    update(schema.effect)
    .where(Among(_effect.id, "ids"))
    .values(holder=bindparam("me"), due=bindparam("until"), reserved=False, attempts=_effect.attempts + 1)
)
_SET_BACK = tuple(
    update(hour.table).where(hour > bindparam("now")).values({hour: hour - bindparam("by")})
    for hour in (_effect.due, schema.tenant.c.next, schema.tenant.c.taken)
)
_REMOVE = delete(schema.effect).where(Among(_effect.id, "effects"))
_INSERT = insert(schema.effect)

Turn = Callable[[int, str, str], float]
"""The hour of an effect whose turn has come, by its meeting's row id, lane and matter."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An effect to be queued, of the meeting with this row id. `opened_now`: nothing of it can be waiting yet."""

    meeting: int
    effect: Effect
    opened_now: bool = False


def lane_of(meeting: int, effect: Effect) -> str:
    """What this effect must not overtake."""
    if isinstance(effect, FetchOptions | SetOptions):
        return f"{meeting}:options{QUESTIONS}"  # recording is turned off, whoever else is slow to answer
    if isinstance(effect, FetchRecordings | Subscribe | Unsubscribe):
        return f"{meeting}:feeds{QUESTIONS}"
    if isinstance(effect, AddApp):
        return f"{meeting}:app{QUESTIONS}"  # whoever announced the meeting waits
    if isinstance(effect, Question):
        return f"{meeting}{QUESTIONS}"
    return f"{meeting}{PRIVATE if isinstance(effect, ShowCard) and effect.to else CHAT}"


def is_post(lane: str) -> bool:
    """Whether this lane's effects are posts in a chat."""
    return not lane.endswith(QUESTIONS)


def is_shared(lane: str) -> bool:
    """Whether this lane's effects are posts that everybody in the chat sees."""
    return lane.endswith(CHAT)


def calls_of(effect: Effect) -> int:
    """How many of the tenant's calls it takes; those of one deed go one after the other."""
    return 1 + effect.ask if isinstance(effect, FetchRoster) else 1


def add(connection: Connection, new: Sequence[Waiting], now: float, turn: Turn) -> None:
    """Queue effects; those before which none stands have their turn.

    One that waits for the same matter serves for both, and is as new.
    """
    effects = [(lane_of(one.meeting, one.effect), one) for one in new if not isinstance(one.effect, SetAlarm)]
    if not effects:
        return
    old = {lane for lane, one in effects if not one.opened_now}
    there = fetch(connection, _IN_LANES, lanes=list(old)) if old else ()
    waiting = {(row.lane, row.matter): row.id for row in there if row.holder is None}
    taken = {row.lane for row in there}
    many: dict[tuple[str, str], dict[str, Any]] = {}
    again: list[dict[str, Any]] = []
    for lane, one in effects:
        matter = _matter(one.effect)
        if (lane, matter) in waiting:
            again.append({"effect_id": waiting[lane, matter], "first": now})
        elif (lane, matter) not in many:
            due = None if lane in taken else turn(one.meeting, lane, matter)
            taken.add(lane)
            many[lane, matter] = _row(one, lane, matter, now, due)
    if again:
        run_many(connection, _MOVE, again)
    if many:
        run_many(connection, _INSERT, list(many.values()))


def still_ours(connection: Connection, me: str, claims: Iterable[tuple[int, int]]) -> dict[int, Any]:
    """Which of these (effect, attempt) *me* holds by that very attempt; a lease that ran out fences the late off."""
    wanted = dict(claims)
    found = fetch(connection, _OURS, ids=list(wanted), me=me) if wanted else ()
    return {row.id: row for row in found if row.attempts == wanted[row.id]}


def remove(connection: Connection, effects: Sequence[int]) -> None:
    if effects:
        run(connection, _REMOVE, effects=list(effects))


def postpone(connection: Connection, hours: Sequence[tuple[int, float]]) -> None:
    """Let these effects be tried again from these hours on."""
    _move(connection, hours, reserved=False)


def reserve(connection: Connection, hours: Sequence[tuple[int, float]]) -> None:
    """Let these effects come due at these hours, which are theirs among the tenant's calls."""
    _move(connection, hours, reserved=True)


def _move(connection: Connection, hours: Sequence[tuple[int, float]], *, reserved: bool) -> None:
    if hours:
        moved = [{"effect_id": one, "due": hour, "reserved": reserved, "holder": None} for one, hour in hours]
        run_many(connection, _MOVE, moved)


def advance(connection: Connection, lanes: Iterable[str], turn: Turn) -> None:
    """Give the head of each of these lanes its turn."""
    wanted = list(lanes)
    heads = fetch(connection, _HEADS, lanes=wanted) if wanted else ()
    if heads:
        hours = [{"effect_id": row.id, "due": turn(row.meeting, row.lane, row.matter)} for row in heads]
        run_many(connection, _MOVE, hours)


def due(connection: Connection, me: str, now: float, look_at: int) -> Sequence[Row[Any]]:
    """At most *look_at* effects whose hour has come, those asked for first before the others.

    What *me* holds is under way, whatever its lease says: a clock may have jumped.
    """
    return fetch(connection, _DUE, me=me, now=now, room=look_at) if look_at > 0 else []


def set_back(connection: Connection, now: float, by: float) -> None:
    """The clock was set back *by* so many seconds, to *now*: nothing waits longer for it."""
    for hours in _SET_BACK:
        run(connection, hours, now=now, by=by)


def claim(connection: Connection, me: str, effects: Sequence[Row[Any]], now: float) -> None:
    """Take these effects for *me* until the lease runs out."""
    if effects:
        run(connection, _CLAIM, ids=[row.id for row in effects], me=me, until=now + LEASE_S)


def release(connection: Connection, holders: Sequence[str], now: float) -> int:
    """Let what these hold be due again; gives how many.

    Those of a meeting that another process has in hand just now are left to the next time.
    """
    return _release(connection, _HELD, holders, now, ()) if holders else 0


def release_all_but(connection: Connection, me: str, now: float, but: Iterable[int]) -> int:
    """Let what *me* holds be due again, *but* for these effects; gives how many. Waits for whoever has it in hand."""
    return _release(connection, _HELD_BY_ME, [me], now, set(but))


def _release(
    connection: Connection, held: Select[Any], holders: Sequence[str], now: float, kept: Collection[int]
) -> int:
    ids = [row.id for row in fetch(connection, held, holders=list(holders)) if row.id not in kept]
    free = [{"effect_id": one, "due": now, "reserved": False, "holder": None} for one in ids]
    if free:
        run_many(connection, _MOVE, free)
    return len(free)


def _matter(effect: Effect) -> str:
    """What it is about: two that wait in one lane and are about the same become one."""
    match effect:
        case ShowCard(matter=matter) | FlagParticipants(matter=matter):
            return str(matter)
        case FetchRoster(ask=ask):
            return f"{type(effect).__name__}:{ask}"
        case FetchOrganisation(tenant=tenant):
            return _fitting(f"{type(effect).__name__}:{tenant}")
        case FoldOrphan(activity=activity):
            return _fitting(f"orphan:{activity}")
        case SetOptions(wanted=wanted):
            return _fitting(f"{type(effect).__name__}:{','.join(wanted)}")
        case Subscribe(feed=feed):
            return f"{type(effect).__name__}:{feed}"
        case Unsubscribe(feed=feed, id=number):
            return _fitting(f"{type(effect).__name__}:{feed}:{number}")
        case FetchInvitation() | FetchStart() | FetchOptions() | FetchRecordings() | FetchFiles() | AddApp():
            return type(effect).__name__
        case SetAlarm():
            raise TypeError("an alarm is kept in its own table")
        case _:
            assert_never(effect)


def _fitting(matter: str) -> str:
    """*matter*, or where the column has no room for it as much as fits with a hash of the whole."""
    if len(matter) <= schema.MATTER_LENGTH:
        return matter
    digest = hashlib.sha256(matter.encode()).hexdigest()
    return f"{matter[: schema.MATTER_LENGTH - len(digest)]}{digest}"


def _row(one: Waiting, lane: str, matter: str, now: float, due: float | None) -> dict[str, Any]:
    return {
        "meeting": one.meeting,
        "lane": lane,
        "matter": matter,
        "body": codec.dump_effect(one.effect),
        "first": now,
        "due": due,
        "reserved": False,
        "holder": None,
        "attempts": 0,
    }
