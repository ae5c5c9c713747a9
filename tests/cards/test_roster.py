"""The roster, help and summary cards."""

import re

from bot.domain.effects import CardKind, Matter
from bot.domain.expected import Unread
from bot.domain.participants import Kind
from bot.domain.presses import Command
from cards import draw
from tests.cards.reading import actions, read
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, crowd, ended, help_, left, rejected, roster, unread, vouched
from tests.scenes import ANN, BO, DINA, EINAR, GUEST, KARI, after, invited, joined, started

CALLED = (started(), invited(BO, GUEST, organizer=KARI))


def test_everybody_seen_stands_there_the_present_and_the_weightiest_first() -> None:
    meeting = after(
        *CALLED,
        joined(KARI, ANN, BO, DINA, EINAR, GUEST),
        vouched("p4"),
        rejected("p5"),
        left(BO, minutes=6),
    )

    assert read(draw(roster(), meeting, LINKS)).splitlines() == [
        "Deltakere",
        "5 er med, 1 har gått",
        "▲ «Einar»  ikke kjent av Kari Nes kl. 09.04",
        "△ Ann Berg  bør avklares, ansatt hos oss, står ikke i innkallingen",
        "✓ Kari Nes  ventet, har kalt inn til møtet",
        "✓ Dina Fors  ventet, avklart av Kari Nes kl. 09.04, fra en annen virksomhet (sykehus.example)",
        "✓ Geir Holm  ventet, gjest fra en annen virksomhet, står i innkallingen",
        "✓ Bo Dahl  har gått, står i innkallingen",
        "Teams sier fra når noen kommer eller går. Siste nytt kom kl. 09.06.",
        "Innkallingen ble lest kl. 09.00, og to er kalt inn.",
        "Møtevakt ser ikke lobbyen og ikke hvem som ringer inn.",
        "[Oppdater]",
    ]


def test_an_unread_invitation_leaves_own_staff_uncertain() -> None:
    lines = read(draw(roster(), after(started(), unread(Unread.OFF), joined(ANN)), LINKS)).splitlines()

    assert lines[2] == "? Ann Berg  usikkert, ansatt hos oss, innkallingen er ikke lest"
    assert lines[5].endswith("Derfor vet ikke Møtevakt sikkert hvem som er ventet.")


def test_nobody_seen_and_nothing_heard_is_told_as_such() -> None:
    assert read(draw(roster(), after(), LINKS)).splitlines() == [
        "Deltakere",
        "Møtevakt har ikke sett noen i møtet ennå.",
        "Teams har ikke meldt om noen ennå.",
        "Innkallingen er ikke lest ennå.",
        "Møtevakt ser ikke lobbyen og ikke hvem som ringer inn.",
        "[Oppdater]",
    ]


def test_a_crowd_is_cut_and_the_rest_is_counted() -> None:
    card = draw(roster(), after(*CALLED, joined(*crowd(300, "Et langt navn " * 6, Kind.USER))), LINKS)
    listed = read(card).count("▲ Et langt navn")

    assert_sound(card, "roster")
    assert listed > 20
    left_out = re.search(r"og (\d+) til, som det ikke er plass til her", read(card))
    assert left_out is not None
    assert int(left_out[1]) == 300 - listed


def test_help_offers_every_command_with_a_button() -> None:
    card = draw(help_(), after(), LINKS)

    assert [button["data"] for button in actions(card, "command.run")] == [
        {"command": "sjekkliste"},
        {"command": "regler"},
        {"command": "deltakere"},
        {"command": "presentasjon"},
        {"command": "forventet"},
        {"command": "stopp"},
        {"command": "status"},
        {"command": "språk"},
        {"command": "opplæring"},
        {"command": "innsyn"},
        {"command": "hjelp"},
    ]
    assert read(card).splitlines()[1:3] == [
        "/sjekkliste  Punktene vi går gjennom sammen. Legg gjerne til teams, skype, join eller whereby.   [Vis]",
        "/regler  Det vi husker på når vi snakker om pasienter.   [Vis]",
    ]
    assert len({button["tooltip"] for button in actions(card)}) == len(Command)


def test_whoever_was_refused_is_told_first_and_offered_the_rest() -> None:
    card = draw(help_("refused-deltakere-p4"), after(*CALLED), LINKS)

    assert read(card).splitlines()[0] == "Dette er for egne ansatte som er ventet i møtet. Spør gjerne en av dem."
    offered = {button["data"]["command"] for button in actions(card)}
    assert offered == {"sjekkliste", "regler", "presentasjon", "opplæring", "innsyn", "hjelp"}


def test_the_summary_is_one_line() -> None:
    card = draw(Matter(CardKind.SUMMARY, 1), after(*CALLED, ended(30)), LINKS)

    assert read(card) == "Møtet er ferdig. Husk journalen."
