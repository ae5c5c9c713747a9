"""A database in a file: its folder is tried with another file, so that the bot's own is only read."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.findings import Finding, State
from bot.errors import Misconfigured
from bot.store.look import file_to_read
from bot.store.replicas import beat, last_alive
from bot.store.sqlite import SCHEME, open_file


def check(folder: Path, now: float) -> Finding:
    """Write, close, open anew, read: as a restart does."""
    act = "operator: disk and permissions of the folder of DATABASE_URL"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix="doctor-", dir=folder) as aside:
            url = f"{SCHEME}{Path(aside) / 'doctor.db'}"
            database = open_file(url)
            with database.engine.begin() as connection:
                beat(connection, "doctor", now)
            database.close()
            again = open_file(url)
            with again.engine.begin() as connection:
                kept = last_alive(connection)
            again.close()
    except (OSError, SQLAlchemyError, Misconfigured) as wrong:
        return Finding("database", State.MISSING, f"cannot be written there ({type(wrong).__name__})", act)
    if kept != now:
        return Finding("database", State.MISSING, "does not keep what is written there", act)
    return Finding("database", State.OK, "its folder keeps what is written over a restart")


def to_read(file: Path) -> Engine | None:
    """None: it is not made yet."""
    return file_to_read(file) if file.is_file() else None
