"""The calls of a second that all meetings of a tenant share: 50 by the book (docs/TEAMS.md H).

Each call gets an hour when it is first looked at, in a row: 38 a second, and 7 at once. That makes 45 in any second,
and leaves the rest to roles that are asked at a press, and to a turn that is late. Whoever has an hour need not ask
again when it comes.

Cards are given hours in a row; a question is not, so that it never stands before a card that is asked for later: it
goes when no card waits for its hour, and is looked at again when that may be so. Of Graph's calls, which are questions
all, each is given its hour in a row.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.graph_budget import AT_ONCE, RATES, Kind
from bot.store import schema
from bot.store.driver import Among, fetch, run_many

FARTHEST_S = 3600.0
"""An hour farther ahead than this was given by a clock that has been set back since."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A call every so many seconds, and so many at once."""

    every_s: float
    at_once: int


CONNECTOR = Pace(1 / 38, 7)
_GRAPH = {f"graph:{kind}": Pace(1 / rate, AT_ONCE) for kind, rate in RATES.items()}


def pool_of(kind: Kind) -> str:
    """What calls of a kind to Graph go by here: all are counted in one tenant, that which the bot signs in to."""
    return f"graph:{kind}"


_tenant = schema.tenant.c
_ROWS = select(schema.tenant).where(Among(_tenant.tenant, "tenants")).order_by(_tenant.tenant).with_for_update()
_SET = {
    dialect: insert(schema.tenant).on_conflict_do_update(
        index_elements=[_tenant.tenant], set_={"next": insert(schema.tenant).excluded.next}
    )
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


class Hours:
    """Gives out the hours of the calls of these tenants, or pools, in one transaction, at *now*."""

    def __init__(self, connection: Connection, pools: Collection[str], now: float) -> None:
        self._connection, self._now = connection, now
        self._next: dict[str, float] = {}
        self._look: dict[str, float] = {}
        self._changed: set[str] = set()
        for row in fetch(connection, _ROWS, tenants=list(pools)) if pools else ():
            self._next[row.tenant] = row.next if row.next <= now + FARTHEST_S else now

    def give(self, pool: str, calls: int = 1) -> float:
        """The hour at which the pool's next call may go, and as many as *calls* one after the other."""
        hour = self._free(pool)
        self._next[pool] = max(self._next.get(pool, 0.0), self._now) + calls * _pace(pool).every_s
        self._changed.add(pool)
        return hour

    def ask(self, pool: str, calls: int) -> float:
        """The hour at which a question of so many calls may go: now, or when it is to be looked at again.

        Such an hour is not kept free for it: cards that are asked for by then go first.
        """
        free = self._free(pool)
        if free <= self._now:
            return self.give(pool, calls)
        look = max(free, self._look.get(pool, free))
        self._look[pool] = look + calls * _pace(pool).every_s  # those behind it need not look before
        return look

    def _free(self, pool: str) -> float:
        pace = _pace(pool)
        even = max(self._next.get(pool, 0.0), self._now)
        return max(self._now, even - (pace.at_once - 1) * pace.every_s)

    def write(self) -> None:
        """Write what was given out."""
        rows = [{"tenant": pool, "next": self._next[pool]} for pool in sorted(self._changed)]
        run_many(self._connection, _SET[self._connection.dialect.name], rows)


def _pace(pool: str) -> Pace:
    return _GRAPH.get(pool, CONNECTOR)
