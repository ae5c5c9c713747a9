"""The checklist card: ticked together. P2, S1–S9, V."""

from dataclasses import replace

import pytest

from bot.domain.participants import Identity
from bot.domain.presses import Command, TickSet
from bot.domain.procedure import Clause, Variant
from cards import Site, draw
from tests.cards.reading import actions, read, sayings
from tests.cards.stories import LINKS, asked, checklist, introduced, pressed, ticked
from tests.scenes import ANN, BO, BUILT_IN, KARI, after, invited, joined, staff, started

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
    assert lines[5] == "Møtevakt ser ikke om noen starter et opptak."
    assert lines[7:13] == [
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


FIVE = tuple(staff(name, 20 + number) for number, name in enumerate(("Ada Ås", "Eli Ur", "Ida Øy", "Ole By", "Per Li")))
"""The names that are told with hours are those of the latest three."""


def _where_they_sit(*who: Identity, among: tuple[Identity, ...] = FIVE) -> list[str]:
    """What the card says of S4 once each of these has confirmed, a minute apart."""
    told = (ticked(Clause.S4, one, 1 + minutes) for minutes, one in enumerate(who))
    meeting = after(started(), invited(*among), joined(*among), asked(Command.CHECKLIST, among[0], 1), *told)
    lines = read(draw(checklist(), meeting, LINKS)).splitlines()
    at = next(number for number, line in enumerate(lines) if "hører oss" in line)
    return lines[at : at + 3]


def test_whoever_is_missing_is_named_while_they_are_three_at_most() -> None:
    assert _where_they_sit(*FIVE[:1])[1] == "1 av 5 har bekreftet. ✓ Ada Ås 09.01."
    assert _where_they_sit(*FIVE[:2])[1] == (
        "2 av 5 har bekreftet. ✓ Ada Ås 09.01 og Eli Ur 09.02. Mangler Ida Øy, Ole By og Per Li."
    )


def test_of_many_who_have_confirmed_the_latest_three_are_named() -> None:
    three, four = _where_they_sit(*FIVE[:3])[1], _where_they_sit(*FIVE[:4])[1]

    assert three.startswith("3 av 5 har bekreftet. ✓ Ada Ås 09.01, Eli Ur 09.02 og Ida Øy 09.03. Mangler")
    assert four == "4 av 5 har bekreftet. ✓ … Eli Ur 09.02, Ida Øy 09.03 og Ole By 09.04. Mangler Per Li."


def test_once_all_have_confirmed_three_are_named_and_more_are_a_number() -> None:
    said = "✓ Ingen utenfor hører oss, og lyden er prøvd  "

    assert _where_they_sit(*FIVE[:3], among=FIVE[:3])[0] == f"{said}Ada Ås 09.01, Eli Ur 09.02 og Ida Øy 09.03"
    assert _where_they_sit(*FIVE[:4], among=FIVE[:4])[0] == f"{said}bekreftet av alle 4 09.04"


def test_whoever_is_alone_is_not_counted_and_two_are() -> None:
    assert _where_they_sit(among=FIVE[:1])[1:] == ["[Stemmer]", "○ Ingen sitter i et åpent rom"]
    assert _where_they_sit(among=FIVE[:2])[1] == "0 av 2 har bekreftet."


def test_only_the_line_about_the_room_has_a_button_to_say_that_one_sits_open() -> None:
    (button,) = actions(draw(checklist(Variant.JOIN), after(*OPENING), LINKS), "room.public")

    assert button["data"] == {"variant": "join", "done": True}


def test_what_the_bot_sees_itself_nobody_takes_back() -> None:
    card = draw(checklist(), after(*OPENING, *(introduced(who, 3) for who in (KARI, ANN, BO))), LINKS)

    assert "✓ Alle har presentert seg" in read(card)
    assert not [button for button in actions(card) if button["data"].get("done") is False]
    assert "actions" not in card


def test_a_list_that_lacks_one_is_not_complete() -> None:
    everybody = dict.fromkeys(BUILT_IN.by_everybody, (KARI, ANN, BO))
    clauses = [clause for clause in BUILT_IN.ticks[Variant.TEAMS] if clause is not Clause.S9]
    ticks = [ticked(clause, who, 2) for clause in clauses for who in everybody.get(clause, (KARI,))]

    assert read(draw(checklist(), after(*OPENING, *ticks), LINKS)).splitlines()[1:3] == ["9 av 10", "█████████░"]


def test_the_page_for_patients_is_told_where_their_information_is() -> None:
    links = replace(BUILT_IN.links, patient_information="https://sykehus.example/video")
    told = replace(BUILT_IN, links=links)
    untold = replace(told, information={**BUILT_IN.information, Variant.JOIN: (Clause.V5,)})

    assert "sykehus.example" in str(draw(checklist(Variant.JOIN), after(*OPENING), Site(told)))
    assert "sykehus.example" not in str(draw(checklist(Variant.JOIN), after(*OPENING), Site(untold)))
    assert "sykehus.example" not in str(draw(checklist(Variant.TEAMS), after(*OPENING), Site(told)))
