"""What a purge would erase, told without touching anything: the bot may be running."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection

from bot.store import lapsing
from bot.store.purging import BEFORE_ALL, LOOKED_THROUGH, Purged
from bot.store.vault import Vault


def foretell(connection: Connection, vault: Vault, retention: timedelta, now: float) -> Iterator[tuple[int, Purged]]:
    """How many meetings were looked through and what would go of them, as often as it grew; whole at the end.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it cannot be read.
    """
    limit = lapsing.limits(now, retention)
    would, seen, after = Purged(looks=lapsing.old_looks(connection, limit)), 0, BEFORE_ALL
    yield seen, would
    while (found := lapsing.look_through(connection, after, LOOKED_THROUGH, limit)) is not None:
        meetings = lapsing.read(connection, vault, [one.meeting for one in found.lapsed if one.whole])
        for one in found.lapsed:
            meeting = meetings.get(one.meeting)
            erases = meeting is not None and one.erases(meeting, now, limit)
            serves = meeting is not None and one.still_serves(meeting, now, limit)
            names = len(one.people if erases else one.forgotten) if one.keyed else 0
            would.names += names
            would.meetings += erases
            would.keys += one.over and not serves and len(one.people) + one.left == names
        seen, after = seen + found.many, found.last
        yield seen, would
