"""The processes that share the database: when each was last alive, and what the dead ones leave to the others.

A row a process, renewed as it goes. Whoever was not heard of for a while counts as dead: what it had claimed is taken
over. The newest row of all tells the next start for how long nobody listened.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.store import schema

EVERY_S = 3.0
DEAD_S = 10.0
"""What a dead process had claimed is taken over so long after its last beat, and one beat later at most."""

AWAY_S = 60.0
"""Longer than this without a beat of anybody, we were away. A restart or an upgrade takes less."""

_replica = schema.replica.c
_BEAT = update(schema.replica).where(_replica.id == bindparam("me"))
_SILENT = (
    select(_replica.id)
    .where(_replica.beat < bindparam("since"), _replica.id != bindparam("me"))
    .with_for_update(skip_locked=True)
)
_OTHERS = select(_replica.id).where(_replica.id != bindparam("me")).with_for_update(skip_locked=True)
_ALIVE = select(func.count()).where(_replica.beat >= bindparam("since"))
_CLAIMS = select(schema.effect.c.holder).where(schema.effect.c.holder == _replica.id).exists()
_FORGET = delete(schema.replica).where(_replica.id.in_(bindparam("ids", expanding=True)), ~_CLAIMS)


def beat(connection: Connection, me: str, now: float) -> None:
    """This process is alive at *now*."""
    if connection.execute(_BEAT, {"me": me, "beat": now}).rowcount == 0:
        connection.execute(insert(schema.replica).values(id=me, beat=now))


def silent(connection: Connection, me: str, now: float) -> Sequence[str]:
    """The others that were not heard of for so long that they count as dead, but for those whom somebody buries."""
    return connection.execute(_SILENT, {"me": me, "since": now - DEAD_S}).scalars().all()


def alive(connection: Connection, now: float) -> int:
    """How many there are, this one too, that do not count as dead."""
    return connection.execute(_ALIVE, {"since": now - DEAD_S}).scalar_one()


def others(connection: Connection, me: str) -> Sequence[str]:
    """All others, alive or not."""
    return connection.execute(_OTHERS, {"me": me}).scalars().all()


def forget(connection: Connection, ids: Sequence[str]) -> None:
    """Strike these off, but for those that still have claims."""
    if ids:
        connection.execute(_FORGET, {"ids": list(ids)})


def last_alive(connection: Connection) -> float | None:
    """When any of them was last alive; None: none ever was."""
    return connection.execute(select(func.max(_replica.beat))).scalar()
