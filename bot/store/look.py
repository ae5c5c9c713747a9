"""A look into a database that another process may be writing: read-only, and no row is opened but one, for its key."""

import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import create_engine, func, select
from sqlalchemy.pool import NullPool

from bot.domain.events import MeetingStarted, ParticipantsJoined
from bot.store import schema
from bot.store.rows import check_key
from bot.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Look:
    """When Teams last told of these, in seconds since 1970; None: never."""

    last_start: float | None
    last_join: float | None


def look_at(path: Path, vault: Vault) -> Look:
    """What the audit tells.

    Raises:
        Misconfigured: the key is another's.
        sqlalchemy.exc.SQLAlchemyError: it cannot be read.
    """
    engine = create_engine("sqlite://", creator=partial(_connect, path), poolclass=NullPool)
    audit = schema.audit.c
    with engine.connect() as connection:
        check_key(connection, vault)
        last = {
            fact: connection.execute(
                select(func.max(audit.at)).where(audit.body.contains(f'"fact":"{fact.__name__}"', autoescape=True))
            ).scalar()
            for fact in (MeetingStarted, ParticipantsJoined)
        }
    return Look(last[MeetingStarted], last[ParticipantsJoined])


def _connect(path: Path) -> sqlite3.Connection:
    """Where nobody has the file open, a mere reader would leave its own log beside it, perhaps of another owner."""
    in_use = path.with_name(f"{path.name}-wal").exists()
    way = "mode=ro" if in_use else "immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True)
