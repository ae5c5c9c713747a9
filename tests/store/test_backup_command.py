"""`backup` as an operator runs it, while the bot works."""

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands import backup
from bot.store.copying import copy_file, fault_in
from bot.store.database import open_database
from tests.store.conftest import POSTGRESQL, SQLITE
from tests.store.operator import Run, effects, file_of

sqlite_alone = pytest.mark.parametrize("database_url", [SQLITE], indirect=True)


@sqlite_alone
def test_a_backup_is_whole_and_for_its_owner_alone_while_the_bot_has_the_file(
    written: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = open_database(written)

    assert run(backup, tmp_path / "a.db") == 0
    assert "The data key is NOT in it" in capsys.readouterr().out
    assert (tmp_path / "a.db").stat().st_mode & 0o777 == 0o600
    running.close()
    assert effects(f"sqlite:///{tmp_path}/a.db") == effects(written) > 0


@sqlite_alone
def test_a_backup_overwrites_nothing(
    written: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert written
    (tmp_path / "a.db").write_text("mine")

    assert run(backup, tmp_path / "a.db") == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "a.db").read_text() == "mine"


@sqlite_alone
def test_of_what_cannot_be_copied_nothing_is_left(
    run: Run, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file_of(database_url).write_bytes(b"no database" * 1000)

    assert run(backup, tmp_path / "a.db") == 1
    assert "Not copied: DatabaseError" in capsys.readouterr().err
    assert not list(tmp_path.glob("a.db*"))


@sqlite_alone
def test_a_copy_is_of_one_moment_though_the_file_is_written_all_the_while(database_url: str, tmp_path: Path) -> None:
    with sqlite3.connect(file_of(database_url)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE alembic_version (n)")
        made.execute("CREATE TABLE pair (a, b, filling)")
        made.executemany("INSERT INTO pair VALUES (0, 0, ?)", [("x" * 3000,) for _ in range(20_000)])
    written, ends = [0], threading.Event()

    def write() -> None:
        with sqlite3.connect(file_of(database_url), isolation_level=None) as writer:
            while not ends.is_set():
                writer.execute("UPDATE pair SET a = a + 1, b = b + 1 WHERE rowid IN (1, 20000)")
                written[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    told: list[float] = []
    try:
        before = _until(lambda: written[0] > 5, written)
        copy_file(file_of(database_url), tmp_path / "a.db", told.append)
        during = written[0] - before
    finally:
        ends.set()
        thread.join()

    assert during > 0, "nobody was kept waiting"
    assert told[-1] == 1
    assert len(told) > 3
    assert fault_in(tmp_path / "a.db") is None
    with sqlite3.connect(tmp_path / "a.db") as copy:
        assert copy.execute("SELECT count(DISTINCT a), sum(a = b) FROM pair WHERE rowid IN (1, 20000)").fetchone() == (
            1, 2,
        )  # fmt: skip


@pytest.mark.parametrize("database_url", [POSTGRESQL], indirect=True)
def test_with_a_server_its_own_tool_is_named_and_no_password(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:secret@db.example:5433/motevakt?sslmode=require")

    assert run(backup, tmp_path / "a.dump") == 2
    told = capsys.readouterr().err
    assert (
        f"pg_dump --format=custom --file={tmp_path}/a.dump "
        "'postgresql://bot@db.example:5433/motevakt?sslmode=require'" in told
    )
    assert "secret" not in told


def _until(look: Callable[[], bool], written: list[int]) -> int:
    give_up = time.monotonic() + 10
    while not look() and time.monotonic() < give_up:
        time.sleep(0.01)
    return written[0]
