"""The introduction round: who is missing, and who has introduced themselves. S6."""

from typing import Any

import pytest

from bot.domain.events import Event
from bot.domain.participants import Identity, Kind
from bot.domain.presses import Command
from bot.domain.procedure import MOST_OTHERS, Profession
from bot.ports import Card
from cards import draw
from tests.cards.reading import actions, parts, read
from tests.cards.schema import assert_sound
from tests.cards.stories import (
    CALLER,
    LINKS,
    NOTES,
    ROOM,
    asked,
    crowd,
    ended,
    introduced,
    introduced_for,
    left,
    round_,
)
from tests.scenes import ANN, BO, CATO, KARI, after, invited, joined, started

MET = (
    started(),
    invited(ANN, BO, ROOM, organizer=KARI),
    joined(KARI, ANN, BO, CALLER, ROOM, NOTES),  # p1 to p6
    asked(Command.ROUND, KARI, 1),
)
INPUTS = ["Rollen din: ____", "Andre i rommet hos deg: ____", "[Jeg har presentert meg]"]
HALF = (*MET, introduced(ANN, 2, Profession.PHYSICIAN), introduced(BO, 3, Profession.NURSE, 2))
ALL = (*HALF, introduced(KARI, 4, Profession.CHAIR, 1), introduced_for("p4"), introduced_for("p5", ANN))


def _card(*events: Event, number: int = 1) -> Card:
    card = draw(round_(number), after(*events), LINKS)
    assert_sound(card, "introductions")
    return card


def _lines(*events: Event, number: int = 1) -> list[str]:
    return read(_card(*events, number=number)).splitlines()


def test_who_is_missing_comes_first_then_the_one_button_for_all_then_who_is_done() -> None:
    assert _lines(*HALF) == [
        "Presentasjonsrunde",
        "2 av 5",
        "██░░░",
        "○ Kari Nes",
        "○ Telefon ··47   [Har presentert seg]",
        "○ Møterom Moss   [Har presentert seg]",
        *INPUTS,
        "✓ Ann Berg  lege",
        "✓ Bo Dahl  sykepleier, to til i rommet",
    ]


def test_when_all_have_introduced_themselves_it_closes_without_inputs() -> None:
    assert _lines(*ALL) == [
        "Presentasjonsrunde",
        "5 av 5. Alle har presentert seg.",
        "█████",
        "✓ Kari Nes  møteleder, én til i rommet",
        "✓ Ann Berg  lege",
        "✓ Bo Dahl  sykepleier, to til i rommet",
        "✓ Telefon ··47  bekreftet av Kari Nes",
        "✓ Møterom Moss  bekreftet av Ann Berg",
    ]


def test_a_newcomer_opens_it_again() -> None:
    lines = _lines(*ALL, joined(CATO, minutes=9))

    assert lines[1:7] == ["5 av 6", "█████░", "○ Cato Ek", *INPUTS]


def test_whoever_tells_no_role_has_none_told() -> None:
    assert "✓ Kari Nes" in _lines(*MET, introduced(KARI, 2))


def test_the_inputs_have_labels_and_the_role_is_picked_from_the_list() -> None:
    role, others = _inputs(_card(*MET))

    assert (role["id"], role["label"], role["placeholder"]) == ("role", "Rollen din", "Velg")
    assert [choice["value"] for choice in role["choices"]] == [profession.value for profession in Profession]
    assert (others["id"], others["label"]) == ("others", "Andre i rommet hos deg")
    assert (others["min"], others["max"], others["value"]) == (0, MOST_OTHERS, 0)
    assert others["errorMessage"] == "Skriv et tall fra 0 til 50."


def test_a_tick_for_somebody_else_names_them_and_sends_no_role_along() -> None:
    for_caller, for_room, for_oneself = actions(_card(*MET), "introduction.done")

    assert for_caller["data"] == {"person": "p4"}
    assert for_caller["tooltip"] == "Telefon ··47 har presentert seg"
    assert for_room["tooltip"] == "Møterom har presentert seg"
    assert {for_caller["associatedInputs"], for_room["associatedInputs"]} == {"none"}
    assert for_oneself["data"] == {}
    assert "associatedInputs" not in for_oneself


def test_programs_are_not_waited_for_and_whoever_left_is_neither() -> None:
    assert not [line for line in _lines(*MET) if "Notater" in line]
    assert _lines(*HALF, left(KARI, CALLER, ROOM, minutes=5))[1] == "2 av 2. Alle har presentert seg."


def test_a_round_nobody_is_in_yet_says_so() -> None:
    assert _lines(started(), asked(Command.ROUND, KARI, 1)) == [
        "Presentasjonsrunde",
        "Møtevakt har ikke sett noen i møtet ennå.",
        *INPUTS,
    ]


def test_a_program_that_joined_without_an_account_is_missed_neither_in_the_meeting_nor_after_it() -> None:
    otter = joined(Identity("Otter.ai", "29:otter", kind=Kind.ANONYMOUS), minutes=1)

    assert "0 av 5" in _lines(*MET, otter)
    assert "Møtet er slutt. 0 av 5 presenterte seg." in _lines(*MET, otter, ended(30))


def test_when_the_meeting_is_over_it_tells_how_it_ended_and_asks_for_nothing() -> None:
    card = _card(*HALF, ended(30))

    assert read(card).splitlines() == [
        "Presentasjonsrunde",
        "Møtet er slutt. 2 av 5 presenterte seg.",
        "██░░░",
    ]
    assert not actions(card)


def test_a_round_asked_for_again_folds_the_one_before() -> None:
    again = (*HALF, asked(Command.ROUND, BO, 9))

    assert _lines(*again) == ["Presentasjonsrunden er flyttet lenger ned i chatten."]
    assert _lines(*again, number=2)[1] == "2 av 5"


@pytest.mark.parametrize("kind", [Kind.USER, Kind.PHONE, Kind.DEVICE])
def test_three_hundred_people_fit_and_the_inputs_among_them(kind: Kind) -> None:
    strangers = tuple(crowd(300, "Et langt navn " * 4, kind))
    card = _card(started(), joined(*strangers), asked(Command.ROUND, KARI, 1), introduced(KARI, 2))
    lines = read(card).splitlines()

    assert len(_inputs(card)) == 2
    assert lines[1:3] == ["0 av 300", "░" * 20]
    assert lines[-1].startswith("og ")
    assert lines[-1].endswith(" til: se /deltakere")


def test_in_a_crowd_the_missing_are_shown_before_all_who_are_done() -> None:
    colleagues = tuple(crowd(300, "Et langt navn " * 4, Kind.USER))
    done = (introduced(one, 2, Profession.HEALTH_WORKER, 3) for one in colleagues[:-1])
    lines = _lines(started(), joined(*colleagues), asked(Command.ROUND, KARI, 1), *done)

    assert lines[3].startswith("○ Et langt navn")
    assert lines[4:7] == INPUTS


def _inputs(card: Card) -> list[Any]:
    return [part for part in parts(card) if part["type"].startswith("Input.")]
