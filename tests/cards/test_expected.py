"""The list of who is expected, with where each name comes from. S7."""

from dataclasses import replace

from bot.domain.decide import decide
from bot.domain.events import Event
from bot.domain.expected import Answer, Invited, Unread
from bot.domain.meeting import Meeting
from cards import Site, draw
from tests.cards.reading import parts, read
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, ROOM, announced, awaiting, expected, listed, unread
from tests.scenes import ANN, BO, CATO, DINA, ELSEWHERE, KARI, PROCEDURE, WHERE, after, joined, line, started

HOW = "Venter vi flere? Skriv /forventet og navnet, e-postadressen eller @navn."


def _lines(*events: Event) -> list[str]:
    return _read(after(*events))


def _read(meeting: Meeting, site: Site = LINKS) -> list[str]:
    card = draw(expected(), meeting, site)
    assert_sound(card, "expected")
    return read(card).splitlines()


def test_everybody_stands_there_once_with_all_that_name_them() -> None:
    in_calendar = replace(line(BO), answer=Answer.YES)
    told = (
        announced(line(BO), Invited(name="Sara Moe")),
        started(),
        listed(line(ANN), line(BO), calendar=(in_calendar,)),
        joined(KARI, ANN, BO),
        awaiting(line(BO), Invited(name="Omar Holt")),
    )

    assert _lines(*told) == [
        "Hvem som er ventet",
        "Kari Nes  har kalt inn",
        "Ann Berg  innkallingen",
        "Bo Dahl  innkallingen, kalenderen, meldt på forhånd, meldt i chatten, har svart ja",
        "Sara Moe  meldt på forhånd",
        "Omar Holt  meldt i chatten",
        HOW,
    ]


def test_the_organizer_who_stands_on_the_list_too_stands_there_once() -> None:
    assert _lines(started(), listed(line(KARI)), joined(KARI)) == [
        "Hvem som er ventet",
        "Kari Nes  har kalt inn, innkallingen",
        HOW,
    ]


def test_an_address_is_known_again_as_the_account_that_came() -> None:
    by_address = Invited(address=CATO.address, answer=Answer.MAYBE)

    assert "Cato Ek  kalenderen, har svart kanskje" in _lines(started(), listed(calendar=(by_address,)), joined(CATO))


def test_an_address_is_shown_only_where_there_is_no_name() -> None:
    nobody_knows = Invited(address="lege@helse-x.example")
    named = Invited(address="tone@helse-x.example", name="Tone Lie")
    lines = _lines(started(), listed(calendar=(nobody_knows, named)))

    assert "lege@helse-x.example  kalenderen" in lines
    assert "Tone Lie  kalenderen" in lines
    assert not [line for line in lines if "tone@" in line]


def test_who_is_invited_by_an_account_that_nobody_has_met_is_without_a_name() -> None:
    assert "uten navn  innkallingen" in _lines(started(), listed(Invited(oid="oid-of-nobody")))


def test_answers_are_told_and_the_one_who_said_no_is_not_left_out() -> None:
    answers = [Invited(name=f"Ola {answer.value}", answer=answer) for answer in Answer]

    assert _lines(started(), listed(calendar=tuple(answers)))[2:-1] == [
        "Ola none  kalenderen",
        "Ola yes  kalenderen, har svart ja",
        "Ola maybe  kalenderen, har svart kanskje",
        "Ola no  kalenderen, har svart nei",
    ]


def test_a_room_is_told_to_be_one() -> None:
    room = Invited(name=ROOM.name, address="moss@sykehus.example", room=True)

    assert "Møterom Moss  kalenderen, møterom" in _lines(started(), listed(calendar=(room,)))


def test_where_nobody_is_expected_it_says_so_and_how_to_tell() -> None:
    assert _lines(started()) == ["Hvem som er ventet", "Møtevakt vet ikke om noen ennå.", HOW]


def test_what_could_not_be_read_is_told() -> None:
    assert _lines(started(), unread(Unread.PRIVATE))[2] == (
        "Innkallingen er privat, så Møtevakt leser den ikke. Derfor vet ikke Møtevakt sikkert hvem som er ventet."
    )


def test_where_invitations_are_not_read_at_all_it_is_told_from_the_first() -> None:
    lines = _read(after(started()), replace(LINKS, reads_invitations=False))

    assert lines[2].startswith("Møtevakt leser ikke innkallingen, for det er slått av her.")


def test_organisations_we_work_with_are_counted() -> None:
    one = decide(started(), Meeting(WHERE), replace(PROCEDURE, trusted_tenants=frozenset({ELSEWHERE}))).after
    two = replace(one, trusted=frozenset({ELSEWHERE, "another"}))

    assert _read(one)[2] == "Vi har fast samarbeid med én virksomhet. Det haster ikke å avklare ansatte derfra."
    assert _read(two)[2] == "Vi har fast samarbeid med 2 virksomheter. Det haster ikke å avklare ansatte derfra."


def test_a_crowd_is_cut_and_the_rest_is_counted() -> None:
    lines = _lines(started(), listed(*(Invited(name=f"Et langt navn {number} " * 3) for number in range(300))))

    assert lines[-2].endswith(" til, som det ikke er plass til her")


def test_a_name_on_a_list_is_no_link() -> None:
    card = draw(expected(), after(started(), listed(Invited(name="[klikk](http://ond.example)"), line(DINA))), LINKS)

    assert_sound(card, "expected")
    rendered = [part["text"] for part in parts(card) if part["type"] == "TextBlock"]
    assert rendered == ["Hvem som er ventet", HOW]


def test_a_mere_name_joins_the_one_who_bears_it_and_stays_apart_where_two_do() -> None:
    other = Invited(address="bo@helse-x.example", name=BO.name)
    one = (started(), listed(line(BO)), joined(KARI, BO), awaiting(Invited(name="bo dahl")))
    two = (started(), listed(line(BO), calendar=(other,)), joined(KARI, BO), awaiting(Invited(name="Bo Dahl")))

    assert _lines(*one)[2:-1] == ["Bo Dahl  innkallingen, meldt i chatten"]
    assert _lines(*two)[2:-1] == ["Bo Dahl  innkallingen", "Bo Dahl  kalenderen", "Bo Dahl  meldt i chatten"]


def test_an_address_gets_the_name_that_another_source_tells() -> None:
    bare = Invited(address="tone@helse-x.example")

    assert _lines(started(), listed(calendar=(bare,)), awaiting(replace(bare, name="Tone Lie")))[2:-1] == [
        "Tone Lie  kalenderen, meldt i chatten"
    ]
