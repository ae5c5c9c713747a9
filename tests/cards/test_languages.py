"""Which language a card is in, and that every card is sound in each."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.events import CardPressed, CommandGiven, Event, PressRefused
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.permit import permit
from bot.domain.presses import Command, Settle, TickSet
from bot.domain.procedure import Clause, Variant
from cards import Site, answer, draw, refresh, worn_out
from cards.scene import language_for
from cards.words import WORDS
from tests.cards.golden import as_text, cards_in, kind_in
from tests.cards.reading import actions, read, sayings
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, PERSONAL, alert, checklist, help_, rules, spoken, ticked
from tests.scenes import ANN, BO, BUILT_IN, EINAR, KARI, after, at, invited, joined, started

NB, NN, EN = Language.NB, Language.NN, Language.EN
READ = Path(__file__).with_name("golden")


def meeting(*, own: Language | None = None, chosen: Language | None = None) -> tuple[Meeting, PersonId]:
    """A meeting whose chat chose a language, with somebody whose Teams has one."""
    people = (started(), invited(BO, organizer=KARI), joined(KARI, replace(BO, language=own)))
    now = after(*people, *([spoken(chosen)] if chosen else []))
    person = now.person(BO)
    assert person is not None
    return now, person


@pytest.mark.parametrize("default", Language)
def test_what_all_see_is_in_the_language_of_the_chat_else_of_the_hospital(default: Language) -> None:
    site = replace(LINKS, language=default)

    for chosen in Language:
        assert language_for(meeting(own=EN, chosen=chosen)[0], site) is chosen
    assert language_for(meeting(own=EN)[0], site) is default


@pytest.mark.parametrize(
    ("own", "chosen", "wanted"),
    [
        (None, None, NB), (None, NN, NN), (EN, None, EN), (EN, NN, EN), (NN, None, NN), (NN, EN, NN),
        (NB, NN, NN), (NN, NB, NB),  # of the two Norwegian ones the chat's choice counts
        (NB, EN, NB),
    ],
)  # fmt: skip
def test_what_one_alone_sees_is_in_their_own(own: Language | None, chosen: Language | None, wanted: Language) -> None:
    assert language_for(*_for_one(own, chosen)) is wanted


def test_a_hospitals_nynorsk_counts_before_a_bokmal_that_few_have_chosen() -> None:
    now, person = meeting(own=NB)

    assert language_for(now, replace(LINKS, language=NN), person) is NN
    assert language_for(now, replace(LINKS, language=EN), person) is NB


def _for_one(own: Language | None, chosen: Language | None) -> tuple[Meeting, Site, PersonId]:
    now, person = meeting(own=own, chosen=chosen)
    return now, LINKS, person


def test_in_somebodys_own_chat_their_choice_counts_before_their_teams() -> None:
    english = replace(BO, language=EN)
    asked = CommandGiven(at(0), english, Command.HELP)

    assert language_for(after(asked, before=PERSONAL), LINKS) is EN
    chose = CommandGiven(at(1), english, Command.LANGUAGE, language=NN)
    assert language_for(after(asked, chose, before=PERSONAL), LINKS) is NN


def test_a_refusal_is_in_the_pressers_language_and_the_card_in_the_chats() -> None:
    english = replace(BO, language=EN)
    story = (started(), invited(BO, organizer=KARI), joined(KARI, english, EINAR))
    now = after(*story)
    oneself = CardPressed(at(2), english, Settle(PersonId("p2"), expected=True))
    tick = CardPressed(at(2), english, TickSet(Variant.TEAMS, Clause.S1, done=True))

    refused = after(*story, oneself)
    fact = _refused(oneself, now)
    assert answer(fact, refused, "", LINKS) == WORDS[EN].answer.oneself
    assert "Sjekkliste" in read(answer(tick, after(*story, tick), "", LINKS))


def _refused(press: CardPressed, now: Meeting) -> Event:
    fact = permit(press, now)
    assert isinstance(fact, PressRefused)
    return fact


def test_a_button_that_is_worn_out_says_so_in_the_pressers_language() -> None:
    assert worn_out(EN, LINKS) == WORDS[EN].answer.worn_out
    assert worn_out(None, replace(LINKS, language=NN)) == WORDS[NN].answer.worn_out


def test_hours_are_written_as_people_of_the_language_write_them() -> None:
    for language, hour in ((NB, "09.02"), (NN, "09.02"), (EN, "09:02")):
        card = draw(checklist(), after(started(), invited(BO), joined(ANN), ticked(Clause.P2, ANN, 2)), _in(language))
        assert hour in read(card)


def _in(language: Language) -> Site:
    return Site(BUILT_IN, privacy="https://motevakt.example/personvern", language=language)


@pytest.mark.parametrize("language", [NN, EN])
def test_every_story_is_told_soundly_in_every_language(language: Language) -> None:
    for name, card in cards_in(_in(language)).items():
        assert_sound(card, kind_in(name))


@pytest.mark.parametrize("language", [NN, EN])
def test_every_story_reads_as_reviewed_in_every_language(language: Language) -> None:
    told = (READ / f"{language}.txt").read_text(encoding="utf-8")

    assert as_text(language) == told, "make golden, and read the diff"


def test_no_norwegian_is_left_on_an_english_card() -> None:
    ours = {saying for card in cards_in(_in(NB)).values() for saying in sayings(card)}
    theirs = {saying for card in cards_in(_in(EN)).values() for saying in sayings(card)}

    same = {saying for saying in ours & theirs if re.search(r"(?<![@.])\b[a-zæøå]{3,}\b(?!@)", saying)}
    assert same <= {"/status"}, "names alone are the same in both"


def test_the_roster_that_one_asked_for_anew_is_in_their_language() -> None:
    english = replace(KARI, language=EN)
    now = after(started(), invited(BO, organizer=KARI), joined(english, BO))
    card = refresh(Identity(mri=KARI.mri, oid=KARI.oid), None, now, "", Command.ROSTER, LINKS)

    assert read(card).startswith(WORDS[EN].roster.title)


def test_the_rules_are_those_of_the_procedure_in_each_language() -> None:
    for language in Language:
        told = set(sayings(draw(rules(), after(started()), _in(language))))
        assert {f"{line.sign} {line.text[language]}" for line in BUILT_IN.reminder} <= told


def test_a_name_that_somebody_wrote_themselves_stands_in_the_quotes_of_the_language() -> None:
    now = after(started(), invited(BO, organizer=KARI), joined(KARI, replace(EINAR, name="“Einar»")))

    assert "«Einar»" in read(draw(alert(), now, _in(NN)))
    assert "“Einar”" in read(draw(alert(), now, _in(EN)))


def test_the_card_about_languages_tells_the_chats_own_and_offers_the_others() -> None:
    chosen = after(started(), invited(BO, organizer=KARI), joined(KARI), spoken(NN))
    card = draw(help_("-language"), chosen, LINKS)

    assert WORDS[NN].help.language_now[NN] in read(card)
    assert [button["data"] for button in actions(card)] == [{"command": "språk nb"}, {"command": "språk en"}]
