"""Serves the page until Ctrl-C: opens it where there is a desktop, and begins when somebody looks."""

import asyncio
import os
import sys
import webbrowser
from pathlib import Path
from typing import TextIO

from aiohttp import web

from bot.errors import Misconfigured
from rehearsal.fields import TapeError
from rehearsal.page.server import Page
from rehearsal.page.stage import Stage, Wanted
from rehearsal.page.tapes import shelf
from rehearsal.play import NOT_PLAYED

_NOBODY_COMES_S = 20.0


async def serve(tape: Path, *, out: TextIO, port: int) -> int:
    """Serve until cancelled; gives 2 if *tape* cannot be played. *port* that is taken, or 0: a free one."""
    stage = Stage(out)
    try:
        stage.ask(Wanted(tape, plays=False))
    except (OSError, TapeError, Misconfigured) as wrong:
        print(f"Opptaket {tape} kan ikke spilles: {wrong}", file=out)
        return NOT_PLAYED
    runner = web.AppRunner(Page(stage, shelf(tape)).app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        url = await _listen(runner, port)
        print(f"\nSiden: {url}\nMøtet begynner der, eller her om {_NOBODY_COMES_S:.0f} s.", file=out)
        print("Ctrl-C avslutter. Ingenting forlater denne maskinen.\n", file=out, flush=True)
        _open(url)
        async with asyncio.TaskGroup() as group:
            group.create_task(stage.run())
            group.create_task(_begin(stage))
    finally:
        await runner.cleanup()
    return 0


async def _listen(runner: web.AppRunner, port: int) -> str:
    """The address at which the page can be reached from now on."""
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    except OSError:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}/"


async def _begin(stage: Stage) -> None:
    """Whoever looks at the page plays the tape there; in a terminal alone it plays after a while."""
    try:
        async with asyncio.timeout(_NOBODY_COMES_S):
            await stage.live.somebody.wait()
    except TimeoutError:
        (await stage.performing()).pace.play()


def _open(url: str) -> None:
    """In a browser, where there is a desktop."""
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)
