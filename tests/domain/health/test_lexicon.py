"""The words of the lists are found as words, with their endings and in compounds that still tell of somebody."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health.lexicon import MOST_MATCHES, NO_WORDS, Lexicon, Word
from bot.domain.health.text import read

LISTS: dict[Word, Iterable[str]] = {
    Word.ILLNESS: ["hjertesvikt", "svikt", "ms", "diabetes", "type 2-diabetes"],
    Word.ABBREVIATION: ["MR"],
    Word.FIRST: ["kari"],
    Word.CLINICAL_TAIL: ["pasient", "svar"],
    Word.TOPIC_TAIL: ["prosjekt"],
    Word.WARD_TAIL: ["poliklinikk"],
    Word.ILLNESS_ENDING: ["brudd"],
}
LEXICON = Lexicon.of(LISTS)


def found(text: str) -> list[tuple[str, int]]:
    reading = read(text)
    return [(text[hit.start : hit.end], hit.bits) for hit in LEXICON.hits(reading.text, reading.lower)]


@pytest.mark.parametrize(
    ("text", "word", "bits"),
    [
        ("Hjertesvikten er verre", "Hjertesvikten", Word.ILLNESS),
        ("hjertesviktpasienten", "hjertesviktpasienten", Word.ILLNESS),
        ("diabetesprosjektet og ms", "diabetesprosjektet", Word.TOPIC),
        ("diabetes-prosjektet og ms", "diabetes-prosjektet", Word.TOPIC),
        ("hjertesviktpoliklinikken og ms", "hjertesviktpoliklinikken", Word.NOT_NAME),
        ("MR-svaret", "MR-svaret", Word.ABBREVIATION),
        ("et ankelbrudd", "ankelbrudd", Word.ILLNESS),
        ("Karis ms", "Karis", Word.FIRST),
        ("type 2-diabetes", "type 2-diabetes", Word.ILLNESS),
    ],
)
def test_a_word_is_found_to_its_end(text: str, word: str, bits: int) -> None:
    assert (word, bits) in found(text)


@pytest.mark.parametrize("text", ["msn", "msen", "brudd", "mr", "sviktende", "unnsvikt"])
def test_a_part_of_another_word_is_none(text: str) -> None:
    assert found(text) == []


def test_a_lexicon_without_words_finds_nothing() -> None:
    assert NO_WORDS.hits("Kari har ms", "kari har ms") == []


def test_of_hostile_text_a_bounded_part_is_looked_at() -> None:
    assert len(found("ms " * 9_000)) <= MOST_MATCHES


@given(st.text(max_size=300))
def test_places_of_words_lie_in_the_text(text: str) -> None:
    reading = read(text + " ms")
    for hit in LEXICON.hits(reading.text, reading.lower):
        assert 0 <= hit.start < hit.end <= len(reading.text)
