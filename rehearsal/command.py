"""`app.py rehearse`: plays a recorded meeting against the stand-in for Teams."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from rehearsal.play import PATIENT_MEETING, rehearse

INTERRUPTED = 130
_HERE = Path(__file__).parent
_BUILT_PAGE = _HERE / "page" / "built" / "index.html"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("tape", nargs="?", type=Path, default=PATIENT_MEETING, help="JSON Lines; default: %(default)s")
    parser.add_argument(
        "--page",
        action=argparse.BooleanOptionalAction,
        help="serve a page on 127.0.0.1 to watch and take part (the default in a terminal, unless CI=true)",
    )
    parser.add_argument("--port", type=int, default=3980, help="of that page; 0: any; default: %(default)s")


def run(arguments: argparse.Namespace) -> int:
    """Play it; gives the exit code."""
    page: bool | None = arguments.page
    wanted = sys.stdout.isatty() and os.environ.get("CI") != "true" if page is None else page
    if wanted and not _BUILT_PAGE.is_file():
        print("Siden er ikke bygget: make page. Møtet skrives ut her.")
        wanted = False
    if not wanted:
        playing = rehearse(arguments.tape, out=sys.stdout)
    else:
        from rehearsal.page.serve import serve as serve_page

        playing = serve_page(arguments.tape, out=sys.stdout, port=arguments.port)
    try:
        return asyncio.run(_stoppable(playing))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 0 if wanted else INTERRUPTED


async def _stoppable(playing: Coroutine[Any, Any, int]) -> int:
    """Let SIGTERM and a closed terminal end it as Ctrl-C does: no bot is left behind."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, task.cancel if task else loop.stop)
    return await playing
