"""What whoever pressed sees."""

from dataclasses import replace
from itertools import product

import pytest

from bot.domain.events import CardPressed, Event, PressRefused
from bot.domain.expected import Unread
from bot.domain.language import Language
from bot.domain.participants import PersonId
from bot.domain.presses import (
    ChecklistWanted,
    Command,
    CommandWanted,
    Ground,
    HardenWanted,
    Introduce,
    Press,
    RoomTold,
    RoundWanted,
    Settle,
    StopWanted,
    TickSet,
)
from bot.domain.procedure import Clause, Hardening, Variant
from cards import answer
from cards.words import WORDS
from tests.cards.reading import read
from tests.cards.stories import (
    LINKS,
    NOTES,
    alert,
    asked,
    checklist,
    introduced,
    introduced_for,
    pressed,
    rules,
    said_stop,
    shown,
    sits_apart,
    sits_open,
    stop,
    ticked,
    unread,
    vouched,
)
from tests.scenes import ANN, BO, DINA, EINAR, KARI, after, at, invited, joined, started

MET = (started(), invited(ANN, BO, organizer=KARI), joined(KARI, ANN, BO, DINA, EINAR))
PRESSES: tuple[Press, ...] = (
    Settle(PersonId("p4"), expected=True),
    TickSet(Variant.TEAMS, Clause.P2, done=True),
    TickSet(Variant.TEAMS, Clause.S1, done=True),
    ChecklistWanted(),
    RoundWanted(),
    StopWanted(),
    Introduce(),
    Introduce(PersonId("p4")),
    *map(CommandWanted, Command),
)


def _answer(*events: Event, card: str = "") -> str:
    return read(answer(events[-1], after(*events), card, LINKS))


def test_settling_is_answered_with_the_alert_that_was_pressed() -> None:
    moved_on = (*MET, shown(alert(1)), joined(NOTES, minutes=9), shown(alert(2), minutes=9))

    told = _answer(*moved_on, vouched("p4", minutes=10), card="activity-of-participant-alert::1")

    assert told == "✓ Dina Fors er avklart. Resten står lenger ned i chatten."


@pytest.mark.parametrize("card", ["", "activity-of-something-else"])
def test_settling_elsewhere_is_answered_with_the_newest_alert_that_has_the_person(card: str) -> None:
    told = _answer(*MET, shown(alert()), vouched("p4"), card=card)

    assert told.startswith("⚠ En deltaker må avklares")
    assert "✓ Dina Fors  Avklart av Kari Nes kl. 09.04." in told


def test_settling_somebody_of_no_alert_is_noted() -> None:
    assert _answer(*MET, vouched("p2")) == "Takk, det er notert."


def test_ticking_is_answered_with_the_newest_checklist() -> None:
    twice = (*MET, asked(Command.CHECKLIST, ANN, 2), asked(Command.CHECKLIST, BO, 3), shown(checklist(number=2)))

    assert _answer(*twice, ticked(Clause.S1, BO, 4)).startswith("Sjekkliste · Teams\n1 av 10")


def test_ticking_a_list_from_before_the_meeting_is_answered_with_the_list() -> None:
    assert _answer(started(), ticked(Clause.S1, KARI, 1, Variant.JOIN)).startswith("Sjekkliste · Join")


def test_wanting_the_options_mended_is_answered_with_who_can_where_the_bot_never_does() -> None:
    story = (*MET, pressed(HardenWanted(), KARI, 2))
    never = replace(LINKS, procedure=replace(LINKS.procedure, hardening=Hardening.NEVER))

    assert _answer(*story) == WORDS[Language.NB].options.asked
    assert read(answer(story[-1], after(*story), "", never)) == WORDS[Language.NB].options.by_hand


def test_what_is_posted_besides_is_answered_with_where_to_look() -> None:
    assert _answer(*MET, pressed(ChecklistWanted(), EINAR, 2)) == "Sjekklisten står i chatten."
    assert _answer(*MET, pressed(CommandWanted(Command.RULES), EINAR, 2)) == "Svaret kommer i chatten."
    assert _answer(*MET, pressed(RoundWanted(), EINAR, 2)) == "Presentasjonsrunden står i chatten."


def test_a_stop_is_answered_with_where_it_says_what_we_do() -> None:
    assert _answer(*MET, said_stop(BO)) == "Det er sagt fra. Hva vi gjør nå, står nederst i chatten."


