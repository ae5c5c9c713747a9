"""Connections beside those of the turns: short ones, for those who look, in the same process or another.

They run none of the bot's turns, so they need no lock of the file. With SQLite readers and the writer do not wait for
each other; of two writers one waits for the other's end.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bot.errors import StoreAway
from bot.store.opened import is_away
from bot.store.sqlite import SCHEME

_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 5000",
)
_SESSION = (
    "SET statement_timeout = '60s'",
    "SET lock_timeout = '5s'",
    "SET idle_in_transaction_session_timeout = '60s'",
    "SET synchronous_commit = on",
)


class Beside:
    """A database whose tables stand. A connection is opened for each use, so any thread may use it."""

    def __init__(self, url: str) -> None:
        self._is_file = url.startswith(SCHEME)
        self._engine = _file(Path(url.removeprefix(SCHEME))) if self._is_file else _server(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the database as it is when it first looks, and writes nothing.

        Raises:
            StoreAway: the database is away.
        """
        options = {} if self._is_file else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with _telling(), self._engine.connect().execution_options(**options) as connection, connection.begin():
            if self._is_file:
                connection.execute(text("BEGIN"))
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on disk when the block is left, and leaves nothing where it raises.

        Raises:
            StoreAway: the database is away, or somebody else writes for too long.
        """
        with _telling(), self._engine.begin() as connection:
            if self._is_file:
                connection.execute(text("BEGIN IMMEDIATE"))
            yield connection


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except DBAPIError as wrong:
        if is_away(wrong):
            raise StoreAway from wrong
        raise


def _file(path: Path) -> Engine:
    """None is made where there is none."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    opened = partial(sqlite3.connect, address, uri=True, check_same_thread=False)
    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions, not the driver
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    return engine


def _server(url: str) -> Engine:
    from bot.store.postgres import unpooled  # its driver is not for those who have a file

    engine = unpooled(url)

    @event.listens_for(engine, "connect")
    def set_session(connection: Any, _record: Any) -> None:
        for setting in _SESSION:
            connection.execute(setting)
        connection.commit()

    return engine
