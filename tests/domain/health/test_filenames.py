"""Names of files and ends of links become words, and tell a patient's paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health.detect import detect
from bot.domain.health.filenames import as_words
from bot.domain.health.findings import Sign, Tier
from bot.knowledge.lexicon import load_lexicon

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ola_Nordmann-epikrise_120345.pdf", "Ola Nordmann epikrise 120345.pdf"),
        ("OlaNordmannEpikrise.PDF", "Ola Nordmann Epikrise.PDF"),
        ("https://deling.example/a/Kari%20Moe%20epikrise.pdf?web=1", "Kari Moe epikrise.pdf"),
        (r"C:\filer\CT-thorax.jpg", "CT thorax.jpg"),
        ("010185-12345.txt", "010185-12345.txt"),
        ("Epikrise Kari Moe", "Epikrise Kari Moe"),
    ],
)
def test_a_name_becomes_words_and_keeps_its_extension_and_its_numbers(name: str, words: str) -> None:
    assert as_words(name) == words


@pytest.mark.parametrize("name", ["Berit_Moe-epikrise_120345.pdf", "henvisning-Rogstad.docx", "LabsvarTuridNæss.xlsx"])
def test_a_patients_paper_with_a_name_is_likely_a_patients(name: str) -> None:
    (one,) = detect(as_words(name), LEXICON)

    assert one.tier is Tier.LIKELY
    assert one.signs == (Sign.NAME, Sign.TREATMENT)


@pytest.mark.parametrize("name", ["Epikrisemal_ny.docx", "Foredrag_Nils_Aune_sepsis.pptx", "Vaktplan Kari Moe.xlsx"])
def test_a_colleagues_paper_is_let_be(name: str) -> None:
    assert detect(as_words(name), LEXICON) == ()


def test_a_file_at_the_end_of_a_link_is_judged_and_other_links_are_not() -> None:
    assert detect("https://deling.example/filer/Journal_Berit%20Moe.pdf", LEXICON) != ()
    assert detect("https://bibliotek.example/sepsis/Anne-Hansen", LEXICON) == ()


@given(st.text(max_size=300))
def test_whatever_a_file_is_called_it_becomes_words(name: str) -> None:
    assert "  " not in as_words(name).rpartition(".")[0]
