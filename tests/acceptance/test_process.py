"""The bot as a process: it says what it lacks, ends tidily, and is honest while its database is away."""

import asyncio
import os
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from rehearsal.bot_process import ROOT, BotDied, BotProcess
from rehearsal.faults import Operation, Shares
from rehearsal.people import ANN
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, until


async def test_without_settings_it_does_not_start_and_tells_every_fault(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PORT": "many", "GRAPH_URL": "http://graph.example"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "app.py"), cwd=tmp_path, env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, stderr = await process.communicate()

    assert process.returncode == 2
    for name in ("MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword", "PORT", "GRAPH_URL"):
        assert name in stderr.decode(), name
    assert "many" not in stderr.decode(), "a fault names the setting, never its value"


async def test_help_tells_the_commands() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "app.py"), "--help", stdout=asyncio.subprocess.PIPE
    )
    stdout, _ = await process.communicate()

    assert process.returncode == 0
    assert b"rehearse" in stdout


async def test_it_is_not_ready_before_it_has_keys_and_says_why(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin:
        standin.keys.available = False
        bot = BotProcess(standin, tmp_path, ready_within_s=3)
        with pytest.raises(BotDied, match="keys"):
            await bot.__aenter__()


async def test_sigterm_under_load_ends_it_tidily_and_loses_nothing(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin:
        standin.faults.shares = {Operation.POST: Shares(latency_s=0.3)}
        async with BotProcess(standin, tmp_path) as bot:
            plays = [Play(standin, bot, standin.world.open_meeting(f"term-{n}")) for n in range(20)]
            await asyncio.gather(*(play.tell(play.says.meeting_start(ANN)) for play in plays))
            begun = time.monotonic()
            assert await bot.terminate() == 0
            assert time.monotonic() - begun < 10
            await bot.start()
            await until(lambda: all(play.cards("rules") for play in plays) or None, "every reminder")

        assert [len(play.cards("rules")) for play in plays] == [1] * 20, "a tidy end makes no doubles"


async def test_while_the_database_is_away_the_answer_is_503_within_five_seconds(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        start = play.says.meeting_start(ANN)
        blocker = sqlite3.connect(tmp_path / "motevakt.db", isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        status, _ = await bot.send(start)
        took = time.monotonic() - begun
        ready, told = await bot.call("GET", "/readyz")
        blocker.execute("ROLLBACK")
        blocker.close()

        assert (status, took < 5) == (503, True)
        assert ready == 503
        assert any("database" in reason for reason in told["reasons"])
        await play.tell(start)
        await play.card("rules")
        assert len(play.cards("rules")) == 1


async def test_graph_switched_off_is_told_on_the_cards_and_in_readyz(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise={"GRAPH_URL": "off"}) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN))
        await play.card("rules", "innkallingen")
        ready, told = await bot.call("GET", "/readyz")

    assert ready == 200
    assert any("GRAPH_URL" in reason for reason in told["reasons"])


async def test_paused_it_posts_nothing_and_keeps_answering(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise={"PAUSED": "yes"}) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN), play.says.message(ANN, "/sjekkliste"))
        await play.calm("rules")

        assert play.cards("rules") == []
