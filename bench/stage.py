"""Where the measurements play: a stand-in, a quick Teams, and programs in processes of their own."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bench.load import Load
from bench.teams import QuickTeams
from rehearsal.bot_process import ROOT, BotProcess
from rehearsal.standin import StandIn
from rehearsal.world import Activity
from tests.postgres import PostgresServer

AT_ONCE = 16
_SETTLED_S = 0.5
BOT = ROOT / "app.py"
DATABASES = ("sqlite", "postgresql")
"""What the bot can be measured on. PostgreSQL is a server of this run alone, which writes to disk as others do."""

Database = Callable[[Path], Mapping[str, str]]
"""The settings by which a bot in this folder finds its database: the same folder again, the same database."""


class Graph(StrEnum):
    """What of Microsoft Graph the bot uses. `DEFAULT`: options are set and call events asked for, too."""

    OFF = "off"
    INVITATION = "invitation"
    DEFAULT = "default"


class NotMeasured(RuntimeError):
    """What should be measured did not come about; says how."""


@dataclass
class Stage:
    """`card` is the body of the post that the raw program and the echo bots send.

    `database` tells where each bot remembers.
    """

    standin: StandIn
    teams: QuickTeams
    load: Load
    folder: Path
    database: Database = lambda _folder: {}
    card: str = "{}"

    def process(
        self,
        program: Path = BOT,
        *,
        graph: Graph = Graph.OFF,
        python: Path | None = None,
        graph_url: str | None = None,
        folder: Path | None = None,
    ) -> BotProcess:
        """*program*, not started, with an empty database, or with what is in *folder*.

        *graph_url*: where Graph is, if not at the quick Teams of this process.
        """
        otherwise = {
            "GRAPH_URL": "off" if graph is Graph.OFF else graph_url or self.teams.server.url,
            "LOG_LEVEL": "WARNING",
            "RAW_CARD": self.card,
            "RAW_TOKEN": "x" * 1200,
            "REQUESTS_CA_BUNDLE": str(self.standin.signin.ca_file),
        }
        if graph is not Graph.DEFAULT:
            otherwise |= {"HARDEN_MEETINGS": "never", "GRAPH_CERTIFICATE_PATH": ""}
        folder = folder or self.new_folder()
        return BotProcess(
            self.standin,
            folder,
            program=program,
            python=python or Path(sys.executable),
            otherwise={**otherwise, **self.database(folder)},
        )

    def new_folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.folder))

    async def learn_card(self) -> None:
        """Have the others post the very card that the bot posts when a meeting starts."""
        async with self.process() as bot:
            await self.send(bot, self.load.starts(self.load.meetings(1)), cards=1)
        self.card = self.teams.newest

    async def send(
        self, bot: BotProcess, activities: Iterable[Activity], *, cards: int, till_quiet: bool = True
    ) -> None:
        """Deliver them, 16 at a time, until all are answered, so many cards more stand, and nothing is asked any more.

        Not *till_quiet*: until half a second after the cards stand.

        Raises:
            NotMeasured: one was not taken, or the cards did not come.
        """
        wanted, left = self.teams.cards + cards, iter(activities)
        await asyncio.gather(*(self._deliver(bot, left) for _ in range(AT_ONCE)))
        try:
            await self.teams.until(wanted)
        except TimeoutError as missing:
            raise NotMeasured(f"{wanted - self.teams.cards} of {cards} cards did not come") from missing
        # the records of the last posts count too
        await (self.teams.quiet(_SETTLED_S) if till_quiet else asyncio.sleep(_SETTLED_S))

    async def _deliver(self, bot: BotProcess, activities: Iterable[Activity]) -> None:
        token = self.load.token()
        for activity in activities:
            status, body = await bot.send(activity, token)
            if status >= 300:
                raise NotMeasured(f"answered {status} {body}\n{bot.stderr[-2000:]}")


@asynccontextmanager
async def staged(database: str = "sqlite") -> AsyncIterator[Stage]:
    """A stage of its own, with the card learnt."""
    with tempfile.TemporaryDirectory() as name, _remembering(database) as remembering:
        async with StandIn(Path(name)) as standin:
            teams = QuickTeams()
            await teams.server.start()
            try:
                standin.signin.audiences.add(teams.server.url)
                load = Load(standin, f"{teams.server.url}/")
                stage = Stage(standin, teams, load, Path(name), remembering)
                await stage.learn_card()
                yield stage
            finally:
                await teams.server.stop()


@contextmanager
def _remembering(database: str) -> Iterator[Database]:
    if database == "sqlite":
        yield lambda _folder: {}  # a file in the folder, as the stand-in's settings have it
        return
    with PostgresServer({}) as server:

        @cache
        def settings(folder: Path) -> Mapping[str, str]:
            return {"DATABASE_URL": server.url(server.create()), "DATA_KEY_PATH": str(folder / "data.key")}

        yield settings


def cpu_s(pid: int) -> float:
    """User and system seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_kb(pid: int) -> float:
    """Memory of a process that is in RAM now, in units of 1,000 bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1000
