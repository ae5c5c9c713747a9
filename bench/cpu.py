"""CPU per activity against the least an aiohttp program could do (bench/raw.py), in turns of one run.

Each turn plays to a process of its own, 16 activities at a time, and waits until all are answered, all cards stand and
nothing is asked any more. CPU is that process's user and system time by the system's own accounts; Teams and Graph are
played elsewhere.
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.environments import environment
from bench.goals import Goal, Row
from bench.load import EIGHT
from bench.progress import say
from bench.stage import AT_ONCE, BOT, Graph, NotMeasured, Stage, cpu_s
from rehearsal.bot_process import ROOT, BotProcess

HERE = Path(__file__).parent
_WARM_UP = 2 * AT_ONCE


@dataclass(frozen=True, slots=True)
class Kind:
    """What plays, and what is played to it: `turn(stage, bot, count)` gives CPU seconds of so many activities."""

    what: str
    turn: Callable[[Stage, BotProcess, int], Awaitable[float]]
    program: Path = BOT
    graph: Graph = Graph.OFF
    goal: Goal | None = None
    few: bool = False
    sdk: str = ""
    note: str = ""

    def share(self, count: int) -> int:
        """How many activities a turn has: of a slow one fewer, which tells as much."""
        return max(_WARM_UP, count // 5) if self.few else count

    def python(self) -> Path:
        """The Python of the environment that its SDK has for itself, made if need be.

        Raises:
            subprocess.CalledProcessError: what it needs cannot be installed.
        """
        return environment(ROOT / f".venv-bench-{self.sdk}", HERE / "echo" / self.sdk / "requirements.txt")


async def starts(stage: Stage, bot: BotProcess, count: int) -> float:
    """New meetings start, a card each."""
    await stage.send(bot, stage.load.starts(stage.load.meetings(_WARM_UP)), cards=_WARM_UP)
    activities, before = list(stage.load.starts(stage.load.meetings(count))), cpu_s(bot.pid)
    await stage.send(bot, activities, cards=count)
    return cpu_s(bot.pid) - before


async def starts_to_card(stage: Stage, bot: BotProcess, count: int) -> float:
    """The same, but what is still asked when the cards stand, of Graph, is not waited for."""
    await stage.send(bot, stage.load.starts(stage.load.meetings(_WARM_UP)), cards=_WARM_UP)
    activities, before = list(stage.load.starts(stage.load.meetings(count))), cpu_s(bot.pid)
    await stage.send(bot, activities, cards=count, till_quiet=False)
    return cpu_s(bot.pid) - before


async def joins(stage: Stage, bot: BotProcess, count: int) -> float:
    """People who are expected come into meetings that run, one an activity; there is nothing to say about it.

    Raises:
        NotMeasured: the bot had something to say, or to ask.
    """
    chats = stage.load.meetings(-(-(count + _WARM_UP) // len(EIGHT)))
    await stage.send(bot, stage.load.starts(chats), cards=len(chats))
    activities = list(stage.load.joins(chats))[: count + _WARM_UP]
    await stage.send(bot, activities[:_WARM_UP], cards=0)
    asked, before = stage.teams.asked.total(), cpu_s(bot.pid)
    await stage.send(bot, activities[_WARM_UP:], cards=0)
    if stage.teams.asked.total() != asked:
        raise NotMeasured(f"joins that should raise nothing made calls: {stage.teams.asked.total() - asked}")
    return cpu_s(bot.pid) - before


async def messages(stage: Stage, bot: BotProcess, count: int) -> float:
    """Messages, each answered by one card."""
    await stage.send(bot, stage.load.messages(stage.load.meetings(_WARM_UP)), cards=_WARM_UP)
    activities, before = list(stage.load.messages(stage.load.meetings(count))), cpu_s(bot.pid)
    await stage.send(bot, activities, cards=count)
    return cpu_s(bot.pid) - before


RAW = Kind("raw aiohttp: token checked, one card posted", starts, HERE / "raw.py")
OURS = (
    Kind("meeting start to card, Graph off", starts, goal=Goal(2.0, times_raw=True)),
    Kind(
        "meeting start to card, Graph on",
        starts_to_card,
        graph=Graph.INVITATION,
        goal=Goal(3.0, times_raw=True),
        note="invitations are read; those that wait for their turn when the last card stands are not in this figure",
    ),
    Kind(
        "the same, till the last invitation is read",
        starts,
        graph=Graph.INVITATION,
        few=True,
        note="bot/outbound/budget.py lets so few questions through a second that hardly two share a transaction",
    ),
    Kind("join that raises nothing", joins, graph=Graph.INVITATION, goal=Goal(1.2, times_raw=True)),
    Kind(
        "meeting start, all as by default",
        starts,
        graph=Graph.DEFAULT,
        few=True,
        note="till the last invitation is read, recording is turned off and Graph asked to tell who is in the call",
    ),
)
ECHO = (
    Kind("echo bot, botbuilder 4.17.1", messages, HERE / "echo/botbuilder/bot.py", sdk="botbuilder", few=True),
    Kind("echo bot, Agents SDK 1.9.0", messages, HERE / "echo/agents/bot.py", sdk="agents", few=True),
)


async def measure(stage: Stage, kinds: Sequence[Kind], *, rounds: int, count: int) -> list[Row]:
    """A row for raw and for each of *kinds*: CPU milliseconds per activity.

    Raises:
        NotMeasured: what should have happened did not.
    """
    pythons = _pythons(kinds)
    taken = defaultdict[str, list[float]](list)
    for number in range(rounds):
        for kind in (RAW, *kinds):
            if kind.what in pythons and pythons[kind.what] is None:
                continue
            say(f"CPU, round {number + 1} of {rounds}: {kind.what}")
            many, stage.teams.may_be_recorded = kind.share(count), kind.graph is Graph.DEFAULT
            async with stage.process(kind.program, graph=kind.graph, python=pythons.get(kind.what)) as bot:
                taken[kind.what].append(await kind.turn(stage, bot, many) / many * 1000)
    raw, size = taken[RAW.what], len(stage.card.encode())
    note = f"{AT_ONCE} at a time, {count} a round (a fifth of that where they are slow), the card {size} bytes"
    rows = (Row(kind.what, "ms CPU", taken[kind.what], kind.goal, raw, kind.note) for kind in kinds)
    return [Row(RAW.what, "ms CPU", raw, note=note), *rows]


def _pythons(kinds: Sequence[Kind]) -> Mapping[str, Path | None]:
    """Of each kind that has an environment of its own the Python of that; None: it could not be made, and is told."""
    found = dict[str, Path | None]()
    for kind in kinds:
        try:
            if kind.sdk:
                found[kind.what] = kind.python()
        except subprocess.CalledProcessError as wrong:
            found[kind.what] = None
            print(f"{kind.what} is left out: {wrong}", file=sys.stderr)
    return found
