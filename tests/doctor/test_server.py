"""A database on a server: what doctor proves of it, and what it finds missing."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.doctor.database import check_database
from bot.doctor.findings import Finding
from bot.settings import Settings, read_settings
from bot.store.database import open_database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.postgres import PostgresServer
from tests.scenes import BO, NINE, PROCEDURE, joined, started
from tests.store.ticks import NOW, delivery
from tests.test_settings import LEAST


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


def settings_for(url: str, folder: Path) -> Settings:
    return read_settings({**LEAST, "DATABASE_URL": url, "DATA_KEY_PATH": str(folder / "data.key")})


def told(url: str, folder: Path) -> dict[str, str]:
    """What is said, with who acts where something is missing."""
    return {f"{one.what}: {one.told}": f"{one.state.value} {one.act}".strip() for one in _findings(url, folder)}


def _findings(url: str, folder: Path) -> list[Finding]:
    return list(check_database(settings_for(url, folder), NINE))


def test_an_empty_database_that_lets_us_in_is_ready(url: str, tmp_path: Path) -> None:
    said = told(url, tmp_path)

    assert said["database: makes tables for us"] == "ok"
    assert said["database: not made yet: the first start makes it, and its key"] == "cannot tell"


def test_what_the_bot_has_written_there_is_read(url: str, tmp_path: Path) -> None:
    database = open_database(url)
    ticker = Ticker(database, Vault.at(tmp_path / "data.key"), PROCEDURE)
    ticker.recover(NOW)
    ticker.tick(NOW, [delivery("a", started()), delivery("b", joined(BO))], [], 0)
    database.close()
    said = told(url, tmp_path)

    assert said["data key: opens what the database holds"] == "ok"
    assert any(line.startswith("joins: Teams last told of one") for line in said)


def test_a_server_that_may_forget_is_told(url: str, tmp_path: Path) -> None:
    (act,) = [act for line, act in told(url, tmp_path).items() if line == "database: may lose what it said was written"]

    assert act == "missing operator: on the server, fsync = on"  # the tests' own server is such a one


def test_a_user_who_may_make_no_tables_is_told(url: str, postgres: PostgresServer, tmp_path: Path) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN")
    said = told(url.replace("postgres@", "reader@"), tmp_path)
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("DROP ROLE reader")

    (act,) = [act for line, act in said.items() if line.startswith("database: makes no tables for us")]
    assert act.startswith("missing operator: the user of DATABASE_URL")


def test_a_server_that_is_away_is_told_without_the_password(tmp_path: Path) -> None:
    findings = _findings("postgresql://motevakt:open-sesame@127.0.0.1:1/motevakt", tmp_path)

    assert [one.what for one in findings] == ["database", "database"]
    assert findings[0].told == "does not let us in (OperationalError)"
    assert "sesame" not in repr(findings)
