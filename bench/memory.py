"""Resident memory: what a live meeting of eight people costs, and whether it stays flat as meetings come and go.

A live meeting has started and its eight people have come in. Per live meeting is what memory grew by, from a
warm-up of some meetings to the most, divided by the meetings between. The bot keeps the newest five hundred opened
(bot/store/cache.py), so a row of its own, with the same goal, tells what each of these takes. Memory is read at rest:
nothing was asked for two seconds, and the lowest of some readings counts.
"""

import asyncio
from collections.abc import Sequence

from bench.goals import Goal, Row
from bench.progress import say
from bench.stage import Stage, resident_kb
from rehearsal.bot_process import BotProcess
from rehearsal.world import Chat

PER_MEETING = Goal(8.0)
FLAT = Goal(1.05)
_BATCH = 1_000
_REST_S = 2.0
_READINGS = 5


async def live(stage: Stage, *, rounds: int, steps: Sequence[int]) -> list[Row]:
    """What a meeting costs while it runs. *steps*: so many live meetings at each reading, the first a warm-up.

    Raises:
        NotMeasured: what should have happened did not.
    """
    all_of_them, first, later = list[float](), list[float](), list[float]()
    seen = list[float]()
    for number in range(rounds):
        async with stage.process() as bot:
            seen, before = [], 0
            for step in steps:
                say(f"memory, round {number + 1} of {rounds}: {step} live meetings")
                await _open(stage, bot, step - before)
                before = step
                seen.append(await _at_rest(bot))
        all_of_them.append((seen[-1] - seen[0]) / (steps[-1] - steps[0]))
        first.append((seen[1] - seen[0]) / (steps[1] - steps[0]))
        later.append((seen[-1] - seen[1]) / (steps[-1] - steps[1]))
    readings = ", ".join(f"{kb / 1000:.1f} MB at {step:,}" for step, kb in zip(steps, seen, strict=True))
    return [
        Row("memory per live meeting of 8", "KB", all_of_them, PER_MEETING, note=f"Graph off; {readings}"),
        Row(f"of the first {steps[1]:,}", "KB", first, PER_MEETING),
        Row(f"of those after, to {steps[-1]:,}", "KB", later),
    ]


async def flat(stage: Stage, *, meetings: int) -> list[Row]:
    """Memory after all of so many meetings, against that after a fifth: each starts, eight come in, it ends.

    Raises:
        NotMeasured: what should have happened did not.
    """
    seen, done = dict[int, float](), 0
    marks = [meetings * fifth // 5 for fifth in range(1, 6)]
    async with stage.process() as bot:
        for mark in marks:
            while done < mark:
                say(f"memory: {done:,} of {meetings:,} meetings are over")
                chats = await _open(stage, bot, min(_BATCH, mark - done))
                await stage.send(bot, stage.load.ends(chats), cards=0, till_quiet=False)
                done += len(chats)
            seen[mark] = await _at_rest(bot)
    readings = ", ".join(f"{kb / 1000:.1f} MB after {mark:,}" for mark, kb in seen.items())
    growth = seen[marks[-1]] / seen[marks[0]]
    return [Row("memory, all meetings / the first fifth", "x", [growth], FLAT, note=f"Graph off; {readings}")]


async def _open(stage: Stage, bot: BotProcess, meetings: int) -> list[Chat]:
    """So many live meetings more."""
    chats = stage.load.meetings(meetings)
    await stage.send(bot, stage.load.starts(chats), cards=meetings, till_quiet=False)
    await stage.send(bot, stage.load.all_join(chats), cards=0, till_quiet=False)
    return chats


async def _at_rest(bot: BotProcess) -> float:
    readings = list[float]()
    await asyncio.sleep(_REST_S)
    for _ in range(_READINGS):
        readings.append(resident_kb(bot.pid))
        await asyncio.sleep(0.2)
    return min(readings)
