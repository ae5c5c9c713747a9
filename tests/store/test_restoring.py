"""A database of some time ago takes up its work: what is over stays over, what runs goes on, nothing old is posted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import func, select, update

from bot.domain.alarms import Alarm
from bot.domain.effects import FlagParticipants, ShowCard
from bot.domain.events import BotInstalled, CardShown, Event, ParticipantsLeft
from bot.domain.records import Where
from bot.errors import Misconfigured
from bot.ports import Delivery, Done, Finished, Task
from bot.store import schema
from bot.store.copying import copy_file
from bot.store.database import open_database
from bot.store.opened import Database
from bot.store.restoring import SPEAKING, Discarded, discard, put_back
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.postgres import PostgresServer
from tests.scenes import ANN, BO, CATO, KARI, OWN, PROCEDURE, WHERE, at, invited, joined, started
from tests.store.conftest import POSTGRESQL
from tests.store.ticks import delivery, facts

BACKED_UP, RESTORED = 10, 2 * 60  # minutes after nine
OVER, RUNS, ADDED = (Where(f"19:meeting_{name}@thread.v2", OWN, WHERE.service_url, "m") for name in "ora")
NEWS = frozenset({"rules::1", "participant-alert::2"})
"""What a meeting that runs is shown at the start: the rules and its newest alert tell since when nobody listened."""


class Backups(Protocol):
    """How a database is backed up, and put back."""

    def keep(self) -> None:
        """A backup, of the database as it is."""

    def put_back(self, before: float | None) -> tuple[Database, Discarded | None]:
        """The database as it was then, with what was asked before that minute let go; None: nothing is."""


class FileBackups:
    """As `app.py backup` and `app.py restore` do it."""

    def __init__(self, database: Database, url: str, folder: Path, vault: Vault) -> None:
        self._database, self._url, self._backup, self._vault = database, url, folder / "backup.db", vault

    def keep(self) -> None:
        copy_file(_path(self._url), self._backup, _unseen)

    def put_back(self, before: float | None) -> tuple[Database, Discarded | None]:
        self._database.close()
        if before is None:
            _path(self._url).unlink()
            self._backup.rename(_path(self._url))
            return open_database(self._url), None
        hour, now = at(before).timestamp(), at(RESTORED).timestamp()
        discarded, _ = put_back(self._backup, self._url, self._vault, PROCEDURE, hour, now, _unseen)
        return open_database(self._url), discarded


class DumpBackups:
    """As `pg_dump` and `pg_restore` do it."""

    def __init__(self, server: PostgresServer, url: str, vault: Vault) -> None:
        self._server, self._url, self._vault = server, url, vault
        self._dump = Path()

    def keep(self) -> None:
        self._dump = self._server.dump(self._url.rpartition("/")[2])

    def put_back(self, before: float | None) -> tuple[Database, Discarded | None]:
        database = open_database(self._server.url(self._server.load(self._dump)))
        if before is None:
            return database, None
        hour, now = at(before).timestamp(), at(RESTORED).timestamp()
        return database, discard(database, self._vault, PROCEDURE, hour, now)


class Bot:
    """A bot on a database: does what it is told to post at once, and answers no question."""

    def __init__(self, database: Database, vault: Vault, minute: float) -> None:
        self._ticker, self._done = Ticker(database, vault, PROCEDURE), list[Finished]()
        self._ticker.recover(at(minute).timestamp())
        self.posted: list[tuple[str, str]] = []

    def hear(self, minute: float, where: Where, *events: Event, room: int = 64) -> None:
        news = [delivery(f"{where.conversation}{minute}{n}", event, where) for n, event in enumerate(events)]
        self.run(minute, news, room)

    def live(self, since: float, until: float) -> None:
        """All minutes from one to the other."""
        for minute in range(int(since), int(until)):
            self.run(minute, (), 64)

    def run(self, minute: float, news: Any, room: int) -> None:
        ticked = self._ticker.tick(at(minute).timestamp(), list[Delivery](news), self._done, room)
        self._done = [self._posted(task, minute) for task in ticked.tasks if isinstance(task.effect, _CARDS)]

    def of(self, where: Where) -> set[str]:
        """The cards that stand in this chat, by matter."""
        return {matter for chat, matter in self.posted if chat == where.conversation}

    def _posted(self, task: Task, minute: float) -> Finished:
        assert isinstance(task.effect, ShowCard | FlagParticipants)
        matter = str(task.effect.matter)
        self.posted.append((task.meeting.where.conversation, matter))
        return Finished(task, Done(CardShown(at(minute), matter, f"activity-{task.id}")), at(minute))


_CARDS = (ShowCard, FlagParticipants)


@pytest.fixture
def backups(
    request: pytest.FixtureRequest, database: Database, database_url: str, tmp_path: Path, vault: Vault
) -> Backups:
    if database_url.startswith("sqlite"):
        return FileBackups(database, database_url, tmp_path, vault)
    return DumpBackups(request.getfixturevalue("postgres"), database_url, vault)


@pytest.fixture
def first(database: Database, vault: Vault, backups: Backups) -> Bot:
    """A bot that works on after a backup. What waits in it: cards in two meetings, and what three alarms are to say."""
    bot = Bot(database, vault, 0)
    bot.hear(0, ADDED, BotInstalled(at(0)), room=0)
    bot.hear(1, OVER, started(1), invited(BO, minutes=1), joined(ANN, CATO, minutes=1), room=0)
    bot.hear(2, OVER, ParticipantsLeft(at(2), (ANN, CATO)), room=0)
    bot.hear(3, RUNS, started(3), invited(BO, minutes=3), joined(ANN, CATO, minutes=3), room=0)
    bot.hear(9, RUNS, joined(BO, minutes=9), room=1)  # one is claimed
    backups.keep()
    bot.live(BACKED_UP, 60)
    return bot


@pytest.fixture
def opened() -> Iterator[list[Database]]:
    """Those that are to be closed in the end."""
    databases: list[Database] = []
    yield databases
    for one in databases:
        one.close()


def test_the_bot_that_works_on_posts_what_waits(first: Bot) -> None:
    assert first.of(OVER) >= {"rules::1", "participant-alert::1", "summary::1"}
    assert first.of(RUNS) >= {"rules::1", "participant-alert::1"}
    assert first.of(ADDED)


def test_without_the_command_all_of_it_would_be_posted_again(
    first: Bot, backups: Backups, vault: Vault, opened: list[Database]
) -> None:
    database, _ = backups.put_back(None)
    opened.append(database)
    again = Bot(database, vault, RESTORED)
    again.live(RESTORED, RESTORED + 60)

    assert again.of(OVER) >= {"rules::1", "participant-alert::1", "summary::1"}
    assert again.of(RUNS) >= {"rules::1", "participant-alert::1"}
    assert again.of(ADDED) == first.of(ADDED)


@pytest.mark.usefixtures("first")
def test_of_what_waited_nothing_is_posted_and_what_is_new_is_served(
    backups: Backups, vault: Vault, opened: list[Database]
) -> None:
    database, _ = backups.put_back(RESTORED)
    opened.append(database)
    again = Bot(database, vault, RESTORED)
    again.live(RESTORED, RESTORED + 60)

    assert again.of(OVER) == set()
    assert again.of(ADDED) == set()
    assert again.of(RUNS) <= NEWS
    again.hear(RESTORED + 60, RUNS, joined(KARI, minutes=RESTORED + 60))
    again.hear(RESTORED + 60, WHERE, started(RESTORED + 60), joined(ANN, minutes=RESTORED + 60))
    again.live(RESTORED + 61, RESTORED + 64)
    assert "participant-alert::3" in again.of(RUNS)
    assert "rules::1" in again.of(WHERE)


@pytest.mark.usefixtures("first")
def test_what_was_let_go_is_told(backups: Backups, opened: list[Database]) -> None:
    database, discarded = backups.put_back(RESTORED)
    opened.append(database)

    assert discarded is not None
    assert discarded.effects >= 6
    assert discarded.alarms >= 2
    assert (discarded.ended, discarded.running) == (1, 1)
    assert facts(database).count("MeetingFellSilent") == 1
    assert claims(database) == 0


def test_what_was_asked_for_later_than_that_hour_is_done(
    database: Database, backups: Backups, vault: Vault, opened: list[Database]
) -> None:
    """As after a restore to a moment: what was asked for in the last minutes is not old, and its lane moves on."""
    bot = Bot(database, vault, 0)
    bot.hear(1, RUNS, started(1), invited(BO, minutes=1), room=0)
    bot.hear(2, RUNS, joined(ANN, CATO, minutes=2), room=0)
    backups.keep()
    database, discarded = backups.put_back(1.5)
    opened.append(database)
    again = Bot(database, vault, RESTORED)
    again.live(RESTORED, RESTORED + 2)

    assert discarded is not None
    assert (discarded.ended, discarded.running) == (0, 1)
    assert again.posted[0] == (RUNS.conversation, "participant-alert::1")


@pytest.mark.usefixtures("first")
def test_a_meeting_that_runs_is_told_since_when_nobody_listened(
    backups: Backups, vault: Vault, opened: list[Database]
) -> None:
    database, _ = backups.put_back(RESTORED)
    opened.append(database)
    Bot(database, vault, RESTORED).live(RESTORED, RESTORED + 5)

    assert facts(database).count("BotWasAway") == 1


@pytest.mark.parametrize("database_url", [POSTGRESQL], indirect=True)
def test_while_a_bot_works_nothing_is_let_go(database: Database, vault: Vault) -> None:
    Bot(database, vault, 0).hear(0, RUNS, started(0), room=0)

    with pytest.raises(Misconfigured, match="DATABASE_URL: a bot works with it"):
        discard(database, vault, PROCEDURE, at(0).timestamp(), at(0.1).timestamp())
    with database.engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(schema.effect)).scalar_one() > 0


def test_with_another_key_nothing_is_let_go(database: Database, vault: Vault) -> None:
    Bot(database, vault, 0).hear(0, RUNS, started(0), room=0)

    with pytest.raises(Misconfigured, match="DATA_KEY_PATH"):
        discard(database, Vault(b"x" * 32), PROCEDURE, at(99).timestamp(), at(99).timestamp())


@pytest.mark.usefixtures("first")
def test_a_meeting_that_cannot_be_opened_keeps_no_other_from_coming_back(database: Database, vault: Vault) -> None:
    with database.engine.begin() as connection:
        runs = schema.meeting.c.conversation == RUNS.conversation
        connection.execute(update(schema.meeting).where(runs).values(state=b"x" * 40))

    late = at(RESTORED + 600).timestamp()
    assert discard(database, vault, PROCEDURE, late, late).running == 0


ASKING = {
    Alarm.IDLE, Alarm.READ_AGAIN, Alarm.PROBE, Alarm.COMPARE, Alarm.FOREWARN, Alarm.LOOK_AHEAD, Alarm.FORGET_CAUTIONS,
    Alarm.READ_OPTIONS, Alarm.RENEW_CHAT, Alarm.RENEW_CALL, Alarm.ADD_AGAIN, Alarm.LOOK_FOR_RECORDINGS,
    Alarm.LOOK_FOR_FILES, Alarm.FORGET_ROSTER, Alarm.BACK,
}  # fmt: skip
"""Alarms that a restored database keeps: they ask how it is now, or forget."""


def test_of_each_alarm_it_was_thought_of_what_it_says_after_a_restore() -> None:
    assert set(Alarm) == SPEAKING | ASKING
    assert not SPEAKING & ASKING


def claims(database: Database) -> int:
    held = select(func.count()).where(schema.effect.c.holder.is_not(None))
    with database.engine.begin() as connection:
        return connection.execute(held).scalar_one()


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _unseen(_part: float) -> None:
    """Nobody looks at how far it is."""
