"""Numbers of persons in a chat: found in every spelling, and nothing else is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health.findings import Finding, Sign, Tier
from bot.domain.health.identifiers import Number, is_duf, national
from bot.domain.health.numbers import numbers
from bot.domain.health.text import read
from tests.domain.health.spelling import SPELLINGS, identifiers

CASES = [
    json.loads(line) for line in (Path(__file__).with_name("cases.jsonl")).read_text(encoding="utf-8").splitlines()
]
IDENTIFIED = {"fnr", "dnr", "hnr", "fhnr", "tenor", "syntpop", "duf", "fnr_typo", "fnr_split", "epj"}
AROUND = st.sampled_from(("", "Hei. ", "Sjekk ", "Pasienten er ", "ring om "))
AFTER = st.sampled_from(("", " i dag", ", takk", ". Konto 1 er åpen.", "! KID kommer."))


def found(text: str) -> list[Finding]:
    return list(numbers(read(text)))


@pytest.mark.parametrize(
    ("digits", "kind"),
    [
        ("12811873762", Number.SYNTHETIC),
        ("48088273756", Number.TEMPORARY),
        ("05457973766", Number.HELP),
        ("81460604753", Number.JOINT),
        ("13076756141", Number.BIRTH),
        ("13076756142", None),
        ("32076756141", None),
        ("1307675614", None),
    ],
)
def test_a_number_is_known_by_its_date_and_its_check_digits(digits: str, kind: Number | None) -> None:
    assert national(digits) is kind


def test_a_duf_number_is_checked_by_its_last_two_digits() -> None:
    assert is_duf("202177012307")
    assert not is_duf("202177012308")
    assert not is_duf("302177012307")


@given(identifiers(), st.sampled_from(SPELLINGS), AROUND, AFTER)
def test_a_right_number_is_found_in_every_spelling(
    number: str, spelled: Callable[[str], str], before: str, after: str
) -> None:
    text = f"{before}{spelled(number)}{after}"
    (one,) = found(text)

    assert (one.tier, one.signs) == (Tier.CERTAIN, (Sign.NUMBER_CHECKS,))
    assert text[one.start : one.end] == spelled(number)


@given(identifiers(), st.sampled_from(SPELLINGS))
def test_its_own_sentence_can_say_that_it_is_something_else(number: str, spelled: Callable[[str], str]) -> None:
    assert found(f"Bruk konto {spelled(number)} i dag") == []
    assert found(f"Konto er sjekket. Ring {spelled(number)} nå. Faktura kommer.") != []


@given(identifiers())
def test_an_accounts_spelling_is_an_accounts_unless_it_is_called_otherwise(number: str) -> None:
    account = f"{number[:4]}.{number[4:6]}.{number[6:]}"

    assert found(f"Sjekk {account}") == []
    assert found(f"fnr {account}") != []


@given(identifiers(rest=2), st.sampled_from(SPELLINGS))
def test_numbers_of_the_rule_from_2032_want_a_cue(number: str, spelled: Callable[[str], str]) -> None:
    assert found(f"Sjekk {spelled(number)}") == []
    (one,) = found(f"fødselsnummer: {spelled(number)}")
    assert one.signs == (Sign.CUE, Sign.NUMBER_CHECKS)


@given(st.from_regex(r"[0-9]{11}", fullmatch=True).filter(lambda digits: national(digits) is None))
def test_a_wrong_number_is_none_without_a_cue_and_mistyped_with_one(digits: str) -> None:
    assert found(f"Sjekk {digits} nå") == []
    (one,) = found(f"fnr {digits}")
    assert one.signs[0] is Sign.CUE


@pytest.mark.parametrize(
    "case", [case for case in CASES if IDENTIFIED & set(case["kind"])], ids=lambda case: case["id"]
)
def test_what_clinicians_write_is_found(case: dict[str, Any]) -> None:
    assert bool(found(case["text"])) == case["label"]


@pytest.mark.parametrize("case", [case for case in CASES if not case["label"]], ids=lambda case: case["id"])
def test_what_is_no_persons_number_is_let_be(case: dict[str, Any]) -> None:
    assert found(case["text"]) == []


@given(st.text(max_size=400))
def test_whatever_is_written_is_read_and_places_lie_within_it(text: str) -> None:
    for one in found(text):
        assert 0 <= one.start < one.end <= len(text)
