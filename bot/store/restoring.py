"""A database of some time ago takes up its work, and posts nothing that was asked for then.

What stands in it was mostly done since, by the bot that ran after the backup: the cards that waited, what alarms were
to say, the last line of meetings that are over. So these are let go. What runs still goes on, and at its start the bot
tells such meetings, as always, since when nobody listened.
"""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, or_, select, text, update

from bot.domain.alarms import Alarm
from bot.domain.effects import SetAlarm, Unsubscribe
from bot.domain.events import MeetingFellSilent
from bot.domain.procedure import Procedure
from bot.domain.rules.closing import silent_until
from bot.errors import Misconfigured
from bot.ports import Delivery
from bot.service import handle
from bot.store import alarms, queue, replicas, schema
from bot.store.cache import Cache
from bot.store.copying import BESIDE, Progress, copy_file, fault_in, remove_file
from bot.store.database import open_database
from bot.store.driver import fetch
from bot.store.installation import check_key
from bot.store.opened import Database
from bot.store.queue import Waiting
from bot.store.sqlite import SCHEME, hold_lock
from bot.store.unit import Unit
from bot.store.vault import Vault

SPEAKING = frozenset({Alarm.START_OVERDUE, Alarm.CALL_NOW, Alarm.UNSETTLED, Alarm.STILL_RECORDED, Alarm.WELCOME})
"""Alarms that say something when they ring. The others ask anew, forget, or find that a meeting is over."""

_AT_ONCE = 200  # meetings
_effect, _alarm, _meeting = schema.effect.c, schema.alarm.c, schema.meeting.c
_OLD = delete(schema.effect).where(_effect.first < bindparam("before"))
_HELD = (
    update(schema.effect)
    .where(or_(_effect.holder.is_not(None), _effect.reserved.is_(True)))
    .values(holder=None, reserved=False, due=bindparam("now"))
)
_LANES = select(_effect.lane).distinct()
_SPEAKING = delete(schema.alarm).where(
    _alarm.due < bindparam("before"), _alarm.name.in_([one.value for one in SPEAKING])
)
_WITH_ALARM = (
    select(_alarm.meeting)
    .distinct()
    .where(_alarm.meeting > bindparam("after"))
    .order_by(_alarm.meeting)
    .limit(_AT_ONCE)
)
_FROM_ALL = -(2**63)


@dataclass(frozen=True, slots=True)
class Discarded:
    """How many: effects and alarms that were let go, claims that were freed, meetings that ended, and that run."""

    effects: int
    alarms: int
    released: int
    ended: int
    running: int


def discard(database: Database, vault: Vault, procedure: Procedure, before: float, now: float) -> Discarded:
    """Let go what was asked for before that hour, and end what counted as over then. One transaction.

    Raises:
        Misconfigured: a bot works with the database, or it was written with another key.
        sqlalchemy.exc.SQLAlchemyError: the database did not take it.
    """
    with database.engine.begin() as connection:
        if database.shared:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            if replicas.alive(connection, now):
                raise Misconfigured(("DATABASE_URL: a bot works with it; stop all of them, and wait ten seconds",))
        check_key(connection, vault)
        effects = connection.execute(_OLD, {"before": before}).rowcount
        ended, running = _end(connection, vault, procedure, before, now)
        silenced = connection.execute(_SPEAKING, {"before": before}).rowcount
        released = connection.execute(_HELD, {"now": now}).rowcount
        lanes = connection.execute(_LANES).scalars().all()
        queue.advance(connection, lanes, lambda *_: now)
    return Discarded(effects, silenced, released, ended, running)


