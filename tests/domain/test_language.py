"""T1. A chat is written in the language its people choose."""

from dataclasses import replace

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CardPressed, CommandGiven, PressRefused
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.presses import Command, CommandWanted
from bot.domain.procedure import Variant
from bot.domain.records import Where
from tests.scenes import ANN, BO, EINAR, OWN, after, at, effects_of, invited, joined, last_decision, started

STORY = (started(), invited(BO), joined(ANN, BO), CommandGiven(at(1), ANN, Command.CHECKLIST))
ABOUT = Matter(CardKind.HELP, 1, "-language")
RULES, CHECKLIST = Matter(CardKind.RULES, 1), Matter(CardKind.CHECKLIST, 1, Variant.TEAMS)


def spoken(language: Language | None, who: Identity = ANN, minutes: float = 2) -> CommandGiven:
    return CommandGiven(at(minutes), who, Command.LANGUAGE, language=language)


def test_the_cards_that_live_on_are_written_anew() -> None:
    assert after(*STORY, spoken(Language.NN)).language is Language.NN
    assert effects_of(*STORY, spoken(Language.NN)) == (ShowCard(ABOUT), ShowCard(RULES), ShowCard(CHECKLIST))


def test_asking_which_changes_nothing() -> None:
    assert effects_of(*STORY, spoken(None)) == (ShowCard(ABOUT),)
    assert after(*STORY, spoken(Language.EN), spoken(None)).language is Language.EN


def test_the_same_again_is_answered_and_writes_no_card_anew() -> None:
    again = effects_of(*STORY, spoken(Language.NN), spoken(Language.NN, minutes=3))

    assert again == (ShowCard(Matter(CardKind.HELP, 2, "-language")),)


def test_a_button_sets_it_and_answers_the_presser_alone() -> None:
    press = CardPressed(at(2), BO, CommandWanted(Command.LANGUAGE, Language.EN))

    assert after(*STORY, press).language is Language.EN
    assert effects_of(*STORY, press)[0] == ShowCard(Matter(CardKind.HELP, 1, "to-p2-language"), PersonId("p2"))


def test_a_stranger_chooses_nothing_for_the_others() -> None:
    decision = last_decision(*STORY, joined(EINAR, minutes=2), spoken(Language.EN, EINAR, 3))

    assert isinstance(decision.fact, PressRefused)
    assert decision.after.language is None


def test_the_choice_holds_for_the_series() -> None:
    assert after(*STORY, spoken(Language.NN), started(60 * 24)).language is Language.NN


def test_every_checklist_and_every_card_that_is_acted_on_is_written_anew() -> None:
    stranger = joined(EINAR, minutes=1.5)
    posted = (
        CommandGiven(at(1.6), ANN, Command.CHECKLIST, Variant.JOIN),
        CommandGiven(at(1.7), ANN, Command.STOP),
        CommandGiven(at(1.8), ANN, Command.ROUND),
    )
    kinds = (CardKind.RULES, CardKind.ALERT, CardKind.STOP, CardKind.INTRODUCTIONS)
    living = [*(Matter(kind, 1) for kind in kinds), CHECKLIST, Matter(CardKind.CHECKLIST, 1, Variant.JOIN)]

    assert effects_of(*STORY, stranger, *posted, spoken(Language.NN)) == (ShowCard(ABOUT), *map(ShowCard, living))


def test_in_somebodys_own_chat_the_answer_needs_no_addressee() -> None:
    own = Meeting(Where("a:1", OWN, "https://smba.trafficmanager.net/emea/", personal=True))
    press = CardPressed(at(2), BO, CommandWanted(Command.LANGUAGE, Language.EN))

    assert last_decision(press, before=own).effects == (ShowCard(ABOUT),)


def test_asking_in_private_which_is_answered_in_private() -> None:
    asked = replace(spoken(None), private=True)

    assert effects_of(*STORY, asked) == (ShowCard(Matter(CardKind.HELP, 1, "to-p1-language"), PersonId("p1")),)


def test_a_button_that_names_no_language_changes_none() -> None:
    asked = CardPressed(at(3), BO, CommandWanted(Command.LANGUAGE))

    assert after(*STORY, spoken(Language.NN), asked).language is Language.NN
