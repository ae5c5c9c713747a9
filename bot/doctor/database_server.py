"""A database on a server: whether it lets us in, makes tables for us, and keeps what it says it has written."""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.doctor.findings import Finding, State
from bot.errors import Misconfigured
from bot.store.postgres import told, unpooled

_ACT = "operator: DATABASE_URL, the server's address, user, password, certificate and pg_hba.conf"
_SURE = ("fsync", "full_page_writes")


def check(url: str) -> Iterator[Finding]:
    """That it answers, can be written, and is written to disk."""
    try:
        with unpooled(url).connect() as connection:
            yield Finding(
                "database", State.OK, f"PostgreSQL {connection.execute(text('SHOW server_version')).scalar()}"
            )
            yield _writable(connection)
            yield _durable(connection)
            yield from _sealed_way(connection)
    except Misconfigured as wrong:
        yield Finding("database", State.MISSING, str(wrong), _ACT)
    except SQLAlchemyError as wrong:
        yield Finding("database", State.MISSING, f"does not let us in ({told(wrong)})", _ACT)


def to_read(url: str) -> Engine | None:
    """None: its tables are not made yet, or it cannot be had at all, which `check` tells."""
    with suppress(SQLAlchemyError, Misconfigured):
        engine = unpooled(url, read_only=True)
        return engine if inspect(engine).has_table("installation") else None
    return None


def _writable(connection: Connection) -> Finding:
    """A table is made and struck again: nothing of it stays."""
    try:
        connection.execute(text("CREATE TABLE doctor_was_here (at double precision)"))
    except DBAPIError as wrong:
        act = "operator: the user of DATABASE_URL has to own its database, on the primary server"
        return Finding("database", State.MISSING, f"makes no tables for us ({told(wrong)})", act)
    finally:
        connection.rollback()
    return Finding("database", State.OK, "makes tables for us")


def _durable(connection: Connection) -> Finding:
    off = [name for name in _SURE if connection.execute(text(f"SHOW {name}")).scalar() != "on"]
    if off:
        act = f"operator: on the server, {' and '.join(off)} = on"
        return Finding("database", State.MISSING, "may lose what it said was written", act)
    return Finding("database", State.OK, "has on disk what it says was written")


def _sealed_way(connection: Connection) -> Iterator[Finding]:
    sealed = connection.execute(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).scalar()
    local = connection.execute(
        text("SELECT inet_server_addr() IS NULL OR inet_server_addr() <<= '127.0.0.0/8' OR inet_server_addr() = '::1'")
    ).scalar()
    if sealed:
        yield Finding("database", State.OK, "is reached over TLS")
    elif not local:
        act = "operator: TLS on the server, and no sslmode below require in DATABASE_URL"
        yield Finding("database", State.MISSING, "is reached over a network without TLS", act)
