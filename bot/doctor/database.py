"""Whether the database can be written and keeps what was written, its key fits, and what Teams has told so far.

The bot may be running: what it has written is only read.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor import database_file
from bot.doctor.findings import Finding, State
from bot.errors import Misconfigured
from bot.settings import Settings
from bot.store.look import Look, look_at
from bot.store.vault import Vault

_KEY_ACT = "operator: restore key and database together, and the version that wrote them"
_JOIN_ACT = "administrator: Developer Portal, the bot, Participant join and leave (INSTALL step 3)"
_READ_ACT = "operator: owner and permissions of DATABASE_URL and DATA_KEY_PATH; start the bot once to migrate it"


def check_database(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The disk or the server, the key, and the last join that was seen."""
    file = settings.database_path
    try:
        if file is not None:
            yield database_file.check(file.parent, now.timestamp())
            engine = database_file.to_read(file)
        else:
            from bot.doctor import database_server  # its driver is not for those who have a file

            yield from database_server.check(settings.database_url)
            engine = database_server.to_read(settings.database_url)
        yield from _contents(engine, settings.data_key_path)
    except (OSError, SQLAlchemyError) as wrong:
        yield Finding("database", State.MISSING, f"cannot be read ({type(wrong).__name__})", _READ_ACT)


def _contents(engine: Engine | None, key: Path) -> Iterator[Finding]:
    if engine is None:
        yield Finding("database", State.UNKNOWN, "not made yet: the first start makes it, and its key")
        return
    if not key.is_file():
        yield Finding("data key", State.MISSING, "there is a database and no key", _KEY_ACT)
        return
    try:
        with engine.connect() as connection:
            look = look_at(connection, Vault.at(key))
    except Misconfigured as wrong:
        yield Finding("data key", State.MISSING, str(wrong), _KEY_ACT)
    else:
        yield Finding("data key", State.OK, "opens what the database holds")
        yield _key_mode(key)
        yield _last_join(look)


def _key_mode(path: Path) -> Finding:
    found = path.stat()
    ours = found.st_uid == os.geteuid()  # else it is mounted for our group, as Kubernetes does
    if found.st_mode & (0o077 if ours else 0o027):
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
