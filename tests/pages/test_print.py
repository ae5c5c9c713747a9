"""The timeline on paper: one page, whatever the meeting and whatever people are called."""

import re
import subprocess
import sys
import zlib
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.domain.expected import Unread
from bot.domain.language import Language
from bot.domain.participants import PersonId
from bot.evidence.records import Purpose
from bot.evidence.spells import Gap, Recorded, Stopped, Timeline, Unseen
from bot.pages.print.page import Made, print_page
from bot.pages.print.sheet import FONTS, MISSING, Sheet
from bot.pages.saying import Saying
from bot.pages.telling import TELLING
from tests.pages.meetings import bad_day, crowd, folded, names_of, quiet_day
from tests.scenes import at, started

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MADE = Made(at(3000), "Tone Tilsyn", HASH, Purpose.DEVIATION)
ROOT = Path(__file__).parent.parent.parent


def printed(found: Timeline, language: Language = Language.NB, *names: str) -> bytes:
    return print_page(found, Saying(language, names_of(found, *names)), MADE)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\n", pdf))


def text_of(pdf: bytes) -> str:
    """What a reader finds in the file."""
    told = (page.extract_text(extraction_mode="layout") for page in PdfReader(BytesIO(pdf)).pages)
    return "\n".join(told).replace("\u00a0", " ")


@pytest.mark.parametrize("language", Language)
def test_it_is_one_page_in_its_language_and_says_who_asked_when_and_what_for(language: Language) -> None:
    pdf = printed(bad_day(), language, "Ann Berg")
    text, words = text_of(pdf), TELLING[language]

    assert pages(pdf) == 1
    assert {Language.NB: b"/Lang (nb-NO)", Language.NN: b"/Lang (nn-NO)", Language.EN: b"/Lang (en-GB)"}[
        language
    ] in pdf
    for told in (words.title, "Tone Tilsyn", words.with_names, words.purposes[Purpose.DEVIATION], "Ann Berg", "2026-1"):
        assert told in text
    assert HASH[:16] in text
    assert HASH[:17] not in text


def test_who_was_there_what_was_recorded_stopped_and_not_seen_is_on_it() -> None:
    text = text_of(printed(bad_day()))

    for told in (
        "Uten navn", "Person 4", "09.06–09.10", "ikke innlogget, har skrevet navnet selv", "ikke kjent av Person 1",
        "kl. 09.07–09.11", "kl. 09.09 av Person 1, som ikke kjente Person 4", "lobby",
        "kl. 09.21–09.27: hvem som kom og gikk mens Møtevakt var borte",
        "kl. 09.37–09.47: hvem som sto i innkallingen (tilgang mangler)", "hva som ble sagt og vist",
    ):  # fmt: skip
        assert told in text


def test_three_hundred_people_fit_on_one_page_and_the_rest_is_counted() -> None:
    pdf = printed(crowd())
    text = text_of(pdf)

    assert pages(pdf) == 1
    assert "Person 300" in text
    assert re.search(r"og \d+ til, \d+ av dem ikke avklart", text)
    assert "Det Møtevakt ikke så" in text
    assert "Den kan ta feil." in text


def test_the_worst_day_fits_too() -> None:
    bad = crowd()
    bad = replace(
        bad,
        recordings=tuple(Recorded(at(n), at(n + 1)) for n in range(40)),
        stops=tuple(Stopped(at(n), PersonId("p1"), PersonId("p2")) for n in range(40)),
        gaps=tuple(Gap(kind, at(n), at(n + 1), why) for n, kind in enumerate(Unseen) for why in Unread),
        unknown=9, editions=("a" * 200,), left=(2, 3), transcribed=at(9),
    )  # fmt: skip
    names = {one.id: "Et ganske langt navn " * 3 for one in bad.people}

    pdf = print_page(bad, Saying(Language.NN, names), MADE)

    assert pages(pdf) == 1
    assert "Ho kan ta feil." in text_of(pdf)
    assert _lowest(pdf) > 0


def test_a_meeting_of_nobody_can_be_printed() -> None:
    pdf = print_page(folded(started()), Saying(Language.NB), Made(at(1), "", HASH))

    assert "Møtevakt så ingen i møtet." in text_of(pdf)
    assert "Formål" not in text_of(pdf)


def test_all_scripts_are_borne_and_what_cannot_be_written_is_seen() -> None:
    found = quiet_day()
    pdf = printed(found, Language.NB, "Żółć Иван Ἀριστοτέλης", "李小龍 \x07")
    text = text_of(pdf)

    assert "Żółć Иван Ἀριστοτέλης" in text
    assert MISSING * 3 in text
    assert "står for et tegn som ikke kan skrives ut" in text
    assert MISSING not in text_of(printed(found))


def test_right_to_left_names_are_written_in_their_order() -> None:
    sheet = Sheet(Language.NB, "x", at(0))

    assert sheet.written("שלום") == "םולש"
    assert sheet.written("Ann") == "Ann"
    assert sheet.finished()


def test_the_same_makes_the_same_bytes() -> None:
    assert printed(bad_day()) == printed(bad_day())


def test_nothing_is_loaded_before_the_first_is_printed() -> None:
    asks = "import sys, bot.pages.bars, bot.pages.print, bot.evidence.timeline; print('fpdf' in sys.modules)"

    told = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, check=True, text=True)

    assert told.stdout == "False\n"


def test_the_fonts_come_with_their_licence() -> None:
    assert "Bitstream Vera" in (FONTS / "LICENSE").read_text(encoding="utf-8")


def test_each_language_has_all_words() -> None:
    for words in TELLING.values():
        assert set(words.unseen) == set(Unseen)
        assert set(words.why) == set(Unread)
        assert set(words.purposes) == set(Purpose)
        assert all(getattr(words, one.name) for one in fields(words))


def _lowest(pdf: bytes) -> float:
    """How far above the paper's lower edge the lowest text begins, in points."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.S)
    content = next(text for one in streams if b" Td " in (text := _inflated(one)))
    return min(float(y) for y in re.findall(rb"BT [\d.]+ ([\d.-]+) Td", content))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
