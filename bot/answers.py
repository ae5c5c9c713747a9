"""What others' JSON tells: keys in any letter case, and nothing where something is of another type."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_SPACE = re.compile(r"\s+")


def folded(told: Any) -> dict[str, Any]:
    """An object with its keys in lower case; an empty one: it is none."""
    return {key.lower(): value for key, value in told.items()} if isinstance(told, dict) else {}


def listed(told: Any) -> list[Any]:
    """A list; an empty one: it is none."""
    return told if isinstance(told, list) else []


def text(told: Mapping[str, Any], name: str) -> str:
    """A field's text without the space around it; empty: there is none."""
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def moment(told: Mapping[str, Any], name: str) -> datetime | None:
    """A field's time, in UTC where it does not say otherwise; None: there is none."""
    try:
        hour = datetime.fromisoformat(text(told, name))
        return hour.replace(tzinfo=UTC) if hour.tzinfo is None else hour.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def name_in(told: Mapping[str, Any], field: str, most: int) -> str:
    """A name to be shown: no more than *most* characters, and none that cannot be seen, as those that turn the line."""
    shown = "".join(sign for sign in _SPACE.sub(" ", text(told, field)) if sign.isprintable())
    return shown.strip()[:most].rstrip()
