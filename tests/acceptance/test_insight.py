"""What is kept about somebody is shown to them in their own chat with the running bot, and to nobody anywhere else."""

import json
from collections.abc import Callable

import pytest

from cards.words.nb import NB
from rehearsal.people import ANN, BO, CATO, IRIS, KARI, Person
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
    assert NB.insight.nothing not in told
    assert told.count("kl.\u00a0") + told.count("kl. ") >= 1
    assert not [person.name for person in OTHERS if person.name in told]


async def test_another_employee_gets_nothing_of_the_first(play: Play, own_chat: Callable[[Person], Play]) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, CATO))
    await play.card("rules")

    told = await asks(own_chat(IRIS), IRIS)
    assert NB.insight.nothing in told
    assert NB.insight.nobody in told


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
