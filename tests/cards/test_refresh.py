"""What whoever asks for a card anew is shown: own staff the list, anybody else their own line. S7."""

import pytest

from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.participants import Identity, Role
from bot.domain.presses import Command
from bot.ports import Card
from cards import draw, refresh
from cards.elements import MOST_REFRESHED
from tests.cards.reading import actions, parts, read
from tests.cards.schema import assert_sound
from tests.cards.stories import CALLER, LINKS, alert, checklist, left, roster, rules, shown, unread, vouched
from tests.scenes import ANN, BO, CATO, DINA, EINAR, GUEST, KARI, after, invited, joined, staff, started

MET = (started(), invited(BO, GUEST, organizer=KARI), joined(KARI, ANN, BO, GUEST, DINA, EINAR))
REST = "Hele listen er for egne ansatte som er ventet. Spør gjerne en av dem."


def _seen(
    who: Identity, *events: Event, role: Role | None = None, pressed: str = "", command: Command | None = Command.ROSTER
) -> Card | str:
    told = refresh(who, role, after(*events), pressed, command, LINKS)
    if not isinstance(told, str):
        assert_sound(told, told["body"][0]["id"])
    return told


def _lines(who: Identity, *events: Event, role: Role | None = None, command: Command = Command.ROSTER) -> list[str]:
    return read(_seen(who, *events, role=role, command=command)).splitlines()


@pytest.mark.parametrize("who", [KARI, BO])
def test_own_staff_who_are_expected_see_everybody_as_it_is_now(who: Identity) -> None:
    lines = _lines(who, *MET, vouched("p5"), left(GUEST, minutes=6))

    assert lines[1:7] == [
        "5 er med, 1 har gått",
        "▲ «Einar»  må avklares nå, ikke innlogget, har skrevet navnet selv",
        "△ Ann Berg  bør avklares, ansatt hos oss, står ikke i innkallingen",
        "✓ Kari Nes  ventet, har kalt inn til møtet",
        "✓ Bo Dahl  ventet, står i innkallingen",
        "✓ Dina Fors  ventet, avklart av Kari Nes kl. 09.04, fra en annen virksomhet (sykehus.example)",
    ]
    assert lines[-2:] == ["Slik er det nå. Bare du ser dette.", "[Oppdater]"]


@pytest.mark.parametrize(
    ("who", "line"),
    [
        (GUEST, "✓ Geir Holm  ventet, gjest fra en annen virksomhet, står i innkallingen"),
        (DINA, "▲ Dina Fors  må avklares nå, fra en annen virksomhet (sykehus.example), står ikke i innkallingen"),
        (EINAR, "▲ «Einar»  må avklares nå, ikke innlogget, har skrevet navnet selv"),
        (ANN, "△ Ann Berg  bør avklares, ansatt hos oss, står ikke i innkallingen"),
    ],
)
def test_anybody_else_sees_their_own_line_alone(who: Identity, line: str) -> None:
    assert _lines(who, *MET) == ["Deltakere", "6 er med", line, REST, "[Oppdater]"]


@pytest.mark.parametrize("who", [GUEST, DINA])
def test_an_outsider_who_presents_is_an_outsider_still(who: Identity) -> None:
    assert REST in _lines(who, *MET, role=Role.PRESENTER)


def test_whoever_was_never_here_sees_how_many_are() -> None:
    assert _lines(CALLER, *MET) == ["Deltakere", "6 er med", REST, "[Oppdater]"]


def test_own_staff_of_whom_we_cannot_know_see_the_list_if_they_lead() -> None:
    blind = (started(), unread(Unread.OFF), joined(KARI, ANN))

    assert REST in _lines(ANN, *blind)
    assert REST not in _lines(ANN, *blind, role=Role.PRESENTER)


def test_the_status_is_for_the_same_people() -> None:
    assert _lines(BO, *MET, command=Command.STATUS)[0] == "Hva Møtevakt ser"
    assert REST in _lines(GUEST, *MET, command=Command.STATUS)


def test_a_card_that_was_pressed_is_shown_as_it_is_now() -> None:
    standing = (*MET, shown(alert()), shown(rules()), vouched("p5"))

    told = _seen(EINAR, *standing, pressed="activity-of-participant-alert::1", command=None)
    assert read(told).startswith("⚠ To deltakere må avklares")
    told = _seen(EINAR, *standing, pressed="activity-of-rules::1", command=None)
    assert read(told).startswith("Vi skal snakke om pasienter.")


@pytest.mark.parametrize("pressed", ["", "activity-of-something-else"])
def test_a_card_that_nobody_knows_has_had_its_day(pressed: str) -> None:
    lost = (*MET, shown(checklist()))

    assert _seen(KARI, *lost, pressed=pressed, command=None) == (
        "Denne knappen virker ikke lenger. Skriv /hjelp for å se hva som virker."
    )


def test_the_list_is_refreshed_by_itself_for_own_staff_who_are_expected_and_here() -> None:
    card = draw(roster(), after(*MET, joined(CATO, CALLER), left(BO, minutes=6)), LINKS)

    assert_sound(card, "roster")
    assert card["refresh"]["userIds"] == [KARI.mri]
    assert card["refresh"]["action"]["verb"] == "card.refresh"
    assert card["refresh"]["action"]["data"] == {"command": "deltakere"}


def test_where_nobody_may_see_the_list_it_is_refreshed_for_nobody() -> None:
    assert "refresh" not in draw(roster(), after(started(), unread(Unread.OFF), joined(ANN, EINAR)), LINKS)


def test_of_a_crowd_sixty_are_refreshed_and_nobody_from_outside_is_among_them() -> None:
    colleagues = [staff(f"Ola {number}", 100 + number) for number in range(80)]
    mixed = [who for pair in zip(colleagues, _outsiders(80), strict=True) for who in pair]
    card = draw(roster(), after(started(), invited(*mixed, organizer=KARI), joined(*mixed)), LINKS)

    assert_sound(card, "roster")
    assert card["refresh"]["userIds"] == [who.mri for who in colleagues][:MOST_REFRESHED]


def test_the_line_for_somebody_else_bears_nobodys_id() -> None:
    told = _seen(EINAR, *MET)

    assert not isinstance(told, str)
    assert "refresh" not in told
    assert [action["data"] for action in actions(told)] == [{"command": "deltakere"}]
    assert not [part for part in parts(told) if "29:" in str(part)]


def _outsiders(count: int) -> list[Identity]:
    return [staff(f"Gjest {number}", 500 + number, "elsewhere") for number in range(count)]
