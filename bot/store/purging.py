"""The purge: what has lapsed is destroyed, a few meetings a transaction, so that nobody waits for it.

It goes through all meetings in the order of their ids and can be taken up anywhere. On a server, rows that another
process holds are passed over: the next night finds them.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.procedure import Procedure
from bot.log import get_log
from bot.store import erasing, lapsing, schema
from bot.store.cache import Cache
from bot.store.driver import Among, fetch, run, run_many
from bot.store.lapsing import Found, Lapsed
from bot.store.opened import Database
from bot.store.rows import Held
from bot.store.unit import Unit
from bot.store.vault import Vault
from bot.store.writing import write

LOOKED_THROUGH, AT_ONCE = 50, 10
"""So many meetings are looked through at a time; of those where something lapsed, so many are done in a transaction."""

BEFORE_ALL = -(2**63)
_LOOKS_AT_ONCE = 500
_meeting, _person, _look = schema.meeting.c, schema.person.c, schema.look.c
_FREE = select(_meeting.id).where(Among(_meeting.id, "ids")).order_by(_meeting.id).with_for_update(skip_locked=True)
_AGE = update(schema.person).where(Among(_person.meeting, "ids"), _person.kept.is_(None)).values(kept=bindparam("now"))
_DELETE = delete(schema.person).where(
    _person.meeting == bindparam("meeting_id"), _person.person == bindparam("person_id")
)
_END = update(schema.meeting).where(_meeting.id == bindparam("meeting_id"))
_OLD_LOOKS = (
    select(_look.seq)
    .where(_look.at < bindparam("before"), _look.sealed.is_not(None))
    .order_by(_look.at)
    .limit(_LOOKS_AT_ONCE)
)
_UNNAME = update(schema.look).where(Among(_look.seq, "looks")).values(sealed=None)
_log = get_log("store")


@dataclass(slots=True)
class Purged:
    """How much went: names, meetings that remember nobody any more, keys that were destroyed, looks without a name."""

    names: int = 0
    meetings: int = 0
    keys: int = 0
    looks: int = 0

    def __bool__(self) -> bool:
        return bool(self.names or self.meetings or self.keys or self.looks)


class Purge:
    """One purge, begun at *now*, of what is older than *retention* allows. `done`: what went so far; `seen`: how many
    meetings were looked through.

    *cache*: the meetings that the caller holds open on this database, if it serves it.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        procedure: Procedure,
        retention: timedelta,
        now: float,
        cache: Cache | None = None,
    ) -> None:
        self._engine, self._vault, self._procedure = database.engine, vault, procedure
        self._cache = Cache() if cache is None else cache
        self._limit = lapsing.limits(now, retention)
        self._after = BEFORE_ALL
        self.done = Purged()
        self.seen = 0

    def step(self, now: float) -> bool:
        """One transaction, of some milliseconds; gives whether there is more to do.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database did not take it; the same step may be tried again.
        """
        with self._engine.begin() as connection:
            found = lapsing.look_through(connection, self._after, LOOKED_THROUGH, self._limit)
            if found is None:
                looks = self._unname_looks(connection)
                done, after = Purged(looks=looks), self._after
            else:
                unit = Unit(connection, self._vault, self._cache)
                done, after = self._destroy(unit, found, now)
        if found is not None:
            self._cache.let_go(one.meeting for one in found.lapsed)
            self.seen += found.many if after == found.last else 0
        self._after = after
        self._add(done)
        return found is not None or done.looks == _LOOKS_AT_ONCE

    def _destroy(self, unit: Unit, found: Found, now: float) -> tuple[Purged, int]:
        """What went, and the last meeting that is done with."""
        connection, some = unit.connection, found.lapsed[:AT_ONCE]
        after = some[-1].meeting if len(some) < len(found.lapsed) else found.last
        unaged = [number for number in found.unaged if number <= after]
        if unaged:
            run(connection, _AGE, ids=unaged, now=now)
        free = {row.id for row in fetch(connection, _FREE, ids=[one.meeting for one in some])} if some else set()
        unit.load(ids=[one.meeting for one in some if one.meeting in free and one.keyed])
        done, ended = Purged(), list[dict[str, object]]()
        for one in some:
            if one.meeting not in free:
                continue
            if not one.keyed:  # nothing opens these any more
                gone = [{"meeting_id": one.meeting, "person_id": person} for person in one.people]
                run_many(connection, _DELETE, gone)
                continue
            held = unit.held(one.meeting)
            names, forgot = self._erase(unit, one, held, now)
            done.names += names
            done.meetings += forgot
            if one.over and not one.still_serves(held.meeting, now, self._limit):
                keeps = len(one.people) + one.left > names
                done.keys += not keeps
                ended.append(
                    {"meeting_id": one.meeting, "state": None, "wrapped_key": held.wrapped_key if keeps else None}
                )
        write(unit, now)
        run_many(connection, _END, ended)
        return done, after

    def _erase(self, unit: Unit, one: Lapsed, held: Held, now: float) -> tuple[int, bool]:
        """How many names went, and whether the meeting remembers nobody any more."""
        if one.erases(held.meeting, now, self._limit):
            try:
                erasing.erase(unit, held, one.people, now, self._procedure)
            except SQLAlchemyError:
                raise
            except Exception as wrong:  # noqa: BLE001  # one bad meeting must not keep the names of all others
                _log.error("purge_failed", act="developers", exc_info=wrong)
                return 0, False
            return len(one.people), True
        if one.forgotten:
            erasing.drop(unit, held, one.forgotten, now)
        return len(one.forgotten), False

    def _unname_looks(self, connection: Connection) -> int:
        old = [row.seq for row in fetch(connection, _OLD_LOOKS, before=self._limit.looks)]
        if old:
            run(connection, _UNNAME, looks=old)
        return len(old)

    def _add(self, done: Purged) -> None:
        total = self.done
        total.names, total.meetings = total.names + done.names, total.meetings + done.meetings
        total.keys, total.looks = total.keys + done.keys, total.looks + done.looks
