"""Persons and their health in a chat: what is told of somebody is found, what colleagues speak of is not."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health.detect import detect
from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.knowledge.lexicon import load_lexicon
from tests.domain.health.scoring import cases

LEXICON = load_lexicon()
TEXTS = [case["text"] for case in cases("cases") + cases("more")]


def told(text: str, *staff: str) -> list[tuple[str, Kind, tuple[Sign, ...]]]:
    return [(text[one.start : one.end], one.kind, one.signs) for one in found(text, *staff)]


def found(text: str, *staff: str) -> list[Finding]:
    return [one for one in detect(text, LEXICON, staff=staff) if one.tier is Tier.LIKELY]


@pytest.mark.parametrize(
    ("text", "place", "signs"),
    [
        ("Solfrid Nyland har sepsis", "Solfrid Nyland har sepsis", (Sign.NAME, Sign.ILLNESS)),
        ("ja, seponer Sobril på Helge Torp nå", "Sobril på Helge Torp", (Sign.NAME, Sign.MEDICINE)),
        ("Agnar Rustad døde kl 04", "Agnar Rustad døde", (Sign.NAME, Sign.DEATH)),
        ("seng 7 født 1944: delirøs", "seng 7 født 1944: delirøs", (Sign.BIRTH_DATE, Sign.PLACE, Sign.ILLNESS)),
        ("mannen min har leukemi", "mannen min har leukemi", (Sign.RELATIVE, Sign.ILLNESS)),
        ("pas Moe har sepsis", "pas Moe har sepsis", (Sign.NAME, Sign.PATIENT, Sign.ILLNESS)),
        ("Ordføreren har fått leukemi", "Ordføreren har fått leukemi", (Sign.OFFICE, Sign.ILLNESS)),
    ],
)
def test_health_of_somebody_is_told_with_the_smallest_place_and_its_signs(
    text: str, place: str, signs: tuple[Sign, ...]
) -> None:
    assert told(text) == [(place, Kind.HEALTH, signs)]


@pytest.mark.parametrize(
    ("text", "place", "signs"),
    [
        ("pasienten Arnt Busk kommer", "pasienten Arnt Busk", (Sign.NAME, Sign.PATIENT)),
        ("ring pasienten på 934 55 678", "pasienten på 934 55 678", (Sign.TELEPHONE, Sign.PATIENT)),
        ("M.B. f. 04.06.1951 venter", "M.B. f. 04.06.1951", (Sign.BIRTH_DATE, Sign.INITIALS)),
    ],
)
def test_who_is_called_a_patient_is_one_without_a_word_of_health(
    text: str, place: str, signs: tuple[Sign, ...]
) -> None:
    assert told(text) == [(place, Kind.PATIENT, signs)]


@pytest.mark.parametrize(
    "text",
    [
        "Kari Moe kom inn i natt. Hun har sepsis.",
        "S: Reidar Fauske\nB: hjertesvikt",
        "Leukemi påvist. Det gjelder Kari Moe.",
        "Hege drar hjem, mannen hennes har fått hjerteinfarkt",
    ],
)
def test_health_is_carried_to_who_was_named_shortly_before_or_is_at_once(text: str) -> None:
    assert found(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "Kari Moe",
        "sepsis",
        "Kari Moe. Kafeen har åpent.",
        "Håkon Elvestad foreleser om hjertesvikt",
        "spør Mariann om malen for kreft",
        "Kari Moe, kan du ta med sepsis-plakaten?",
        "Takk for god hjelp med delir, Kari Moe!",
        "Kari er syk i dag",
        "I kasuset har Kari Moe fått sepsis",
        "Ola tar KOLS-kurset",
        "Per får hjerteinfarkt av dette 😂",
        "Dag for dag blir arket mer dement",
    ],
)
def test_a_name_health_or_a_topic_alone_is_let_be(text: str) -> None:
    assert found(text) == []


def test_of_the_meetings_own_people_only_what_is_said_outright_counts() -> None:
    assert found("Kari Moe: sepsis kl 12") != []
    assert found("Kari Moe: sepsis kl 12", "Moe, Kari (Gjest)") == []
    assert found("Kari er operert for brystkreft", "Kari Moe") != []


def test_numbers_of_test_persons_count_unless_told_otherwise() -> None:
    assert detect("12811873762") != ()
    assert detect("12811873762", synthetic=False) == ()
    assert detect("13076756141", synthetic=False) != ()
    assert detect("pasientnr 5512087", synthetic=False) != ()


HOSTILE = (
    "Ola ",
    "Ola kreft ",
    "Kari mor hans kreft ",
    "rom 4 mann 6 ",
    "pas 91320400 ",
    "A.B. f. ",
    "kreft-",
    "hb 5 ",
)
LONGEST = 28_000


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    begun = process_time()
    detect((unit * LONGEST)[:LONGEST], LEXICON)

    assert process_time() - begun < 0.2  # seconds; 0.01 on an idle machine, and minutes if anything grew as the square


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_what_is_added_in_another_sentence_hides_nothing(text: str, added: str) -> None:
    after = {(one.start, one.end, one.kind) for one in found(f"{text}\n{added}")}

    assert {(one.start, one.end, one.kind) for one in found(text)} <= after


@given(st.text(max_size=400))
def test_whatever_is_written_is_judged_and_places_lie_within_it(text: str) -> None:
    for one in detect(text, LEXICON):
        assert 0 <= one.start < one.end <= len(text)


@given(st.lists(st.sampled_from(" ".join(TEXTS).split()), max_size=60), st.sampled_from((" ", "\n", ", ", ". ", "_")))
def test_words_of_clinicians_in_any_order_are_judged_too(words: list[str], between: str) -> None:
    text = between.join(words)
    for one in detect(text, LEXICON):
        assert 0 <= one.start < one.end <= len(text)
        assert list(one.signs) == sorted(one.signs, key=list(Sign).index)
