"""What /readyz says: first what is lacking, which makes the bot unready, then what it does without."""

from pathlib import Path

import pytest

from rehearsal.bot_process import BotDied, BotProcess
from rehearsal.standin import StandIn

NOWHERE = "https://localhost:1/"
"""Nobody listens there."""


async def test_what_it_does_without_is_told_and_the_bot_is_ready(tmp_path: Path) -> None:
    without = {"PUBLIC_URL": "", "GRAPH_URL": "off", "CHAT_GUARD": "on", "PAUSED": "yes"}
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=without) as bot:
        status, told = await bot.call("GET", "/readyz")

    assert (status, told["ready"]) == (200, True)
    assert told["reasons"] == [
        "PUBLIC_URL is not set: cards have no link to /personvern",
        "GRAPH_URL is off: invitations are not read, and cards say so",
        "CHAT_GUARD is on: this version does not read the chat for S2 yet",
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
