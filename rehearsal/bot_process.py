"""A bot in a process of its own, reached over HTTP as Teams reaches it."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from typing import Any, NoReturn, Self

import aiohttp

from rehearsal.happenings import take_in
from rehearsal.standin import StandIn
from rehearsal.world import Activity

ROOT = Path(__file__).resolve().parent.parent
_OWN_PORTS = range(15_000, 32_000)  # Linux takes 32768 and more for what goes out
_CHANCE = SystemRandom()
_PATIENCE = aiohttp.ClientTimeout(total=15)  # Teams waits so long, then sends again (docs/TEAMS.md H)


class BotDied(Exception):
    """The bot ended by itself, or was not ready in time. The text holds the end of its stderr."""


def free_port() -> int:
    """A port that nobody listens on just now. Those that the system would choose are left to it: before the bot begins
    to listen, one of them may have been taken for a call that goes out.
    """
    while True:
        port = _CHANCE.choice(_OWN_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class BotProcess:
    """Runs *program* with the stand-in's environment, *otherwise* over it: `async with BotProcess(…) as bot`.

    *directory* takes its database and what it prints (`stdout.log`, `stderr.log`); the same again after a `kill`
    makes a restart. It must be ready `ready_within_s` seconds after a start. Leaving ends the process. *python* is the
    interpreter: of another environment, say.
    """

    def __init__(
        self,
        standin: StandIn,
        directory: Path,
        *,
        program: Path = ROOT / "app.py",
        python: Path = Path(sys.executable),
        otherwise: Mapping[str, str] | None = None,
        port: int | None = None,
        ready_within_s: float = 30.0,
    ) -> None:
        self.port = port or free_port()
        self._standin = standin
        self._ready_within_s = ready_within_s
        self._directory = directory
        self._program, self._python = program, python
        self._environment = standin.environment(self.port, directory) | dict(otherwise or {})
        self._lacks: Any = "no answer"
        self._process: asyncio.subprocess.Process | None = None
        self._http: aiohttp.ClientSession | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process's number.

        Raises:
            BotDied: it was not started.
        """
        if self._process is None:
            raise BotDied("the bot was not started")
        return self._process.pid

    @property
    def stderr(self) -> str:
        """All that it has printed to stderr."""
        return _read(self._directory / "stderr.log")

    @property
    def stdout(self) -> str:
        return _read(self._directory / "stdout.log")

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(timeout=_PATIENCE)
        try:
            await self.start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.terminate()
        if self._http is not None:
            await self._http.close()

    async def start(self) -> None:
        """Start it, or start it again, and wait until it says that it is ready.

        Raises:
            BotDied: it ended, or was not ready in time.
        """
        with (
            (self._directory / "stdout.log").open("ab") as out,
            (self._directory / "stderr.log").open("ab") as err,
        ):
            self._process = await asyncio.create_subprocess_exec(
                str(self._python),
                str(self._program),
                cwd=self._program.parent,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        give_up = time.monotonic() + self._ready_within_s
        while not await self._ready():
            if self._process.returncode is not None:
                raise BotDied(f"the bot ended with {self._process.returncode}\n{self.stderr[-2000:]}")
            if time.monotonic() > give_up:
                lacks = f"{self._lacks}\n{self.stderr[-2000:]}"
                raise BotDied(f"the bot was not ready within {self._ready_within_s:g} s: {lacks}")
            await asyncio.sleep(0.05)

    async def send(self, activity: Activity, token: str | None = None) -> tuple[int, Any]:
        """Deliver *activity* as Teams does: status, and the body (JSON read, other text as it is, nothing: None).

        Without *token* it goes with a real one, and the world takes note of what it tells. An empty token: no header.
        """
        if token is None:
            take_in(self._standin.world, activity)
            token = self._standin.token()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await self.call("POST", "/api/messages", json=activity, headers=headers)

    async def call(self, method: str, path: str, **request: Any) -> tuple[int, Any]:
        """Any call of the bot's own address; *request* as aiohttp takes it."""
        if self._http is None or self._http.closed:
            raise BotDied("the bot was not started, or has ended")
        async with self._http.request(method, f"{self.url}{path}", **request) as response:
            if response.content_type == "application/json":
                return response.status, await response.json()
            return response.status, (await response.text()) or None

    async def ended(self) -> NoReturn:
        """Wait until it ends by itself.

        Raises:
            BotDied: it did.
        """
        code = await self._process.wait() if self._process else None
        raise BotDied(f"the bot ended with {code}\n{self.stderr[-2000:]}")

    async def kill(self) -> None:
        """SIGKILL to the process and all it started: nothing is tidied up."""
        await self._end(signal.SIGKILL)

    async def end_with(self, number: signal.Signals) -> None:
        """That signal to the process and all it started, until it has ended: how it breaks down, say."""
        await self._end(number)

    async def terminate(self, *, within_s: float = 10.0) -> int | None:
        """SIGTERM, and SIGKILL if that does not help in time. Gives the exit code."""
        try:
            await asyncio.wait_for(self._end(signal.SIGTERM), within_s)
        except TimeoutError:
            await self.kill()
        return self._process.returncode if self._process else None

    async def _end(self, with_signal: signal.Signals) -> None:
        if self._process is None or self._process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, with_signal)
        await self._process.wait()

    async def _ready(self) -> bool:
        try:
            status, self._lacks = await self.call("GET", "/readyz")
        except (aiohttp.ClientError, TimeoutError):
            return False
        return status == 200


def _read(path: Path) -> str:
    return path.read_text(errors="replace") if path.exists() else ""
