"""Nothing accepted is lost: not by SIGKILL in mid load, not by a connector that refuses four of ten calls."""

import asyncio
from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from rehearsal.bot_process import BotDied, BotProcess
from rehearsal.faults import Operation, Shares
from rehearsal.people import ANN, BO, EINAR
from rehearsal.standin import StandIn
from tests.acceptance.play import Figure, Play, until

KILLS = 5
MEETINGS = 60


@pytest.mark.timeout(180)
async def test_five_kills_in_mid_load_lose_no_accepted_effect(tmp_path: Path, figure: Figure) -> None:
    async with StandIn(tmp_path, seed=5) as standin:
        standin.faults.everywhere = Shares(throttled=0.01, away=0.01, latency_s=0.02)
        async with BotProcess(standin, tmp_path) as bot:
            plays = [Play(standin, bot, standin.world.open_meeting(f"kill-{n}")) for n in range(MEETINGS)]
            teams = asyncio.gather(*(_deliver(play, number) for number, play in enumerate(plays)))
            for _ in range(KILLS):
                await asyncio.sleep(1.0)
                await bot.kill()
                await bot.start()
            await teams
            await until(
                lambda: all(map(_all_there, plays)) or None, "every meeting's cards", lambda: _missing(plays), 60
            )

    doubles = sum(_doubles(play) for play in plays)
    posts = sum(len(play.cards(kind)) for play in plays for kind in ("rules", "participant-alert", "summary"))
    figure(f"{KILLS} kills, {MEETINGS} meetings: 0 accepted effects lost, {posts} cards posted, {doubles} doubles")


@pytest.mark.timeout(180)
async def test_every_reminder_gets_through_when_four_of_ten_calls_are_refused(tmp_path: Path, figure: Figure) -> None:
    async with StandIn(tmp_path, seed=40) as standin:
        refusing = Shares(throttled=0.2, away=0.2, retry_after_s=1)
        standin.faults.shares = {Operation.POST: refusing, Operation.UPDATE: refusing}
        async with BotProcess(standin, tmp_path) as bot:
            plays = [Play(standin, bot, standin.world.open_meeting(f"refuse-{n}")) for n in range(40)]
            await asyncio.gather(*(play.tell(play.says.meeting_start(ANN)) for play in plays))
            await until(
                lambda: all(play.cards("rules") for play in plays) or None,
                "every reminder",
                lambda: _missing(plays),
                120,
            )

    refused = sum(count for (operation, _), count in standin.faults.met.items() if operation is Operation.POST)
    figure(f"40 meetings: 40 reminders through, {refused} posts refused on the way")
    assert refused > 10
    assert Counter(len(play.cards("rules")) for play in plays) == {1: 40}
    assert standin.connector.rates.breaches == []


async def _deliver(play: Play, number: int) -> None:
    """As Teams does it: what is not answered is sent again, the same activity."""
    says = play.says
    await asyncio.sleep(0.1 * number)
    for activity in (says.meeting_start(ANN), says.joined(ANN, BO), says.joined(EINAR)):
        await _insist(play, activity)
        await asyncio.sleep(0.3)
    await _insist(play, says.meeting_end(ANN))


async def _insist(play: Play, activity: dict[str, object]) -> None:
    for _ in range(100):
        try:
            status, _ = await play.bot.send(activity)
        except aiohttp.ClientError:
            status = 0
        if status == 200:
            return
        await asyncio.sleep(0.2)
    raise BotDied(f"{activity['type']} was never accepted")


def _all_there(play: Play) -> bool:
    return all(play.cards(kind) for kind in ("rules", "participant-alert", "summary"))


def _missing(plays: list[Play]) -> str:
    missing = sum(not _all_there(play) for play in plays)
    return f"{missing} of {len(plays)} meetings miss a card\n{plays[0].bot.stdout[-2000:]}"


def _doubles(play: Play) -> int:
    """Cards that stand twice; what the host alone is told is another card."""
    shared = [post for post in play.standin.world.standing() if post.chat == play.chat.id and post.to is None]
    kinds = Counter(post.kind for post in shared)
    return sum(max(0, kinds[kind] - 1) for kind in ("rules", "participant-alert", "summary"))
