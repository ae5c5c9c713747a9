"""CPU per meeting start, of the bot and of the least an aiohttp program could do, in turns of one run.

Each turn sends 1,500 meeting starts, 16 at a time, to a process of its own, and waits until all are answered and all
cards stand. CPU is the process's user and system time from the system's own accounts. The stand-in runs in this
process, so that its work does not count.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, DINA, HOSPITAL, KARI, invented_guid
from rehearsal.server import Server
from rehearsal.standin import StandIn
from rehearsal.world import Activity

AT_ONCE = 16
TENANTS = 200
RAW = Path(__file__).with_name("raw.py")
LOOPBACK = ("127.0.0.1",)


@dataclass
class Teams:
    """A connector and a Graph that answer at once, and count the cards. No limits, no latency."""

    cards: int = 0
    sizes: list[int] = field(default_factory=list)
    newest: str = ""

    def server(self) -> Server:
        app = web.Application(client_max_size=1 << 20)
        app.router.add_post("/v3/conversations/{chat}/activities", self._post)
        app.router.add_put("/v3/conversations/{chat}/activities/{id}", self._post)
        app.router.add_get("/v1/meetings/{meeting}", self._details)
        app.router.add_get("/v1.0/users/{user}/onlineMeetings/{meeting}", self._invitation)
        return Server(app)

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.cards += 1
        self.sizes.append(len(body))
        self.newest = body.decode()
        return web.json_response({"id": str(self.cards)}, status=201)

    async def _details(self, _request: web.Request) -> web.Response:
        organizer = {"id": ANN.mri, "aadObjectId": ANN.oid, "tenantId": HOSPITAL}
        return web.json_response({"details": {"msGraphResourceId": "graph-id"}, "organizer": organizer})

    async def _invitation(self, _request: web.Request) -> web.Response:
        line = {"upn": "a@sykehuset.example", "identity": {"user": {"id": ANN.oid, "tenantId": HOSPITAL}}}
        people = [
            {"upn": one.address, "identity": {"user": {"id": one.oid, "tenantId": one.tenant}}}
            for one in (BO, KARI, DINA)
        ]
        return web.json_response({"participants": {"organizer": line, "attendees": people}})


def start(standin: StandIn, service_url: str, number: int) -> Activity:
    """A meeting start of a meeting and (one of two hundred) tenants of its own."""
    activity = standin.writer(standin.world.open_meeting(f"bench-{number}")).meeting_start(ANN)
    tenant = invented_guid(f"bench-{number % TENANTS}")
    activity["serviceUrl"] = service_url
    activity["conversation"]["tenantId"] = activity["channelData"]["tenant"]["id"] = tenant
    return activity


def cpu_s(pid: int) -> float:
    """User and system seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def turn(standin: StandIn, teams: Teams, bot: BotProcess, meetings: int, offset: int) -> float:
    """CPU milliseconds per meeting start."""
    starts = [start(standin, teams_url(bot), offset + number) for number in range(meetings)]
    token = standin.token(service_url=teams_url(bot))
    await asyncio.gather(*(bot.send(start(standin, teams_url(bot), offset - 1 - n), token) for n in range(AT_ONCE)))
    await asyncio.sleep(1)
    before, cards, waiting = cpu_s(pid_of(bot)), teams.cards, iter(starts)

    async def send() -> None:
        for activity in waiting:
            status, body = await bot.send(activity, token)
            if status != 200:
                raise RuntimeError(f"answered {status} {body}")

    await asyncio.gather(*(send() for _ in range(AT_ONCE)))
    while teams.cards < cards + meetings:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)  # the records of the last posts
    return (cpu_s(pid_of(bot)) - before) / meetings * 1000


_urls: dict[int, str] = {}


def teams_url(bot: BotProcess) -> str:
    return _urls[id(bot)]


def pid_of(bot: BotProcess) -> int:
    process: Any = bot._process  # noqa: SLF001  # the bench reads the system's accounts of it
    return int(process.pid)


async def main(meetings: int, rounds: int) -> None:
    results: dict[str, list[float]] = {"raw aiohttp": [], "bot, invitation off": [], "bot, invitation read": []}
    with tempfile.TemporaryDirectory() as name:
        async with StandIn(Path(name)) as standin:
            teams = Teams()
            server = teams.server()
            await server.start()
            url = f"{server.url}/"
            card = await card_of_the_bot(standin, teams, Path(name), url)
            for round_ in range(rounds):
                for kind in results:
                    folder = Path(tempfile.mkdtemp(dir=name))
                    otherwise = {
                        "GRAPH_URL": "off" if kind == "bot, invitation off" else server.url,
                        "LOG_LEVEL": "WARNING",
                    }
                    otherwise |= {"RAW_CARD": card, "RAW_TOKEN": "x" * 1200}
                    standin.signin.audiences.add(server.url)
                    program = {"program": RAW} if kind == "raw aiohttp" else {}
                    async with BotProcess(standin, folder, otherwise=otherwise, **program) as bot:
                        _urls[id(bot)] = url
                        used = await turn(standin, teams, bot, meetings, 10_000 * (round_ + 1))
                    results[kind].append(used)
                    print(f"round {round_ + 1} of {rounds}: {kind}: {used:.2f} ms", flush=True)
            await server.stop()
    table(results, meetings)


async def card_of_the_bot(standin: StandIn, teams: Teams, folder: Path, url: str) -> str:
    """The post that the bot makes, for the raw program to make too."""
    async with BotProcess(standin, Path(tempfile.mkdtemp(dir=folder)), otherwise={"GRAPH_URL": "off"}) as bot:
        await bot.send(start(standin, url, 1), standin.token(service_url=url))
        while not teams.cards:
            await asyncio.sleep(0.05)
    return json.dumps(json.loads(teams.newest), ensure_ascii=False)


def table(results: dict[str, list[float]], meetings: int) -> None:
    raw = statistics.median(results["raw aiohttp"])
    print(f"\nCPU per meeting start, {meetings} meetings, {AT_ONCE} at a time, medians of one run")
    for kind, used in results.items():
        middle = statistics.median(used)
        print(f"  {kind:22} {middle:6.2f} ms   {middle / raw:5.2f} x raw   (from {min(used):.2f} to {max(used):.2f})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    asyncio.run(main(chosen.meetings, chosen.rounds))
