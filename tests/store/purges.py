"""A bot and its database over weeks, as tests of purge and erasure tell of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.domain.events import Event, MeetingEnded, MeetingStarted
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity
from bot.domain.records import Where
from bot.store import schema
from bot.store.opened import Database
from bot.store.purging import Purge, Purged
from bot.store.rows import chained
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import BO, PROCEDURE, WHERE, at, invited, joined
from tests.store.ticks import NOW, delivery

DAY_S = 86_400.0


@dataclass
class World:
    """A database, and a bot that serves it. Days count from the first meeting."""

    database: Database
    vault: Vault
    ticker: Ticker = field(init=False)

    def __post_init__(self) -> None:
        self.ticker = Ticker(self.database, self.vault, PROCEDURE)

    def tell(self, *events: Event, where: Where = WHERE) -> None:
        """Teams tells of these, at the hour of the last."""
        now = events[-1].at.timestamp()
        told = [delivery(f"{where.conversation}-{now}-{n}", event, where) for n, event in enumerate(events)]
        self.ticker.tick(now, told, [], 0)

    def hold(self, *people: Identity, days: float = 0, where: Where = WHERE) -> None:
        """An hour's meeting of these people, and two days more."""
        start, end = at(days * 1440), at(days * 1440 + 60)
        told: list[Event] = [replace(invited(BO), at=start), replace(joined(*people), at=start)]
        self.tell(MeetingStarted(start, start), *told, MeetingEnded(end, end), where=where)
        self.settle(days + 2)

    def settle(self, days: float) -> None:
        """All alarms ring until that day, and nothing that was to be done waits."""
        for _ in range(40):
            self.ticker.tick(NOW + days * DAY_S, [], [], 0)
        with self.database.engine.begin() as connection:
            connection.execute(schema.effect.delete())

    def seen(self, days: float, where: Where = WHERE) -> Meeting:
        """The meeting as the bot knows it."""
        (meeting,) = self.ticker.tick(NOW + days * DAY_S, [], [], 0, [where]).seen
        return meeting

    def purge(self, days: float, retention: timedelta = timedelta(days=30)) -> Purged:
        """A whole purge by the bot itself."""
        now = NOW + days * DAY_S
        one = Purge(self.database, self.vault, PROCEDURE, retention, now, self.ticker.cache)
        while one.step(now):
            pass
        return one.done

    def names(self) -> list[str]:
        """The names that can be opened still."""
        return sorted(name for name in ("Ann", "Bo", "Cato") for one in self._opened() if f"{name} ".encode() in one)

    def rows(self) -> int:
        """How many rows all chains have; each of them holds."""
        heads, count = dict[int, bytes](), 0
        with self.database.engine.begin() as connection:
            rows = select(schema.audit).order_by(schema.audit.c.meeting, schema.audit.c.seq)
            for row in connection.execute(rows).mappings():
                heads[row["meeting"]] = chained(heads.get(row["meeting"], b""), dict(row))
                assert heads[row["meeting"]] == row["hash"]
                count += 1
            for one in connection.execute(select(schema.meeting)):
                assert heads[one.id] == one.audit_hash
        return count

    def _opened(self) -> Iterator[bytes]:
        with self.database.engine.begin() as connection:
            wrapped = {row.id: row.wrapped_key for row in connection.execute(select(schema.meeting))}
            for row in connection.execute(select(schema.person)):
                if wrapped[row.meeting] is not None:
                    key = self.vault.unwrap(wrapped[row.meeting], row.meeting)
                    yield key.open(row.sealed, f"person:{row.person}")


def files(folder: Path) -> bytes:
    """All that the database's files hold."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("motevakt.db*")))
