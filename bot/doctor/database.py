"""Whether the database can be written and keeps what was written, its key fits, and what Teams has told so far.

The bot may be running: its own file is only read. Writing is tried on another file in the same folder.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.findings import Finding, State
from bot.errors import Misconfigured
from bot.settings import Settings
from bot.store.engine import open_database
from bot.store.look import Look, look_at
from bot.store.pulse import renew
from bot.store.vault import Vault

_KEY_ACT = "operator: restore key and database together, and the version that wrote them"
_JOIN_ACT = "administrator: Developer Portal, the bot, Participant join and leave (INSTALL step 3)"


def check_database(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The disk, the key, and the last join that was seen."""
    yield _disk(settings.database_path.parent, now.timestamp())
    try:
        yield from _contents(settings)
    except (OSError, SQLAlchemyError) as wrong:
        act = "operator: owner and permissions of DATABASE_URL and DATA_KEY_PATH; start the bot once to migrate it"
        yield Finding("database", State.MISSING, f"cannot be read ({type(wrong).__name__})", act)


def _contents(settings: Settings) -> Iterator[Finding]:
    if not settings.database_path.is_file():
        yield Finding("database", State.UNKNOWN, "not made yet: the first start makes it, and its key")
        return
    if not settings.data_key_path.is_file():
        yield Finding("data key", State.MISSING, "there is a database and no key", _KEY_ACT)
        return
    try:
        look = look_at(settings.database_path, Vault.at(settings.data_key_path))
    except Misconfigured as wrong:
        yield Finding("data key", State.MISSING, str(wrong), _KEY_ACT)
    else:
        yield Finding("data key", State.OK, "opens what the database holds")
        yield _key_mode(settings.data_key_path)
        yield _last_join(look)


def _disk(folder: Path, now: float) -> Finding:
    """Write, close, open anew, read: as a restart does."""
    act = "operator: disk and permissions of the folder of DATABASE_URL"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix="doctor-", dir=folder) as aside:
            url = f"sqlite:///{Path(aside) / 'doctor.db'}"
            database = open_database(url)
            with database.engine.begin() as connection:
                renew(connection, now)
            database.close()
            again = open_database(url)
            with again.engine.begin() as connection:
                kept = connection.exec_driver_sql("SELECT at FROM pulse").scalar()
            again.close()
    except (OSError, SQLAlchemyError, Misconfigured) as wrong:
        return Finding("database", State.MISSING, f"cannot be written there ({type(wrong).__name__})", act)
    if kept != now:
        return Finding("database", State.MISSING, "does not keep what is written there", act)
    return Finding("database", State.OK, "its folder keeps what is written over a restart")


def _key_mode(path: Path) -> Finding:
    others = path.stat().st_mode & 0o077
    if others:
        return Finding("data key", State.MISSING, "others on this machine can read it", f"operator: chmod 600 {path}")
    return Finding("data key", State.OK, "nobody else on this machine can read it")


def _last_join(look: Look) -> Finding:
    """The proof that Teams sends participant events: nothing can be asked for it."""
    if look.last_join is not None:
        return Finding("joins", State.OK, f"Teams last told of one at {_hour(look.last_join)}")
    if look.last_start is not None:
        told = f"a meeting began at {_hour(look.last_start)}, and no join was ever told"
        return Finding("joins", State.MISSING, told, _JOIN_ACT)
    return Finding("joins", State.UNKNOWN, "no meeting has begun yet", _JOIN_ACT)


def _hour(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
