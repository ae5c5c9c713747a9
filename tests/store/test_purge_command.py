"""`purge` and `erase` as an operator runs them."""

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.commands import erase, purge
from bot.outbound.clock import SystemClock
from bot.store import looks, schema
from bot.store.database import open_database
from bot.store.vault import Vault
from tests.scenes import ANN, BO, EINAR
from tests.store.conftest import POSTGRESQL, SQLITE
from tests.store.operator import Run, file_of
from tests.store.purges import DAY_S, World, files
from tests.store.ticks import NOW

sqlite_alone = pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
on_a_server = pytest.mark.parametrize("database_url", [POSTGRESQL], indirect=True)
ASKED = {"names": 3, "meetings that then remember nobody": 1}


@pytest.fixture(autouse=True)
def _log_again() -> Iterator[None]:
    """The commands keep the log quiet, for a process of their own."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def old(database_url: str, vault: Vault) -> str:
    """A meeting of long ago, of three people; nobody has the database open."""
    world = World(open_database(database_url), vault)
    world.hold(ANN, BO, EINAR, days=ago())
    world.database.close()
    return database_url


def ago() -> float:
    """Forty days ago, in days from the first meeting of the tests."""
    return (SystemClock().now().timestamp() - NOW) / DAY_S - 40


def counted(told: str) -> dict[str, int]:
    lines = [line.rsplit(maxsplit=1) for line in told.splitlines()[1:]]
    return {what.strip(): int(count) for what, count in lines if int(count)}


def names(url: str, vault: Vault) -> list[str]:
    world = World(open_database(url), vault)
    try:
        return world.names()
    finally:
        world.database.close()


def test_a_purge_by_hand_does_what_the_dry_run_told(
    old: str, run: Run, vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(purge, "--dry-run") == 0
    told = capsys.readouterr().out
    assert told.startswith("Would be erased, older than 30 days:")
    assert counted(told) == ASKED
    assert names(old, vault) == ["Ann", "Bo"]

    assert run(purge) == 0
    told = capsys.readouterr().out
    assert told.startswith("Erased, older than 30 days:")
    assert counted(told) == ASKED
    assert names(old, vault) == []
    assert run(purge) == 0
    assert counted(capsys.readouterr().out) == {}


def test_the_setting_counts(
    old: str, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RETENTION_DAYS", "60")

    assert run(purge) == 0
    assert old
    assert counted(capsys.readouterr().out) == {}


@sqlite_alone
@pytest.mark.parametrize("told", [(purge,), (erase, "--oid", ANN.oid)], ids=["purge", "erase"])
def test_a_file_that_the_bot_has_open_is_left_to_the_bot(
    old: str, run: Run, capsys: pytest.CaptureFixture[str], told: tuple[object, ...]
) -> None:
    running = open_database(old)
    try:
        assert run(*told) == 2
        assert "Stop the bot" in capsys.readouterr().err
        assert run(*told, "--dry-run") == 0
    finally:
        running.close()


@on_a_server
def test_on_a_server_the_bot_goes_on(old: str, run: Run, vault: Vault) -> None:
    running = World(open_database(old), vault)
    try:
        assert running.seen(ago() + 3).occurrence_number == 1
        assert run(purge) == 0
        assert running.names() == []
        assert running.seen(ago() + 41).occurrence_number == 1
        assert running.rows()
    finally:
        running.database.close()


@sqlite_alone
@pytest.mark.parametrize("told", [(purge,), (erase, "--oid", ANN.oid)], ids=["purge", "erase"])
def test_whoever_reads_what_was_is_told_of_and_what_is_left_goes_with_the_next_purge(
    old: str, run: Run, vault: Vault, capsys: pytest.CaptureFixture[str], tmp_path: Path, told: tuple[object, ...]
) -> None:
    reading = sqlite3.connect(f"file:{file_of(old)}", uri=True, isolation_level=None)
    (key,) = reading.execute("SELECT wrapped_key FROM meeting").fetchone()
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM audit").fetchone()

    assert run(*told) == 1
    out = capsys.readouterr()
    assert "Erased" in out.out
    assert "Run purge once" in out.err
    assert key in files(tmp_path)
    reading.execute("COMMIT")
    assert run(purge) == 0
    assert key not in files(tmp_path)
    reading.close()
    assert "Ann" not in names(old, vault)


def test_a_purge_by_hand_counts_for_the_night(old: str, run: Run) -> None:
    assert run(purge) == 0

    database = open_database(old)
    with database.engine.begin() as connection:
        hour = connection.execute(select(schema.installation.c.purged)).scalar_one()
    database.close()
    assert abs(hour - SystemClock().now().timestamp()) < 60


def test_nothing_is_made_where_there_is_nothing(
    run: Run, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert database_url
    assert run(purge) == 2
    assert "there is no" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.key"))
    assert not list(tmp_path.glob("*.db*"))


def test_an_account_is_erased_everywhere(old: str, run: Run, vault: Vault, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(erase, "--oid", ANN.oid.upper(), "--dry-run") == 0
    assert capsys.readouterr().out == "Would be erased: 1 rows with the name, in 1 meetings; 0 looks.\n"
    assert names(old, vault) == ["Ann", "Bo"]
    assert run(erase, "--oid", ANN.oid, "--by", "Olga Officer") == 0
    assert "Erased in 1 meetings." in capsys.readouterr().out

    assert names(old, vault) == ["Bo"]
    database = open_database(old)
    with database.engine.begin() as connection:
        assert [one.by for one in looks.read(connection, vault, 0.0, 1e12)] == ["Olga Officer"]
    database.close()


def test_whoever_has_no_account_is_erased_by_pseudonym_and_nobody_else(
    old: str, run: Run, vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(old)
    with database.engine.begin() as connection:
        rows = connection.execute(select(schema.person)).all()
    database.close()
    (einar,) = [row for row in rows if row.mark == b""]
    ann = next(row for row in rows if row.mark == vault.mark(ANN.oid))

    assert run(erase, "--meeting", ann.meeting, "--person", ann.person) == 2
    assert "erase by --oid" in capsys.readouterr().err
    assert run(erase, "--meeting", ann.meeting) == 2
    assert run(erase, "--meeting", 7, "--person", "p1") == 2
    assert "no name is kept of p1" in capsys.readouterr().err
    assert run(erase, "--meeting", einar.meeting, "--person", einar.person) == 0
    assert names(old, vault) == ["Ann", "Bo"]
    assert run(erase, "--meeting", einar.meeting, "--person", einar.person) == 2


@sqlite_alone
def test_another_key_erases_nothing(old: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file_of(old).read_bytes()
    (tmp_path / "data.key").write_bytes(b"k" * 32)

    assert run(purge) == 2
    assert run(purge, "--dry-run") == 2
    assert "DATA_KEY_PATH" in capsys.readouterr().err
    assert file_of(old).read_bytes() == before
