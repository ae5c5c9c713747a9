"""The checklist card: ticked together. P2, S1–S9, V."""

import pytest

from bot.domain.presses import Command, TickSet
from bot.domain.procedure import Clause, Variant
from cards import draw
from tests.cards.reading import actions, read, sayings
from tests.cards.stories import LINKS, asked, checklist, pressed, ticked
from tests.scenes import ANN, BO, BUILT_IN, KARI, after, invited, joined, started

OPENING = (started(), invited(ANN, BO, organizer=KARI), joined(KARI, ANN, BO), asked(Command.CHECKLIST, KARI, 1))


def test_ticked_lines_tell_who_and_when_and_the_rest_have_a_button() -> None:
    lines = read(
        draw(checklist(), after(*OPENING, ticked(Clause.P2, ANN, 1), ticked(Clause.S1, KARI, 2)), LINKS)
    ).splitlines()

    assert lines[:3] == ["Sjekkliste · Teams", "2 av 10", "██░░░░░░░░"]
    assert lines[3:5] == [
        "✓ Video er medisinsk vurdert som egnet  Ann Berg 09.01",
        "✓ Ingen gjør opptak, heller ikke privat  Kari Nes 09.02",
    ]
    assert lines[6:12] == [
        "○ Dokumenter som vises eller deles, er uten person- og helseopplysninger   [Stemmer]",
        "○ Ingen utenfor hører oss, og lyden er prøvd",
        "0 av 3 har bekreftet.",
        "[Stemmer]",
        "○ Ingen sitter i et åpent rom",
        "0 av 3 har bekreftet.",
    ]
    assert lines[-1] == "[Rett opp]"


@pytest.mark.parametrize("variant", Variant)
def test_every_clause_has_a_button_that_sets_its_own_tick(variant: Variant) -> None:
    buttons = actions(draw(checklist(variant), after(*OPENING), LINKS), "checklist.tick")

    assert [button["data"] for button in buttons] == [
        {"variant": variant.value, "clause": clause.value, "done": True} for clause in BUILT_IN.ticks[variant]
    ]
    assert len({button["tooltip"] for button in buttons}) == len(buttons)


def test_a_tick_can_be_undone_where_nobody_presses_by_accident() -> None:
    card = draw(checklist(), after(*OPENING, ticked(Clause.S1, BO, 2)), LINKS)
    undo = [button for button in actions(card) if not button["data"]["done"]]

    assert [button["data"]["clause"] for button in undo] == ["S1"]
    assert "[Angre]" not in read(card)
    assert card["actions"][0]["targetElements"] == ["undo-S1"]


def test_an_undone_tick_has_its_button_again() -> None:
    undone = pressed(TickSet(Variant.TEAMS, Clause.S1, done=False), ANN, 3)

    assert "0 av 10" in read(draw(checklist(), after(*OPENING, ticked(Clause.S1, BO, 2), undone), LINKS))


def test_a_list_that_is_complete_says_so() -> None:
    everybody = dict.fromkeys(BUILT_IN.by_everybody, (KARI, ANN, BO))
    ticks = [
        ticked(clause, who, 2) for clause in BUILT_IN.ticks[Variant.TEAMS] for who in everybody.get(clause, (KARI,))
    ]

    assert read(draw(checklist(), after(*OPENING, *ticks), LINKS)).splitlines()[1:3] == [
        "10 av 10. Alt er på plass.",
        "██████████",
    ]


@pytest.mark.parametrize("variant", [Variant.JOIN, Variant.WHEREBY])
def test_with_the_patient_both_sides_are_spoken_of_and_information_is_a_press_away(variant: Variant) -> None:
    card = draw(checklist(variant), after(*OPENING), LINKS)

    assert "○ Verken pasient eller behandler gjør opptak   [Stemmer]" in read(card)
    assert "Svikter teknikken underveis, betaler ikke pasienten for timen." in set(sayings(card))
    assert "Svikter" not in read(card)
    assert read(card).endswith("[Vis mer]")


def test_ticks_of_one_list_are_not_ticks_of_another() -> None:
    meeting = after(*OPENING, ticked(Clause.S1, BO, 2, Variant.JOIN))

    assert "0 av 10" in read(draw(checklist(Variant.TEAMS), meeting, LINKS))
    assert "1 av 15" in read(draw(checklist(Variant.JOIN), meeting, LINKS))


def test_a_list_asked_for_again_folds_the_one_before() -> None:
    meeting = after(*OPENING, asked(Command.CHECKLIST, BO, 5))

    assert read(draw(checklist(number=1), meeting, LINKS)) == "Sjekklisten er flyttet lenger ned i chatten."
    assert read(draw(checklist(number=2), meeting, LINKS)).startswith("Sjekkliste · Teams")
