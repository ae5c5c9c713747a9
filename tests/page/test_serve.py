"""The command itself, in a terminal and without one: `python app.py rehearse`."""

import asyncio
import io
import os
import pty
import re
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from rehearsal.bot_process import ROOT
from rehearsal.page.serve import serve
from rehearsal.page.tapes import FOLDER
from tests.page.running import children
from tests.page.viewer import looking

APP = (sys.executable, str(ROOT / "app.py"), "rehearse")
JUST_BEGUN = str(FOLDER / "tomt.jsonl")


class Terminal:
    """A program in a terminal of its own; `shown` is what has been printed."""

    def __init__(self, process: Process, screen: int) -> None:
        self.process = process
        self._screen = screen
        self.shown = ""
        asyncio.get_running_loop().add_reader(screen, self._read)

    async def until(self, pattern: str, within_s: float = 30) -> str:
        async with asyncio.timeout(within_s):
            while (found := re.search(pattern, self.shown)) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.05)  # the terminal tells nobody
        return found[0]

    def _read(self) -> None:
        try:
            self.shown += os.read(self._screen, 65_536).decode(errors="replace")
        except OSError:
            asyncio.get_running_loop().remove_reader(self._screen)


@asynccontextmanager
async def terminal(*arguments: str, **variables: str) -> AsyncIterator[Terminal]:
    screen, end = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *APP, *arguments, cwd=ROOT, env=_environment(variables), stdin=end, stdout=end, stderr=end
    )
    os.close(end)
    try:
        yield Terminal(process, screen)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()  # killed, it could not end its bot
        await asyncio.wait_for(process.wait(), 20)
        asyncio.get_running_loop().remove_reader(screen)
        os.close(screen)


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Without a desktop, so that no browser is opened."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return kept | dict(variables)


async def test_in_a_terminal_the_page_is_served_and_the_meeting_printed() -> None:
    async with terminal(JUST_BEGUN, "--port", "0") as one:
        url = await one.until(r"http://127\.0\.0\.1:\d+/")
        async with looking(url) as viewer:
            await viewer.until(lambda: "playback" in viewer.last, within_s=30)
            await viewer.ask("play")
            await viewer.until(lambda: viewer.cards("rules"), within_s=30)
        await one.until("Møtet starter")
        await one.until("Møtevakt legger ut reglene")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_however_it_is_ended_no_bot_is_left(number: signal.Signals) -> None:
    async with terminal(JUST_BEGUN, "--port", "0") as one:
        url = await one.until(r"http://127\.0\.0\.1:\d+/")
        async with looking(url) as viewer:
            await viewer.until(lambda: "playback" in viewer.last, within_s=30)
            await viewer.ask("play")
            await viewer.until(lambda: viewer.cards("rules"), within_s=30)
        (bot,) = children(one.process.pid)
        one.process.send_signal(number)

        assert await asyncio.wait_for(one.process.wait(), 15) == 0
        assert not os.path.exists(f"/proc/{bot}")  # noqa: ASYNC240


@pytest.mark.parametrize("in_terminal", [True, False])
async def test_in_ci_and_without_a_terminal_it_plays_once_and_ends(in_terminal: bool) -> None:
    if in_terminal:
        async with terminal(JUST_BEGUN, CI="true") as one:
            assert await asyncio.wait_for(one.process.wait(), 60) == 0
            await one.until("8 av 8 trinn gikk som ventet")
            assert "http://" not in one.shown
        return
    process = await asyncio.create_subprocess_exec(*APP, JUST_BEGUN, cwd=ROOT, env=_environment({}), stdout=PIPE)
    printed, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0
    assert "8 av 8 trinn gikk som ventet" in printed.decode()


@pytest.mark.parametrize("procedure", [None, "[numbers]\nidle = 'long'\n"])
async def test_what_cannot_be_played_is_told_at_once(tmp_path: Path, procedure: str | None) -> None:
    tape = tmp_path / "meeting.jsonl"
    if procedure is not None:
        shutil.copy(JUST_BEGUN, tape)
        tape.with_suffix(".toml").write_text(procedure)
    async with terminal(str(tape), "--port", "0") as one:
        assert await asyncio.wait_for(one.process.wait(), 20) == 2
        await one.until("kan ikke spilles: .+")


async def test_where_nobody_looks_the_meeting_is_printed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearsal.page.serve._NOBODY_COMES_S", 0.1)
    printed = io.StringIO()
    serving = asyncio.create_task(serve(Path(JUST_BEGUN), out=printed, port=0))
    async with asyncio.timeout(30):
        while "Møtevakt legger ut reglene" not in printed.getvalue():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_a_port_that_is_taken_gives_way_to_a_free_one() -> None:
    async with terminal(JUST_BEGUN, "--port", "0") as first:
        port = re.search(r":(\d+)/", await first.until(r"http://127\.0\.0\.1:\d+/"))
        assert port
        async with terminal(JUST_BEGUN, "--port", port[1]) as second:
            url = await second.until(r"http://127\.0\.0\.1:\d+/")
            assert f":{port[1]}/" not in url
            async with aiohttp.ClientSession() as http, http.get(url) as answer:
                assert answer.status == 200
