"""The fields of a card that somebody fills in, and what a press sends of them (docs/TEAMS.md G6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rehearsal.buttons import NOT_DRAWN, hidden, toggled


class NotFilled(Exception):
    """A field cannot be filled in so. The text tells why, in words for people."""


@dataclass(frozen=True, slots=True)
class Input:
    """A field. `value`: what stands in it now, as text. `choices`: title by value, for a field that offers some.

    `least` and `most` bound a number.
    """

    id: str
    kind: str
    label: str = ""
    value: str = ""
    choices: Mapping[str, str] | None = None
    least: float | None = None
    most: float | None = None


def inputs(card: Mapping[str, Any]) -> dict[str, Input]:
    """The card's fields, by id. Hidden ones count only if some button can show them."""
    shown = frozenset(toggled(card))
    return {field.id: field for field in _inputs([card.get("body"), card.get("actions")], shown)}


def filled(card: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, str]:
    """What a press sends of the card's fields when somebody has filled in *given*: all as text, empty ones not at all.

    A choice may be given by its value or its title.

    Raises:
        NotFilled: there is no such field, or it does not take that.
    """
    there = inputs(card)
    sent = {name: field.value for name, field in there.items()}
    for name, value in given.items():
        if name not in there:
            raise NotFilled(f"kortet har ikke noe felt «{name}», bare: {', '.join(there) or 'ingen'}")
        sent[name] = _taken(there[name], as_text(value))
    return {name: value for name, value in sent.items() if value}


def titles(card: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """What people see of what somebody fills in: a choice by its title."""
    there = inputs(card)
    shown = {name: (there[name].choices or {}) if name in there else {} for name in given}
    return [shown[name].get(as_text(value), as_text(value)) for name, value in given.items()]


def as_text(value: object) -> str:
    """A field's value as Teams sends it: text, numbers and ticks too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _taken(field: Input, value: str) -> str:
    if field.choices is not None and value:
        by_title = {title: known for known, title in field.choices.items()}
        if value not in field.choices and value not in by_title:
            raise NotFilled(f"feltet «{field.id}» har ikke noe valg «{value}»")
        return value if value in field.choices else by_title[value]
    if field.kind == "Input.Number" and value:
        number = _number(value)
        if number is None or not (_low(field.least) <= number <= _high(field.most)):
            raise NotFilled(f"feltet «{field.id}» tar ikke «{value}»")
    return value


def _inputs(part: Any, shown: frozenset[str]) -> Iterator[Input]:
    if isinstance(part, list):
        for one in part:
            yield from _inputs(one, shown)
    if not isinstance(part, Mapping) or hidden(part, shown):
        return
    kind, name = part.get("type"), part.get("id")
    if isinstance(kind, str) and kind.startswith("Input.") and isinstance(name, str) and name:
        yield _input(kind, name, part)
        return
    for field, inner in part.items():
        if field not in NOT_DRAWN:
            yield from _inputs(inner, shown)


def _input(kind: str, name: str, part: Mapping[str, Any]) -> Input:
    label, value = as_text(part.get("label")), as_text(part.get("value"))
    match kind:
        case "Input.ChoiceSet" if part.get("isMultiSelect") is not True:
            told = part.get("choices")
            offered = [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []
            choices = {as_text(one.get("value")): as_text(one.get("title")) for one in offered}
            return Input(name, kind, label, value, choices)
        case "Input.Toggle":
            off = as_text(part.get("valueOff")) or "false"
            return Input(name, kind, label, value or off)
        case "Input.Number":
            return Input(name, kind, label, value, None, _number(part.get("min")), _number(part.get("max")))
        case _:
            return Input(name, kind, label, value)


def _number(value: object) -> float | None:
    try:
        return None if isinstance(value, bool) or not isinstance(value, str | int | float) else float(value)
    except (ValueError, OverflowError):
        return None


def _low(least: float | None) -> float:
    return float("-inf") if least is None else least


def _high(most: float | None) -> float:
    return float("inf") if most is None else most
