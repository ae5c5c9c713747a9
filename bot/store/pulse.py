"""When we were last alive: one row, renewed as we go, so that the next start knows for how long nobody listened."""

from sqlalchemy import Connection, insert, select, update

from bot.store import schema

EVERY_S = 15.0
AWAY_S = 60.0
"""Longer than this without a pulse, we were away. A restart or an upgrade takes less, and a pulse may be 15 s old."""


def renew(connection: Connection, now: float) -> None:
    """We are alive at *now*."""
    if connection.execute(update(schema.pulse).values(at=now)).rowcount == 0:
        connection.execute(insert(schema.pulse).values(at=now))


def away_since(connection: Connection, now: float) -> float | None:
    """When the process before us was last alive, if that is long ago; None: it is not, or we never ran."""
    last: float | None = connection.execute(select(schema.pulse.c.at)).scalar()
    return last if last is not None and now - last > AWAY_S else None
