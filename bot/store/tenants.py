"""The calls of a second that all meetings of a tenant share: 50 by the book (docs/TEAMS.md H).

Each call gets an hour when it is first looked at, in a row: 40 a second, and 8 at once. That makes 48 in any second,
and leaves the rest to roles that are asked at a press. Whoever has an hour need not ask again when it comes.
"""

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.store import schema

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
_REMOVE = delete(schema.tenant).where(_tenant.tenant.in_(bindparam("tenants", expanding=True)))


class Hours:
    """Gives out the hours of these tenants' calls in one transaction, at *now*."""

    def __init__(self, connection: Connection, tenants: set[str], now: float) -> None:
        self._connection, self._now = connection, now
        self._next: dict[str, float] = {}
        self._changed: set[str] = set()
        for row in connection.execute(_ROWS, {"tenants": list(tenants)}) if tenants else ():
            self._next[row.tenant] = row.next if row.next <= now + FARTHEST_S else now

    def give(self, tenant: str) -> float:
        """The hour at which the tenant's next call may go."""
        even = max(self._next.get(tenant, 0.0), self._now)
        self._next[tenant] = even + EVERY_S
        self._changed.add(tenant)
        return max(self._now, even - (AT_ONCE - 1) * EVERY_S)

    def write(self) -> None:
        """Write what was given out."""
        if self._changed:
            changed = sorted(self._changed)
            self._connection.execute(_REMOVE, {"tenants": changed})
            self._connection.execute(
                insert(schema.tenant), [{"tenant": tenant, "next": self._next[tenant]} for tenant in changed]
            )
