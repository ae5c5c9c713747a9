"""`audit verify` and `audit export`: prove that the audit is whole, and hand it out."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from datetime import date
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import MotevaktError, StoreAway
from bot.evidence.records import Purpose
from bot.settings import settings_from_environment

HOLDS, BROKEN, CANNOT = 0, 1, 2
"""Exit codes of `audit verify`; `audit export` gives the first or the last."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    deeds = parser.add_subparsers(dest="deed", metavar="verify|export", required=True)
    verify = deeds.add_parser("verify", help="follow every chain; 0: all hold, 1: one is broken, 2: cannot tell")
    verify.add_argument("--heads", type=Path, metavar="FILE", help="write where each chain ends, to be kept elsewhere")
    verify.add_argument("--against", type=Path, metavar="FILE", help="prove that these ends are still in their chains")
    verify.add_argument("--json", action="store_true", help="for programs")
    export = deeds.add_parser("export", help="write rows of the audit; that somebody did is recorded")
    export.add_argument("--format", choices=("csv", "jsonl"), required=True)
    export.add_argument("--meeting", type=int, metavar="ID", help="of one meeting, by the number that the pages show")
    export.add_argument("--since", type=_day, metavar="DATE", help="of what began on that day or later, as 2026-11-23")
    export.add_argument("--until", type=_day, metavar="DATE", help="of what began on that day or before")
    export.add_argument("--names", action="store_true", help="with names, where they are not erased")
    export.add_argument("--purpose", choices=list(Purpose), help="what for; needed with --names")
    export.add_argument("--by", metavar="NAME", help="who asked for it, in full; needed with --names")
    export.add_argument(
        "--excel", action="store_true", help="CSV as Excel in Norwegian opens it: semicolons, and a mark"
    )
    export.add_argument("--out", type=Path, metavar="FILE", help="default: what is written goes to standard output")


def run(arguments: argparse.Namespace) -> int:
    """Do it; gives the exit code."""
    os.umask(0o077)
    logging.disable()  # what is wrong is told below, once
    try:
        settings = settings_from_environment()
        if arguments.deed == "verify":
            from bot.commands.verify import verify  # a bot that starts does without

            return verify(settings, heads=arguments.heads, against=arguments.against, for_programs=arguments.json)
        from bot.commands.export import Wanted, export

        faults = _faults(arguments)
        if faults:
            return _cannot(*faults)
        return export(
            settings,
            Wanted(
                form=arguments.format, meeting=arguments.meeting, since=arguments.since, until=arguments.until,
                names=arguments.names, purpose=Purpose(arguments.purpose or Purpose.SUPERVISION), by=arguments.by,
                excel=arguments.excel,
            ),
            arguments.out,
        )  # fmt: skip
    except SQLAlchemyError as wrong:
        return _cannot(f"the database cannot be read or written ({_kind(wrong)})")
    except BrokenExecutor:
        return _cannot("a process that followed chains was killed: is there memory enough?")
    except StoreAway:
        return _cannot("the database is away, or somebody else writes to it for too long; try again")
    except (MotevaktError, OSError, ValueError) as wrong:
        return _cannot(*getattr(wrong, "faults", [f"{type(wrong).__name__}: {wrong}"]))


def _faults(arguments: argparse.Namespace) -> Sequence[str]:
    wrong = []
    if arguments.names and not (arguments.purpose and (arguments.by or "").strip()):
        wrong.append("--names needs --purpose and --by: who sees names, and what for, is recorded and shown")
    if arguments.since and arguments.until and arguments.since > arguments.until:
        wrong.append("--since is after --until")
    if arguments.excel and arguments.format != "csv":
        wrong.append("--excel goes with --format csv")
    return wrong


def _cannot(*faults: str) -> int:
    sys.stderr.write("\n  - ".join(("Møtevakt cannot do that:", *faults)) + "\n")
    return CANNOT


def _kind(wrong: SQLAlchemyError) -> str:
    """By its type: its text may hold addresses and passwords."""
    return type(getattr(wrong, "orig", None) or wrong).__name__


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a date, as 2026-11-23") from None