def test_introducing_oneself_is_answered_with_the_newest_round() -> None:
    twice = (*MET, asked(Command.ROUND, ANN, 2), asked(Command.ROUND, BO, 3))

    assert _answer(*twice, introduced(EINAR, 4)).startswith("Presentasjonsrunde\n1 av 5")
    assert "✓ «Einar»" in _answer(*twice, introduced(EINAR, 4)).splitlines()
    assert _answer(*MET, introduced(EINAR, 4)).startswith("Presentasjonsrunde\n1 av 5")


@pytest.mark.parametrize(("ground", "press"), list(product(Ground, PRESSES)))
def test_every_refusal_is_one_or_two_friendly_sentences(ground: Ground, press: Press) -> None:
    told = answer(PressRefused(at(2), EINAR, press, ground), after(*MET), "", LINKS)

    assert isinstance(told, str)
    assert 1 <= told.count(".") <= 2


def test_a_refusal_tells_who_may_instead() -> None:
    vouch = pressed(Settle(PersonId("p4"), expected=True), EINAR, 2)
    tick = pressed(TickSet(Variant.TEAMS, Clause.P2, done=True), EINAR, 2)
    for_caller = introduced_for("p4", EINAR)
    itself = pressed(Settle(PersonId("p2"), expected=True), ANN, 2)

    assert _refused(vouch, *MET).startswith("Egne ansatte som er ventet, kan svare for andre.")
    assert _refused(vouch, started(), unread(Unread.OFF)).startswith("Møtevakt vet ikke hvem som er innkalt.")
    assert _refused(tick, *MET) == "Egne ansatte som er ventet, svarer for dette punktet."
    assert _refused(said_stop(EINAR), *MET).startswith("De som er ventet i møtet, kan si stopp. Si fra høyt,")
    assert _refused(for_caller, *MET) == "Egne ansatte som er ventet, kan krysse av for telefon og møterom."
    assert _refused(for_caller, *MET, ground=Ground.CAN_PRESS) == "Den det gjelder, kan trykke selv."
    assert _refused(itself, *MET, ground=Ground.ONESELF).startswith("Fint om en kollega svarer for deg.")


def _refused(press: CardPressed, *before: Event, ground: Ground = Ground.NOT_ENTITLED) -> str:
    refusal = PressRefused(press.at, press.by, press.press, ground)
    return read(answer(refusal, after(*before), "", LINKS))


def test_anything_else_is_a_button_that_has_had_its_day() -> None:
    assert _answer(*MET) == "Denne knappen virker ikke lenger. Skriv /hjelp for å se hva som virker."


def test_saying_where_one_sits_is_answered_with_the_checklist_that_was_pressed() -> None:
    both = (*MET, asked(Command.CHECKLIST, ANN, 2), asked(Command.CHECKLIST, ANN, 2, Variant.JOIN))
    apart = pressed(RoomTold(public=False, variant=Variant.JOIN), BO, 4)

    assert _answer(*both, apart).startswith("Sjekkliste · Join")


def test_saying_that_one_sits_open_is_answered_with_where_it_says_what_we_do() -> None:
    told = "Det er sagt fra. Hva vi gjør nå, står nederst i chatten."

    assert _answer(*MET, sits_open(BO, 4)) == told
    assert _answer(*MET, asked(Command.CHECKLIST, ANN, 2), sits_open(BO, 4)) == told


def test_saying_it_on_a_stop_leaves_the_stop_standing() -> None:
    story = (*MET, sits_open(BO, 4), shown(stop(), 4))

    assert _answer(*story, sits_apart(BO, 5), card="activity-of-stop::1") == "Takk, det er notert."
    assert _answer(*story, sits_apart(ANN, 5), card="activity-of-stop::1") == (
        "Bare den som sitter i et åpent rom, kan si at det er over."
    )
    assert _answer(*story, shown(rules(), 4), sits_apart(BO, 5), card="activity-of-rules::1").startswith("Sjekkliste")
    assert _answer(*story, sits_apart(BO, 5)).startswith("Sjekkliste")


@pytest.mark.parametrize("command", [Command.ROSTER, Command.STATUS, Command.EXPECTED, Command.LANGUAGE, Command.STOP])
def test_a_refused_command_says_who_may_give_it_as_where_it_was_typed(command: Command) -> None:
    told = _refused(pressed(CommandWanted(command), EINAR, 2), *MET)

    assert told == WORDS[Language.NB].help.refused.get(command, WORDS[Language.NB].answer.not_entitled)
    assert _refused(pressed(CommandWanted(Command.ROSTER), EINAR, 2), *MET) != WORDS[Language.NB].answer.not_entitled