def put_back(
    backup: Path, url: str, vault: Vault, procedure: Procedure, before: float, now: float, told: Progress
) -> tuple[Discarded, Path | None]:
    """Put *backup* in the place of the database at *url*, a file, once all is discarded in it; gives where that went.

    It is made ready beside it first: whatever fails leaves what stands as it is, and no bot ever finds it half done.

    Raises:
        Misconfigured: a bot has the database open, or *backup* is no whole database of this version and key.
        OSError, sqlite3.Error: a file cannot be had, or there is no room.
    """
    path = Path(url.removeprefix(SCHEME))
    _make_sure_it_is_ours(path)
    lock = hold_lock(path)
    ready = path.with_name(f"{path.name}.restoring")
    try:
        remove_file(ready)  # of an attempt that was killed
        wrong = _copied(backup, ready, told)
        if wrong:
            raise Misconfigured((f"BACKUP: {wrong}",))
        discarded = _made_ready(ready, vault, procedure, before, now)
        aside = _moved_aside(path, now)
        ready.rename(path)
    finally:
        remove_file(ready)
        lock.close()
    return discarded, aside


def _make_sure_it_is_ours(path: Path) -> None:
    """What another user puts there, the bot could not write."""
    owner = path.stat().st_uid if path.exists() else os.geteuid()
    if owner != os.geteuid():
        raise Misconfigured((f"DATABASE_URL: {path} is another user's; run this as the one that the bot runs as",))


def _copied(backup: Path, ready: Path, told: Progress) -> str | None:
    """What is wrong with the copy; None: nothing."""
    if not backup.is_file():
        return "there is no such file"
    try:
        copy_file(backup, ready, told)
    except sqlite3.DatabaseError as wrong:
        return f"it is no database ({type(wrong).__name__})"
    return fault_in(ready)


def _made_ready(ready: Path, vault: Vault, procedure: Procedure, before: float, now: float) -> Discarded:
    """Its tables are brought up to date first; nothing of it stays in a log beside the file."""
    try:
        database = open_database(f"{SCHEME}{ready}")
    except Misconfigured as wrong:
        raise Misconfigured(("BACKUP: a newer version wrote it, or it is no database of this bot",)) from wrong
    try:
        return discard(database, vault, procedure, before, now)
    finally:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()


def _moved_aside(path: Path, now: float) -> Path | None:
    """Where the present database now is, with what stood beside it; None: there was none."""
    if not path.exists():
        for end in BESIDE:  # an old log beside a restored file would destroy it
            path.with_name(path.name + end).unlink(missing_ok=True)
        return None
    aside = path.with_name(f"{path.name}.before-{datetime.fromtimestamp(now, UTC):%Y%m%dT%H%M%SZ}")
    for end in (*BESIDE, ""):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(aside.with_name(aside.name + end))
    return aside


def _end(connection: Connection, vault: Vault, procedure: Procedure, before: float, now: float) -> tuple[int, int]:
    """End the meetings that nothing was heard of for so long at that hour; gives how many, and how many run still.

    Of what that asks for nothing is posted: the bot that ran then has said it, or nobody waits for it any more.
    """
    hour, arrived, ended, running = _hour(before), _hour(now), 0, 0
    for ids in _with_alarms(connection):
        unit = Unit(connection, vault, Cache())
        unit.load(ids=ids)
        for held in map(unit.held, ids):
            meeting = held.meeting
            if not meeting.running:
                continue
            if silent_until(meeting, procedure) > hour:
                running += 1
                continue
            over = Delivery(f"restored:{held.id}:{held.audit_seq}", meeting.where, MeetingFellSilent(hour), arrived)
            try:
                handle(over, unit, procedure)
            except Exception as wrong:  # noqa: BLE001  # one meeting must not keep all others from coming back
                unit.refuse(over, type(wrong).__name__)
            ended += 1
        unit.flush(now)
        asked = [(held.id, effect) for held, effect in unit.effects]
        alarms.set_all(connection, [(of, one) for of, one in asked if isinstance(one, SetAlarm)])
        kept = [Waiting(of, one) for of, one in asked if isinstance(one, Unsubscribe)]
        queue.add(connection, kept, now, lambda *_: now)
    return ended, running


def _with_alarms(connection: Connection) -> Iterator[list[int]]:
    """The meetings that wait for an alarm, some at a time: every one that runs does."""
    last = _FROM_ALL
    while ids := [row.meeting for row in fetch(connection, _WITH_ALARM, after=last)]:
        yield ids
        last = ids[-1]


def _hour(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
