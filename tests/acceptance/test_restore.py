"""A bad day: the disk is gone, last night's backup is put there, and nobody in a chat is told twice."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.commands import backup, restore
from rehearsal.bot_process import BotProcess
from rehearsal.faults import Operation, Shares
from rehearsal.people import ANN, BO, EINAR
from rehearsal.standin import StandIn
from tests.acceptance.play import Figure, Play, until
from tests.store.operator import run_it

CALM_S = 4.0
MEETINGS = 5
KINDS = ("rules", "participant-alert", "summary")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("discards", [True, False], ids=["restore", "a mere copy"])
async def test_cards_that_waited_at_the_backup_are_not_posted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure, discards: bool
) -> None:
    async with StandIn(tmp_path, seed=9) as standin, BotProcess(standin, tmp_path, otherwise=OFF) as bot:
        for name, value in (standin.environment(bot.port, tmp_path) | OFF).items():
            monkeypatch.setenv(name, value)
        plays = [Play(standin, bot, standin.world.open_meeting(f"bad-day-{n}")) for n in range(MEETINGS)]
        standin.faults.shares = {Operation.POST: Shares(throttled=1.0, retry_after_s=2)}
        for play in plays:
            await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO), play.says.joined(EINAR))
        assert await asyncio.to_thread(run_it, backup, tmp_path / "backup.db") == 0
        assert _cards(plays) == 0
        standin.faults.shares = {}
        for play in plays:
            await play.tell(play.says.meeting_end(ANN))
        await until(lambda: all(map(_all_there, plays)) or None, "every card", lambda: str(_cards(plays)), 40)
        await bot.terminate()
        posted = _cards(plays)

        if discards:
            told = (tmp_path / "backup.db", "--discard-effects-before", "now")
            assert await asyncio.to_thread(run_it, restore, *told) == 0
        else:
            (tmp_path / "motevakt.db-wal").unlink(missing_ok=True)
            shutil.copy(tmp_path / "backup.db", tmp_path / "motevakt.db")
        await bot.start()
        await asyncio.sleep(CALM_S)
        again = _cards(plays) - posted

        new = Play(standin, bot, standin.world.open_meeting("the-day-after"))
        await new.tell(new.says.meeting_start(ANN), new.says.joined(ANN, EINAR))
        await new.card("rules")
        await new.card("participant-alert")

    figure(f"{'restored' if discards else 'copied back'}: of {posted} cards that were posted {again} stand twice")
    assert (again == 0) is discards


OFF = {"GRAPH_URL": "off"}


def _all_there(play: Play) -> bool:
    return all(play.cards(kind) for kind in KINDS)


def _cards(plays: list[Play]) -> int:
    return sum(len(play.cards(kind)) for play in plays for kind in KINDS)
