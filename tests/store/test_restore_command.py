"""`restore` as an operator runs it, on a bad day."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import backup, restore
from bot.outbound.clock import SystemClock
from bot.store.database import open_database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import CATO, PROCEDURE, joined
from tests.store.conftest import POSTGRESQL, SQLITE
from tests.store.operator import Run, effects, file_of
from tests.store.ticks import NOW, delivery

KEPT = "--discard-effects-before"
sqlite_alone = pytest.mark.parametrize("database_url", [SQLITE], indirect=True)


@sqlite_alone
def test_a_backup_takes_the_place_of_what_stands_which_is_moved_aside(
    written: str, run: Run, tmp_path: Path, vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    run(backup, tmp_path / "a.db")
    database = open_database(written)
    Ticker(database, vault, PROCEDURE).tick(NOW + 9, [delivery("c", joined(CATO))], [], 0)
    database.close()

    assert run(restore, tmp_path / "a.db", KEPT, "now") == 0
    told = capsys.readouterr().out
    assert "Not to be posted or asked any more: " in told
    assert "app.py purge" in told
    assert "app.py erase" in told
    assert effects(written) == 0
    assert (tmp_path / "a.db").is_file()
    assert file_of(written).stat().st_mode & 0o777 == 0o600
    (aside,) = tmp_path.glob("motevakt.db.before-*Z")
    assert str(aside) in told
    with sqlite3.connect(aside) as old:
        assert old.execute("SELECT max(audit_seq) FROM meeting").fetchone() == (3,)
    assert not list(tmp_path.glob("*restoring*"))


def test_without_a_backup_what_stands_is_let_go(written: str, run: Run) -> None:
    assert effects(written) > 0

    assert run(restore, KEPT, "now") == 0
    assert effects(written) == 0


def test_what_was_asked_for_since_that_hour_stays(written: str, run: Run) -> None:
    before = effects(written)

    assert run(restore, KEPT, "2026-11-23T09:00:00+01:00") == 0
    assert effects(written) == before


@sqlite_alone
def test_while_the_bot_has_the_file_nothing_is_put_there(
    written: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(backup, tmp_path / "a.db")
    running = open_database(written)

    for told in ([tmp_path / "a.db"], []):
        assert run(restore, *told, KEPT, "now") == 2
        assert "is in use by another process" in capsys.readouterr().err
    running.close()
    assert effects(written) > 0


@pytest.mark.parametrize("database_url", [POSTGRESQL], indirect=True)
def test_while_a_bot_works_on_a_server_nothing_is_let_go(
    written: str, run: Run, vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    running = open_database(written)
    Ticker(running, vault, PROCEDURE).recover(running.clock.now().timestamp())  # type: ignore[union-attr]  # a server has one

    assert run(restore, KEPT, "now") == 2
    assert "a bot works with it" in capsys.readouterr().err
    running.close()
    assert effects(written) > 0


@pytest.mark.parametrize("database_url", [POSTGRESQL], indirect=True)
def test_a_file_is_not_put_on_a_server(
    written: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(restore, tmp_path / "a.db", KEPT, "now") == 2
    assert "BACKUP: with PostgreSQL use pg_restore" in capsys.readouterr().err
    assert effects(written) > 0


def damaged(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\0" * (len(whole) - len(whole) // 2))


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda path: path.unlink(), "BACKUP: there is no such file"),
    "no database": (lambda path: path.write_bytes(b"x" * 9000), "BACKUP: it is no database"),
    "empty": (lambda path: path.write_bytes(b""), "BACKUP: it is no database of this bot"),
    "damaged": (damaged, "BACKUP: it is"),
    "of another": (lambda path: _another(path), "of this bot"),
    "a newer version's": (
        lambda path: _newer(path),
        "BACKUP: a newer version wrote it",
    ),
}


@sqlite_alone
@pytest.mark.parametrize("name", BAD)
def test_what_is_no_backup_is_not_put_there(
    written: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    run(backup, tmp_path / "a.db")
    spoil, told = BAD[name]
    spoil(tmp_path / "a.db")

    assert run(restore, tmp_path / "a.db", KEPT, "now") == 2
    assert told in capsys.readouterr().err
    assert effects(written) > 0
    assert not list(tmp_path.glob("*restoring*"))
    assert not list(tmp_path.glob("*before*"))


@sqlite_alone
def test_a_backup_that_was_written_with_another_key_is_not_put_there(
    written: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(backup, tmp_path / "a.db")
    (tmp_path / "other.key").write_bytes(b"k" * 32)
    for key, told in (("other.key", "not the key"), ("none.key", "there is no")):
        monkeypatch.setenv("DATA_KEY_PATH", str(tmp_path / key))

        assert run(restore, tmp_path / "a.db", KEPT, "now") == 2
        assert f"DATA_KEY_PATH: {told}" in capsys.readouterr().err
    assert effects(written) > 0
    assert not (tmp_path / "none.key").exists()


@sqlite_alone
@pytest.mark.parametrize("hour", ["yesterday", "2026-11-23T09:00:00", "2026-11-23", ""])
def test_an_hour_is_told_with_its_offset(run: Run, hour: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(restore, KEPT, hour)
    assert f"argument {KEPT}: must" in capsys.readouterr().err


def test_an_hour_that_is_still_to_come_is_refused(written: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    later = SystemClock().now() + timedelta(hours=1)

    assert run(restore, KEPT, later.isoformat()) == 2
    assert f"{KEPT}: {later.isoformat()} is still to come" in capsys.readouterr().err
    assert effects(written) > 0


@sqlite_alone
def test_another_user_does_not_put_there_what_the_bot_could_not_write(
    written: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(backup, tmp_path / "a.db")
    ours = os.geteuid()
    if ours == 0:
        shutil.chown(file_of(written), "nobody")
    else:  # root alone can give files away
        monkeypatch.setattr(os, "geteuid", lambda: ours + 1)

    assert run(restore, tmp_path / "a.db", KEPT, "now") == 2
    assert "is another user's" in capsys.readouterr().err


def _another(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as opened:
        opened.execute("CREATE TABLE t (a)")


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
        opened.execute("UPDATE installation SET oldest = '9999'")
