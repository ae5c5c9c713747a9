"""The posts of a second that all meetings of a tenant share (docs/TEAMS.md H)."""

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
        self._changed: set[str] = set()
        if tenants:
            for row in connection.execute(_ROWS, {"tenants": list(tenants)}):
                self._sent[row.tenant] = codec.load_hours(row.sent)

    def earliest(self, tenant: str, now: float) -> float:
        """When the tenant's next post may go."""
        return pace.earliest(self._sent[tenant], now, pace.TENANT)

    def reserve(self, tenant: str, hour: float) -> None:
        """Count a post."""
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
