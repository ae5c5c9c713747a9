"""`python app.py purge`: what the bot purges by itself at night, now; or, with --dry-run, how much that would be."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.commands.asking import told
from bot.commands.kept import STILL_READ, to_read, to_write
from bot.commands.progress import Bar
from bot.errors import Misconfigured, StillRead
from bot.outbound.clock import SystemClock
from bot.settings import Settings, settings_from_environment
from bot.store import schema
from bot.store.foretelling import foretell
from bot.store.nightly import note
from bot.store.purging import Purge, Purged

DONE, FAILED, MISUSED = 0, 1, 2
_IN_USE = "in use by another process"
_ALL = select(func.count()).select_from(schema.meeting)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.description = (
        "Erases names RETENTION_DAYS after their meeting, and what else is older than it may be (docs/DATA.md). The "
        "bot does so by itself every night. With PostgreSQL it may be running; a file of SQLite it must not have open."
    )
    parser.add_argument("--dry-run", action="store_true", help="only tell how much it would be; the bot may be running")


def run(arguments: argparse.Namespace) -> int:
    """Gives the exit code: 0 done, 1 it did not succeed, 2 the bot has the file, or settings are wrong."""
    os.umask(0o077)
    logging.disable()  # what is wrong is told below, once
    try:
        settings = settings_from_environment()
        gone, still_read = (_foretell(settings), False) if arguments.dry_run else _purge(settings)
    except Misconfigured as wrong:
        return _refuse(wrong.faults)
    except (OSError, SQLAlchemyError) as wrong:
        sys.stderr.write(f"Not all was purged: {told(wrong)}. What was done stays done.\n")
        return FAILED
    _tell(gone, settings, dry=arguments.dry_run)
    if still_read:
        sys.stderr.write(STILL_READ)
    return FAILED if still_read else DONE


def _purge(settings: Settings) -> tuple[Purged, bool]:
    """What went, and whether somebody still reads what was."""
    (database, vault), still_read = to_write(settings), False
    try:
        clock = database.clock or SystemClock()
        now = clock.now().timestamp()
        with database.engine.begin() as connection:
            every = _meetings(connection)
        purge = Purge(database, vault, settings.procedure, settings.retention, now)
        with Bar() as bar:
            while purge.step(clock.now().timestamp()):
                bar(min(purge.seen / max(every, 1), 1.0), "purging")
        note(database, now)
        with suppress(StillRead):
            still_read = True
            database.clean()
            still_read = False
    finally:
        database.close()
    return purge.done, still_read


def _foretell(settings: Settings) -> Purged:
    engine, vault = to_read(settings)
    would = Purged()
    now = SystemClock().now().timestamp()
    with engine.connect() as connection, Bar() as bar:
        every = _meetings(connection)
        for seen, would in foretell(connection, vault, settings.retention, now):  # noqa: B007  # the last is told
            bar(min(seen / max(every, 1), 1.0), "looking through")
    engine.dispose()
    return would


def _meetings(connection: Connection) -> int:
    count: int = connection.execute(_ALL).scalar_one()
    return count


def _refuse(faults: Sequence[str]) -> int:
    sys.stderr.write("\n  - ".join(("Nothing was purged:", *faults)) + "\n")
    if any(_IN_USE in fault for fault in faults):
        sys.stderr.write("Stop the bot, or let it purge by itself tonight, between two and four.\n")
    return MISUSED


def _tell(gone: Purged, settings: Settings, *, dry: bool) -> None:
    sys.stdout.write(
        f"{'Would be erased' if dry else 'Erased'}, older than {settings.retention.days} days:\n"
        f"  names                                        {gone.names}\n"
        f"  meetings that then remember nobody           {gone.meetings}\n"
        f"  keys of series not held for 90 days          {gone.keys}\n"
        f"  names of who looked, more than a year ago    {gone.looks}\n"
    )
