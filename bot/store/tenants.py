"""The calls of a second that all meetings of a tenant share: 50 by the book (docs/TEAMS.md H).

Each call gets an hour when it is first looked at, in a row: 40 a second, and 8 at once. That makes 48 in any second,
and leaves the rest to roles that are asked at a press. Whoever has an hour need not ask again when it comes.

Cards are given hours in a row; a question is not, so that it never stands before a card that is asked for later: it
goes when no card waits for its hour, and is looked at again when that may be so.
"""

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.store import schema
from bot.store.many import execute_many

EVERY_S = 1 / 40
AT_ONCE = 8
FARTHEST_S = 300.0
"""An hour farther ahead than this was given by a clock that has been set back since."""

_tenant = schema.tenant.c
_ROWS = (
    select(schema.tenant)
    .where(_tenant.tenant.in_(bindparam("tenants", expanding=True)))
    .order_by(_tenant.tenant)
    .with_for_update()
)
_UPDATE = update(schema.tenant).where(_tenant.tenant == bindparam("of"))
_INSERT = insert(schema.tenant)


class Hours:
    """Gives out the hours of these tenants' calls in one transaction, at *now*."""

    def __init__(self, connection: Connection, tenants: set[str], now: float) -> None:
        self._connection, self._now = connection, now
        self._next: dict[str, float] = {}
        self._stored: set[str] = set()
        self._look: dict[str, float] = {}
        self._changed: set[str] = set()
        for row in connection.execute(_ROWS, {"tenants": list(tenants)}) if tenants else ():
            self._stored.add(row.tenant)
            self._next[row.tenant] = row.next if row.next <= now + FARTHEST_S else now

    def give(self, tenant: str, calls: int = 1) -> float:
        """The hour at which the tenant's next call may go, and as many as *calls* one after the other."""
        hour = self._free(tenant)
        self._next[tenant] = max(self._next.get(tenant, 0.0), self._now) + calls * EVERY_S
        self._changed.add(tenant)
        return hour

    def ask(self, tenant: str, calls: int) -> float:
        """The hour at which a question of so many calls may go: now, or when it is to be looked at again.

        Such an hour is not kept free for it: cards that are asked for by then go first.
        """
        free = self._free(tenant)
        if free <= self._now:
            return self.give(tenant, calls)
        look = max(free, self._look.get(tenant, free))
        self._look[tenant] = look + calls * EVERY_S  # those behind it need not look before
        return look

    def _free(self, tenant: str) -> float:
        even = max(self._next.get(tenant, 0.0), self._now)
        return max(self._now, even - (AT_ONCE - 1) * EVERY_S)

    def write(self) -> None:
        """Write what was given out."""
        known, new = sorted(self._changed & self._stored), sorted(self._changed - self._stored)
        if known:
            execute_many(self._connection, _UPDATE, [{"of": tenant, "next": self._next[tenant]} for tenant in known])
        if new:
            execute_many(self._connection, _INSERT, [{"tenant": tenant, "next": self._next[tenant]} for tenant in new])
