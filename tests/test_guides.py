"""The guides name buttons, texts, commands and tapes as they are."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.inbound.commands import COMMANDS, LANGUAGES
from bot.knowledge.procedure import read_procedure
from cards.words.nb import NB
from rehearsal.wording import WORDS

DOCS = Path(__file__).parent.parent / "docs"
TAPES = Path(__file__).parent.parent / "rehearsal" / "tapes"
GUIDES = ("BRUKERVEILEDNING.md", "TRAINING.md")
OTHER_QUOTES = {"anførselstegn", "bånd", "Hvem er du?", "p1", "p2"}
"""What is quoted and is on no card: the guide's own words, and what people say."""
VARIANTS = {"join", "whereby", "skype", "teams"}


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _texts(getattr(node, field.name))


def shown() -> set[str]:
    """All that stands on cards or on the rehearsal's page in bokmål: our words, and the procedure's."""
    procedure = read_procedure(None)
    told = {line.text[Language.NB] for line in procedure.reminder}
    told |= {text[Language.NB] for words in procedure.words.values() for text in words.values()}
    return told | set(_texts(NB)) | set(json.loads((WORDS / "nb.json").read_text(encoding="utf-8")).values())


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def rows() -> dict[str, list[str]]:
    """The table of tapes: its cells, by the file's name."""
    lines = [line for line in read("TRAINING.md").splitlines() if re.match(r"\| `\w+\.jsonl` \|", line)]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert len({row[0] for row in cells}) == len(cells)
    return {row[0].strip("`"): row[1:] for row in cells}


@pytest.mark.parametrize("name", GUIDES)
def test_whatever_is_quoted_is_shown_in_these_very_words(name: str) -> None:
    quoted = set(re.findall(r"«([^»]+)»", read(name)))

    assert quoted
    assert quoted - OTHER_QUOTES - shown() == set()


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_is_one_that_the_bot_knows_by_its_bokmal_name(name: str) -> None:
    written = re.findall(r"`/(\w+)(?: ([^`]*))?`", read(name))
    arguments = {text for word, text in written if text and word != "forventet"}

    assert written
    assert {word for word, _ in written} <= COMMANDS.keys()
    assert {word for word, _ in written} <= set(NB.help.names.values())
    assert arguments <= VARIANTS | LANGUAGES.keys()


def test_the_users_guide_tells_every_command() -> None:
    assert set(re.findall(r"\| `/(\w+)` \|", read(GUIDES[0]))) >= set(NB.help.names.values())


def test_every_tape_is_in_the_table_and_nothing_else() -> None:
    assert rows().keys() == {path.name for path in TAPES.glob("*.jsonl")}


@pytest.mark.parametrize("name", list(rows()))
def test_a_tape_tells_its_clauses_and_three_questions(name: str) -> None:
    clauses, _, questions = rows()[name]

    assert re.fullmatch(r"[PSV]\d(–[PSV]\d)?(, [PSV]\d(–[PSV]\d)?)*", clauses)
    assert re.findall(r"(?:^|\s)([0-9]) (?=[A-ZÆØÅ])", questions) == ["1", "2", "3"]
    assert questions.count("?") == 3
