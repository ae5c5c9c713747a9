"""The notice to whoever wrote what does not belong in the chat, the line to all, and the word on documents. S2, S3."""

import pytest

from bot.domain.chat import Closed, Suspicion
from bot.domain.effects import CardKind, Matter
from bot.domain.events import Event, PressRefused
from bot.domain.health.findings import Kind, Sign, Tier
from bot.domain.language import Language
from bot.domain.presses import FalseAlarm, Ground
from cards import Site, answer, draw
from cards.words import WORDS
from tests.cards.reading import actions, parts, read, sayings
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, PERSONAL, READING, rules, welcome
from tests.cards.stories_of_chat import MET
from tests.scenes import ANN, BO, BUILT_IN, after, at, started
from tests.writing import (
    ILLNESS,
    IN_NAME,
    NUMBER,
    PATIENT,
    called_it_none,
    changed,
    notice,
    stands,
    took_back,
    wrote,
)

NB = WORDS[Language.NB].chat
KIND = "chat-warning"


def told(*events: Event, matter: Matter | None = None, site: Site = LINKS) -> str:
    """All that the notice to Bo says, hidden or not."""
    card = draw(matter or notice(), after(*MET, *events), site)
    assert_sound(card, KIND)
    return "\n".join(sayings(card)).replace("\u00a0", " ")


def test_a_number_is_told_as_sure_a_word_of_health_as_perhaps() -> None:
    assert "kl. 09.02 ser ut til å inneholde et fødselsnummer" in told(wrote("m1", NUMBER))
    assert "kl. 09.02 kan inneholde helseopplysninger" in told(wrote("m1", ILLNESS))


def test_what_is_sure_makes_the_whole_notice_sure_and_each_kind_is_named_once() -> None:
    twice = Suspicion(NUMBER.kind, NUMBER.tier, (Sign.CUE,))
    text = told(wrote("m1", NUMBER, twice, ILLNESS))

    assert "ser ut til å inneholde et fødselsnummer eller lignende og helseopplysninger" in text
    assert "kan inneholde" not in text
    assert read(draw(notice(), after(*MET, wrote("m1", NUMBER, twice)), LINKS)).count("fødselsnummer") == 1


def test_several_soft_messages_are_one_notice_with_every_hour() -> None:
    text = told(wrote("m1", ILLNESS), wrote("m2", PATIENT, minutes=5), wrote("m3", ILLNESS, minutes=6))

    assert "Meldingene dine kl. 09.02, 09.05 og 09.06 kan inneholde" in text


def test_two_messages_in_one_minute_are_one_hour() -> None:
    assert "Meldingen din kl. 09.02 kan" in told(wrote("m1", ILLNESS), wrote("m2", PATIENT, minutes=2.2))


def test_of_several_the_one_that_is_deleted_is_told_of_no_more() -> None:
    text = told(wrote("m1", ILLNESS), wrote("m2", PATIENT, minutes=5), took_back("m1", 6))

    assert "Meldingen din kl. 09.05 kan" in text
    assert "09.02" not in text


def test_it_says_where_it_stands_in_the_name_of_a_file_or_in_the_message() -> None:
    assert "Navnet på en fil eller lenke, som du delte kl. 09.02, ser ut til" in told(wrote("m1", IN_NAME))
    assert "Navnet på en fil" not in told(wrote("m1", IN_NAME, ILLNESS))


def test_it_says_how_to_delete_and_why_that_matters_and_what_it_went_by() -> None:
    text = told(wrote("m1", NUMBER))

    for line in (NB.delete, NB.purpose, NB.not_kept, "datoen og kontrollsifrene stemmer"):
        assert line.replace("\u00a0", " ") in text


def test_the_reasons_are_folded_until_somebody_asks_why() -> None:
    card = draw(notice(), after(*MET, wrote("m1", NUMBER)), LINKS)
    hidden = [part for part in parts(card) if part.get("isVisible") is False]
    toggles = [part for part in parts(card) if part["type"] == "Action.ToggleVisibility"]

    assert len(hidden) == 1
    assert hidden[0]["id"] in str(toggles)
    assert NB.purpose not in read(card)


