"""The command itself: settings in, findings out."""

import asyncio
import logging
import os

from bot.doctor.examine import examine
from bot.doctor.settings import unreadable
from bot.doctor.telling import as_json, as_text, exit_code
from bot.errors import Misconfigured
from bot.settings import settings_from_environment


def run(*, organizer: str, for_programs: bool) -> tuple[str, int]:
    """What is found, as people or programs read it, and the exit code."""
    os.umask(0o077)
    logging.disable()  # what is wrong is told below, once, and what is printed may be for programs
    try:
        findings = asyncio.run(examine(settings_from_environment(), organizer))
    except Misconfigured as wrong:
        findings = unreadable(wrong.faults)
    return as_json(findings) if for_programs else as_text(findings), exit_code(findings)
