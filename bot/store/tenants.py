"""The calls of a second that all meetings of a tenant share (docs/TEAMS.md H)."""

from bisect import insort

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.store import codec, pace, schema

_tenant = schema.tenant.c
_ROWS = (
    select(schema.tenant)
    .where(_tenant.tenant.in_(bindparam("tenants", expanding=True)))
    .order_by(_tenant.tenant)
    .with_for_update()
)
_REMOVE = delete(schema.tenant).where(_tenant.tenant.in_(bindparam("tenants", expanding=True)))


class Buckets:
    """The logs of these tenants in one transaction."""

    def __init__(self, connection: Connection, tenants: set[str]) -> None:
        self._connection = connection
        self._sent: dict[str, list[float]] = {tenant: [] for tenant in tenants}
        if tenants:
            for row in connection.execute(_ROWS, {"tenants": list(tenants)}):
                self._sent[row.tenant] = codec.load_hours(row.sent)
        self._planned = {tenant: list(sent) for tenant, sent in self._sent.items()}
        self._changed: set[str] = set()

    def earliest(self, tenant: str, now: float) -> float:
        """When the tenant's next call may go, after those counted and planned."""
        return pace.earliest(self._planned[tenant], now, pace.TENANT)

    def plan(self, tenant: str, hour: float) -> None:
        """Leave room for a call that will be asked for at *hour*, so that not all who wait come back at once."""
        insort(self._planned[tenant], hour)

    def count(self, tenant: str, hour: float) -> None:
        """Count a call."""
        self.plan(tenant, hour)
        self._sent[tenant] = pace.logged(self._sent[tenant], hour, pace.TENANT)
        self._changed.add(tenant)

    def write(self) -> None:
        """Write the logs that changed."""
        if self._changed:
            changed = sorted(self._changed)
            self._connection.execute(_REMOVE, {"tenants": changed})
            self._connection.execute(
                insert(schema.tenant),
                [{"tenant": tenant, "sent": codec.dump_hours(self._sent[tenant])} for tenant in changed],
            )
