"""Whole copies of a database in a file, while a bot may be writing it."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

_PAGES = 2_000  # at once: 8 MB, so that what is done is told now and then
BESIDE = ("-wal", "-shm")
"""What stands beside the file while it is open, and after its process was killed."""

Progress = Callable[[float], None]
"""Told now and then which part is done, from 0 to 1."""


def copy_file(source: Path, target: Path, told: Progress) -> None:
    """Copy the database in *source*, as it is at this moment, to *target*, which must not exist; for its owner alone.

    Who writes *source* meanwhile is neither kept waiting nor makes us begin again: one look at it, held till the end.

    Raises:
        FileExistsError: *target* is there.
        OSError: one of the files cannot be had.
        sqlite3.Error: *source* is no database, or cannot be read, or there is no room.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(_reading(source)) as opened, closing(sqlite3.connect(target)) as copy:
            opened.execute("BEGIN")
            opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
            opened.backup(copy, pages=_PAGES, progress=lambda _, left, all_of_it: told(1 - left / max(all_of_it, 1)))
    except BaseException:
        remove_file(target)
        raise


def remove_file(path: Path) -> None:
    """The database in that file, with what stands beside it."""
    for end in ("", *BESIDE, ".lock"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def fault_in(path: Path) -> str | None:
    """What is wrong with the database in that file; None: it is whole, and one of this bot's."""
    try:
        with closing(_reading(path)) as opened:
            (found,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
            if found != "ok":
                return "it is damaged"
            ours = opened.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.Error as wrong:
        return f"it is no database ({type(wrong).__name__})"
    return None if ours else "it is no database of this bot"


def _reading(path: Path) -> sqlite3.Connection:
    """As `look.file_to_read`: where nobody has it open, no log is left beside it."""
    way = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True, isolation_level=None, timeout=30)
