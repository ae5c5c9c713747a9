"""What is said is complete, brief, calm and plain."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from bot.domain.coverage import Blind
from bot.domain.expected import Answer, Source, Unread
from bot.domain.presses import Command
from bot.domain.procedure import SECURITY, TICKS, Profession, Variant
from bot.domain.reasons import WEIGHTS, Reason, Weight
from cards.checklist import INFORMATION
from cards.rules import LINES
from cards.scene import SIGNS
from cards.words.nb import NB
from cards.words.reasons import BY_LANGUAGE

LONGEST_SENTENCE = 20  # words
SYSTEM_WORDS = re.compile(
    r"\b(bot|boten|event|tenant|leietaker|invoke|api|graph|token|feilkode|system|du må|dere må)\b", re.IGNORECASE
)


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for text in node.values():
            yield from _texts(text)
    elif is_dataclass(node):
        for field in fields(node):
            if field.name != "hour":
                yield from _texts(getattr(node, field.name))


TEXTS = [text for text in _texts(NB) if text]


def test_every_reason_weight_and_cause_has_its_words() -> None:
    assert NB.reasons.keys() == set(Reason)
    assert NB.weights.keys() == SIGNS.keys() == set(Weight)
    assert WEIGHTS.keys() == set(Reason)
    assert NB.gaps.calendar.keys() == NB.gaps.invitation.keys() == set(Unread)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_reason_is_told_in_every_language(language: str) -> None:
    told = BY_LANGUAGE[language]

    assert told.keys() == set(Reason)
    for phrase in told.values():
        assert phrase == phrase.strip(" .")
        assert len(phrase.split()) <= 15


def test_nynorsk_is_not_bokmal_with_a_hat_on() -> None:
    leftovers = re.compile(r"\b(ikke|hvem|fra|noen|en|et|navn(et)?|ser ut|innkallingen|ansatt|kjent)\b")

    assert not [phrase for phrase in BY_LANGUAGE["nn"].values() if leftovers.search(phrase)]


def test_every_gap_source_answer_and_profession_has_its_words() -> None:
    lines = {Blind.LOBBY, Blind.TELEPHONE, Blind.INVITATION, Blind.CALENDAR}  # have sentences of their own

    assert NB.gaps.spots.keys() == set(Blind) - lines
    assert NB.expected.sources.keys() == set(Source)
    assert NB.expected.answers.keys() == set(Answer)
    assert NB.round.roles.keys() == set(Profession)


def test_every_command_has_its_line_and_its_button() -> None:
    assert NB.help.commands.keys() == NB.help.buttons.keys() == NB.help.hints.keys() == set(Command)


def test_the_rules_card_tells_every_clause_of_security_in_the_procedures_order() -> None:
    told = [clause for _, clauses in LINES for clause in clauses]

    assert sorted(told) == sorted(SECURITY)
    assert NB.rules.lines.keys() == {clauses[0] for _, clauses in LINES}


def test_every_line_of_every_checklist_has_its_words() -> None:
    words = NB.checklist

    assert words.variants.keys() == set(Variant)
    assert words.about_patients.keys() == set(TICKS[Variant.TEAMS]) == set(TICKS[Variant.SKYPE])
    assert words.with_the_patient.keys() == set(TICKS[Variant.JOIN]) == set(TICKS[Variant.WHEREBY])
    assert words.information.keys() == set(INFORMATION)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_calm_and_plain(text: str) -> None:
    assert "!" not in text
    assert not SYSTEM_WORDS.search(text)
    assert text == text.strip()


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_is_brief(text: str) -> None:
    for sentence in re.split(r"[.?:](?:\s|$)", text.replace("kl. ", "kl ")):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
