"""`python app.py backup FILE`: a whole copy of the database in a file, while the bot runs."""

import argparse
import os
import sqlite3
import sys
from pathlib import Path

from bot.commands.asking import told
from bot.commands.progress import Bar
from bot.errors import Misconfigured
from bot.settings import settings_from_environment
from bot.store.copying import copy_file, fault_in, remove_file

DONE, FAILED, MISUSED = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.description = (
        "Copies the database to FILE, whole, while the bot runs. The data key is not in it: keep a copy of "
        "DATA_KEY_PATH apart from the backups. With PostgreSQL it tells how pg_dump does the same."
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="must not exist; readable for its owner alone")


def run(arguments: argparse.Namespace) -> int:
    """Gives the exit code: 0 done, 1 it did not succeed, 2 misused or misconfigured."""
    os.umask(0o077)
    try:
        settings = settings_from_environment()
        source = settings.database_path
        if source is None:
            raise Misconfigured(_with_pg_dump(settings.database_url, arguments.file))
        if not source.is_file():
            raise Misconfigured((f"DATABASE_URL: there is no {source}",))
    except Misconfigured as wrong:
        print(*wrong.faults, sep="\n", file=sys.stderr)
        return MISUSED
    target: Path = arguments.file
    try:
        with Bar() as bar:
            copy_file(source, target, bar)
    except FileExistsError:
        print(f"FILE: {target} is there already, and is left as it is", file=sys.stderr)
        return MISUSED
    except (OSError, sqlite3.Error) as wrong:
        print(f"Not copied: {told(wrong)}. Nothing is left of it.", file=sys.stderr)
        return FAILED
    fault = fault_in(target)
    if fault:
        remove_file(target)
        print(f"Not copied: {fault}, and so is {source} perhaps. Look at it with doctor.", file=sys.stderr)
        return FAILED
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, read through and whole.")
    print(f"The data key is NOT in it. Without {settings.data_key_path} no name and no meeting of it can be opened:")
    print("keep a copy of that file, too, and never beside this one.")
    return DONE


def _with_pg_dump(url: str, target: Path) -> tuple[str, ...]:
    from bot.store.postgres import without_password  # its driver is not for those who have a file

    return (
        "DATABASE_URL is a PostgreSQL database, whose own tool copies it, while the bot runs:",
        f"  pg_dump --format=custom --file={target} '{without_password(url)}'",
        "with the password in PGPASSWORD or ~/.pgpass. The data key is not in it: keep it, and keep it apart.",
    )
