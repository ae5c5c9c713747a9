"""S2 over real HTTP: what a message may tell of health is told softly, and seldom. All names are invented."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.chat import Closed
from bot.domain.language import Language
from cards.words import WORDS
from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, Person
from rehearsal.standin import StandIn
from rehearsal.world import Activity
from tests.acceptance.play import Play, spoken, until, until_true

NB = WORDS[Language.NB].chat
KIND = "chat-warning"
SOFT_S = 3.0
HEALTH = "Solfrid Nyland fikk påvist leukemi i går, hun er informert"
MORE = "Solfrid Nyland begynner på cellegift mandag"
NUMBER = "12811873762"  # Tenor's kind
MAY = "kan inneholde"


@pytest.fixture(scope="module")
async def bot(standin: StandIn, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    folder: Path = tmp_path_factory.mktemp("bot")
    procedure = folder / "procedure.toml"
    procedure.write_text(f'[numbers]\ncaution_again = "{SOFT_S:.0f} s"\n', encoding="utf-8")
    async with BotProcess(standin, folder, otherwise={"CHAT_GUARD": "on", "PROCEDURE_PATH": str(procedure)}) as started:

        async def reads() -> bool:
            return "not yet reading" not in str((await started.call("GET", "/readyz"))[1])

        await until_true(reads, "the word lists to be loaded")
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


async def test_something_of_somebodys_health_is_told_softly_to_the_writer_alone(meeting: Play) -> None:
    await wrote(meeting, BO, HEALTH)
    notice = await meeting.private(KIND, BO, MAY)

    assert {post.to for post in meeting.cards(KIND)} == {BO.mri}
    for word in ("Solfrid", "Nyland", "leukemi"):
        assert word not in spoken(notice)


async def test_soft_ones_soon_after_one_another_are_one_notice_and_another_comes_later(meeting: Play) -> None:
    await wrote(meeting, BO, HEALTH)
    first = await meeting.private(KIND, BO, MAY)
    await wrote(meeting, BO, MORE)
    await meeting.calm(KIND)
    assert [post.id for post in meeting.cards(KIND)] == [first.id]
    await asyncio.sleep(SOFT_S)  # until the next one may come
    await wrote(meeting, BO, HEALTH)

    await until(lambda: len(meeting.cards(KIND)) == 2 or None, "a second notice")


async def test_another_writer_has_a_notice_of_their_own(meeting: Play) -> None:
    await wrote(meeting, BO, HEALTH)
    await wrote(meeting, ANN, MORE)

    await meeting.private(KIND, BO, MAY)
    await meeting.private(KIND, ANN, MAY)


async def test_a_number_soon_after_something_soft_is_told_at_once_and_as_sure(meeting: Play) -> None:
    await wrote(meeting, BO, HEALTH)
    await meeting.private(KIND, BO, MAY)
    await wrote(meeting, BO, f"fnr {NUMBER}")

    await meeting.private(KIND, BO, "ser ut til å inneholde")
    assert len(meeting.cards(KIND)) == 2


async def test_a_soft_false_alarm_keeps_the_next_one_back(meeting: Play) -> None:
    await wrote(meeting, BO, HEALTH)
    notice = await meeting.private(KIND, BO, MAY)
    await meeting.press(BO, notice, "chat.false_alarm", {"clause": "S2"})
    await meeting.private(KIND, BO, NB.closed[Closed.MISTAKEN])
    await wrote(meeting, BO, MORE)

    await meeting.calm(KIND)
    assert NB.closed[Closed.MISTAKEN] in spoken(meeting.cards(KIND)[-1])


async def test_who_takes_part_is_no_patient(meeting: Play) -> None:
    await wrote(meeting, BO, "Ann Berg er sykmeldt i dag og kommer ikke")

    await meeting.calm(KIND)


async def test_words_of_health_about_nobody_are_not_answered(meeting: Play) -> None:
    await wrote(meeting, BO, "Vi trenger en ny prosedyre for behandling av leukemi")

    await meeting.calm(KIND)
