"""A peak, played once: what came of it."""

import asyncio
import multiprocessing
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from math import inf

from bench.peak import sender
from bench.peak.book import Call, all_stood
from bench.peak.rig import Cost, Setup, Workshop
from bench.peak.script import JOIN_WITHIN_S, Script, Writing, tokens
from bench.peak.sender import Sent, Told
from bench.peak.teams import Elsewhere, Seen, elsewhere
from bench.stage import Graph

_SPAWN = multiprocessing.get_context("spawn")
_LEAD_S = 1.0
_LOOK_S = 2.0


@dataclass(frozen=True, slots=True)
class Peak:
    """So many meetings in so many seconds, over so many tenants; people come in that long after at most."""

    meetings: int
    seconds: float
    tenants: int
    graph: Graph = Graph.INVITATION
    join_within_s: float = JOIN_WITHIN_S

    @property
    def quiet_s(self) -> float:
        """When nothing was asked for so long, nothing will be: a question that Graph's budget puts off waits five."""
        return 2.0 if self.graph is Graph.OFF else 7.0

    @property
    def drained_within_s(self) -> float:
        """So long after the last activity all must stand: four calls a meeting at 40 a second, and a minute."""
        return self.meetings / self.tenants * 4 / 40 + 60

    @property
    def settles_within_s(self) -> float:
        """So long may questions go on after that; where meetings run, some always come again."""
        return 10.0 if self.graph is Graph.OFF else 60.0


@dataclass
class Outcome:
    """What was played, what each side did, and what it cost while activities came; Teams too, in CPU seconds.

    `quiet`: in the end nothing was asked any more. `given_up`: effects that the bots gave up, by kind.
    """

    script: Script
    told: Told
    seen: Seen
    cost: Cost
    begin_at: float
    teams_s: float = 0.0
    quiet: bool = False
    given_up: Counter[str] = field(default_factory=Counter)

    @property
    def sent(self) -> Sequence[Sent]:
        return self.told.sent

    @property
    def calls(self) -> Sequence[Call]:
        return self.seen.calls

    @property
    def ticked(self) -> Counter[str]:
        """How many lines were ticked in each chat."""
        return Counter(one.chat for one in self.sent if one.granted)


async def play(shop: Workshop, setup: Setup, peak: Peak, *, seed: int = 0) -> Outcome:
    """Play *peak* to *setup*, until nothing is asked any more.

    Raises:
        BotDied: a bot did not start.
    """
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1, mp_context=_SPAWN) as pool, elsewhere(seed) as teams:
        service_url = f"{teams.url}/"
        script = Writing(shop.standin, service_url, peak.tenants).peak(
            peak.meetings, peak.seconds, join_within_s=peak.join_within_s, seed=seed
        )
        signed = tokens(shop.standin, service_url, sorted({one.tenant for one in script.due}))
        await loop.run_in_executor(pool, time.monotonic)  # the sender is there
        async with shop.rig(setup, teams.url, peak.graph) as rig:
            async with rig.counted() as cost:
                begin_at = time.monotonic() + _LEAD_S
                told = await loop.run_in_executor(pool, sender.play, script, rig.urls, signed, teams.url, begin_at)
                teams_s = (await teams.seen()).cpu_s
            outcome = Outcome(script, told, Seen(), cost, begin_at, teams_s)
            await _settle(teams, outcome, peak)
            outcome.given_up = await rig.given_up()
            return outcome


async def _settle(teams: Elsewhere, outcome: Outcome, peak: Peak) -> None:
    """Wait until all stands, and a little longer, for what may be posted twice; or until it has taken too long."""
    give_up = time.monotonic() + peak.drained_within_s
    while True:
        outcome.seen = await teams.seen()
        if time.monotonic() > give_up or all_stood(outcome.calls, outcome.script.needed, outcome.ticked) < inf:
            break
        await asyncio.sleep(_LOOK_S)
    outcome.quiet = await teams.quiet(peak.quiet_s, within_s=peak.settles_within_s)
    outcome.seen = await teams.seen()
