"""Rows of the audit as lines to read, each as it stands there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.evidence.records import Row


@dataclass(frozen=True, slots=True)
class Line:
    """A row: when, its fact, and what it says of it."""

    at: datetime
    fact: str
    details: tuple[tuple[str, str], ...]


def lines(rows: Sequence[Row]) -> list[Line]:
    """One a row, in their order."""
    return [Line(row.at, str(row.body.get("fact", "?")), tuple(_details(row.body))) for row in rows]


def _details(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = {
        name: value for name, value in body.items() if name not in ("fact", "asked") and value not in (None, [], "")
    }
    return [(name, _text(value)) for name, value in told.items()]


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
