"""The insight card: what is kept about its owner, who has seen it, whom to ask; never more than Teams takes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.events import CardPressed
from bot.domain.language import Language
from bot.domain.participants import PersonId
from bot.domain.presses import Command, CommandWanted
from bot.domain.reasons import Reason, Weight
from bot.evidence.own import Own, OwnHolding, Word, own
from bot.evidence.records import Insight, Look, Purpose, Seen
from bot.evidence.spells import Judged, Spell
from cards import answer, draw, refresh
from cards.words import WORDS
from tests.cards.happenings import NAMES
from tests.cards.reading import actions, read
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, NO_LINKS, PERSONAL, shown
from tests.cards.stories_of_insight import ALL, LOOKS, MANY, NOTHING, OWN_CHAT, insight
from tests.scenes import ANN, BO, NINE, after, at, joined, started

MEETING = after(started(), joined(ANN, BO))

hours = st.integers(0, 60 * 24 * 40).map(lambda minutes: NINE + timedelta(minutes=minutes))
spells = st.lists(st.builds(Spell, hours, st.none() | hours), max_size=40).map(tuple)
reasons = st.lists(st.sampled_from(Reason), max_size=len(Reason), unique=True).map(tuple)
holdings = st.builds(
    OwnHolding,
    st.integers(1, 3),
    st.integers(0, 9),
    hours,
    spells,
    st.none() | hours,
    st.none() | st.builds(Judged, hours, st.sampled_from(Weight), reasons),
    st.none() | st.builds(Word, hours, st.booleans()),
)
names = st.sampled_from(NAMES) | st.text(max_size=300)
looks = st.builds(Look, hours, names, st.sampled_from(Seen), st.sampled_from(Purpose), st.none() | st.integers(1, 3))
owns = st.builds(
    Own,
    st.lists(holdings, max_size=20).map(tuple),
    st.lists(looks, max_size=20).map(tuple),
    st.integers(0, 5000),
    st.integers(0, 5000),
)


def told(what: Insight = ALL, language: Language = Language.NB, days: int = 30) -> str:
    site = replace(LINKS, language=language, retention_days=days)
    return read(draw(insight(), OWN_CHAT, site, own(what)))


def test_it_says_what_is_kept_for_how_long_and_whom_to_ask() -> None:
    text = told(NOTHING, days=14)

    assert "Etter 14 dager blir navnet ditt slettet." in text
    assert "Etter en dag blir" in told(NOTHING, days=1)
    assert "Det du skriver i chatten, blir ikke lagret." in text
    assert "personvernombudet" in text
    assert "[Personvern]" in text
    assert "[Personvern]" not in read(draw(insight(), OWN_CHAT, NO_LINKS, own(NOTHING)))


def test_each_meeting_stands_with_its_date_the_hours_the_verdict_and_a_colleagues_answer() -> None:
    text = told()

    assert "22.11.2026  kl. 09.01–09.10, kl. 09.12–09.40\n" in text
    assert "bør avklares (står ikke i innkallingen). En kollega svarte kl. 09.04 at du var ventet." in text
    assert "23.11.2026  fra kl. 08.41, og er der nå" in text
    assert "20.11.2026  ikke sett i samtalen" in text
    assert "18.11.2026  en chat med Møtevakt, uten møte" in text


def test_of_many_spells_some_stand_and_the_others_are_counted() -> None:
    many = tuple(Spell(at(2 * minute), at(2 * minute + 1)) for minute in range(8))
    card = draw(insight(), OWN_CHAT, LINKS, Own((OwnHolding(7, 1, at(0), many),)))

    assert "kl. 09.00–09.01, kl. 09.02–09.03, kl. 09.04–09.05, og 5 ganger til" in read(card)


def test_who_has_seen_the_name_stands_with_date_what_and_why() -> None:
    text = told()

    assert "22.11.2026  Nora Lund så en utskrift av hvem som var i møtet (møtet 22.11.2026). Grunn: noe kan ha" in text
    assert "21.11.2026  En med tilgang så loggen med navn. Grunn: tilsyn" in text
    assert "Ingen har sett det." not in text


def test_nobody_has_seen_it_and_nothing_is_kept_are_said() -> None:
    assert "Ingen har sett det." in told(NOTHING)
    assert "ingen møter med deg lagret" in told(NOTHING)


def test_what_does_not_fit_is_counted() -> None:
    assert "Eldre møter som ikke får plass her: 17." in told(MANY)
    assert "Eldre oppslag som ikke får plass her: 7." in told(MANY)


def test_a_lookers_name_makes_no_link_and_shows_no_number() -> None:
    looks = (replace(LOOKS[0], by="[klikk](http://ond.example) 01010112345"),)
    text = told(Insight((), looks))

    assert "](" not in text.replace("[Personvern]", "")
    assert "01010112345" not in text


@pytest.mark.parametrize("language", Language)
def test_what_cannot_be_found_is_said_with_whom_to_ask(language: Language) -> None:
    words = WORDS[language].insight
    text = read(draw(insight(), OWN_CHAT, replace(LINKS, language=language), None))

    assert words.unknown in text
    assert words.ask in text
    assert words.nothing not in text


@pytest.mark.parametrize("language", Language)
def test_outside_ones_own_chat_it_is_one_sentence_whatever_is_kept(language: Language) -> None:
    card = draw(insight(), MEETING, replace(LINKS, language=language), own(ALL))

    assert read(card) == WORDS[language].insight.elsewhere


def test_a_button_in_a_meetings_chat_is_answered_with_that_sentence_and_in_ones_own_the_card_comes() -> None:
    words = WORDS[Language.NB]
    press = CardPressed(at(2), BO, CommandWanted(Command.INSIGHT))

    assert answer(press, after(started(), joined(BO), press), "", LINKS) == words.insight.elsewhere
    assert answer(press, after(press, before=PERSONAL), "", LINKS) == words.answer.answer_comes


def test_asked_for_anew_by_a_button_of_another_card_it_shows_nothing() -> None:
    chat = after(shown(insight()), before=OWN_CHAT)
    pressed = f"activity-of-{insight()}"

    assert refresh(BO, None, chat, pressed, None, LINKS) == WORDS[Language.NB].answer.worn_out
    assert refresh(ANN, None, MEETING, "", Command.INSIGHT, LINKS) == WORDS[Language.NB].answer.worn_out


def test_it_has_no_button() -> None:
    assert actions(draw(insight(), OWN_CHAT, LINKS, own(ALL))) == []


def test_it_is_in_its_owners_language() -> None:
    english = after(
        CardPressed(at(0), replace(BO, language=Language.EN), CommandWanted(Command.INSIGHT)), before=PERSONAL
    )

    assert "Who has seen your name" in read(draw(insight(), english, LINKS, own(ALL)))
    assert insight().addressee == PersonId("p1")


@settings(max_examples=150, deadline=None)
@given(owns, st.sampled_from(Language), st.integers(1, 365))
def test_whatever_is_kept_it_is_sound_and_small_enough_and_nothing_is_lost_uncounted(
    what: Own, language: Language, days: int
) -> None:
    site = replace(LINKS, language=language, retention_days=days)
    card = draw(insight(), OWN_CHAT, site, what)

    assert_sound(card, "insight")
    rows = sum(part["type"] == "Container" for part in card["body"])
    left = len(what.holdings) - rows + what.more
    words = WORDS[language].insight
    assert not what.holdings or not left or words.more.format(count=left) in read(card)


def test_the_fullest_card_there_can_be_fits() -> None:
    spells = tuple(Spell(at(2 * minute), at(2 * minute + 1)) for minute in range(30))
    judged = Judged(at(0), Weight.RED, tuple(Reason))
    full = OwnHolding(7, 1, at(0), spells, at(0), judged, Word(at(1), expected=False))
    look = Look(at(0), "\U0001f600" * 64, Seen.PRINT, Purpose.REQUEST, 7, 1)

    for language in Language:
        card = draw(insight(), OWN_CHAT, replace(LINKS, language=language), Own((full,) * 20, (look,) * 20, 9999, 9999))
        assert_sound(card, "insight")
        assert sum(part["type"] == "Container" for part in card["body"]) > 3
