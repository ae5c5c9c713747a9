"""S2, S3 over real HTTP: whoever writes what does not belong in the chat is told so, soon, and nobody else."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.language import Language
from cards.words import WORDS
from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, Person
from rehearsal.standin import StandIn
from rehearsal.world import Activity
from tests.acceptance.play import Play, spoken

NB = WORDS[Language.NB].chat
NUMBER = "12811873762"  # Tenor's kind
WITHIN_S = 2.0
SOFT_S = 4.0
KIND = "chat-warning"


@pytest.fixture(scope="module")
async def bot(standin: StandIn, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    folder: Path = tmp_path_factory.mktemp("bot")
    procedure = folder / "procedure.toml"
    procedure.write_text(f'[numbers]\ncaution_again = "{SOFT_S:.0f} s"\n', encoding="utf-8")
    settings = {"CHAT_GUARD": "on", "PROCEDURE_PATH": str(procedure)}
    async with BotProcess(standin, folder, otherwise=settings) as started:
        yield started


@pytest.fixture
async def meeting(play: Play) -> Play:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.card("rules")
    return play


async def wrote(play: Play, by: Person, text: str) -> Activity:
    message = play.says.message(by, text)
    await play.tell(message)
    return message


async def test_the_writer_is_told_within_two_seconds_and_nobody_else(meeting: Play) -> None:
    begun = time.monotonic()
    await wrote(meeting, BO, f"fnr {NUMBER}, innlagt med sepsis")
    notice = await meeting.private(KIND, BO, "et fødselsnummer")

    assert time.monotonic() - begun < WITHIN_S
    assert {post.to for post in meeting.cards(KIND)} == {BO.mri}
    assert NUMBER not in spoken(notice) and "sepsis" not in spoken(notice)
