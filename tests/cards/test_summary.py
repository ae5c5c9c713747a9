"""The end: one line to all, and what is left open to whoever called the meeting, alone. V9, S7."""

from dataclasses import replace

from bot.domain.events import Event
from bot.domain.participants import Identity
from bot.domain.presses import Command
from bot.domain.procedure import Clause, Variant
from cards import draw
from tests.cards.reading import parts, read
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, asked, crowd, ended, left, members, rejected, summary, ticked, vouched
from tests.scenes import ANN, BO, CATO, DINA, EINAR, GUEST, KARI, after, invited, joined, started

MET = (started(), invited(ANN, BO, organizer=KARI), joined(KARI, BO, DINA, EINAR))  # Dina and Einar are p3 and p4
SERIES = (
    members(KARI, ANN, CATO, GUEST, minutes=-2),  # p1 to p4
    replace(started(), recurring=True),
    invited(ANN, BO, organizer=KARI),
    joined(KARI, BO),
)
TO_HOST = summary("to-p1-tidy")


def _lines(*events: Event) -> list[str]:
    card = draw(TO_HOST, after(*events), LINKS)
    assert_sound(card, "summary")
    return read(card).splitlines()


def test_everybody_is_told_one_line() -> None:
    card = draw(summary(), after(*MET, ended(30)), LINKS)

    assert_sound(card, "summary")
    assert read(card) == "Møtet er ferdig. Husk journalen."
    assert "actions" not in card


def test_whoever_called_the_meeting_is_told_who_was_never_settled_and_why_they_stood_out() -> None:
    assert _lines(*MET, ended(30)) == [
        "Bare du som kalte inn, ser dette",
        "Disse ble ikke avklart i møtet:",
        "Dina Fors  fra en annen virksomhet (sykehus.example), står ikke i innkallingen",
        "«Einar»  ikke innlogget, har skrevet navnet selv",
    ]


def test_whoever_a_colleague_said_a_word_on_is_settled_either_way() -> None:
    assert _lines(*MET, vouched("p3"), left(DINA, minutes=6), ended(30))[2:] == [
        "«Einar»  ikke innlogget, har skrevet navnet selv"
    ]
    assert _lines(*MET, vouched("p3"), rejected("p4"), ended(30)) == ["Bare du som kalte inn, ser dette"]


def test_in_a_series_the_host_is_told_who_reads_the_chat_still_and_how_to_take_them_out() -> None:
    assert _lines(*SERIES, ended(30)) == [
        "Bare du som kalte inn, ser dette",
        "Disse var ikke med og er ikke ventet, men kan fortsatt lese chatten:",
        "Cato Ek  ansatt hos oss, står ikke i innkallingen",
        "Geir Holm  gjest fra en annen virksomhet, står ikke i innkallingen",
        "Du kan ta dem ut: Åpne chatten, velg deltakerne øverst, og velg krysset ved navnet.",
    ]


def test_both_are_told_on_one_card_the_unsettled_first() -> None:
    lines = _lines(*SERIES, joined(EINAR, minutes=3), ended(30))

    assert lines[1:4] == [
        "Disse ble ikke avklart i møtet:",
        "«Einar»  ikke innlogget, har skrevet navnet selv",
        "Disse var ikke med og er ikke ventet, men kan fortsatt lese chatten:",
    ]


def test_crowds_of_both_fit() -> None:
    strangers = tuple(crowd(300, "Navn som aldri tar slutt " * 3))
    readers = tuple(
        replace(who, mri=f"29:{who.mri}", oid=who.mri) for who in crowd(300, "Et langt navn " * 4, GUEST.kind)
    )
    everything = (members(KARI, *readers, minutes=-2), *SERIES[1:], joined(*strangers, minutes=3), ended(30))
    lines = _lines(*everything)

    assert len([line for line in lines if line.endswith(" til, som det ikke er plass til her")]) == 2
    assert lines[-1].startswith("Du kan ta dem ut:")


def test_no_name_is_rendered() -> None:
    nasty = Identity("[klikk](http://ond.example) **nå**", "29:nasty", kind=EINAR.kind)
    card = draw(TO_HOST, after(started(), invited(organizer=KARI), joined(KARI, nasty), ended(30)), LINKS)

    assert_sound(card, "summary")
    assert not [part for part in parts(card) if part["type"] == "TextBlock" and "klikk" in part["text"]]


def test_what_was_left_open_is_told_checklist_by_checklist_in_its_own_words() -> None:
    story = (*MET, vouched("p3"), vouched("p4"), ticked(Clause.S1, BO, 3), ticked(Clause.V8, KARI, 3, Variant.JOIN))
    lines = _lines(*story, ended(30))

    assert lines[1] == "Dette ble ikke krysset av på sjekklisten (Teams):"
    join = lines.index("Dette ble ikke krysset av på sjekklisten (Join):")
    assert "○ Ingen gjør opptak, heller ikke privat" not in lines[:join]
    assert "○ Verken pasient eller behandler gjør opptak" in lines[join:]


def test_a_list_that_nobody_began_is_not_told() -> None:
    assert not [line for line in _lines(*MET, ended(30)) if "sjekklisten" in line]


def test_without_a_round_nobody_is_told_to_have_been_silent() -> None:
    assert "Disse presenterte seg ikke i runden:" not in _lines(*MET, ended(30))
    assert "Disse presenterte seg ikke i runden:" in _lines(*MET, asked(Command.ROUND, KARI, 3), ended(30))


def test_who_reads_the_chat_still_is_told_on_the_card_of_that_alone() -> None:
    card = draw(summary("to-p1"), after(*SERIES, joined(EINAR, minutes=3), ended(30)), LINKS)

    assert "lese chatten" not in read(card)
    assert "«Einar»" in read(card)
