"""What must be complete is checked to be complete: rules, events, effects, columns and settings in the docs."""

from pathlib import Path
from typing import get_args

import pytest

from bot.domain.effects import CardKind, Effect
from bot.domain.events import Event
from bot.domain.procedure import Clause
from bot.domain.rules import RULES
from bot.settings import SETTINGS
from bot.store import schema

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("clause", list(Clause))
def test_every_clause_is_told_in_the_procedure_page(clause: Clause) -> None:
    assert f"| {clause} |" in read("docs/PROCEDURE.md")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_told_with_its_file_card_and_test(rule: object) -> None:
    name = getattr(rule, "name", "")
    (line,) = [line for line in read("docs/PROCEDURE.md").splitlines() if f"`{name}`" in line]
    files = [part for part in line.split("`") if part.endswith(".py")]

    assert all((ROOT / file).exists() or (ROOT / "bot/domain/rules" / file).exists() for file in files), (
        "a file that is named does not exist"
    )
    assert any(file.startswith("tests/") for file in files)


@pytest.mark.parametrize("kind", list(CardKind))
def test_every_kind_of_card_is_told(kind: CardKind) -> None:
    assert f"`{kind}`" in read("docs/PROCEDURE.md")


@pytest.mark.parametrize("effect", get_args(Effect), ids=lambda effect: effect.__name__)
def test_every_effect_is_told(effect: type) -> None:
    assert f"| `{effect.__name__}` |" in read("docs/ARCHITECTURE.md")


@pytest.mark.parametrize("event", get_args(Event), ids=lambda event: event.__name__)
def test_every_event_is_told(event: type) -> None:
    assert f"`{event.__name__}`" in read("docs/ARCHITECTURE.md")


@pytest.mark.parametrize("column", [str(c) for table in schema.metadata.sorted_tables for c in table.columns])
def test_every_stored_column_is_told_with_why(column: str) -> None:
    assert f"| `{column}` |" in read("docs/DATA.md")


def test_no_column_is_told_that_is_not_stored() -> None:
    stored = {str(column) for table in schema.metadata.sorted_tables for column in table.columns}
    told = {line.split("`")[1] for line in read("docs/DATA.md").splitlines() if line.startswith("| `")}

    assert told == stored


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_told_in_the_readme(setting: object) -> None:
    assert f"| `{getattr(setting, 'name', '')}` |" in read("README.md")


@pytest.mark.parametrize("adr", sorted(path.name for path in (DOCS / "adr").glob("*.md")))
def test_every_decision_is_short_and_says_why(adr: str) -> None:
    text = read(f"docs/adr/{adr}")

    assert "**Why" in text
    assert len(text.splitlines()) < 60
