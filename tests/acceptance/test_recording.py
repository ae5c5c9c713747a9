"""S1 over real HTTP: recording is off before anybody speaks; where Graph will not have it so, that is told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.language import Language
from cards.words import WORDS
from rehearsal.bot_process import BotProcess
from rehearsal.graph import NO_WRITE_PERMISSION
from rehearsal.people import ANN, BO, CATO
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, spoken, until

NB = WORDS[Language.NB].options
SETTLE_S = 1
KIND = "meeting-options"


@pytest.fixture(scope="module")
async def bot(standin: StandIn, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    folder: Path = tmp_path_factory.mktemp("bot")
    procedure = folder / "procedure.toml"
    numbers = f'[numbers]\noptions_settle = "{SETTLE_S} s"\noptions_every = "2 s"\n'
    told = f"{numbers}\n[options]\nlobby = []\ndial_in_bypass = []\npresenters = []\n"
    procedure.write_text(told, encoding="utf-8")
    async with BotProcess(standin, folder, otherwise={"PROCEDURE_PATH": str(procedure)}) as started:
        yield started


@pytest.fixture(autouse=True)
def willing(standin: StandIn) -> None:
    """Graph takes what it is told, and tells it at once."""
    standin.graph.read_only = None
    standin.graph.options_seen_after_s = 0.0


async def begin(play: Play) -> None:
    await play.tell(play.says.installed(ANN), play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.card("rules")


def option(play: Play, name: str) -> object:
    assert play.chat.meeting is not None
    return play.chat.meeting.options.now[name]


async def test_recording_and_transcription_are_off_soon_after_the_start_and_nobody_is_bothered(play: Play) -> None:
    await begin(play)
    await until(lambda: option(play, "allowRecording") is False or None, "recording turned off", within_s=2.0)

    assert option(play, "allowTranscription") is False
    await asyncio.sleep(SETTLE_S + 0.5)
    assert play.cards(KIND) == []


async def test_the_checklist_ticks_what_graph_proves_although_graph_tells_it_late(play: Play, standin: StandIn) -> None:
    standin.graph.options_seen_after_s = 0.3
    await begin(play)
    await play.tell(play.says.message(BO, "sjekkliste"))

    await play.card("checklist", NB.unrecorded)
    assert play.cards(KIND) == []


async def test_where_the_permission_is_missing_all_are_told_once_and_the_rest_goes_on(
    play: Play, standin: StandIn
) -> None:
    standin.graph.read_only = NO_WRITE_PERMISSION
    await begin(play)
    told = await play.card(KIND, NB.can_record)

    assert told.to is None
    assert "tilgangen mangler" in spoken(told)
    await play.tell(play.says.joined(CATO))
    await play.card("participant-alert", CATO.name)
    assert len(play.cards(KIND)) == 1


async def test_recording_that_somebody_turns_on_before_the_next_look_is_told_and_mended_by_whoever_leads(
    play: Play, standin: StandIn
) -> None:
    standin.graph.read_only = NO_WRITE_PERMISSION
    await begin(play)
    told = await play.card(KIND, NB.can_record)
    standin.graph.read_only = None
    await play.known(ANN)

    answer = await play.press(BO, told, "options.harden", {"clause": "S1"})
    assert option(play, "allowRecording") is True, answer
    answer = await play.press(ANN, told, "options.harden", {"clause": "S1"})
    assert answer["value"] == NB.asked
    await play.card(KIND, NB.unrecorded)
    assert option(play, "allowRecording") is False
    assert len(play.cards(KIND)) == 1


async def test_recording_that_somebody_turns_on_again_in_the_meeting_is_told_to_all_once(play: Play) -> None:
    await begin(play)
    await until(lambda: option(play, "allowRecording") is False or None, "recording turned off", within_s=2.0)
    assert play.chat.meeting is not None
    play.chat.meeting.options.change({"allowRecording": True})

    told = await play.card(KIND, NB.can_record, within_s=6.0)
    assert told.to is None
    await asyncio.sleep(2.5)
    assert len(play.cards(KIND)) == 1
    assert option(play, "allowRecording") is True, "whoever leads decided that: they are told, and it is not undone"
