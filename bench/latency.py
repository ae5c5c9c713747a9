"""From webhook to card: how long after an activity was due to be sent its card stands in the chat.

Open loop: activities go out at a steady rate, whether or not the bot keeps up, and each counts from the moment it was
due. A third are meeting starts, a third somebody not signed in who joins a meeting a few seconds old, a third somebody
who asks for the rules in such a meeting: each brings one card, in this order in its chat. They are spread over 20
tenants. A card stands when the connector has answered: its latency is in the figure. The sender and the connector run
in processes of their own, and the sender's own lag is told.
"""

import asyncio
import json
import multiprocessing
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import aiohttp

from bench.goals import Goal, Row, percentile
from bench.load import Load
from bench.progress import say
from bench.stage import Graph, NotMeasured, Stage, cpu_s
from bench.teams import QuickTeams
from rehearsal.world import Chat

PER_SECOND, TENANTS, LATENCY_S = 230, 20, 0.020
GOAL = Goal(150.0)
_LATER_S = 4.0
_WARM_UP_S = 2.0
_CARDS_WITHIN_S = 20.0
_SPAWN = multiprocessing.get_context("spawn")  # no copy of what this process holds


@dataclass(frozen=True, slots=True)
class Due:
    """An activity, the second after the beginning at which it is due, and which post of its chat is its card."""

    at_s: float
    body: bytes
    chat: str
    post: int


@dataclass(frozen=True, slots=True)
class Sent:
    """When the sender began to send (seconds, the machine's monotonic clock), how long the answer took, its status."""

    at: float
    took_s: float
    status: int


@dataclass
class Taken:
    """A round's figures in milliseconds: webhook to card, webhook to its answer, and the sender behind its time; the
    bot's CPU per activity.
    """

    card: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    lag: list[float] = field(default_factory=list)
    cpu: float = 0.0


