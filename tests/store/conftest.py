"""A real database for each test: every test of the store runs on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store.beside import Beside
from bot.store.database import open_database
from bot.store.opened import Database
from bot.store.records import StoredRecords
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.postgres import PostgresServer
from tests.scenes import PROCEDURE
from tests.store.operator import Run, run_it, write
from tests.store.purges import World
from tests.store.series import Standing, tell_series
from tests.test_settings import LEAST

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@pytest.fixture(scope="session")
def template(postgres: PostgresServer) -> str:
    """A database with today's tables and nothing in them."""
    name = postgres.create()
    open_database(postgres.url(name)).close()
    return name


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new database is, or will be."""
    if request.param == SQLITE:
        yield f"sqlite:///{tmp_path}/motevakt.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create(request.getfixturevalue("template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def another(postgres: PostgresServer, template: str) -> Iterator[Callable[[], Database]]:
    """Opens one and the same PostgreSQL database as often as it is called, as each replica does."""
    name, opened = postgres.create(template), list[Database]()

    def open_again() -> Database:
        opened.append(open_database(postgres.url(name)))
        return opened[-1]

    yield open_again
    for one in opened:
        one.close()
    postgres.drop(name)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.at(tmp_path / "data.key")


@pytest.fixture
def ticker(database: Database, vault: Vault) -> Ticker:
    return Ticker(database, vault, PROCEDURE)


@pytest.fixture
def world(database: Database, vault: Vault) -> World:
    return World(database, vault)


@pytest.fixture
def standing() -> Standing:
    return Standing()


@pytest.fixture
def records(
    database: Database, database_url: str, vault: Vault, standing: Standing
) -> StoredRecords:  # its tables must stand
    """Its tables stand when the test has a database too."""
    return StoredRecords(Beside(database_url), vault, standing)


@pytest.fixture
def series(ticker: Ticker, database: Database, vault: Vault) -> Database:
    """Three holdings of one meeting, a week apart, and one of another."""
    tell_series(ticker, database, vault)
    return database


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with this test's database."""
    own = {**LEAST, "DATABASE_URL": database_url, "DATA_KEY_PATH": str(tmp_path / "data.key"), "GRAPH_URL": "off"}
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return run_it


@pytest.fixture
def written(database_url: str, vault: Vault) -> str:
    """Where a database is in which cards wait, and which nobody has open."""
    write(database_url, vault)
    return database_url
