"""What the bot remembers, read beside it while it runs: its audit, and its meetings as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.domain.meeting import Meeting
from bot.store import schema
from bot.store.cache import Cache
from bot.store.unit import Unit
from bot.store.vault import Vault

_AUDIT = text("SELECT rowid AS number, meeting, at, body FROM audit WHERE rowid > :last ORDER BY rowid")
_NUMBERS = select(schema.meeting.c.id)


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
        self._engine: Engine = create_engine(
            f"sqlite:///file:{directory / 'motevakt.db'}?mode=ro&uri=true", poolclass=NullPool
        )

    def recorded(self, after: int) -> Sequence[Recorded]:
        """What the audit holds after row number *after*; nothing while there is no database yet."""
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(_AUDIT, {"last": after}).all()
        except OperationalError:
            return ()
        return [Recorded(row.number, row.meeting, row.at, msgspec.json.decode(row.body)) for row in rows]

    def meetings(self) -> dict[int, Meeting]:
        """Every meeting as it stands now, by its row's id."""
        try:
            with self._engine.connect() as connection:
                numbers = list(connection.execute(_NUMBERS).scalars())
                unit = Unit(connection, Vault.at(self._directory / "data.key"), Cache())
                unit.load(ids=numbers)
                return {number: unit.held(number).meeting for number in numbers}
        except OperationalError:
            return {}
