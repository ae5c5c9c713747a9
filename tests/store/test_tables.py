"""Migrations: on a new database, on an old one, by several processes at once, and beside a newer version."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, select, text, update

from bot.errors import Misconfigured
from bot.store import schema, tables
from bot.store.database import open_database
from bot.store.opened import Database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.postgres import PostgresServer
from tests.scenes import BO, PROCEDURE, WHERE, joined, started
from tests.store.ticks import NOW, delivery, facts

SCRIPTS = str(Path(tables.__file__).parent / "migrations")


@contextmanager
def alembic_on(engine: Engine) -> Iterator[Config]:
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        yield config


def mark(connection: Connection, *, version: str, oldest: str) -> None:
    """As a newer version leaves it."""
    connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    connection.execute(update(schema.installation).values(oldest=oldest))


def test_the_newest_migration_is_the_one_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    assert ScriptDirectory.from_config(config).get_current_head() == tables.HEAD


def test_a_newer_version_that_leaves_nothing_for_ours_stops_the_start(database: Database, database_url: str) -> None:
    with database.engine.begin() as connection:
        mark(connection, version="9999", oldest="9999")
    database.close()

    with pytest.raises(Misconfigured, match="newer version"):
        open_database(database_url)


def test_one_version_back_is_at_work_on_what_the_newer_one_made(
    ticker: Ticker, database: Database, database_url: str, vault: Vault
) -> None:
    ticker.tick(NOW, [delivery("a", started())], [], 0)
    with database.engine.begin() as connection:
        mark(connection, version="9999", oldest=tables.HEAD)
        connection.execute(text("ALTER TABLE meeting ADD COLUMN of_the_newer_one TEXT"))
    database.close()

    again = open_database(database_url)
    Ticker(again, vault, PROCEDURE).tick(NOW, [delivery("b", joined(BO))], [], 0)
    with again.engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    assert facts(again) == ["MeetingStarted", "ParticipantsJoined"]
    again.close()


def test_a_step_back_and_forth_again_keeps_what_was_remembered(ticker: Ticker, database: Database) -> None:
    ticker.tick(NOW, [delivery("a", started())], [], 10)
    ticker.rest(NOW)
    with alembic_on(database.engine) as config:
        command.downgrade(config, "-1")
    tables.migrate(database.engine)
    ticker.tick(NOW + 1, [delivery("b", joined(BO))], [], 0)
    (seen,) = ticker.tick(NOW + 1, [], [], 0, [WHERE]).seen

    assert seen.people
    assert facts(database) == ["MeetingStarted", "ParticipantsJoined"]
    with database.engine.begin() as connection:
        assert connection.execute(select(schema.installation.c.oldest)).scalar() == "0003"  # as the newest says


def test_processes_that_start_together_on_an_empty_database_all_start(postgres: PostgresServer) -> None:
    name = postgres.create()
    with ThreadPoolExecutor(4) as starting:
        opened = list(starting.map(open_database, [postgres.url(name)] * 4))
    for one in opened:
        one.close()
    postgres.drop(name)
