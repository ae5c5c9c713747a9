"""The calls of a second that all meetings of a tenant share: 50 by the book (docs/TEAMS.md H).

Each call gets an hour when it is first looked at, in a row: 42 a second, and 7 at once. When the hour has come the call
goes, unless a turn was late, so that the hours of many have come at once: then they go one after the other all the
same. None is claimed by a process that has no place for it just now (bot/outbound/window.py): others may have one.

Cards are given hours in a row; a question is not, so that it never stands before a card that is asked for later: it
goes when no card waits for its hour, and is looked at again when that may be so. Of Graph's calls, which are questions
all, each is given its hour in a row.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import inf

from sqlalchemy import Connection, select

from bot.graph_budget import AT_ONCE, RATES, Kind
from bot.store import schema
from bot.store.driver import Among, fetch, run_many, upsert

FARTHEST_S = 3600.0
"""An hour farther ahead than this was given by a clock that has been set back since."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A call every so many seconds, and so many at once."""

    every_s: float
    at_once: int


CONNECTOR = Pace(1 / 42, 7)
_GRAPH = {f"graph:{kind}": Pace(1 / rate, AT_ONCE) for kind, rate in RATES.items()}


Places = Callable[[str], float]
"""How many more calls of a tenant this process may begin just now; may be below zero. Called by the writer's thread."""


def no_end(_tenant: str) -> float:
    """Places without number."""
    return inf


def pool_of(kind: Kind) -> str:
    """What calls of a kind to Graph go by here: all are counted in one tenant, that which the bot signs in to."""
    return f"graph:{kind}"


_tenant = schema.tenant.c
_ROWS = select(schema.tenant).where(Among(_tenant.tenant, "tenants")).order_by(_tenant.tenant).with_for_update()
_SET = upsert(schema.tenant, ("tenant",), ("next", "taken"))


class Hours:
    """Gives out the hours of the calls of these tenants, or pools, in one transaction, at *now*.

    Each pool has two marks that run ahead of the clock: how far hours have been given, and how far calls have gone.
    What has its hour, and what is asked, goes only while there are *places* for it.
    """

    def __init__(self, connection: Connection, pools: Collection[str], now: float, places: Places = no_end) -> None:
        self._connection, self._now, self._places = connection, now, places
        self._left: dict[str, float] = {}
        self._given: dict[str, float] = {}
        self._gone: dict[str, float] = {}
        self._look: dict[str, float] = {}
        self._changed: set[str] = set()
        for row in fetch(connection, _ROWS, tenants=list(pools)) if pools else ():
            self._given[row.tenant], self._gone[row.tenant] = self._sane(row.next), self._sane(row.taken)

    def give(self, pool: str, calls: int = 1) -> float:
        """The hour at which the pool's next call may go, and as many as *calls* one after the other."""
        hour = self._free(pool, self._given)
        self._advance(pool, self._given, calls)
        return hour

    def take(self, pool: str) -> float:
        """The hour at which a call that has its hour goes: now, or a little later, if others were late too."""
        free = self._placed(pool, self._free(pool, self._gone))
        if free > self._now:
            return self._look_again(pool, free, 1)
        self._advance(pool, self._gone, 1)
        return self._now

    def ask(self, pool: str, calls: int) -> float:
        """The hour at which a question of so many calls may go: now, or when it is to be looked at again.

        Such an hour is not kept free for it: cards that are asked for by then go first.
        """
        free = self._placed(pool, max(self._free(pool, self._given), self._free(pool, self._gone)))
        if free > self._now:
            return self._look_again(pool, free, calls)
        self._advance(pool, self._given, calls)
        self._advance(pool, self._gone, calls)
        return self._now

    def write(self) -> None:
        """Write what was given out."""
        rows = [
            {"tenant": pool, "next": self._given.get(pool, 0.0), "taken": self._gone.get(pool, 0.0)}
            for pool in sorted(self._changed)
        ]
        run_many(self._connection, _SET[self._connection.dialect.name], rows)

    def _free(self, pool: str, mark: Mapping[str, float]) -> float:
        pace = _pace(pool)
        even = max(mark.get(pool, 0.0), self._now)
        return max(self._now, even - (pace.at_once - 1) * pace.every_s)

    def _placed(self, pool: str, free: float) -> float:
        """*free*, and then one place less; later, if there is none."""
        if free > self._now:
            return free
        if pool not in self._left:
            self._left[pool] = self._places(pool)
        self._left[pool] -= 1
        return free if self._left[pool] >= 0 else self._now + _pace(pool).every_s

    def _advance(self, pool: str, mark: dict[str, float], calls: int) -> None:
        mark[pool] = max(mark.get(pool, 0.0), self._now) + calls * _pace(pool).every_s
        self._changed.add(pool)

    def _look_again(self, pool: str, free: float, calls: int) -> float:
        look = max(free, self._look.get(pool, free))
        self._look[pool] = look + calls * _pace(pool).every_s  # those behind it need not look before
        return look

    def _sane(self, mark: float) -> float:
        return mark if mark <= self._now + FARTHEST_S else self._now


def _pace(pool: str) -> Pace:
    return _GRAPH.get(pool, CONNECTOR)
