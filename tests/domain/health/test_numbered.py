"""A number says who it is: what stands beside it of health is told too."""

import pytest

from bot.domain.health.detect import detect
from bot.domain.health.findings import Kind, Sign, Tier
from bot.knowledge.lexicon import load_lexicon

LEXICON = load_lexicon()


def kinds(text: str) -> list[tuple[Kind, Tier]]:
    return [(one.kind, one.tier) for one in detect(text, LEXICON)]


@pytest.mark.parametrize(
    "text", ["fnr 12811873762, innlagt med sepsis", "sepsis hos 128118\u200b73762", "12811873762 har sepsis"]
)
def test_a_number_and_an_illness_in_one_sentence_are_both_told(text: str) -> None:
    assert kinds(text) == [(Kind.NATIONAL_NUMBER, Tier.CERTAIN), (Kind.HEALTH, Tier.LIKELY)]
    assert Sign.ILLNESS in detect("12811873762 har sepsis", LEXICON)[1].signs


def test_an_illness_in_another_sentence_or_no_number_is_let_be() -> None:
    assert kinds("12811873762 må ringes. Kurs om sepsis er torsdag.") == [(Kind.NATIONAL_NUMBER, Tier.CERTAIN)]
    assert kinds("konto 12811873762 for sepsis-prosjektet") == []
