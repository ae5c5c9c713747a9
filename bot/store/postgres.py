"""PostgreSQL: one database, written by several processes, which go by its clock and wake each other."""

import os
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool, QueuePool

from bot.errors import Misconfigured
from bot.hosts import is_loopback
from bot.log import get_log
from bot.store.opened import Database
from bot.store.tables import migrate

_IN_LINE = "SELECT pg_advisory_xact_lock(7463911)"  # a number of our own: replicas that start together wait in line
_CHANNEL = "motevakt"
_HOUR = text("SELECT extract(epoch FROM clock_timestamp())::float8")
_CALL = text(f"NOTIFY {_CHANNEL}")
_SESSION = (
    "SET statement_timeout = '5s'",
    "SET lock_timeout = '1s'",
    "SET idle_in_transaction_session_timeout = '3s'",  # a process that is frozen must not hold its rows from the others
    "SET synchronous_commit = on",
)
_DRIVER = {"connect_timeout": 3, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
           "tcp_user_timeout": 5000, "application_name": "motevakt"}  # fmt: skip
_PASSING = frozenset({"40001", "40P01"})  # not serialisable, deadlock
_HELD_UP = "55P03"  # a lock was not to be had in time
_AGAIN_S = 1.0
_ACT = "operator: the database of DATABASE_URL, its disk and permissions"
_log = get_log("store")


class DatabaseClock:
    """The database's hour, carried on by this machine's steady clock; so a clock that is set here changes nothing."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.monotonic() + self._ahead, UTC)

    def set(self, hour: float, asked: float, answered: float) -> None:
        """*hour* was the database's, between *asked* and *answered* by the steady clock."""
        self._ahead = hour - (asked + answered) / 2


class PostgresDatabase(Database):
    """An open connection to the server, and another that listens."""

    shared = True

    def __init__(self, engine: Engine, url: URL) -> None:
        super().__init__(engine)
        self.clock: DatabaseClock = DatabaseClock()
        self._url = url
        self._ends = threading.Event()
        self._own = 0

    def keep_time(self, connection: Connection) -> None:
        opened: Any = connection.connection.dbapi_connection
        self._own = opened.info.backend_pid
        asked = time.monotonic()
        hour = connection.execute(_HOUR).scalar_one()
        self.clock.set(hour, asked, time.monotonic())

    def call_others(self, connection: Connection) -> None:
        connection.execute(_CALL)

    def listen(self, called: Callable[[], None]) -> None:
        threading.Thread(target=self._listen, args=(called,), name="listener", daemon=True).start()

    def is_passing(self, wrong: DBAPIError) -> bool:
        return isinstance(wrong, IntegrityError) or _state(wrong) in _PASSING

    def is_held_up(self, wrong: DBAPIError) -> bool:
        return _state(wrong) == _HELD_UP

    def reconnect(self) -> None:
        self.engine.dispose()

    def line_up(self, connection: Connection) -> None:
        connection.execute(text(_IN_LINE))

    def clean(self) -> None:
        """Dead rows are taken out of the tables; where they lay is written over as room is needed (docs/DATA.md)."""
        with unpooled(self._url).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM meeting, person, look"))

    def close(self) -> None:
        self._ends.set()
        super().close()

    def _listen(self, called: Callable[[], None]) -> None:
        """Whoever cannot listen still looks around every second."""
        where, how = self.engine.dialect.create_connect_args(self._url)
        heard = True
        while not self._ends.is_set():
            try:
                with psycopg.connect(*where, **{**how, **_DRIVER}, autocommit=True) as connection:
                    connection.execute(f"LISTEN {_CHANNEL}")
                    heard = True
                    self._hear(connection, called)
            except psycopg.Error as wrong:
                if heard:  # once an outage
                    _log.warning("listener_away", error=type(wrong).__name__, act=_ACT)
                heard = False
                self._ends.wait(_AGAIN_S)

    def _hear(self, connection: psycopg.Connection[Any], called: Callable[[], None]) -> None:
        while not self._ends.is_set():
            for call in connection.notifies(timeout=1.0, stop_after=1):
                if call.pid != self._own:
                    called()


def open_server(url: str) -> Database:
    """The database at *url*, its tables made where there are none.

    Raises:
        Misconfigured: the address is none, the server cannot be reached, or a newer version wrote the tables.
    """
    address = _address(url)
    try:
        engine = create_engine(address, poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args=_DRIVER)
        database = PostgresDatabase(engine, address)
        migrate(unpooled(url), _IN_LINE)  # without the limits of time that hold from here on
        _prepare(engine)
        with engine.begin() as connection:
            database.keep_time(connection)
    except SQLAlchemyError as wrong:
        fault = f"DATABASE_URL: {address.host or 'the server'} cannot be used ({told(wrong)})"
        raise Misconfigured((fault,)) from wrong
    return database


def unpooled(url: str | URL, *, read_only: bool = False) -> Engine:
    """A new connection each time, with the server's own limits.

    Raises:
        Misconfigured: *url* is no address.
    """
    options = {"options": "-c default_transaction_read_only=on"} if read_only else {}
    return create_engine(_address(url), poolclass=NullPool, connect_args=_DRIVER | options)


def without_password(url: str) -> str:
    """The address as tools of PostgreSQL take it, and as it may be shown.

    Raises:
        Misconfigured: *url* is no address.
    """
    address = _address(url)
    bare = URL.create("postgresql", address.username, None, address.host, address.port, address.database)
    shown = {name: value for name, value in address.query.items() if name != "password"}
    return bare.update_query_dict(shown).render_as_string()


def _address(url: str | URL) -> URL:
    """Closed unless opened: over a network the server shows a certificate for its name, unless the address says other.

    Raises:
        Misconfigured: it is no address.
    """
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as wrong:
        raise Misconfigured(("DATABASE_URL is no address of a PostgreSQL database",)) from wrong
    if "sslmode" in address.query or _stays_here(address):
        return address
    roots = ssl.get_default_verify_paths().cafile or "system"
    return address.update_query_dict({"sslmode": "verify-full", "sslrootcert": address.query.get("sslrootcert", roots)})


def _stays_here(address: URL) -> bool:
    """Whether all that it names is this machine, or a socket in its file system."""
    query = address.query
    if query.keys() & {"hostaddr", "service", "servicefile"}:
        return False
    named = query.get("host", ())
    hosts = [address.host or ""] if not named else [named] if isinstance(named, str) else list(named)
    parts = [part for host in hosts for part in (host or os.environ.get("PGHOST", "")).split(",")]
    return all(
        not part or part.startswith("/") or is_loopback(part.split(":")[0] if part.count(":") == 1 else part)
        for part in parts
    )


def _prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_session(connection: psycopg.Connection[Any], _record: Any) -> None:
        for setting in _SESSION:
            connection.execute(setting)
        connection.commit()


def told(wrong: SQLAlchemyError) -> str:
    """What went wrong, by its type and the server's code: its text may name people and passwords."""
    cause = wrong.orig if isinstance(wrong, DBAPIError) else None
    code = _state(wrong)
    return type(cause or wrong).__name__ + (f", {code}" if code else "")


def _state(wrong: SQLAlchemyError) -> str | None:
    return getattr(getattr(wrong, "orig", None), "sqlstate", None)
