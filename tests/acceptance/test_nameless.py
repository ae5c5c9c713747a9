"""P1, in a chat: when a played meeting is over, no card that all can read names anybody who was in it."""

import asyncio
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rehearsal.bot_process import BotProcess
from rehearsal.pace import Steady
from rehearsal.people import CAST, DINA, EINAR
from rehearsal.play import PATIENT_MEETING, settings_for
from rehearsal.player import Player
from rehearsal.standin import StandIn
from rehearsal.tape import read_tape
from rehearsal.transcript import Transcript
from rehearsal.world import BOT, Chat, Post
from tests.acceptance.play import until

A_LATE_UPDATE_S = 1.5


async def test_after_the_patient_meeting_no_shared_card_names_anybody(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=settings_for(None)) as bot:
        chat = standin.world.open_meeting()
        player = Player(standin, bot, chat, Transcript(standin.world, io.StringIO()), pace=Steady(2.0))
        await player.play(read_tape(PATIENT_MEETING))
        await until(lambda: None if _named(standin, chat) else True, "cards that name nobody")
        await asyncio.sleep(A_LATE_UPDATE_S)

        assert _named(standin, chat) == {}
        stood = [version.activity for post in _shared(standin, chat) for version in post.versions]
        assert {EINAR.name, DINA.name} <= {name for activity in stood for name in _names(activity)}


def _shared(standin: StandIn, chat: Chat) -> list[Post]:
    standing = standin.world.standing()
    return [post for post in standing if post.author == BOT and post.to is None and post.chat == chat.id]


def _named(standin: StandIn, chat: Chat) -> dict[str, set[str]]:
    """Who is named by cards that stand, by the kind of the card."""
    named = {post.kind: _names(post.activity) for post in _shared(standin, chat)}
    return {kind: names for kind, names in named.items() if names}


def _names(activity: Mapping[str, Any]) -> set[str]:
    """Who is named on the card of an activity, by first name, or known by Teams' id."""
    told = json.dumps(activity.get("attachments"), ensure_ascii=False)
    return {one.name for one in CAST if re.search(rf"\b{re.escape(one.name.split()[0])}\b", told) or one.mri in told}
