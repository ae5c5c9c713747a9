"""What is kept about somebody is shown to them in their own chat with the running bot, and to nobody anywhere else."""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.evidence.records import Looker, Purpose, Seen
from bot.outbound.clock import SystemClock
from bot.store.beside import Beside
from bot.store.records import StoredRecords
from bot.store.vault import Vault
from cards.words.en import EN
from cards.words.nb import NB
from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, CATO, HOSPITAL, IRIS, KARI, Person
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, spoken

OTHERS = (ANN, BO, KARI, CATO)


@pytest.fixture
async def own_chat(play: Play) -> Callable[[Person], Play]:
    """The chat of somebody who has added Møtevakt for themselves."""
    return lambda person: Play(play.standin, play.bot, play.standin.world.own_chat(person))


async def asks(own: Play, person: Person, text: str = "innsyn") -> str:
    """What the card says to *person*, who asks in their own chat."""
    await own.tell(own.says.installed(person), own.says.message(person, text))
    return spoken(await own.card("insight"))


async def test_an_employee_is_shown_what_is_kept_about_them_and_nothing_of_others(
    play: Play, own_chat: Callable[[Person], Play]
) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO, KARI))
    await play.card("rules")
    await play.tell(play.says.left(BO))
    await play.tell(play.says.meeting_end(ANN))
    await play.card("summary")

    told = await asks(own_chat(BO), BO)
    assert NB.insight.meetings in told
    assert NB.insight.nobody in told
    assert re.search(r"\d\d\.\d\d\.\d{4} kl\.\s\d\d\.\d\d–\d\d\.\d\d", told)
    assert not [person.name for person in OTHERS if person.name in told]


async def test_whoever_has_seen_the_name_is_told_by_name_with_what_and_why(standin: StandIn, folder: Path) -> None:
    async with BotProcess(standin, folder) as bot:
        play = Play(standin, bot, standin.world.open_meeting("seen"))
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, KARI))
        await play.card("rules")
        database, clock = Beside(f"sqlite:///{folder / 'motevakt.db'}"), SystemClock()
        records = StoredRecords(database, Vault.at(folder / "data.key"), clock)
        (holding,) = await asyncio.to_thread(records.running)
        looker = Looker(HOSPITAL, "00000000-0000-4000-8000-00000000000a", "Nora Lund")
        seen = await asyncio.to_thread(records.names, holding, looker, Seen.TIMELINE, Purpose.DEVIATION)
        assert {who.name for who in seen.values()} >= {KARI.name}

        told = await asks(Play(standin, bot, standin.world.own_chat(KARI)), KARI)
        look = NB.insight.look.format(name="Nora Lund", seen=NB.insight.seen[Seen.TIMELINE])
        assert look in told
        assert NB.insight.purposes[Purpose.DEVIATION] in told
        assert NB.insight.nobody not in told
        assert "Nora Lund" not in bot.stdout


async def test_another_employee_gets_nothing_of_the_first(play: Play, own_chat: Callable[[Person], Play]) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, CATO))
    await play.card("rules")

    told = await asks(own_chat(IRIS), IRIS)  # her Teams is in English
    assert f"{EN.insight.no_meeting} {EN.insight.looks}" in told, "their own chat is all there is"
    assert told.count(EN.insight.no_meeting) == 1
    assert EN.insight.not_in_call not in told
    assert EN.insight.nobody in told


@pytest.mark.parametrize("text", ["/innsyn", "innsyn", "insight"])
async def test_in_a_meetings_chat_whoever_asks_is_told_alone_where_to_ask(play: Play, text: str) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.card("rules")
    await play.tell(play.says.message(BO, text))

    card = await play.private("insight", BO, NB.insight.elsewhere)
    assert json.dumps(card.card, ensure_ascii=False).count(NB.insight.elsewhere) == 2  # the text, and for old clients
    assert NB.insight.title not in json.dumps(card.card, ensure_ascii=False)
    assert [post.to for post in play.cards("insight")] == [BO.mri]


async def test_the_help_cards_button_answers_at_once_in_a_meetings_chat(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN), play.says.message(ANN, "/hjelp"))
    help_ = await play.card("help")
    answer = await play.press(ANN, help_, "command.run", {"command": "innsyn"})

    assert answer["value"] == NB.insight.elsewhere
    await play.calm("insight", 0.3)


async def test_asked_twice_in_a_minute_there_is_one_card(play: Play, own_chat: Callable[[Person], Play]) -> None:
    own = own_chat(CATO)
    first, again = own.says.message(CATO, "innsyn"), own.says.message(CATO, "innsyn")
    again["timestamp"] = first["timestamp"]
    await own.tell(own.says.installed(CATO), first)
    await own.card("insight")
    await own.tell(again)

    await own.calm("insight", 0.7)
