"""The training card: what is asked of each, where it is found, and who here has confirmed."""

from dataclasses import replace

import pytest

from bot.domain.effects import Matter
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import Kind
from bot.domain.presses import Command
from bot.domain.procedure import Links
from cards import Site, answer, draw
from cards.words import WORDS
from tests.cards.reading import parts, read
from tests.cards.schema import assert_sound
from tests.cards.stories import ELSEWHERE, LINKS, PERSONAL, asked, crowd, ended, has_trained, left, shown, training
from tests.scenes import ANN, BO, BUILT_IN, EINAR, KARI, WHERE, after, invited, joined, started

MET = (started(), invited(ANN, BO, organizer=KARI), joined(KARI, ANN, BO, EINAR), asked(Command.TRAINING, KARI, 2))
SALTED = Meeting(WHERE, salt="salt")
NEXT = 7 * 24 * 60.0


def told(meeting: Meeting, site: Site = LINKS, matter: Matter | None = None) -> str:
    return read(draw(matter or training(), meeting, site))


def test_it_says_whose_duty_it_is_and_where_the_guides_stand_with_no_link_that_nobody_gave() -> None:
    text = told(after(*MET))

    assert "Hver av oss har ansvar" in text
    assert "Join, Whereby og Skype for Business står i EK" in text
    assert "http" not in str(draw(training(), after(*MET), LINKS)).replace("http://adaptivecards.io", "")
    assert "Teams" not in text


def test_every_link_that_the_hospital_gave_is_on_it() -> None:
    links = ELSEWHERE.procedure.links
    text = str(draw(training(), after(*MET), ELSEWHERE))

    for page in (links.training, links.guide_join, links.guide_whereby, links.guide_skype, links.ek):
        assert page
        assert text.count(f"({page})") == 1


@pytest.mark.parametrize("name", ["training", "guide_join", "guide_whereby", "guide_skype", "ek"])
def test_a_link_alone_brings_its_own_line_alone(name: str) -> None:
    links = replace(Links(), **{name: "https://a.example/x"})
    site = Site(replace(BUILT_IN, links=links))

    assert str(draw(training(), after(*MET), site)).count("https://a.example/x") == 1


def test_who_has_confirmed_stands_with_the_hour_and_who_has_not_does_not() -> None:
    text = told(after(*MET, has_trained(BO, 3), has_trained(EINAR, 4)))

    assert "✓ Bo Dahl  kl. 09.03" in text
    assert "✓ «Einar»  kl. 09.04" in text
    assert "Ann" not in text
    assert "Ingen her har bekreftet" in told(after(*MET))


def test_in_the_next_meeting_of_the_series_whoever_is_here_stands_as_confirmed() -> None:
    second = (ended(30), started(NEXT), joined(ANN, BO, minutes=NEXT + 1))
    story = (*MET, has_trained(BO, 3), *second)

    assert "✓ Bo Dahl  bekreftet i et tidligere møte" in told(after(*story, before=SALTED))
    assert "Bo Dahl" not in told(after(*story, left(BO, minutes=NEXT + 2), before=SALTED))
    assert "Ann" not in told(after(*story, before=SALTED))
    assert told(after(*story, has_trained(BO, NEXT + 3), before=SALTED)).count("Bo Dahl") == 1


def test_another_edition_of_the_procedure_asks_anew() -> None:
    site = replace(LINKS, procedure=replace(BUILT_IN, version="next"))
    second = (ended(30), started(NEXT), joined(ANN, BO, minutes=NEXT + 1))

    assert "Bo Dahl" not in told(after(*MET, has_trained(BO, 3)), site)
    assert "Bo Dahl" not in told(after(*MET, has_trained(BO, 3), *second, before=SALTED), site)


def test_a_list_that_is_too_long_says_how_many_are_left_out() -> None:
    people = tuple(crowd(250, "Ola med et langt navn", Kind.USER))
    meeting = after(started(), joined(*people), *(has_trained(who, 3) for who in people))
    card = draw(training(), meeting, LINKS)
    rows = sum("✓" in str(part) for part in parts(card) if part["type"] == "RichTextBlock")

    assert_sound(card, "training")
    assert 0 < rows < 250
    assert f"og {250 - rows} til" in read(card)


# ---- the answer to whoever pressed ----


@pytest.mark.parametrize("language", Language)
def test_whoever_presses_sees_the_card_with_themselves_on_it(language: Language) -> None:
    site, fact = replace(LINKS, language=language), has_trained(BO, 3)
    card = answer(fact, after(*MET, fact), "", site)

    assert not isinstance(card, str)
    assert_sound(card, "training")
    assert "Bo Dahl" in read(card)
    assert WORDS[language].training.confirmed in read(card)


def test_of_the_card_for_all_the_answer_is_in_the_chats_language_of_ones_own_in_ones_own() -> None:
    bo = replace(BO, language=Language.EN)
    fact = replace(has_trained(bo, 3), by=bo)
    meeting = after(*MET, shown(training()), fact)
    shared = answer(fact, meeting, f"activity-of-{training()}", LINKS)
    own = answer(fact, meeting, "another", LINKS)

    assert not isinstance(shared, str)
    assert not isinstance(own, str)
    assert "Disse har bekreftet" in read(shared)
    assert "These people have confirmed" in read(own)


def test_in_ones_own_chat_one_confirms_alone() -> None:
    fact = has_trained(ANN, 1)
    card = answer(fact, after(asked(Command.TRAINING, ANN, 0), fact, before=PERSONAL), "", LINKS)

    assert not isinstance(card, str)
    assert "Ann Berg" in read(card)
