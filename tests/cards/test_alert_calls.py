"""The alert card: whom it calls on, how grave it looks, what it does not see, and what is left of it at the end. S7."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.participants import Identity
from bot.ports import Card
from cards import draw, fold
from tests.cards.reading import actions, parts, read
from tests.cards.schema import assert_sound
from tests.cards.stories import (
    LINKS,
    alert,
    away,
    ended,
    installed,
    left,
    listed,
    members,
    no_roster,
    nobody_settled_it,
    rejected,
    unread,
    vouched,
)
from tests.scenes import ANN, BO, CATO, DINA, EINAR, KARI, after, invited, joined, line, started

CALLED = (started(), invited(BO, organizer=KARI))
MET = (*CALLED, joined(KARI, ANN, BO, DINA, EINAR))  # Ann, Dina and Einar are p2, p4 and p5
ALWAYS = "Møtevakt ser ikke lobbyen og ikke hvem som ringer inn."


def _card(*events: Event, number: int = 1) -> Card:
    card = draw(alert(number), after(*events), LINKS)
    assert_sound(card, "participant-alert")
    return card


def _lines(*events: Event, number: int = 1) -> list[str]:
    return read(_card(*events, number=number)).splitlines()


def test_when_nobody_settles_it_whoever_leads_is_mentioned_right_under_the_headline() -> None:
    card = _card(*MET, nobody_settled_it(), number=2)

    assert read(card).splitlines()[:2] == ["⚠ Tre deltakere må avklares", "<at>Kari</at>, kan du avklare dette?"]
    assert _entity(card) == {
        "type": "mention",
        "text": "<at>Kari</at>",
        "mentioned": {"id": KARI.mri, "name": "Kari"},
    }


def test_nobody_is_mentioned_before_it_was_left_lying() -> None:
    assert "msteams" not in _card(*MET)


def test_the_mention_stays_while_one_waits_still_and_goes_with_the_last() -> None:
    called = (*MET, nobody_settled_it())

    assert "<at>Kari</at>, kan du avklare dette?" in _lines(*called, vouched("p4"), vouched("p5"), number=2)
    settled = _card(*called, *map(vouched, ("p2", "p4", "p5")), number=2)
    assert "msteams" not in settled
    assert "<at>" not in read(settled)


def test_nobody_is_mentioned_for_somebody_who_is_not_known_and_is_asked_to_leave() -> None:
    assert "msteams" not in _card(*MET, nobody_settled_it(), *map(rejected, ("p2", "p4", "p5")), number=2)


def test_nobody_is_mentioned_once_the_meeting_is_over() -> None:
    over = _card(*MET, nobody_settled_it(), ended(30), number=2)

    assert "msteams" not in over
    assert "<at>" not in read(over)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("[klikk](http://ond.example) Nes", "klikk"),
        ("**Kari** Nes", "Kari"),
        ("</at>Kari Nes", "atKari"),
        ("_Kari_ Nes", "Kari"),
        ("Nes, Anne-Marie", "Anne-Marie"),
        ("A\u030ase Nes", "Åse"),
        ("!!! Nes", "?"),
    ],
)
def test_a_name_full_of_markdown_makes_no_link_and_breaks_no_mention(name: str, called: str) -> None:
    card = _called(name)

    assert _entity(card)["text"] == f"<at>{called}</at>"
    assert f"<at>{called}</at>, kan du avklare dette?" in read(card).splitlines()


@settings(deadline=None)
@given(st.text(st.sampled_from("[]()*_{}<>:/\\`~#!|-+at &\u202e\u0301Åa1.,"), max_size=40))
def test_whatever_the_name_what_is_mentioned_stands_in_the_text_and_nothing_else_is_rendered(name: str) -> None:
    card = _called(name)
    mention = _entity(card)["text"]
    rendered = [part["text"] for part in parts(card) if part["type"] == "TextBlock"]

    assert_sound(card, "participant-alert")
    assert re.fullmatch(r"<at>[\w\- ?]+</at>", mention)
    assert rendered == ["⚠ En deltaker må avklares", f"{mention}, kan du avklare dette?", ALWAYS]


def test_an_alert_of_own_staff_alone_is_not_red_and_does_not_hurry() -> None:
    card = _card(*CALLED, joined(KARI, ANN))

    assert card["body"][0]["style"] == "warning"
    assert read(card).splitlines()[:2] == ["⚠ En deltaker bør avklares", "△ Ann Berg  bør avklares"]
    assert "Attention" not in str(card)
    assert _lines(*CALLED, joined(KARI, ANN, CATO))[0] == "⚠ To deltakere bør avklares"


def test_one_red_person_makes_it_red() -> None:
    assert _card(*MET)["body"][0]["style"] == "attention"


def test_somebody_not_known_and_still_there_weighs_more_than_a_colleague_to_be_settled() -> None:
    lines = _lines(*CALLED, joined(KARI, ANN, EINAR), rejected("p3"))

    assert lines[:2] == ["⚠ En ukjent er med i møtet", "✗ «Einar»  Ikke kjent av Kari Nes kl. 09.04."]
    assert lines[3] == "△ Ann Berg  bør avklares"


def test_once_they_have_left_the_colleague_is_what_is_left() -> None:
    gone = (*CALLED, joined(KARI, ANN, EINAR), rejected("p3"), left(EINAR, minutes=5))

    assert _card(*gone)["body"][0]["style"] == "warning"
    assert _lines(*gone)[0] == "⚠ En deltaker bør avklares"


def test_what_is_settled_stands_on_no_coloured_ground() -> None:
    settled = _card(*MET, *map(vouched, ("p2", "p4", "p5")))

    assert "style" not in settled["body"][0] or settled["body"][0]["style"] == "heading"
    assert read(settled).startswith("✓ Alle er avklart")


def test_colour_is_never_alone() -> None:
    coloured = [part for part in parts(_card(*MET)) if part.get("color") in ("Attention", "Warning")]

    assert {part["text"].strip() for part in coloured} == {"▲", "△"}


def test_after_the_end_it_tells_what_was_not_settled_the_gravest_first_and_has_no_buttons() -> None:
    over = _card(*MET, vouched("p4"), ended(30))

    assert read(over).splitlines() == [
        "Møtet er slutt. Dette ble ikke avklart",
        "▲ En deltaker  (har gått)",
        "Ikke innlogget, har skrevet navnet selv.",
        "△ En kollega  (har gått)",
        "Ansatt hos oss, står ikke i innkallingen.",
        "✓ En deltaker  Avklart av en kollega kl. 09.04. (har gått)",
        ALWAYS,
    ]
    assert not actions(over)
    assert not [part for part in parts(over) if part["type"].startswith("Action.")]


def test_a_card_that_stood_twice_says_so() -> None:
    card = fold(alert(), after(*MET), LINKS)

    assert_sound(card, "participant-alert")
    assert read(card) == "Dette kortet sto to ganger i chatten. Bruk det andre."


GAPS: Mapping[str, tuple[tuple[Event, ...], str]] = {
    "none": ((invited(BO, organizer=KARI),), ""),
    "late": ((installed(3), replace(started(), at=started(3).at)), "Møtevakt kom inn kl. 09.03, og ser kanskje"),
    "away": ((away(2, 17),), "Møtevakt var borte kl. 09.02–09.17, og kan ha gått glipp av noen."),
    "no answer": ((no_roster(Unread.AWAY, 3),), "Teams svarte ikke kl. 09.03, da Møtevakt spurte"),
    "no access": ((no_roster(Unread.DENIED, 3),), "Møtevakt får ikke spørre Teams om hvem som er med,"),
    "found": ((joined(KARI), members(BO, minutes=3, present=True)), "Noen kom eller gikk uten at Teams sa fra."),
    "invitation": ((unread(Unread.OFF),), "Derfor vet ikke Møtevakt sikkert hvem som er ventet."),
    "old list": ((listed(line(BO)), unread(Unread.AWAY, 3)), "Innkallingen ble sist lest kl. 09.00."),
}
"""How we come to see less, and what every alert then says of it."""


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("then", [(), (vouched("p1"), vouched("p2")), (ended(30),)], ids=["open", "settled", "over"])
def test_every_alert_says_what_is_not_seen(gap: str, then: tuple[Event, ...]) -> None:
    before, told = GAPS[gap]
    lines = _lines(started(), *before, joined(EINAR, KARI, minutes=3.5), *then)
    blind = next(one for one in lines if one.startswith(ALWAYS))

    assert told in blind
    assert blind.count(ALWAYS) == 1
    assert bool(told) == (blind != ALWAYS)


def test_what_the_calendar_lacks_is_told_where_people_look_for_it_not_on_every_alert() -> None:
    calendar_away = (started(), listed(line(BO), calendar_unread=Unread.AWAY))

    assert _lines(*calendar_away, joined(KARI, EINAR))[-1] == ALWAYS


def _called(name: str) -> Card:
    leader = Identity(name, KARI.mri, KARI.oid, KARI.tenant, KARI.address)
    return _card(started(), invited(organizer=KARI), joined(leader, EINAR), nobody_settled_it(), number=2)


def _entity(card: Card) -> Any:
    (entity,) = card["msteams"]["entities"]
    return entity
