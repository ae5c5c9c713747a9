"""`python app.py erase`: one person's name nowhere any more, as far as the bot has it."""

import argparse
import getpass
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.commands.asking import told
from bot.commands.kept import STILL_READ, to_read, to_write
from bot.commands.progress import Bar
from bot.domain.participants import PersonId
from bot.errors import Misconfigured, StillRead
from bot.evidence.records import Looker
from bot.guid import is_guid
from bot.outbound.clock import SystemClock
from bot.settings import Settings, settings_from_environment
from bot.store.somebody import Outcome, Somebody, erase, find, find_in
from bot.store.vault import Vault

DONE, FAILED, MISUSED = 0, 1, 2
_PERSON = re.compile(r"p[1-9][0-9]{0,8}")
_IN_USE = "in use by another process"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.description = (
        "Erases one person's name from every meeting that is over, and from the access log. What happened stays in the "
        "audit, by pseudonym. With PostgreSQL the bot may be running; a file of SQLite it must not have open."
    )
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--oid", type=_oid, metavar="OID", help="the object id of their account in Entra: everywhere")
    who.add_argument("--meeting", type=int, metavar="ID", help="of somebody without an account: the meeting's number")
    parser.add_argument("--person", type=_person, metavar="pN", help="with --meeting: as the officer's pages name them")
    parser.add_argument(
        "--by", metavar="NAME", help="who erases; the access log keeps it; default: your user name here"
    )
    parser.add_argument("--dry-run", action="store_true", help="only tell where; the bot may be running")


def run(arguments: argparse.Namespace) -> int:
    """Gives the exit code: 0 erased, 1 not everywhere yet, 2 the bot has the file, or something told is wrong."""
    os.umask(0o077)
    logging.disable()  # what is wrong is told below, once
    if (arguments.meeting is None) != (arguments.person is None):
        return _refuse(("--meeting and --person go together",))
    try:
        settings = settings_from_environment()
        return _foretell(settings, arguments) if arguments.dry_run else _erase(settings, arguments)
    except Misconfigured as wrong:
        return _refuse(wrong.faults)
    except (OSError, SQLAlchemyError) as wrong:
        sys.stderr.write(f"Not all was erased: {told(wrong)}. What was done stays done; run it again.\n")
        return FAILED


def _erase(settings: Settings, arguments: argparse.Namespace) -> int:
    database, vault = to_write(settings)
    try:
        with database.engine.begin() as connection:
            who = _found(connection, vault, arguments)
        by = Looker("", "", arguments.by or _user())
        now = (database.clock or SystemClock()).now().timestamp()
        came, still_read = dict[int, Outcome](), False
        with Bar() as bar, suppress(StillRead):
            still_read = True
            for number, outcome in erase(database, vault, settings.procedure, who, by, now):
                came[number] = outcome
                bar(len(came) / len(who.places), "erasing")
            still_read = False
    finally:
        database.close()
    counted = Counter(came.values())
    sys.stdout.write(
        f"Erased in {counted[Outcome.ERASED]} meetings. Looks that told their name: {who.looks}, nameless now.\n"
    )
    left = {number: outcome for number, outcome in came.items() if outcome is not Outcome.ERASED}
    for number, outcome in left.items():
        sys.stdout.write(f"NOT in meeting {number}: {outcome.value}\n")
    if still_read:
        sys.stderr.write(STILL_READ)
    return FAILED if left or still_read else DONE


def _foretell(settings: Settings, arguments: argparse.Namespace) -> int:
    engine, vault = to_read(settings)
    with engine.connect() as connection:
        who = _found(connection, vault, arguments)
    engine.dispose()
    sys.stdout.write(
        f"Would be erased: {who.names} rows with the name, in {len(who.places)} meetings; {who.looks} looks.\n"
    )
    return DONE


def _found(connection: Connection, vault: Vault, arguments: argparse.Namespace) -> Somebody:
    """Where they stand.

    Raises:
        Misconfigured: there is nobody of that pseudonym in that meeting, or they have an account.
    """
    if arguments.oid is None:
        found = find_in(connection, vault, arguments.meeting, arguments.person)
        if found is None:
            raise Misconfigured((f"no name is kept of {arguments.person} in meeting {arguments.meeting}",))
        if found.oid:
            raise Misconfigured(("they have an account: erase by --oid, which finds them in every meeting",))
        return found
    with Bar() as bar:
        for who, part in find(connection, vault, arguments.oid):  # noqa: B007  # the last is whole
            bar(part, "looking through")
    return who


def _refuse(faults: Sequence[str]) -> int:
    sys.stderr.write("\n  - ".join(("Nothing was erased:", *faults)) + "\n")
    if any(_IN_USE in fault for fault in faults):
        sys.stderr.write("Stop the bot first: a file of SQLite is for one process.\n")
    return MISUSED


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container there may be a number alone
        return f"user {os.getuid()}"


def _oid(text: str) -> str:
    if not is_guid(text.strip().lower()):
        raise argparse.ArgumentTypeError("must be the object id of an account in Entra, a GUID")
    return text.strip().lower()


def _person(text: str) -> PersonId:
    if not _PERSON.fullmatch(text.strip()):
        raise argparse.ArgumentTypeError("must be a pseudonym, as p3")
    return PersonId(text.strip())
