"""The rules card: S1–S9 in a second."""

import re
from collections.abc import Iterator

import pytest

from bot.domain.expected import Unread
from bot.ports import Card
from cards import Site, draw
from tests.cards.reading import actions, parts, read
from tests.cards.stories import LINKS, NO_LINKS, installed, rules, unread
from tests.scenes import ANN, BUILT_IN, after, invited, joined, started


def test_the_rules_are_read_from_the_top() -> None:
    assert read(draw(rules(), after(started(), invited()), LINKS)).splitlines() == [
        "Vi skal snakke om pasienter. Husk:",
        "⊘ Ingen opptak, heller ikke privat.",
        "✎ Ingen person- eller helseopplysninger i chat eller direktemeldinger. Det gjelder også navn på pasienter.",
        "▢ Dokumenter som vises eller deles, skal ikke inneholde person- eller helseopplysninger. "
        "Del bare ett vindu eller program.",
        "♪ Sitt skjermet, ikke i et offentlig rom. Prøv lyden først.",
        "☺ Alle presenterer seg, også de utenfor bildet. Kommer en utenforstående inn, stopper vi samtalen.",
        "☰ Følg med på deltakerlisten. Ingen uvedkommende skal se eller høre.",
        "Møtevakt er ny her. Den minner om reglene, og sier fra når noen ikke er ventet.",
        "Møtevakt ser de fleste som er med, ikke alle. [Personvern]",
        "[Stopp – noen kom inn]",
        "[Presentasjonsrunde] [Sjekkliste]",
        "[Les mer]",
    ]


def test_the_checklist_is_one_press_away() -> None:
    (button,) = actions(draw(rules(), after(started()), LINKS), "checklist.show")

    assert button["verb"] == "checklist.show"
    assert button["data"] == {"variant": "teams"}


def test_there_is_no_link_where_no_page_is_told() -> None:
    assert "Personvern" not in read(draw(rules(), after(started()), NO_LINKS))


def test_an_address_with_brackets_opens_whole() -> None:
    card = draw(rules(), after(started()), Site(BUILT_IN, privacy="https://x.example/om oss (ny)?a=1&b=%20#her"))

    assert "[Personvern](https://x.example/om%20oss%20%28ny%29?a=1&b=%20#her)" in set(_texts(card))


def _texts(card: Card) -> Iterator[str]:
    return (word for part in parts(card) if part["type"] == "TextBlock" for word in re.findall(r"\[.*", part["text"]))


@pytest.mark.parametrize(
    ("reason", "who_can_mend"),
    [
        (Unread.OFF, "IT kan slå det på."),
        (Unread.DENIED, "IT kan gi tilgang."),
        (Unread.NOT_FOUND, "Møteleder kan kalle inn fra kalenderen."),
        (Unread.AWAY, "IT kan hjelpe hvis det gjentar seg."),
    ],
)
def test_an_unread_invitation_is_told_with_what_follows_and_who_can_mend_it(reason: Unread, who_can_mend: str) -> None:
    lines = read(draw(rules(), after(started(), unread(reason)), LINKS)).splitlines()

    assert lines[-6].endswith(f"{who_can_mend} Derfor vet ikke Møtevakt sikkert hvem som er ventet.")


def test_an_invitation_that_is_not_read_yet_is_no_news() -> None:
    assert "innkalling" not in read(draw(rules(), after(started()), LINKS))


def test_whoever_comes_late_is_told_the_rules_and_not_what_is_not_seen() -> None:
    blind = (installed(5), started(), unread(Unread.DENIED), joined(ANN))
    all_, late = (read(draw(rules(of), after(*blind), LINKS)) for of in ("", "to-p1-late"))

    assert "innkalling" in all_
    assert "kom inn kl." in all_
    assert "innkalling" not in late
    assert "kom inn kl." not in late


def test_whoever_sits_open_says_so_with_one_press() -> None:
    (button,) = actions(draw(rules(), after(started()), LINKS), "room.public")

    assert button["data"] == {"done": True}


def test_the_host_is_told_before_a_start_that_is_not_known_any_more_too() -> None:
    assert read(draw(rules("to-p1-early"), after(), LINKS)).startswith("Vi skal snakke om pasienter. Husk:\n♪")