def schedule(load: Load, *, per_second: float, seconds: float) -> Iterator[Due]:
    """What is due, in order. At first, while no meeting is old enough, all are starts."""
    later, opened = int(_LATER_S * per_second), list[Chat]()
    joined = asked = 0
    for number in range(int(seconds * per_second)):
        old = max(0, len(opened) - later // 3)
        post = 0
        if number % 3 == 1 and joined < old:
            chat, post = opened[joined], 1
            activity, joined = load.stranger(chat), joined + 1
        elif number % 3 == 2 and asked < min(joined, old - later // 3):
            chat, post = opened[asked], 2
            activity, asked = load.question(chat, "regler"), asked + 1
        else:
            chat = load.meetings(1)[0]
            activity = next(load.starts([chat]))
            opened.append(chat)
        yield Due(number / per_second, json.dumps(activity).encode(), chat.id, post)


def send_all(url: str, token: str, due: Sequence[Due], begin_at: float) -> list[Sent]:
    """Send each when it is due; in a process of its own. `begin_at`: the monotonic second of the beginning."""
    return asyncio.run(_send_all(url, token, due, begin_at))


async def _send_all(url: str, token: str, due: Sequence[Due], begin_at: float) -> list[Sent]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as http:

        async def send(one: Due) -> Sent:
            began = time.monotonic()
            async with http.post(url, data=one.body) as answer:
                await answer.read()
            return Sent(began, time.monotonic() - began, answer.status)

        sending = []
        for one in due:
            await asyncio.sleep(begin_at + one.at_s - time.monotonic())
            sending.append(asyncio.create_task(send(one)))
        return await asyncio.gather(*sending)


def _serve(pipe: Connection) -> None:
    asyncio.run(_teams(pipe))


async def _teams(pipe: Connection) -> None:
    """A quick Teams with latency: tells its address, then, as often as it is asked, when which posts stood."""
    teams, loop = QuickTeams(latency_s=LATENCY_S, keeps_hours=True), asyncio.get_running_loop()
    await teams.server.start()
    pipe.send(teams.server.url)
    while await loop.run_in_executor(None, pipe.recv):
        pipe.send(dict(teams.shown))
    await teams.server.stop()


@contextmanager
def teams_elsewhere() -> Iterator[Connection]:
    """A quick Teams in a process of its own; what comes first is its address."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours
    finally:
        ours.send(False)
        process.join(5)
        process.kill()


def taken(due: Sequence[Due], sent: Sequence[Sent], shown: Mapping[str, Sequence[float]], begin_at: float) -> Taken:
    """What of a round counts: all after the warm-up.

    Raises:
        NotMeasured: an activity was not taken, or its card did not come.
    """
    figures = Taken()
    refused = sum(one.status != 200 for one in sent)
    lacking = sum(len(shown.get(one.chat, ())) <= one.post for one in due)
    if refused or lacking:
        raise NotMeasured(f"of {len(due)} activities {refused} were refused, {lacking} brought no card")
    for one, gone in zip(due, sent, strict=True):
        hour = begin_at + one.at_s
        if one.at_s >= _WARM_UP_S:
            figures.card.append((shown[one.chat][one.post] - hour) * 1000)
            figures.answer.append((gone.at + gone.took_s - hour) * 1000)
            figures.lag.append((gone.at - hour) * 1000)
    return figures


async def measure(stage: Stage, *, rounds: int, seconds: float) -> list[Row]:
    """Rows of p50 and p99, in milliseconds.

    Raises:
        NotMeasured: what should have happened did not.
    """
    each, asking = list[Taken](), list[Taken]()
    for number in range(rounds):
        for graph, figures in ((Graph.OFF, each), (Graph.INVITATION, asking)):
            say(f"latency, round {number + 1} of {rounds}, Graph {graph}: {seconds:g} s")
            figures.append(await _round(stage, seconds, graph))
    mix = (
        f"{PER_SECOND}/s over {TENANTS} tenants, a third each of meeting starts, strangers who join and questions "
        f"for the rules; a round takes {seconds:g} s, the first {_WARM_UP_S:g} s do not count; Graph off"
    )
    return [
        Row("webhook to card, p99", "ms", [percentile(one.card, 0.99) for one in each], GOAL, note=mix),
        Row("the same, invitations read", "ms", [percentile(one.card, 0.99) for one in asking]),
        Row("webhook to card, p50", "ms", [percentile(one.card, 0.50) for one in each]),
        Row("webhook to its answer, p99", "ms", [percentile(one.answer, 0.99) for one in each]),
        Row("the sender's own lag, p99", "ms", [percentile(one.lag, 0.99) for one in each]),
        Row("CPU per activity at that rate", "ms CPU", [one.cpu for one in each]),
    ]


async def _round(stage: Stage, seconds: float, graph: Graph) -> Taken:
    with teams_elsewhere() as teams, ProcessPoolExecutor(1, mp_context=_SPAWN) as pool:
        loop = asyncio.get_running_loop()
        address: str = await loop.run_in_executor(None, teams.recv)
        load = Load(stage.standin, f"{address}/", TENANTS)
        due = list(schedule(load, per_second=PER_SECOND, seconds=seconds))
        await loop.run_in_executor(pool, time.monotonic)  # the sender is there
        stage.standin.signin.audiences.add(address)
        async with stage.process(graph=graph, graph_url=address) as bot:
            before, begin_at = cpu_s(bot.pid), time.monotonic() + 1.0
            url = f"{bot.url}/api/messages"
            sent = await loop.run_in_executor(pool, send_all, url, load.token(), due, begin_at)
            shown = await _all_shown(teams, len(due))
            figures = taken(due, sent, shown, begin_at)
            figures.cpu = (cpu_s(bot.pid) - before) / len(due) * 1000
            return figures


async def _all_shown(teams: Connection, cards: int) -> Mapping[str, Sequence[float]]:
    """When the posts stood, once all do or too much time has passed."""
    give_up = time.monotonic() + _CARDS_WITHIN_S
    while True:
        teams.send(True)
        shown: Mapping[str, Sequence[float]] = await asyncio.get_running_loop().run_in_executor(None, teams.recv)
        if sum(map(len, shown.values())) >= cards or time.monotonic() > give_up:
            return shown
        await asyncio.sleep(0.5)
