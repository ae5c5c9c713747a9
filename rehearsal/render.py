"""An Adaptive Card drawn as text, as a person would read it. What it does not know it leaves out."""

import re
import textwrap
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

WIDTH = 76
_GAP = 2
_BOUNDLESS = 100_000
_NARROWEST = 8


def render(card: Mapping[str, Any], width: int = WIDTH) -> list[str]:
    """The card's lines, none longer than *width* unless a word is. Hidden parts are left out, buttons are `[Title]`."""
    return [*_elements(card.get("body"), width), *_actions(card.get("actions"), width)]


def read_aloud(card: Mapping[str, Any]) -> str:
    """All that the card says, in one line."""
    return " ".join(" ".join(render(card, _BOUNDLESS)).split())


def says(card: Mapping[str, Any], words: tuple[str, ...]) -> bool:
    """Whether the card says all of *words*; letter case does not count."""
    text = read_aloud(card).casefold()
    return all(" ".join(word.split()).casefold() in text for word in words)


def _elements(elements: object, width: int) -> list[str]:
    return [line for element in _mappings(elements) for line in _element(element, width)]


def _element(element: Mapping[str, Any], width: int) -> list[str]:
    if element.get("isVisible") is False:
        return []
    match element.get("type"):
        case "TextBlock":
            return _wrapped(_text(element.get("text")), width)
        case "RichTextBlock":
            return _wrapped(_inlines(element.get("inlines")), width)
        case "Container" | "Column" | "TableCell":
            return _elements(element.get("items"), width)
        case "ColumnSet":
            return _side_by_side(_mappings(element.get("columns")), width)
        case "Table":
            rows = [_mappings(row.get("cells")) for row in _mappings(element.get("rows"))]
            return [line for row in rows for line in _side_by_side(row, width)]
        case "FactSet":
            facts = _mappings(element.get("facts"))
            return [line for fact in facts for line in _wrapped(_fact(fact), width)]
        case "ActionSet":
            return _actions(element.get("actions"), width)
        case str(kind) if kind.startswith("Input."):
            return _wrapped(_input(kind, element), width)
        case _:
            return _otherwise(element, width)


def _otherwise(element: Mapping[str, Any], width: int) -> list[str]:
    fallback = element.get("fallback")
    if isinstance(fallback, Mapping):
        return _element(fallback, width)
    return _wrapped(_text(element.get("altText") or element.get("text")), width)


def _side_by_side(columns: list[Mapping[str, Any]], width: int) -> list[str]:
    """Columns next to each other: narrow ones as wide as they need, the others share what is left."""
    seen = [column for column in columns if column.get("isVisible") is not False]
    drawn = [_elements(column.get("items"), width) for column in seen]
    pairs = [(column, lines) for column, lines in zip(seen, drawn, strict=True) if lines]
    if not pairs:
        return []
    needs = [max(map(len, lines)) for _, lines in pairs]
    room = width - _GAP * (len(pairs) - 1)
    if sum(needs) > room:
        share = room // len(pairs)
        wide = [need for need in needs if need > share]
        left = room - sum(need for need in needs if need <= share)
        each = max(_NARROWEST, left // max(1, len(wide)))
        needs = [need if need <= share else min(need, each) for need in needs]
        pairs = [(column, _elements(column.get("items"), need)) for (column, _), need in zip(pairs, needs, strict=True)]
    rows = zip_longest(*(lines for _, lines in pairs), fillvalue="")
    gap = " " * _GAP
    return [gap.join(f"{cell:<{need}}" for cell, need in zip(row, needs, strict=True)).rstrip() for row in rows]


def _actions(actions: object, width: int) -> list[str]:
    shown = [action for action in _mappings(actions) if action.get("isVisible") is not False]
    titles = [f"[{_text(action.get('title')).strip()}]" for action in shown]
    lines: list[str] = []
    for title in titles:
        if lines and len(lines[-1]) + 1 + len(title) <= width:
            lines[-1] += f" {title}"
        else:
            lines.append(title)
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    mentions = re.sub(r"<at>(.*?)</at>", r"@\1", text)
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", mentions).replace("**", "")
    lines = (textwrap.wrap(line, max(1, width), break_long_words=False) for line in plain.splitlines())
    return [line for wrapped in lines for line in wrapped]


def _inlines(inlines: object) -> str:
    runs = inlines if isinstance(inlines, list) else []
    return "".join(_text(run.get("text")) if isinstance(run, Mapping) else _text(run) for run in runs)


def _fact(fact: Mapping[str, Any]) -> str:
    return f"{_text(fact.get('title')).rstrip(':')}: {_text(fact.get('value'))}"


def _input(kind: str, element: Mapping[str, Any]) -> str:
    label, value = _text(element.get("label")), _text(element.get("value"))
    if kind == "Input.Toggle":
        return f"{'☑' if value == (element.get('valueOn') or 'true') else '☐'} {_text(element.get('title')) or label}"
    if kind == "Input.ChoiceSet":
        named = {_text(choice.get("value")): _text(choice.get("title")) for choice in _mappings(element.get("choices"))}
        chosen = ", ".join(named[one] for one in value.split(",") if named.get(one))
        return f"{label} [{chosen or _text(element.get('placeholder')) or 'velg'} ▾]".strip()
    return f"{label} [{value or _text(element.get('placeholder')) or '   '}]".strip()


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else ""
