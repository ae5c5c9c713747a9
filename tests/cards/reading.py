"""A card as text, as somebody reads it from the top; and all that stands in a card."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.ports import Card


def read(card: Card | str) -> str:
    """The card's lines; buttons in brackets; what is hidden at first is left out."""
    if isinstance(card, str):
        return card
    lines = [line for element in card["body"] for line in _lines(element)]
    actions = [f"[{action['title']}]" for action in card.get("actions", ())]
    return "\n".join([*lines, *([" ".join(actions)] if actions else [])])


def parts(node: object) -> Iterator[Mapping[str, Any]]:
    """Every element, run and action of a card, hidden or not."""
    if isinstance(node, Mapping):
        if "type" in node:
            yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from parts(value)


def actions(card: Card | str, verb: str = "") -> list[Mapping[str, Any]]:
    """The buttons that ask the server, of one verb or of all."""
    executes = [part for part in parts(card) if part["type"] == "Action.Execute"]
    return [action for action in executes if not verb or action["verb"] == verb]


def sayings(card: Card | str) -> Iterator[str]:
    """Every text that somebody may read or hear."""
    if isinstance(card, str):
        yield card
        return
    for part in parts(card):
        yield from (str(part[key]) for key in ("text", "title", "tooltip", "label", "fallbackText") if key in part)


def _lines(element: Mapping[str, Any]) -> Iterator[str]:
    if element.get("isVisible") is False:
        return
    match element["type"]:
        case "TextBlock":
            yield element["text"]
        case "RichTextBlock":
            yield "".join(run["text"] for run in element["inlines"])
        case "ActionSet":
            yield " ".join(f"[{action['title']}]" for action in element["actions"])
        case "ColumnSet":
            columns = ("\n".join(_lines(column)) for column in element["columns"])
            yield "   ".join(column for column in columns if column)
        case "Container" | "Column":
            for item in element["items"]:
                yield from _lines(item)
        case "Input.ChoiceSet" | "Input.Number":
            yield f"{element['label']}: ____"
        case other:
            raise AssertionError(f"no way to read {other}")
