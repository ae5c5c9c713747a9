"""What is said is complete, brief, calm and plain, and in one language at a time."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from bot.domain.coverage import Blind
from bot.domain.effects import CardKind, Matter
from bot.domain.expected import Answer, Source, Unread
from bot.domain.language import Language
from bot.domain.presses import Command
from bot.domain.procedure import INFORMATION, SECURITY, TICKS, Profession, Regime, Variant
from bot.domain.reasons import WEIGHTS, Reason, Weight
from bot.inbound.commands import COMMANDS
from bot.knowledge.procedure import read_procedure
from cards import draw
from cards.scene import SIGNS, Scene
from cards.words import WORDS
from cards.words.nb import NB
from tests.cards.golden import CHECKED, EVERY_LIST, HALF_BLIND, OPENING, ROUND
from tests.cards.schema import assert_sound
from tests.cards.stories import (
    LINKS,
    alert,
    checklist,
    ended,
    expected,
    has_trained,
    help_,
    rejected,
    roster,
    round_,
    rules,
    said_stop,
    status,
    stop,
    summary,
    training,
)
from tests.cards.telltales import ORDERS, STRANGE, STRANGE_FORMS, SYSTEM_WORDS
from tests.scenes import BO, after, at, started

LONGEST_SENTENCE = 20  # words
BUILT_IN = read_procedure(None)
MANIFEST = Path(__file__).parents[2] / "manifest"
NO_SENTENCES = ("hour", "help.names", "help.languages")
"""A form of clocks, words to type, and languages by their own names."""

every_language = pytest.mark.parametrize("language", Language)


def _places(node: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text, with where it stands: fields and keys with dots between."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _places(value, f"{place}.{key.name if isinstance(key, Enum) else key}")
    elif isinstance(node, list | tuple):
        for number, value in enumerate(node):
            yield from _places(value, f"{place}.{number}")
    elif is_dataclass(node):
        for field in fields(node):
            yield from _places(getattr(node, field.name), f"{place}.{field.name}" if place else field.name)


def _cards(language: Language) -> dict[str, str]:
    """What the cards say, by its place."""
    told = _places(WORDS[language])
    return {place: text for place, text in told if text and not place.startswith(NO_SENTENCES)}


def _procedure(language: Language) -> dict[str, str]:
    """What the built-in procedure says."""
    lines = {" ".join(line.clauses): line.text[language] for line in BUILT_IN.reminder}
    told = {
        f"{clause} {regime}": text[language]
        for regime, words in BUILT_IN.words.items()
        for clause, text in words.items()
    }
    return lines | told


def _manifest(language: Language) -> dict[str, str]:
    """What Teams says of the app, without the words that are typed."""
    texts = dict(_places({"chat": _json("chat.json")[language]}))
    if language is not Language.NB:
        return texts | dict(_places({key: text for key, text in _json(f"{language}.json").items() if _is_told(key)}))
    told = _json("manifest.json")
    lists = [one["commands"] for one in told["bots"][0]["commandLists"]]
    flat = dict(_places({"name": told["name"], "description": told["description"], "commands": lists}))
    return texts | {place: text for place, text in flat.items() if _is_told(place)}


def _is_told(place: str) -> bool:
    return not place.endswith(("$schema", ".title"))


def _json(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((MANIFEST / name).read_text(encoding="utf-8"))
    return told


def _all(language: Language) -> dict[str, str]:
    return _cards(language) | _procedure(language) | _manifest(language)


def _words(text: str) -> list[str]:
    """The words of a text, without names, fillings and commands."""
    return re.findall(r"\w+", re.sub(r"\{.*?\}|(?<!\w)/\w+|Møtevakt|Bokmål|bokmål", " ", text).lower())


def _found(words: str, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Which of *words* stand in the texts, and where."""
    listed = set(words.split())
    return [(place, word) for place, text in texts.items() for word in _words(text) if word in listed]


# ---- complete ----


def test_every_reason_weight_and_cause_has_its_words() -> None:
    assert NB.reasons.keys() == set(Reason)
    assert NB.weights.keys() == SIGNS.keys() == set(Weight)
    assert WEIGHTS.keys() == set(Reason)
    assert NB.gaps.call.keys() == NB.gaps.calendar.keys() == NB.gaps.invitation.keys() == set(Unread)


def test_every_gap_source_answer_variant_and_profession_has_its_words() -> None:
    lines = {Blind.LOBBY, Blind.TELEPHONE, Blind.INVITATION, Blind.CALENDAR}  # have sentences of their own

    assert NB.gaps.spots.keys() == set(Blind) - lines
    assert NB.expected.sources.keys() == set(Source)
    assert NB.expected.answers.keys() == set(Answer)
    assert NB.round.roles.keys() == set(Profession)
    assert NB.checklist.variants.keys() == set(Variant)


def test_every_command_has_its_name_its_line_and_its_button() -> None:
    words = NB.help

    assert words.names.keys() == words.commands.keys() == words.buttons.keys() == words.hints.keys() == set(Command)


