"""What /readyz says: first what is lacking, which makes the bot unready, then what it does without."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.inbound import guard as guarding
from bot.inbound.guard import Guard
from bot.metrics import Metrics
from bot.readiness import readiness
from bot.settings import read_settings
from rehearsal.bot_process import BotDied, BotProcess
from rehearsal.standin import StandIn
from tests.acceptance.play import until_true
from tests.fakes import VirtualClock
from tests.inbound.doors import NotedDoor
from tests.scenes import NINE, OWN

NOWHERE = "https://localhost:1/"
"""Nobody listens there."""

NOT_READING = "CHAT_GUARD is on: not yet reading for words of health, only for numbers of persons"


async def test_what_it_does_without_is_told_and_the_bot_is_ready(tmp_path: Path) -> None:
    without = {"PUBLIC_URL": "", "GRAPH_URL": "off", "CHAT_GUARD": "on", "PAUSED": "yes"}
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=without) as bot:

        async def reads() -> bool:
            return NOT_READING not in (await bot.call("GET", "/readyz"))[1]["reasons"]

        await until_true(reads, "the word lists to be loaded")
        status, told = await bot.call("GET", "/readyz")

    assert (status, told["ready"]) == (200, True)
    assert told["reasons"] == [
        "PUBLIC_URL is not set: cards have no link to /personvern",
        "GRAPH_URL is off: invitations are not read, and cards say so",
        "PAUSED is yes: nothing is posted",
    ]


async def test_without_keys_or_a_token_of_its_own_the_bot_is_not_ready_and_says_who_must_act(tmp_path: Path) -> None:
    lacking = {"BOT_OPENID_METADATA_URL": NOWHERE, "MicrosoftAppPassword": "wrong", "PAUSED": "yes"}
    with pytest.raises(BotDied) as died:
        async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=lacking, ready_within_s=6):
            pass

    told = str(died.value)
    keys, token, paused = (told.find(word) for word in ("keys: BOT_OPENID", "sign-in: no token", "PAUSED is yes"))
    assert 0 < keys < token < paused, told


# ---- the word lists of the chat guard ----


async def _reasons(guard: Guard | None) -> tuple[str, ...]:
    async def token(_audience: str) -> str:
        return "token"

    settings = read_settings(
        {"MicrosoftAppId": OWN, "MicrosoftAppPassword": "s3cret", "MicrosoftAppTenantId": OWN, "CHAT_GUARD": "on"}
    )
    whole: Any = SimpleNamespace(healthy=True, loaded=True, token=token)
    told = await readiness(settings, whole, whole, whole, guard, (), VirtualClock(NINE))
    assert told.ready
    return told.reasons


async def test_until_the_word_lists_are_loaded_it_is_ready_and_says_that_it_knows_numbers_alone() -> None:
    guard = Guard(door=NotedDoor(), synthetic=True, metrics=Metrics())
    before = await _reasons(guard)
    await guard.load()

    assert NOT_READING in before
    assert NOT_READING not in await _reasons(guard)
    assert NOT_READING not in await _reasons(None)


@pytest.mark.parametrize("wrong", [OSError("klagenfurt"), ValueError("klagenfurt"), KeyError("klagenfurt")])
async def test_lists_that_cannot_be_read_are_told_and_stay_told(
    wrong: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise wrong

    monkeypatch.setattr(guarding, "load_lexicon", fail)
    guard = Guard(door=NotedDoor(), synthetic=True, metrics=Metrics())
    await guard.load()

    assert NOT_READING in await _reasons(guard)
    assert "lists_unread" in caplog.text
    assert "klagenfurt" not in caplog.text
