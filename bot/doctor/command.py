"""The command itself: settings in, findings out."""

import argparse
import asyncio
import logging
import os

from bot.doctor.settings import unreadable
from bot.doctor.telling import as_json, as_text, exit_code
from bot.errors import Misconfigured
from bot.guid import is_guid
from bot.settings import settings_from_environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--organizer", type=_object_id, metavar="OID", help="whose meetings and calendar are asked for")


def run(arguments: argparse.Namespace) -> int:
    """Print what is found, as people or programs read it; gives the exit code."""
    from bot.doctor.examine import examine  # a bot that starts does without

    os.umask(0o077)
    logging.disable()  # what is wrong is told below, once, and what is printed may be for programs
    try:
        findings = asyncio.run(examine(settings_from_environment(), arguments.organizer))
    except Misconfigured as wrong:
        findings = unreadable(wrong.faults)
    print(as_json(findings) if arguments.json else as_text(findings))
    return exit_code(findings)


def _object_id(text: str) -> str:
    if not is_guid(text.strip().lower()):
        raise argparse.ArgumentTypeError("must be the object id of an account in Entra, a GUID")
    return text.strip().lower()
