"""How long a start takes: from the process's beginning to the first 200 of /healthz and of /readyz.

On a database that is there already, as at every start but the first. What is asked again and again takes CPU of its
own, every few milliseconds; it is less than what there is to be seen. Beside it, in the same rounds: what importing the
stack takes that the bot is built on, alone.
"""

import asyncio
import sys
import time

import aiohttp

from bench.goals import Goal, Row
from bench.progress import say
from bench.stage import NotMeasured, Stage
from rehearsal.bot_process import BotProcess

GOAL = Goal(1.5)
STACK = "import botbuilder.core, aiohttp, msal, azure.identity"
_EVERY_S = 0.005
_WITHIN_S = 30.0


async def measure(stage: Stage, *, rounds: int) -> list[Row]:
    """Rows in seconds.

    Raises:
        NotMeasured: it did not start.
    """
    folder = stage.new_folder()
    async with stage.process(folder=folder):
        pass  # makes the database, and what Python compiles once
    ready, healthy, imported, nothing = list[float](), list[float](), list[float](), list[float]()
    for number in range(rounds):
        say(f"cold start, round {number + 1} of {rounds}")
        nothing.append(await _python("pass"))
        imported.append(await _python(STACK))
        alive_s, ready_s = await _start(stage.process(folder=folder))
        healthy.append(alive_s)
        ready.append(ready_s)
    return [
        Row(
            "cold start to ready (/readyz)", "s", ready, GOAL, note="on an existing database, sign-in and keys fetched"
        ),
        Row("cold start to answering (/healthz)", "s", healthy),
        Row("Python, importing the stack alone", "s", imported, note=STACK),
        Row("Python, importing nothing", "s", nothing),
    ]


async def _start(bot: BotProcess) -> tuple[float, float]:
    """Seconds till the first 200 of /healthz, and of /readyz."""
    began = time.perf_counter()
    watching = asyncio.gather(_first_200(bot.url, "/healthz"), _first_200(bot.url, "/readyz"))
    try:
        async with bot:
            alive, ready = await watching
    finally:
        watching.cancel()
    return alive - began, ready - began


async def _first_200(url: str, path: str) -> float:
    async with aiohttp.ClientSession() as http, asyncio.timeout(_WITHIN_S):
        while True:
            try:
                async with http.get(f"{url}{path}") as answer:
                    if answer.status == 200:
                        return time.perf_counter()
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(_EVERY_S)


async def _python(program: str) -> float:
    """Seconds that a Python takes to run *program* and end."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    if await process.wait():
        raise NotMeasured(f"{program} ended with {process.returncode}")
    return time.perf_counter() - began
