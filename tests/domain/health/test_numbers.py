"""Numbers of persons in a chat: found in every spelling, and nothing else is."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.domain.health.identifiers import Number, is_duf, national
from bot.domain.health.numbers import MOST_FINDINGS, numbers
from bot.domain.health.text import LONGEST, read
from tests.domain.health.spelling import CUES, CUES_AFTER, EXCUSES, LOCAL_CUES, SPELLINGS, dufs, identifiers

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


@given(identifiers(), EXCUSES)
def test_what_else_it_may_be_is_no_finding_and_does_not_hide_the_next(number: str, excuse: str) -> None:
    assert found(excuse.format(number)) == []
    (one,) = found(f"{excuse.format(number)}\nRing {number}.")
    assert one.start > len(excuse) - 2
    assert found(f"Ring {number}. {excuse.format(number)}") != []


@given(identifiers(), st.sampled_from(SPELLINGS), st.text(max_size=80), st.text(max_size=80))
def test_text_in_another_sentence_hides_nothing(
    number: str, spelled: Callable[[str], str], before: str, after: str
) -> None:
    assert any(one.tier is Tier.CERTAIN for one in found(f"{before}\nHei {spelled(number)} takk\n{after}"))


@given(st.from_regex(r"[0-9]{11}", fullmatch=True), CUES, st.sampled_from(("", " ", ": ", " er ", " = ")))
def test_a_cue_before_a_number_makes_it_one_also_when_it_is_wrong(digits: str, cue: str, between: str) -> None:
    (one,) = found(f"sjekk {cue}{between}{digits} nå")

    assert (one.kind, one.tier, one.signs[0]) == (Kind.NATIONAL_NUMBER, Tier.CERTAIN, Sign.CUE)


@given(st.from_regex(r"[0-9]{11}", fullmatch=True), CUES_AFTER)
def test_a_cue_after_a_number_does_so_too(digits: str, cue: str) -> None:
    (one,) = found(f"har {digits}{cue}")

    assert one.signs[0] is Sign.CUE


def test_a_cue_that_speaks_of_the_next_number_is_none_for_the_one_before() -> None:
    (one,) = found("12811873763, fnr 12811873762")

    assert one.start == 17


@given(identifiers())
def test_a_digit_too_few_or_too_many_is_told_by_a_cue_alone(number: str) -> None:
    for wrong in (number[:-1], f"{number[:6]} {number[6:-1]}", f"{number[:6]} {number[6:]}0"):
        assert found(f"fnr {wrong} mangler") != []
        assert found(f"Sjekk {wrong} nå") == []


@given(dufs(), st.sampled_from(("{}", "{0[0]}{0[1]}{0[2]}{0[3]} {0[4]}{0[5]}{0[6]}{0[7]}{0[8]}{0[9]} {0[10]}{0[11]}")))
def test_a_duf_number_wants_a_cue(number: str, spelled: str) -> None:
    assert found(f"Sjekk {spelled.format(number)} nå") == []
    for text in ("DUF-nr {} i dag", "duf {}", "{} (DUF)", "asylsøker {} trenger tolk"):
        (one,) = found(text.format(spelled.format(number)))
        assert one.signs == (Sign.CUE, Sign.NUMBER_CHECKS)


@given(st.from_regex(r"[1-9][0-9]{5,7}", fullmatch=True), LOCAL_CUES, st.sampled_from(("", " ", " er ")))
def test_a_local_number_wants_a_cue(digits: str, cue: str, between: str) -> None:
    text = f"se {cue}{between}{digits} i dag"
    (one,) = found(text)

    assert (one.kind, one.tier) == (Kind.LOCAL_NUMBER, Tier.CERTAIN)
    assert text[one.start : one.end] == digits
    assert [one.kind for one in found(f"{digits} ({cue.rstrip(':=#')})")] == [Kind.LOCAL_NUMBER]
    assert found(f"Sjekk {digits} i dag") == []


@given(
    st.dates(date(1930, 1, 1), date(2025, 12, 31)),
    st.integers(10_000, 99_999),
    st.sampled_from(("%d%m%y", "%d.%m.%y", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y", "%d%m%Y", "%Y-%m-%d")),
)
def test_a_birth_date_and_five_digits_are_one_where_words_say_so(born: date, five: int, form: str) -> None:
    day = born.strftime(form)
    for text in (
        f"født {day} ({five})", f"f. {day}, siste fem {five}", f"fødd {day} og fem siste er {five}",
        f"dob {day}, last 5: {five}",
        f"født {day}, pnr {five}", f"{day}, personnummer {five}", f"pnr {five}, født {day}", f"fødd {day} {five}",
    ):  # fmt: skip
        (one,) = found(text)
        assert one.tier is Tier.CERTAIN
    assert found(f"Møtet er {day}, ring {five} hvis du er sein") == []


def test_a_birth_date_may_have_its_month_in_words() -> None:
    assert found("født 3. mars 1985, pnr 12345") != []
    assert found("møte 3. mars 2025, ring 12345") == []


def test_a_message_full_of_numbers_tells_of_a_handful() -> None:
    assert len(found("12811873762 " * 2000)) == MOST_FINDINGS


def test_numbers_in_links_are_told_of_but_are_not_certain_and_hide_no_certain_one() -> None:
    told = found("https://a.example/?fnr=12811873762 " * 30 + ". Ring 12811873762")

    assert {one.tier for one in told[:-1]} == {Tier.LIKELY}
    assert told[-1].tier is Tier.CERTAIN


def test_what_stands_at_the_end_of_the_longest_message_is_found_where_it_stands() -> None:
    text = "e\u0301\u200b – ﬁ " * 3_400
    told = found(f"{text}12811873762")

    assert [(one.start, one.end) for one in told] == [(len(text), len(text) + 11)]
    assert found(" " * LONGEST + "12811873762") == []


@pytest.mark.parametrize(
    "text",
    [
        "ring no {}",
        "problem: {} finnes ikke",
        "bruker {} flyttes",
        "ring kontoret om {}",
        "pakkeforløp for {}",
        "David {}",
        "bestilling av CT til {}",
        "smittesporing på {}",
        "a lot of pain, {}",
        "on account of {}",
        "kollisjon, {}",
        "covid: {}",
    ],
)
def test_words_that_only_look_like_an_excuse_are_none(text: str) -> None:
    assert found(text.format("12811873762")) != []


@pytest.mark.parametrize("text", ["ikke kontonr, men {}", "det er ikkje eit kontonummer: {}", "faktura til pasient {}"])
def test_an_excuse_that_is_denied_is_none(text: str) -> None:
    assert found(text.format("12811873762")) != []


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
