"""A bot in a process of its own."""

import os
from pathlib import Path

import aiohttp
import pytest

from rehearsal.bot_process import BotDied, BotProcess
from rehearsal.people import ANN, CATO
from rehearsal.standin import StandIn
from rehearsal.world import Chat

TOY = Path(__file__).parent / "toy_bot.py"


async def test_it_starts_hears_and_answers(standin: StandIn, chat: Chat, tmp_path: Path) -> None:
    async with BotProcess(standin, tmp_path, program=TOY) as bot:
        assert await bot.send(standin.writer(chat).joined(CATO)) == (200, None)
        assert (await bot.call("GET", "/readyz"))[1]["ready"]
        assert (await bot.call("GET", "/unknown"))[0] == 404
    assert CATO.mri in chat.members


async def test_what_a_forger_sends_does_not_happen(standin: StandIn, chat: Chat, tmp_path: Path) -> None:
    async with BotProcess(standin, tmp_path, program=TOY) as bot:
        await bot.send(standin.writer(chat).joined(CATO), token="forged")
        await bot.send(standin.writer(chat).joined(CATO), token="")
    assert CATO.mri not in chat.members


async def test_it_can_be_killed_and_started_again(standin: StandIn, chat: Chat, tmp_path: Path) -> None:
    async with BotProcess(standin, tmp_path, program=TOY) as bot:
        await bot.kill()
        with pytest.raises(aiohttp.ClientConnectionError):
            await bot.send(standin.writer(chat).meeting_start(ANN))
        await bot.start()
        assert (await bot.send(standin.writer(chat).installed(ANN)))[0] == 200
        assert await bot.terminate() == -15


async def test_a_bot_that_dies_says_why(standin: StandIn, tmp_path: Path) -> None:
    with pytest.raises(BotDied, match=r"ended with 1(.|\n)*no database"):
        async with BotProcess(standin, tmp_path, program=TOY, otherwise={"TOY": "dies"}):
            pytest.fail("it did not die")


async def test_a_bot_that_is_never_ready_is_not_waited_for(standin: StandIn, tmp_path: Path) -> None:
    bot = BotProcess(standin, tmp_path, program=TOY, otherwise={"TOY": "never ready"}, ready_within_s=0.5)

    with pytest.raises(BotDied, match="was not started"):
        await bot.call("GET", "/readyz")
    with pytest.raises(BotDied, match=r"not ready within 0\.5 s"):
        async with bot:
            pytest.fail("it was ready")


def test_the_environment_is_whole_and_closed(standin: StandIn, tmp_path: Path) -> None:
    environment = standin.environment(4711, tmp_path)

    assert environment["PUBLIC_URL"] == "http://127.0.0.1:4711"
    assert environment["DATABASE_URL"] == f"sqlite:///{tmp_path}/motevakt.db"
    assert environment["BOT_LOGIN_AUTHORITY"].startswith("https://localhost:")
    assert Path(environment["SSL_CERT_FILE"]).read_text().startswith("-----BEGIN CERTIFICATE-----")
    assert set(environment) & set(os.environ) <= {"PATH", "SSL_CERT_FILE", "HOST", "PORT", "LOG_LEVEL"}
