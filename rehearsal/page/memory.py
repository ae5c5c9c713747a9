"""What the bot remembers, read beside it while it runs: its audit, and its meetings as they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.domain.meeting import Meeting
from bot.store import schema
from bot.store.cache import Cache
from bot.store.unit import Unit
from bot.store.vault import Vault

_PATIENCE_S = 1.0  # so long a lock of the bot's is waited for
_AUDIT = text("SELECT rowid AS number, meeting, at, body FROM audit WHERE rowid > :last ORDER BY rowid")
_NUMBERS = select(schema.meeting.c.id)


class Unreadable(Exception):
    """What the bot remembers cannot be read now: another may hold the database, or it is away."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row of the audit. `number` counts over all meetings; `at`: seconds since 1970."""

    number: int
    meeting: int
    at: float
    body: dict[str, Any]


class Memory:
    """Reads the database and the key in *directory*; writes nothing."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        url = f"sqlite:///file:{directory / 'motevakt.db'}?mode=ro&uri=true"
        self._engine: Engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _PATIENCE_S})

    def read(self, after: int) -> tuple[Sequence[Recorded], Mapping[int, Meeting]]:
        """What the audit holds after row number *after*, and, if that is anything, all meetings now by their row's id.

        Both or neither, so that no row is told without the names that belong to it.

        Raises:
            Unreadable: not now; what was asked for is still there the next time.
        """
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(_AUDIT, {"last": after}).all()
                meetings = self._meetings(connection) if rows else {}
        except OperationalError as wrong:
            raise Unreadable from wrong
        return [Recorded(row.number, row.meeting, row.at, msgspec.json.decode(row.body)) for row in rows], meetings

    def _meetings(self, connection: Connection) -> Mapping[int, Meeting]:
        numbers = list(connection.execute(_NUMBERS).scalars())
        unit = Unit(connection, Vault.at(self._directory / "data.key"), Cache())
        unit.load(ids=numbers)
        return {number: unit.held(number).meeting for number in numbers}
