"""SQLite: one file, written by one process."""

import fcntl
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from bot.errors import Misconfigured, StillRead
from bot.store.opened import Database
from bot.store.tables import migrate

SCHEME = "sqlite:///"

_PATIENT = "PRAGMA busy_timeout = 2000"
_NO_LONGER_MS = 250
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    _PATIENT,
    "PRAGMA cache_size = -250",  # KiB; with the default, eight times as much, a tick is no faster
)


class Immediate(SQLiteDialect_pysqlite):
    """SQLite whose transactions take the lock as they begin, so that none must give way half done.

    A dialect and no listener to `begin`: an engine with listeners asks them at every statement, a fifth of its cost.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.execute("BEGIN IMMEDIATE")


registry.register("sqlite.immediate", __name__, Immediate.__name__)


class SqliteDatabase(Database):
    """A file that is open, and locked against a second process."""

    def __init__(self, engine: Engine, lock: TextIO) -> None:
        super().__init__(engine)
        self._lock = lock

    def clean(self) -> None:
        """What was deleted is overwritten as it is deleted (`secure_delete`); its older form is in the log alone. That
        can be emptied when nobody reads from it: a page is read in milliseconds, a backup or a proof takes longer.
        """
        with self.engine.connect() as connection:
            opened: Any = connection.connection.dbapi_connection
            opened.execute(f"PRAGMA busy_timeout = {_NO_LONGER_MS}")  # nobody writes meanwhile
            try:
                (busy, *_) = opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                opened.execute(_PATIENT)
        if busy:
            raise StillRead

    def close(self) -> None:
        super().close()
        self._lock.close()


def open_file(url: str) -> Database:
    """The database in the file that *url* names, made where there is none.

    Raises:
        Misconfigured: another process has it, its folder cannot be written, or a newer version wrote it.
    """
    path = Path(url.removeprefix(SCHEME))
    lock = hold_lock(path)
    engine = create_engine(
        "sqlite+immediate://",
        creator=partial(sqlite3.connect, path, check_same_thread=False),  # in an address, a % would be an escape
        poolclass=StaticPool,
    )
    _prepare(engine)
    try:
        migrate(engine)
    except (SQLAlchemyError, Misconfigured) as wrong:
        engine.dispose()
        lock.close()
        if isinstance(wrong, Misconfigured):
            raise
        fault = f"DATABASE_URL: {path} is no database of this version or an older one ({type(wrong).__name__})"
        raise Misconfigured((fault,)) from wrong
    return SqliteDatabase(engine, lock)


def hold_lock(path: Path) -> TextIO:
    """A second process on the same file would take our claims for its own: it must not start. Closing it lets go.

    Raises:
        Misconfigured: another process has it, or its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = path.with_name(path.name + ".lock").open("w")
    except OSError as wrong:
        raise Misconfigured((f"DATABASE_URL: {path} cannot be written ({type(wrong).__name__})",)) from wrong
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        lock.close()
        raise Misconfigured((f"DATABASE_URL: {path} is in use by another process",)) from taken
    return lock


def _prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the dialect begins transactions, not the driver
        for pragma in _PRAGMAS:
            connection.execute(pragma)
