"""`python app.py restore [BACKUP] --discard-effects-before T`: a database of some time ago posts nothing old."""

import argparse
import os
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.commands.asking import hour, told
from bot.commands.progress import Bar
from bot.errors import Misconfigured
from bot.outbound.clock import SystemClock
from bot.settings import Settings, settings_from_environment
from bot.store.database import open_database
from bot.store.restoring import Discarded, discard, put_back
from bot.store.vault import Vault

DONE, FAILED, MISUSED = 0, 1, 2
_BEFORE = "--discard-effects-before"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.description = (
        "With the bot stopped: lets go what a restored database still meant to do, so that no old card is posted. "
        "With BACKUP (SQLite) that file is put in the database's place first, and what stands there is moved aside. "
        "With PostgreSQL restore by its own tools, then run this without BACKUP, and only then start the bot."
    )
    parser.add_argument("backup", metavar="BACKUP", nargs="?", type=Path, help="as `backup` made it; it stays")
    parser.add_argument(
        _BEFORE,
        dest="before",
        metavar="T",
        type=hour,
        required=True,
        help="cards asked for before that hour are not posted, meetings silent by then are over: "
        "ISO 8601 with offset, or now",
    )


def run(arguments: argparse.Namespace) -> int:
    """Gives the exit code: 0 done, 1 it did not succeed, 2 misused or misconfigured."""
    os.umask(0o077)
    aside: Path | None = None
    try:
        settings = settings_from_environment()
        vault = _vault(settings.data_key_path)
        if arguments.backup is None:
            gone = _in_place(settings, vault, arguments.before)
        elif settings.database_path is None:
            raise Misconfigured((f"BACKUP: with PostgreSQL use pg_restore, then this with {_BEFORE} alone",))
        else:
            now = SystemClock().now()
            before = _past(arguments.before, now)
            with Bar() as bar:
                gone, aside = put_back(
                    arguments.backup, settings.database_url, vault, settings.procedure,
                    before=before.timestamp(), now=now.timestamp(), told=bar,
                )  # fmt: skip
    except Misconfigured as wrong:
        print("Nothing was changed:", *wrong.faults, sep="\n  - ", file=sys.stderr)
        return MISUSED
    except (OSError, sqlite3.Error, SQLAlchemyError) as wrong:
        print(f"Not restored: {told(wrong)}", file=sys.stderr)
        return FAILED
    _tell(gone, aside)
    return DONE


def _vault(path: Path) -> Vault:
    """None is made: what was sealed with another opens with no new one."""
    if not path.is_file():
        raise Misconfigured((f"DATA_KEY_PATH: there is no {path}; put the key of then there first",))
    return Vault.at(path)


def _in_place(settings: Settings, vault: Vault, asked: datetime | None) -> Discarded:
    with closing(open_database(settings.database_url)) as database:
        now = (database.clock or SystemClock()).now()
        return discard(database, vault, settings.procedure, _past(asked, now).timestamp(), now.timestamp())


def _past(asked: datetime | None, now: datetime) -> datetime:
    if asked is not None and asked > now:
        raise Misconfigured((f"{_BEFORE}: {asked.isoformat()} is still to come",))
    return asked or now


def _tell(gone: Discarded, aside: Path | None) -> None:
    if aside:
        print(f"What stood there is now {aside}: names are in it; delete it when it is not needed any more.")
    print(f"Not to be posted or asked any more: {gone.effects}. Alarms that will say nothing: {gone.alarms}.")
    print(f"Meetings that count as over: {gone.ended}; that run still: {gone.running}. Claims freed: {gone.released}.")
    print("Before you start the bot:")
    print("  1. python app.py purge            what was old enough to be deleted since the backup goes again")
    print("  2. python app.py erase --oid …    again for everybody who was erased since the backup")
    print("Then start it: meetings that run are told since when nobody listened.")
