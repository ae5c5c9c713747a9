"""A look into a database that others may be writing: read-only, and no row is opened but one, for its key."""

import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, func, select
from sqlalchemy.pool import NullPool

from bot.domain.events import MeetingStarted, ParticipantsJoined
from bot.store import schema
from bot.store.installation import check_key
from bot.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Look:
    """When Teams last told of these, in seconds since 1970; None: never."""

    last_start: float | None
    last_join: float | None


def look_at(connection: Connection, vault: Vault) -> Look:
    """What the audit tells.

    Raises:
        Misconfigured: the key is another's.
        sqlalchemy.exc.SQLAlchemyError: it cannot be read.
    """
    check_key(connection, vault)
    return Look(_last(connection, MeetingStarted), _last(connection, ParticipantsJoined))


def file_to_read(path: Path) -> Engine:
    """The file, for reading alone.

    Where nobody has it open, a mere reader would leave its own log beside it, perhaps of another owner.
    """
    way = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    opened = partial(sqlite3.connect, f"{path.absolute().as_uri()}?{way}", uri=True)
    return create_engine("sqlite://", creator=opened, poolclass=NullPool)


def _last(connection: Connection, fact: type) -> float | None:
    audit = schema.audit.c
    told = select(func.max(audit.at)).where(audit.body.contains(f'"fact":"{fact.__name__}"', autoescape=True))
    last: float | None = connection.execute(told).scalar()
    return last
