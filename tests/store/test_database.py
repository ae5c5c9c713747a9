"""The file: its tables, its safety, and what stops the start."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text, update

from bot.domain.records import Where
from bot.errors import Misconfigured
from bot.ports import Accepted
from bot.store import schema
from bot.store.database import open_database
from bot.store.opened import Database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, OWN, PROCEDURE, WHERE, joined, started
from tests.store.conftest import SQLITE
from tests.store.ticks import NOW, delivery


def test_the_tables_are_what_the_migrations_make(database: Database) -> None:
    with database.engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_every_post_is_on_disk_before_it_is_answered(database: Database) -> None:
    with database.engine.begin() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA secure_delete")).scalar() == 1


def test_another_key_than_the_databases_own_stops_the_start(ticker: Ticker, database: Database, tmp_path: Path) -> None:
    ticker.tick(NOW, [delivery("a", started())], [], 0)
    with pytest.raises(Misconfigured, match="DATA_KEY_PATH"):
        Ticker(database, Vault.at(tmp_path / "another.key"), PROCEDURE).recover(NOW)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_a_second_process_on_the_same_file_does_not_start(database_url: str) -> None:
    with pytest.raises(Misconfigured, match="in use"):
        open_database(database_url)


def test_a_file_may_lie_in_a_folder_of_any_name(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/100 % sikker?/m#1.db").close()

    assert (tmp_path / "100 % sikker?" / "m#1.db").is_file()


def test_a_meeting_that_cannot_be_opened_does_not_stop_the_others(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    other = Where("19:meeting_b@thread.v2", OWN, WHERE.service_url, "m")
    ticker.tick(NOW, [delivery("a", joined(ANN)), delivery("b", joined(ANN), other)], [], 0)
    with database.engine.begin() as connection:
        broken = update(schema.meeting).where(schema.meeting.c.conversation == WHERE.conversation)
        connection.execute(broken.values(state=b"not what was sealed"))
    again = Ticker(database, vault, PROCEDURE)
    ticked = again.tick(NOW, [delivery("c", joined(BO, minutes=2)), delivery("d", joined(BO, minutes=2), other)], [], 0)

    assert [len(answer.meeting.people) for answer in ticked.answers if isinstance(answer, Accepted)] == [1, 2]
