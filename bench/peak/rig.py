"""The bots that are measured: one on SQLite, or some on one PostgreSQL; and what they cost meanwhile."""

import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from bench.peak.costs import Sessions, Spent, machine_cpu_s, most_resident_mb, threads, watched
from bench.peak.script import WRITTEN
from bench.stage import Graph
from rehearsal.bot_process import BotProcess
from rehearsal.standin import StandIn
from tests.postgres import PostgresServer

DURABLE = {"shared_buffers": "128MB", "max_connections": "60"}
"""All else as PostgreSQL has it: what is committed is on disk."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How the bot runs: `replicas` of it on one PostgreSQL; none: one, on SQLite."""

    replicas: int

    @property
    def name(self) -> str:
        return f"PostgreSQL x{self.replicas}" if self.replicas else "SQLite"


@dataclass
class Cost:
    """What the bots cost while something was played, which took so many seconds: CPU seconds of each process.

    `loops` and `writers`: of each process's event loop, and of its thread that writes. `ticks`: transactions of those
    threads, and `ticking_s` the seconds they took in all. `resident_mb`: the most of any process.
    `machine_s`: CPU seconds of all programs on the machine.
    """

    seconds: float = 0.0
    cpu_s: list[float] = field(default_factory=list)
    loops: list[Spent] = field(default_factory=list)
    writers: list[Spent] = field(default_factory=list)
    ticks: float = 0.0
    ticking_s: float = 0.0
    resident_mb: float = 0.0
    machine_s: float = 0.0
    database: Sessions | None = None


@dataclass
class Rig:
    """`database`: the server and the database's name; None: SQLite."""

    bots: list[BotProcess]
    database: tuple[PostgresServer, str] | None = None

    @property
    def urls(self) -> list[str]:
        return [bot.url for bot in self.bots]

    @asynccontextmanager
    async def counted(self) -> AsyncIterator[Cost]:
        """What it costs meanwhile; filled in at the end."""
        cost, began, machine_s = Cost(), time.monotonic(), machine_cpu_s()
        before = [threads(bot.pid) for bot in self.bots]
        ticked = [await _ticks(bot) for bot in self.bots]
        with self._watched(cost):
            yield cost
            cost.seconds, cost.machine_s = time.monotonic() - began, machine_cpu_s() - machine_s
        for bot, then, (ticks, ticking_s) in zip(self.bots, before, ticked, strict=True):
            spent = {thread: now - then.get(thread, Spent()) for thread, now in threads(bot.pid).items()}
            cost.cpu_s.append(sum(one.ran_s for one in spent.values()))
            cost.loops.append(spent.pop(bot.pid))
            cost.writers.append(max(spent.values(), default=Spent()))
            ticks_now, ticking_now = await _ticks(bot)
            cost.ticks, cost.ticking_s = cost.ticks + ticks_now - ticks, cost.ticking_s + ticking_now - ticking_s
            cost.resident_mb = max(cost.resident_mb, most_resident_mb(bot.pid))

    async def given_up(self) -> Counter[str]:
        """How many effects of each kind the bots gave up."""
        counted = Counter[str]()
        for bot in self.bots:
            for one in await _samples(bot):
                if one.name == "motevakt_effects_total" and one.labels["result"] == "given_up":
                    counted[one.labels["effect"]] += int(one.value)
        return counted

    @contextmanager
    def _watched(self, cost: Cost) -> Iterator[None]:
        with ExitStack() as watching:
            if self.database:
                server, name = self.database
                cost.database = watching.enter_context(watched(server.url(), name))
            yield


@dataclass
class Workshop:
    """What all setups share: the stand-in whose keys sign, and the server of PostgreSQL, started when first needed."""

    standin: StandIn
    folder: Path
    _closing: ExitStack
    _server: PostgresServer | None = None

    @asynccontextmanager
    async def rig(self, setup: Setup, teams: str, graph: Graph) -> AsyncIterator[Rig]:
        """The bots of *setup*, ready, on an empty database; connector and Graph are at *teams*."""
        self.standin.signin.audiences.add(teams)
        async with AsyncExitStack() as running:
            folder = Path(tempfile.mkdtemp(dir=self.folder))
            otherwise = {"GRAPH_URL": "off" if graph is Graph.OFF else teams, "LOG_LEVEL": "WARNING"}
            if graph is not Graph.DEFAULT:
                otherwise |= {"HARDEN_MEETINGS": "never", "GRAPH_CERTIFICATE_PATH": ""}
            database = None
            if setup.replicas:
                database = server, name = self._postgres(), self._postgres().create()
                running.callback(server.drop, name)
                otherwise |= {"DATABASE_URL": server.url(name), "DATA_KEY_PATH": str(folder / "data.key")}
            rig = Rig([], database)
            for number in range(setup.replicas or 1):
                own = folder / str(number)
                own.mkdir()
                bot = BotProcess(self.standin, own, otherwise=otherwise)
                rig.bots.append(await running.enter_async_context(bot))
            yield rig

    def _postgres(self) -> PostgresServer:
        if self._server is None:
            self._server = self._closing.enter_context(PostgresServer(DURABLE))
        return self._server


@asynccontextmanager
async def workshop() -> AsyncIterator[Workshop]:
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        async with StandIn(folder, time=lambda: WRITTEN) as standin:
            yield Workshop(standin, folder, closing)


async def _ticks(bot: BotProcess) -> tuple[float, float]:
    """How many transactions its writer has made, and how many seconds they took."""
    samples = await _samples(bot)
    count, total = (
        sum(one.value for one in samples if one.name == f"motevakt_tick_seconds_{what}") for what in ("count", "sum")
    )
    return count, total


async def _samples(bot: BotProcess) -> list[Sample]:
    _, text = await bot.call("GET", "/metrics")
    return [sample for family in text_string_to_metric_families(text) for sample in family.samples]
