"""The databases that the bot is run on, and what their audit tells afterwards."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import psycopg

from bot.domain.effects import Matter
from bot.domain.events import CardGivenUp, CardShown
from tests.postgres import PostgresServer

_ROWS = "SELECT meeting.conversation, audit.delivery, audit.body FROM audit JOIN meeting ON meeting.id = audit.meeting"


class Kind(StrEnum):
    """Which database."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


@dataclass(frozen=True, slots=True)
class Audit:
    """`decided`: the keys of all deliveries. By conversation and kind of card: `given_up` how often that was, `shown`
    of how many matters there were cards.
    """

    decided: frozenset[str]
    given_up: Counter[tuple[str, str]]
    shown: Counter[tuple[str, str]]


class Store(Protocol):
    """A database of its own for one case."""

    @property
    def url(self) -> str:
        """As DATABASE_URL names it."""

    def audit(self) -> Audit:
        """All that the audit holds, read beside the bot."""

    def sound(self) -> bool:
        """Whether the database finds nothing wrong with itself."""

    def close(self) -> None:
        """It is needed no more."""


class SqliteStore:
    """A file in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "motevakt.db"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def audit(self) -> Audit:
        connection = self.connect()
        try:
            return _read(connection.execute(_ROWS))
        finally:
            connection.close()

    def sound(self) -> bool:
        connection = self.connect()
        try:
            return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
        finally:
            connection.close()

    def connect(self) -> sqlite3.Connection:
        """The file, opened by somebody else than the bot."""
        return sqlite3.connect(self.path, isolation_level=None, timeout=10)

    def close(self) -> None:
        """The folder goes with the case."""


class PostgresStore:
    """A database of *server*. `port`: where the bot is to reach it, if that is not the server's own."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        self.name = server.create()
        self.port = server.port

    @property
    def url(self) -> str:
        return self.server.url(self.name).replace(f":{self.server.port}/", f":{self.port}/")

    def audit(self) -> Audit:
        with psycopg.connect(self.server.url(self.name)) as connection:
            return _read(connection.execute(_ROWS))

    def sound(self) -> bool:
        """Every table can be read to its end."""
        with psycopg.connect(self.server.url(self.name)) as connection:
            for table in ("meeting", "person", "audit", "effect", "alarm", "tenant", "replica"):
                connection.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # names of our own
        return True

    def close(self) -> None:
        self.server.drop(self.name)


def _read(rows: Iterable[tuple[str, str, str]]) -> Audit:
    decided: set[str] = set()
    given_up: Counter[tuple[str, str]] = Counter()
    matters: set[tuple[str, str]] = set()
    for conversation, delivery, body in rows:
        decided.add(delivery)
        told = json.loads(body)
        if told["fact"] == CardGivenUp.__name__:
            given_up[conversation, _kind(told)] += 1
        elif told["fact"] == CardShown.__name__:
            matters.add((conversation, told["matter"]))
    shown = Counter((conversation, Matter.parse(matter).kind.value) for conversation, matter in matters)
    return Audit(frozenset(decided), given_up, shown)


def _kind(told: dict[str, str]) -> str:
    return Matter.parse(told["matter"]).kind.value
