"""The same said of many: whatever the illness, what somebody has is told, and what somebody works with is not."""

import pytest

from bot.domain.health.detect import detect
from bot.knowledge.lexicon import load_lexicon

LEXICON = load_lexicon()
ILLNESSES = ("lungeemboli", "brystkreft", "hjerneslag", "sepsis", "depresjon", "nyresvikt")
MATTERS = (*ILLNESSES, "KOLS", "dialyse", "antibiotika", "insulin", "smertelindring", "demens")


@pytest.mark.parametrize("name", ["Kari Moe", "Odd Bjarne Lunde", "fru Hansen", "kari moe"])
@pytest.mark.parametrize(
    "said",
    [
        "{n}: {t}",
        "{n} har fått {t}",
        "{n} ligger på 3B med {t}",
        "mistenker {t} hos {n}",
        "hvordan går det med {n}? fortsatt {t}?",
        "har {n} fått svar på {t}-prøven?",
        "kan vi legge inn {n} med {t}?",
        "{n} vart innlagd med {t}",
        "{n} is being treated for {t}",
        "dere må se på {n}, det ligner {t}",
    ],
)
def test_a_patients_illness_is_told_however_it_is_said(said: str, name: str) -> None:
    assert [one for one in ILLNESSES if not detect(said.format(n=name, t=one), LEXICON)] == []


@pytest.mark.parametrize(
    "said",
    [
        "{n} fikk {t} i ferien",
        "{n} på kontoret er innlagt med {t}",
        "visste du at {n} har {t}?",
        "{n} kommer ikke, hun har {t}",
        "mannen til {n} har {t}",
        "{n} er hjemme etter {t}",
        "{n} fekk {t}",
        "{n} is off with {t}",
        "{n}'s wife has {t}",
    ],
)
def test_a_colleagues_illness_is_told_too(said: str) -> None:
    assert [one for one in ILLNESSES if not detect(said.format(n="Turid", t=one), LEXICON)] == []


@pytest.mark.parametrize("name", ["Turid", "Kari Moe", "Overlege Kari Moe", "sykepleier Per"])
@pytest.mark.parametrize(
    "said",
    [
        "{n} foreleser om {t}",
        "spør {n} om {t}",
        "{n} har ansvar for {t}-kurset",
        "{n} lurer på noe om {t}",
        "{n} er kontaktperson for {t}",
        "takk til {n} for innlegget om {t}",
        "{n}, kan du dele {t}-malen?",
        "{n} har to pasienter med {t}",
        "{n} har god erfaring med {t}",
        "{n} ynskjer innspel på {t}",
        "{n} is presenting on {t}",
        "ask {n} about {t}",
    ],
)
def test_what_somebody_works_with_is_let_be(said: str, name: str) -> None:
    assert [one for one in MATTERS if detect(said.format(n=name, t=one), LEXICON)] == []