def test_a_false_alarm_is_one_press_and_the_button_tells_nothing_of_the_writer_or_the_message() -> None:
    card = draw(notice(), after(*MET, wrote("m1", NUMBER)), LINKS)
    (button,) = actions(card)

    assert (button["verb"], button["title"], button["data"]) == ("chat.false_alarm", NB.false_alarm, {"clause": "S2"})
    for hidden in ("Bo Dahl", "m1", "p2", BO.mri, BO.oid):
        assert hidden not in str(card)


@pytest.mark.parametrize(
    ("events", "how"),
    [
        ((took_back("m1"),), Closed.DELETED),
        ((changed("m1"),), Closed.EDITED),
        ((called_it_none(),), Closed.MISTAKEN),
    ],
)
def test_a_notice_that_is_over_says_so_and_no_more(events: tuple[Event, ...], how: Closed) -> None:
    card = draw(notice(), after(*MET, wrote("m1", NUMBER), *events), LINKS)

    assert read(card) == NB.closed[how]
    assert not actions(card)


def test_a_notice_that_is_forgotten_tells_of_an_earlier_meeting_and_nothing_of_what_it_was() -> None:
    assert read(draw(notice(), after(*MET), LINKS)) == WORDS[Language.NB].earlier


@pytest.mark.parametrize("language", Language)
def test_the_line_to_all_names_nobody_and_no_kind_of_finding(language: Language) -> None:
    site = Site(BUILT_IN, language=language)
    events = (*MET, wrote("m1", NUMBER, ILLNESS, PATIENT))
    card = draw(Matter(CardKind.CHAT_WARNING, 1), after(*events), site)
    words = WORDS[language].chat

    assert_sound(card, KIND)
    assert read(card) == words.to_all
    assert card == draw(Matter(CardKind.CHAT_WARNING, 1), after(started()), site), "it depends on nothing that happened"
    for line in (*words.kinds.values(), *words.signs.values(), "Bo", "09"):
        assert line not in str(card)


@pytest.mark.parametrize("language", Language)
def test_every_kind_sign_tier_and_end_has_words(language: Language) -> None:
    words = WORDS[language].chat

    assert (set(words.kinds), set(words.signs), set(words.closed)) == (set(Kind), set(Sign), set(Closed))
    for kind in Kind:
        for tier in Tier:
            for in_name in (False, True):
                seen = Suspicion(kind, tier, tuple(Sign), in_name)
                text = told(wrote("m1", seen), site=Site(BUILT_IN, language=language))
                assert words.kinds[kind] in text
                assert all(words.signs[sign] in text for sign in Sign)
                assert "{" not in text


def test_the_word_on_documents_is_one_line_with_no_name_of_a_file() -> None:
    card = draw(Matter(CardKind.SHARING, 1), after(*MET, wrote("m1", IN_NAME, shares=True)), LINKS)

    assert_sound(card, "sharing-reminder")
    assert read(card) == NB.shared


# ---- the answer to the press ----


def test_the_writer_is_thanked_where_they_pressed() -> None:
    fact = called_it_none(card=f"activity-of-{notice()}")
    meeting = after(*MET, wrote("m1", NUMBER), stands(notice()), fact)

    assert read(answer(fact, meeting, fact.card, LINKS)) == NB.closed[Closed.MISTAKEN]


def test_somebody_else_is_told_that_it_is_the_writers_to_say() -> None:
    refused = PressRefused(at(4), ANN, FalseAlarm(), Ground.NOT_THE_WRITER)

    told_ = answer(refused, after(*MET, wrote("m1", NUMBER), refused), "", LINKS)
    assert told_ == WORDS[Language.NB].answer.not_the_writer


# ---- that the chat is read ----


def test_where_the_chat_is_read_the_first_card_says_so_and_else_it_does_not() -> None:
    for matter in (rules(), welcome()):
        assert NB.reads in "\n".join(sayings(draw(matter, after(started()), READING)))
        assert NB.reads not in "\n".join(sayings(draw(matter, after(started()), LINKS)))


def test_in_ones_own_chat_nothing_is_said_of_reading_others() -> None:
    assert NB.reads not in "\n".join(sayings(draw(welcome(), PERSONAL, READING)))
