"""What a case plays on: a stand-in, a database, bots, the load, and a record of when what was broken."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bench.chaos import jumping
from bench.chaos.case import Case, Setup
from bench.chaos.crew import Crew
from bench.chaos.disk import small_disk
from bench.chaos.gate import Gate
from bench.chaos.load import Load
from bench.chaos.sparing import SEEN_AFTER_S
from bench.chaos.stores import Kind, PostgresStore, SqliteStore, Store
from bench.chaos.story import Patience
from rehearsal.bot_process import ROOT, BotProcess
from rehearsal.faults import Shares
from rehearsal.standin import StandIn
from tests.postgres import PostgresServer


@dataclass
class Fault:
    """Something was broken, from when until when, in seconds since 1970."""

    begun: float
    ended: float = float("inf")


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of it: `kills` of a bot, the seconds of outages as a share of the whole ones, and how long the load runs
    before and after.
    """

    kills: int = 50
    share: float = 1.0
    before_s: float = 2.0
    after_s: float = 2.0

    def s(self, seconds: float) -> float:
        """So much of an outage of *seconds*."""
        return seconds * self.share


LONGEST_S, BACK_WITHIN_S = 120.0, 60.0
"""The longest outage of all, and how long after it Teams goes on to send, and people to wait for a card."""

TEAMS_TAKES_S = 0.05
"""How long the connector, Graph and sign-in take for an answer where nothing is broken, so that posts are under way."""

CARD_WITHIN_S = 5.0
"""How long people wait where Teams refuses cards for good."""

WHOLE, QUICK = Scale(), Scale(kills=5, share=1 / 6)


@dataclass
class Ground:
    """`drained_s`: how long each end after SIGTERM took; `slow_s`: how long Teams' answers took while it was slow.

    `notes`: what a case tells besides its figures, `wrong`: what did not hold.
    """

    folder: Path
    scale: Scale
    standin: StandIn
    store: Store
    crew: Crew
    load: Load
    connector_gate: Gate | None = None
    database_gate: Gate | None = None
    faults: list[Fault] = field(default_factory=list)
    drained_s: list[float] = field(default_factory=list)
    slow_s: float = 0.0
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(8))

    @contextmanager
    def fault(self) -> Iterator[None]:
        """What is done inside is broken from its beginning to its end."""
        fault = Fault(time.time())
        self.faults.append(fault)
        try:
            yield
        finally:
            fault.ended = time.time()

    def over(self) -> None:
        """The fault under way ends now, though there is more to do until all runs again."""
        self.faults[-1].ended = time.time()

    async def while_broken(self, seconds: float) -> None:
        """Let an outage last, by the scale of the run."""
        await asyncio.sleep(self.scale.s(seconds))


@asynccontextmanager
async def prepared(
    case: Case, setup: Setup, folder: Path, server: PostgresServer | None, scale: Scale
) -> AsyncIterator[Ground]:
    """The ground of *case*, everything running but the load."""
    async with AsyncExitStack() as stack:
        standin = await stack.enter_async_context(StandIn(folder, seed=8))
        standin.faults.everywhere = Shares(latency_s=TEAMS_TAKES_S)
        standin.graph.chat_messages.shown_after_s = SEEN_AFTER_S
        service_url, connector_gate, database_gate = standin.service_url, None, None
        if case.connector_gate:
            connector_gate = await stack.enter_async_context(Gate(_port(standin.service_url)))
            service_url = service_url.replace(f":{_port(service_url)}/", f":{connector_gate.port}/")
        store = _store(setup, stack.enter_context(small_disk(folder)) if case.on_small_disk else folder, server)
        stack.callback(store.close)
        if case.database_gate and isinstance(store, PostgresStore):
            database_gate = await stack.enter_async_context(Gate(store.port))
            store.port = database_gate.port
        shared = {"DATABASE_URL": store.url, "DATA_KEY_PATH": str(folder / "data.key"), **case.settings}
        program = jumping.PROGRAM if case.own_clock else ROOT / "app.py"
        if case.own_clock:
            shared |= jumping.settings(folder)
        bots = [
            await stack.enter_async_context(_bot(standin, folder, number, program, shared))
            for number in range(setup.replicas)
        ]
        crew = Crew(standin, bots, service_url)
        waits_s = CARD_WITHIN_S if case.goals.refused else scale.s(LONGEST_S) + BACK_WITHIN_S
        patience = Patience(insist_s=scale.s(LONGEST_S) + BACK_WITHIN_S, wait_s=waits_s)
        load = Load(standin, crew, service_url, case, f"{case.name} {next(_names)}", patience)
        stack.push_async_callback(load.abandon)
        yield Ground(folder, scale, standin, store, crew, load, connector_gate, database_gate)


_names = count(1)


def _store(setup: Setup, folder: Path, server: PostgresServer | None) -> Store:
    if setup.database is Kind.SQLITE:
        return SqliteStore(folder)
    if server is None:
        raise RuntimeError("no PostgreSQL was started")
    return PostgresStore(server)


def _bot(standin: StandIn, folder: Path, number: int, program: Path, shared: Mapping[str, str]) -> BotProcess:
    own = folder / f"bot-{number}"
    own.mkdir()
    return BotProcess(standin, own, program=program, otherwise=shared)


def _port(url: str) -> int:
    return int(url.split(":")[2].split("/")[0])
