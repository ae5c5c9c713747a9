"""Whom `/forventet` names: names are data, so they keep their letters; numbers of persons are none (S2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, PersonId
from bot.domain.records import Where
from bot.inbound.naming import LONGEST_NAME, MOST_NAMED, Mention, Named, named, numbers_somebody, resolved

DINA = Mention("29:Dina", "Dina Fors")
COMMA = Mention("29:Comma", "Fors, Dina")


def names(text: str, *mentions: Mention) -> list[str]:
    return [one.line.address or one.line.name for one in named(text, mentions)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kari Nes, cato.ek@sykehuset.example; @Dina Fors", ["Kari Nes", "cato.ek@sykehuset.example", "Dina Fors"]),
        ("Kari Nes og Bo Dahl and Geir Holm", ["Kari Nes", "Bo Dahl", "Geir Holm"]),
        ("Kari Nes,\nog Bo Dahl", ["Kari Nes", "Bo Dahl"]),
        ("- Kari Nes\r\n- Bo Dahl.", ["Kari Nes", "Bo Dahl"]),
        ("Kari\u00a0 Nes&nbsp;Dahl", ["Kari Nes Dahl"]),
        ("Åse Ødegård-O'Neil", ["Åse Ødegård-O'Neil"]),
        ("A\u030ase", ["Åse"]),
        ("Kari Nes, kari nes, KARI NES", ["Kari Nes"]),
        ("Cato.Ek@Sykehuset.Example", ["cato.ek@sykehuset.example"]),
        ("Cato Ek <cato.ek@sykehuset.example>", ["cato.ek@sykehuset.example"]),
        ("Cato Ek &lt;mailto:cato.ek@sykehuset.example&gt;", ["cato.ek@sykehuset.example"]),
        ("<p>Kari Nes<br>Bo Dahl</p>", ["Kari Nes", "Bo Dahl"]),
        ("Dagfinn Høgset", ["Dagfinn Høgset"]),
        ("Andreas Ogden", ["Andreas Ogden"]),
        ("", []),
        (" ,;, og . - ", []),
        ("12, 1234", []),
        ("Kari 12345", []),
        ("Kari 0101 90-12.345, Bo Dahl", ["Bo Dahl"]),
        ("kari12345@sykehuset.example", []),
        ("Kari Nes 0101\u201390", []),
        ("Rom 3", ["Rom 3"]),
        ("k" * 65, []),
        ("k" * 64, ["k" * 64]),
        ("k@" + "e" * 70 + ".no", []),
    ],
)
def test_people_are_named_between_separators(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_name_may_stand_beside_its_address() -> None:
    (one,) = named("Cato Ek <Cato.Ek@sykehuset.example>", ())

    assert one == Named(Invited(name="Cato Ek", address="cato.ek@sykehuset.example"))


@pytest.mark.parametrize(
    "text", ["<at>Dina Fors</at>", '<at id="1">Dina&nbsp;Fors</at>', "dina fors", "", "@Dina Fors"]
)
def test_a_mention_gives_the_account_once_wherever_it_is_shown(text: str) -> None:
    assert named(text, (DINA,)) == (Named(Invited(name="Dina Fors"), "29:Dina"),)


def test_a_mentioned_name_is_whole_whatever_it_holds() -> None:
    text = "<at>Fors, Dina</at>, Kari Nes"

    assert named(text, (COMMA,)) == (Named(Invited(name="Fors, Dina"), "29:Comma"), Named(Invited(name="Kari Nes")))
    assert names(text) == ["Fors, Dina", "Kari Nes"]


def test_two_who_bear_one_name_are_two() -> None:
    both = (DINA, Mention("29:Other", "Dina Fors"))

    assert {one.mri for one in named("<at>Dina Fors</at> <at>Dina Fors</at>", both)} == {"29:Dina", "29:Other"}


def test_whoever_is_ignored_is_not_named() -> None:
    assert named("Møtevakt, @MØTEVAKT og <at>Møtevakt</at>", (), ignored=("møtevakt",)) == ()


def test_an_account_that_the_meeting_knows_takes_the_mentions_place() -> None:
    known = Identity("Fors, Dina (Helse X)", "29:Dina", "d-1", "t-2", "dina@x.example")
    caller = Identity("Einar", "29:einar", kind=Kind.ANONYMOUS)
    meeting = Meeting(Where("c", "t-1", ""), identities={PersonId("p1"): known, PersonId("p2"): caller})
    people = named("", (DINA, Mention("29:einar", "Einar"), Mention("29:new", "Eva Gran")))

    assert resolved(people, meeting) == (
        Invited("d-1", "t-2", name="Fors, Dina (Helse X)", mri="29:Dina"),
        Invited(name="Einar", mri="29:einar"),
        Invited(name="Eva Gran", mri="29:new"),
    )
    assert [one.mri for one in resolved(people, None)] == ["29:Dina", "29:einar", "29:new"]


def test_nobody_shows_in_a_repr() -> None:
    assert "Dina" not in repr(named("Dina Fors", (DINA,)))
    assert "Dina" not in repr(DINA)


WRITTEN = st.text() | st.lists(
    st.sampled_from(["<at>", "</at>", "<at", ">", "&lt;", "Dina Fors", ",", ";", " og ", "@", "x.no", "1 2-3.4", "\n"])
).map("".join)


@given(WRITTEN, st.lists(st.builds(Mention, st.text(), st.text()), max_size=3))
def test_no_text_makes_it_fail_and_what_it_gives_is_bounded(text: str, mentions: list[Mention]) -> None:
    people = named(text, mentions)

    assert len(people) <= MOST_NAMED
    for one in people:
        for told in filter(None, (one.line.name, one.line.address)):
            assert len(told) <= LONGEST_NAME
            assert any(letter.isalpha() for letter in told)
            assert not numbers_somebody(told)


@pytest.mark.parametrize("hostile", ["<at " * 1000, "a" * 4000 + " @", "1 " * 2000, "<at>" * 1000, "<" * 4000])
def test_hostile_text_is_read_quickly(hostile: str) -> None:
    named(hostile, ())
