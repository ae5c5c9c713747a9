"""What the store keeps of two meetings: one that is over, with a stranger in it, and one that runs."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from bot.counting import count
from bot.domain.events import Event, MeetingEnded
from bot.domain.participants import Identity, Kind
from bot.domain.records import Where
from bot.evidence.records import Look
from bot.outbound.clock import SystemClock
from bot.ports import Clock
from bot.store.beside import Beside
from bot.store.database import open_database
from bot.store.records import StoredRecords
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, CATO, NINE, PROCEDURE, WHERE, at, invited, joined, started
from tests.store.series import LATE, OTHER, note
from tests.store.ticks import delivery

MARKUP = Identity('<script>alert("x")</script>', "29:markup", kind=Kind.ANONYMOUS)
"""Somebody who calls himself so in the meeting."""


FILE, KEY = "motevakt.db", "data.key"


def keep_meetings(directory: Path) -> None:
    """Put a database there with both meetings, and its key."""
    vault, database = Vault.at(directory / KEY), open_database(f"sqlite:///{directory / FILE}")
    ticker = Ticker(database, vault, PROCEDURE)
    over = (started(), invited(BO), joined(ANN, BO), joined(CATO, MARKUP, minutes=3), MeetingEnded(at(40), at(40)))
    told: dict[Where, tuple[Event, ...]] = {WHERE: over, OTHER: (started(60), joined(ANN, minutes=61))}
    for where, events in told.items():
        for number, event in enumerate(events):
            one = delivery(f"{where.conversation}:{number}", event, where)
            ticker.tick(event.at.timestamp(), [one], [], 0)
    note(database, vault)
    database.close()
    kept = StoredRecords(Beside(f"sqlite:///{directory / FILE}"), vault, SystemClock())
    kept.conclude(count, LATE, 10)


class Store:
    """A copy of what was kept in *template*, in *directory*."""

    def __init__(self, template: Path, directory: Path, clock: Clock) -> None:
        self.file = directory / FILE
        for name in (FILE, KEY):
            copyfile(template / name, directory / name)
        self.vault = Vault.at(directory / KEY)
        self.records = StoredRecords(Beside(f"sqlite:///{self.file}"), self.vault, clock)
        self.over, self.runs, *_ = self.records.holdings(NINE, LATE)

    def looks(self) -> list[Look]:
        """Who has looked, newest first."""
        return list(self.records.looks(NINE, LATE))

    def uncount(self) -> None:
        """As on the day itself: nothing has been counted yet."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            connection.execute("UPDATE occurrence SET tally = NULL")

    def go_away(self) -> None:
        """Nobody can open it any more."""
        self.file.rename(self.file.with_suffix(".gone"))
