"""What is measured of the bot's core alone, each in a process of its own: roster changes, and the chat guard."""

import asyncio
import gc
import multiprocessing
import statistics
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench import chat_speed, roster_changes
from bench.goals import Goal, Row
from bench.progress import say
from bot.domain.health.detect import detect
from bot.knowledge.lexicon import load_lexicon

_SPAWN = multiprocessing.get_context("spawn")


def roster_p99(changes: int) -> float:
    """CPU milliseconds of a roster change among three hundred people, at the 99th of a hundred."""
    gc.collect()
    gc.freeze()  # as app.py does
    with tempfile.TemporaryDirectory() as name:
        play = roster_changes.played(Path(name), changes, every_s=0.36)
        play.database.close()
    return statistics.quantiles(play.cpu_ms, n=100)[98]


def slowest_text(rounds: int) -> float:
    """CPU milliseconds that the chat guard takes for the slowest of all hostile texts, of 28,000 characters."""
    lexicon = load_lexicon()
    taken = chat_speed.hostile_ms(lambda text: detect(text, lexicon), rounds)
    return max(row[-1] for row in taken.values())


async def roster(*, rounds: int, changes: int) -> list[Row]:
    """One row, in milliseconds."""
    what = "roster change among 300, p99"
    note = f"{changes} changes a round, decided and written; drawing and HTTP are left out"
    return [
        Row(what, "ms CPU", await _each(what, rounds, roster_p99, changes), Goal(roster_changes.LIMIT_MS), (), note)
    ]


async def chat(*, rounds: int) -> list[Row]:
    """One row, in milliseconds."""
    what = "chat guard, slowest hostile text"
    note = "28,000 characters; make bench-chat tells of every kind and length"
    goal, taken = Goal(chat_speed.LIMIT_MS), await _each(what, rounds, slowest_text, 5)
    return [Row(what, "ms CPU", taken, goal, note=note)]


async def _each(what: str, rounds: int, measure: Callable[[int], float], size: int) -> list[float]:
    taken = list[float]()
    for number in range(rounds):
        say(f"{what}, round {number + 1} of {rounds}")
        with ProcessPoolExecutor(1, mp_context=_SPAWN) as pool:
            taken.append(await asyncio.get_running_loop().run_in_executor(pool, measure, size))
    return taken
