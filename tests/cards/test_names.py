"""Names come from outside: they are shown, and can do nothing else."""

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.participants import Identity, Kind
from cards import draw
from cards.names import LONGEST, LONGEST_FIRST, display_name, first_name
from cards.words.nb import NB
from tests.cards.reading import parts
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, alert
from tests.scenes import after, joined, started

NASTY = st.text(
    st.sampled_from("[]()*_{}<>:/\\`~#!|\u202e\u2066\u200b\x00\x07\n\u0301\u3164🏥 «»··47Åa.,-+"), max_size=90
)
NAMES = NASTY | st.text(max_size=200)
KINDS = st.sampled_from(Kind)
PATIENTLY = settings(deadline=None)  # the first card waits for the schema


@pytest.mark.parametrize(
    ("kind", "name", "shown", "called"),
    [
        (Kind.USER, "Dina Fors", "Dina Fors", "Dina"),
        (Kind.USER, "Fors, Dina Marie", "Fors, Dina Marie", "Dina"),
        (Kind.USER, "Dina Fors, lege", "Dina Fors, lege", "Dina"),
        (Kind.USER, "", "uten navn", "Vedkommende"),
        (Kind.GUEST, "Anne-Marie O'Hara (ekstern)", "Anne-Marie O'Hara (ekstern)", "Anne-Marie"),
        (Kind.ANONYMOUS, "Einar", "«Einar»", "Einar"),
        (Kind.ANONYMOUS, "» Ann Berg «", "«Ann Berg»", "Ann"),
        (Kind.ANONYMOUS, " \u3164\u200b ", "«uten navn»", "Vedkommende"),
        (Kind.ANONYMOUS, "+47 912 34 547", "«··47»", "··47"),
        (Kind.ANONYMOUS, "Ola 410185 12345", "«Ola ··45»", "Ola"),
        (Kind.PHONE, "+47 912 34 547", "Telefon ··47", "Telefon ··47"),
        (Kind.PHONE, "", "Telefon, skjult nummer", "Telefon, skjult nummer"),
        (Kind.USER, "gnp\u202eexe", "gnpexe", "gnpexe"),
        (Kind.USER, "Z\u0301\u0301\u0301\u0301\u0301\u0301 Alg", "Z\u0301\u0301\u0301 Alg", "Z\u0301\u0301\u0301"),
        (Kind.USER, "[klikk](http://ond.example)", "[klikk] (http: //ond.example)", "[klikk]"),
        (Kind.USER, "{{TIME(now)}}", "{ {TIME(now)}}", "{"),
    ],
)
def test_a_name_is_shown_as_teams_shows_it_made_harmless(kind: Kind, name: str, shown: str, called: str) -> None:
    who = Identity(name, "8:x", kind=kind)

    assert display_name(who, NB) == shown
    assert first_name(who, NB) == called


@PATIENTLY
@given(NAMES, KINDS)
def test_no_name_is_long_invisible_turned_or_more_than_a_name(name: str, kind: Kind) -> None:
    who = Identity(name, "8:x", kind=kind)

    for shown, longest in ((display_name(who, NB), LONGEST + len("«»")), (first_name(who, NB), LONGEST)):
        assert 0 < len(shown) <= longest
        assert not any(unicodedata.category(sign).startswith("C") for sign in shown)
        assert not any(active in shown for active in ("](", "{{", "://", "\n"))
        assert shown == shown.strip()


@PATIENTLY
@given(NAMES)
def test_a_button_is_short_enough_for_a_phone(name: str) -> None:
    assert len(first_name(Identity(name, "8:x"), NB)) <= LONGEST_FIRST


@PATIENTLY
@given(NAMES, KINDS)
def test_of_a_number_two_digits_are_left(name: str, kind: Kind) -> None:
    assert not re.search(r"[0-9]{5}", display_name(Identity(name, "8:x", kind=kind), NB))


@PATIENTLY
@given(NAMES)
def test_a_name_never_stands_where_markdown_is_rendered(name: str) -> None:
    known, other = (
        draw(alert(), after(started(), joined(Identity(text, "8:x", kind=Kind.ANONYMOUS))), LINKS)
        for text in (name, "Einar")
    )

    assert_sound(known, "participant-alert")
    assert _rendered(known) == _rendered(other)
    assert json.dumps(known, ensure_ascii=False).encode()  # no half letters


def _rendered(card: object) -> list[str]:
    return [part["text"] for part in parts(card) if part["type"] == "TextBlock"]
