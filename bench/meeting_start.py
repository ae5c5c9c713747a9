"""CPU per meeting start: the bot against the least an aiohttp program could do, in turns of one run.

Each turn sends meeting starts, 16 at a time, to a process of its own, and waits until all are answered and all cards
stand. CPU is that process's user and system time by the system's own accounts; the stand-in runs elsewhere.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.teams import QuickTeams
from rehearsal.bot_process import ROOT, BotProcess
from rehearsal.people import ANN, invented_guid
from rehearsal.standin import StandIn
from rehearsal.world import Activity

AT_ONCE = 16
TENANTS = 200
RAW = Path(__file__).with_name("raw.py")
BOT = ROOT / "app.py"
KINDS = {"raw aiohttp": (RAW, False), "the bot, Graph off": (BOT, False), "the bot, invitation read": (BOT, True)}


class Bench:
    """One run, with its stand-in, its quick Teams, and the card that the bot posts."""

    def __init__(self, standin: StandIn, teams: QuickTeams, folder: Path) -> None:
        self._standin, self._teams, self._folder = standin, teams, folder
        self._service_url = f"{teams.server.url}/"
        self._made = 0
        self._card = "{}"

    async def learn_card(self) -> int:
        """Have the raw program post the very card that the bot posts; gives its bytes."""
        async with self._process(BOT, graph=False) as bot:
            await self._send(bot, self._starts(1))
            await self._teams.until(1)
        self._card = json.dumps(json.loads(self._teams.newest), ensure_ascii=False)
        return len(self._teams.newest.encode())

    async def turn(self, kind: str, meetings: int) -> float:
        """CPU milliseconds per meeting start, after a warm-up."""
        program, graph = KINDS[kind]
        async with self._process(program, graph=graph) as bot:
            await self._play(bot, 2 * AT_ONCE)
            before = cpu_s(bot.pid)
            await self._play(bot, meetings)
            return (cpu_s(bot.pid) - before) / meetings * 1000

    def _process(self, program: Path, *, graph: bool) -> BotProcess:
        otherwise = {"GRAPH_URL": self._teams.server.url if graph else "off", "LOG_LEVEL": "WARNING"}
        otherwise |= {"RAW_CARD": self._card, "RAW_TOKEN": "x" * 1200}
        return BotProcess(self._standin, Path(tempfile.mkdtemp(dir=self._folder)), program=program, otherwise=otherwise)

    async def _play(self, bot: BotProcess, meetings: int) -> None:
        cards, starts = self._teams.cards, iter(list(self._starts(meetings)))
        await asyncio.gather(*(self._send(bot, starts) for _ in range(AT_ONCE)))
        await self._teams.until(cards + meetings)
        await asyncio.sleep(0.5)  # the records of the last posts count too

    async def _send(self, bot: BotProcess, starts: Iterator[Activity]) -> None:
        token = self._standin.token(service_url=self._service_url)
        for activity in starts:
            status, body = await bot.send(activity, token)
            if status != 200:
                raise RuntimeError(f"answered {status} {body}")

    def _starts(self, meetings: int) -> Iterator[Activity]:
        """Starts of so many new meetings, spread over two hundred tenants so that no tenant's limit is met."""
        for _ in range(meetings):
            self._made += 1
            chat = self._standin.world.open_meeting(f"bench-{self._made}")
            activity = self._standin.writer(chat).meeting_start(ANN) | {"serviceUrl": self._service_url}
            tenant = invented_guid(f"bench-{self._made % TENANTS}")
            activity["conversation"]["tenantId"] = activity["channelData"]["tenant"]["id"] = tenant
            yield activity


def cpu_s(pid: int) -> float:
    """User and system seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(meetings: int, rounds: int) -> None:
    """Print the table."""
    results: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        async with StandIn(Path(name)) as standin:
            teams = QuickTeams()
            await teams.server.start()
            standin.signin.audiences.add(teams.server.url)
            bench = Bench(standin, teams, Path(name))
            card = await bench.learn_card()
            for number in range(rounds):
                for kind in KINDS:
                    print(f"\rround {number + 1} of {rounds}: {kind:30}", end="", file=sys.stderr, flush=True)
                    results[kind].append(await bench.turn(kind, meetings))
            await teams.server.stop()
    raw = statistics.median(results["raw aiohttp"])
    print(f"\nCPU per meeting start: {meetings} meetings, {AT_ONCE} at a time, card of {card} bytes, {rounds} rounds")
    for kind, used in results.items():
        middle = statistics.median(used)
        print(f"  {kind:26}{middle:6.2f} ms  {middle / raw:5.2f} x raw  (rounds: {min(used):.2f} to {max(used):.2f})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--meetings", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    asyncio.run(measure(chosen.meetings, chosen.rounds))