def test_every_language_has_its_words() -> None:
    assert WORDS.keys() == NB.help.languages.keys() == NB.help.language_now.keys() == set(Language)


@every_language
def test_what_one_language_says_every_language_says(language: Language) -> None:
    told = dict(_places(WORDS[language]))

    assert told.keys() == dict(_places(NB)).keys()
    assert [place for place, text in told.items() if not text] == ["expected.answers.NONE"]


@every_language
def test_a_text_is_filled_with_the_same_in_every_language(language: Language) -> None:
    assert {place: _fillings(text) for place, text in _cards(language).items()} == {
        place: _fillings(text) for place, text in _cards(Language.NB).items()
    }


def _fillings(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@every_language
def test_every_clause_of_the_built_in_procedure_has_its_words(language: Language) -> None:
    for regime in Regime:
        wanted = {*TICKS[regime], *(INFORMATION if regime is Regime.WITH_THE_PATIENT else ())}
        assert {clause for clause, text in BUILT_IN.words[regime].items() if text[language]} == wanted


def test_the_reminder_tells_every_clause_of_security_in_every_language() -> None:
    assert sorted(clause for line in BUILT_IN.reminder for clause in line.clauses) == sorted(SECURITY)
    assert all(line.text[language] and line.sign for line in BUILT_IN.reminder for language in Language)


# ---- commands and hours ----


@every_language
def test_a_command_is_known_by_the_name_that_help_tells(language: Language) -> None:
    for command, name in WORDS[language].help.names.items():
        assert COMMANDS[name] is command


@every_language
def test_a_text_names_commands_as_its_own_language_does(language: Language) -> None:
    names = WORDS[language].help.names
    texts = _cards(language) | _manifest(language)
    named = {name for text in texts.values() for name in re.findall(r"(?<!\w)/(\w+)", text)}

    assert named <= set(names.values())
    assert f"/{names[Command.EXPECTED]} " in WORDS[language].expected.how
    assert f" {names[Command.CHECKLIST]} join" in WORDS[language].welcome.personal


@pytest.mark.parametrize(("language", "hour"), [(Language.NB, "09.02"), (Language.NN, "09.02"), (Language.EN, "09:02")])
def test_an_hour_is_as_clocks_of_the_language_show_it(language: Language, hour: str) -> None:
    assert Scene(after(started()), LINKS, language).hour(at(2)) == hour


@every_language
def test_an_hour_has_kl_before_it_in_norwegian_alone(language: Language) -> None:
    before = {text[: text.index("{hour}")][-4:] for text in _cards(language).values() if "{hour}" in text}

    assert all((lead == "kl.\u00a0") is (language is not Language.EN) for lead in before)


# ---- brief, calm and plain ----


@every_language
def test_a_text_is_calm_and_plain(language: Language) -> None:
    texts = _all(language)

    assert [text for text in texts.values() if "!" in text or text != text.strip()] == []
    assert _found(SYSTEM_WORDS[language], texts) == []
    assert [text for text in texts.values() if ORDERS.search(text)] == []


@every_language
def test_a_sentence_is_brief(language: Language) -> None:
    texts = [*_cards(language).values(), *_procedure(language).values()]
    sentences = [part for text in texts for part in re.split(r"[.?:](?:\s|$)", text.replace("kl.\u00a0", "kl "))]

    assert [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE] == []


@every_language
def test_a_reason_is_a_phrase_that_others_may_follow(language: Language) -> None:
    for phrase in WORDS[language].reasons.values():
        assert phrase == phrase.strip(" .")
        assert len(phrase.split()) <= 15


@every_language
def test_nothing_of_another_language_is_left(language: Language) -> None:
    texts = _all(language)
    forms = [(place, word) for place, text in texts.items() for word in _words(text)]

    assert _found(STRANGE[language], texts) == []
    assert [found for found in forms if STRANGE_FORMS[language].fullmatch(found[1])] == []


# ---- on the card ----


@every_language
def test_every_card_is_sound_and_fits_a_phone_in_every_language(language: Language) -> None:
    site = replace(LINKS, language=language)
    opening, settled = after(*OPENING), after(*OPENING, rejected("p5"))
    stories = [
        (rules(), opening),
        (rules(), after(*HALF_BLIND)),
        (Matter(CardKind.WELCOME, 1), after()),
        (alert(), settled),
        (stop(), after(*OPENING, said_stop(BO))),
        (checklist(), after(*CHECKED)),
        (checklist(Variant.JOIN), opening),
        (round_(), after(*ROUND)),
        (roster(), settled),
        (expected(), after(*EVERY_LIST)),
        (status(), after(*HALF_BLIND)),
        (training(), after(*OPENING, has_trained(BO, 3))),
        (help_(), opening),
        (help_("to-p1-language"), opening),
        (summary("to-p3-tidy"), after(*OPENING, ended(30))),
    ]
    for matter, meeting in stories:
        assert_sound(draw(matter, meeting, site), matter.kind.value)
