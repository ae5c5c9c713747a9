"""The buttons of a card that somebody can press, and the one that a client presses by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_REFRESHED = 60
"""People whose clients refresh a card by themselves (docs/TEAMS.md G7)."""

NOT_DRAWN = ("refresh", "authentication", "fallback", "metadata")


@dataclass(frozen=True, slots=True)
class Button:
    """An `Action.Execute` that can be reached. `hint` is its tooltip; `gathers`: it sends the card's fields too."""

    title: str
    verb: str
    data: Mapping[str, Any]
    hint: str = ""
    gathers: bool = True


def buttons(card: Mapping[str, Any]) -> list[Button]:
    """In the order they stand. Hidden parts count only if some button can show them."""
    shown = frozenset(toggled(card))
    return list(_buttons(card, shown))


def find(card: Mapping[str, Any], verb: str, match: Mapping[str, Any]) -> Button | None:
    """The first button with that verb whose data holds *match*; `"person": "@Name"`: the person some button names."""
    standing = buttons(card)
    wanted = dict(match)
    called = wanted.get("person")
    if isinstance(called, str) and called.startswith("@"):
        wanted["person"] = _named(called[1:], standing)
    for button in standing:
        if button.verb == verb and all(name in button.data and button.data[name] == wanted[name] for name in wanted):
            return button
    return None


def refresh(card: Mapping[str, Any], person: str, *, members: int) -> Button | None:
    """What the client of the person with Teams id *person* presses by itself, in a chat of so many members.

    None: it presses nothing. UNVERIFIED: whom a list of more than 60 leaves out (here: those after the sixtieth).
    """
    told = card.get("refresh")
    action = told.get("action") if isinstance(told, Mapping) else None
    if not isinstance(told, Mapping) or not isinstance(action, Mapping) or action.get("type") != "Action.Execute":
        return None
    named = told.get("userIds")
    here = person in named[:MOST_REFRESHED] if isinstance(named, list) else members <= MOST_REFRESHED
    verb, data = action.get("verb"), action.get("data")
    if not here or not isinstance(verb, str):
        return None
    return Button(str(action.get("title", "")), verb, data if isinstance(data, Mapping) else {})


def _named(name: str, standing: list[Button]) -> object:
    for button in standing:
        if name.casefold() in f"{button.title} {button.hint}".casefold() and button.data.get("person"):
            return button.data["person"]
    return None


def _buttons(part: Any, shown: frozenset[str]) -> Iterator[Button]:
    if isinstance(part, list):
        for one in part:
            yield from _buttons(one, shown)
    if not isinstance(part, Mapping) or hidden(part, shown):
        return
    verb, data = part.get("verb"), part.get("data", {})
    if part.get("type") == "Action.Execute" and isinstance(verb, str) and part.get("isEnabled") is not False:
        title, hint = str(part.get("title", "")), str(part.get("tooltip", ""))
        gathers = part.get("associatedInputs") != "none"
        yield Button(title, verb, data if isinstance(data, Mapping) else {}, hint, gathers)
        return
    for name, inner in part.items():
        if name not in NOT_DRAWN:
            yield from _buttons(inner, shown)


def hidden(part: Mapping[str, Any], shown: frozenset[str]) -> bool:
    """Whether a part of a card is hidden, and by its id none of *shown*, which some button can show."""
    return part.get("isVisible") is False and str(part.get("id")) not in shown


def toggled(part: Any) -> Iterator[str]:
    """The ids of what some button of a card shows or hides."""
    if isinstance(part, list):
        for one in part:
            yield from toggled(one)
    if not isinstance(part, Mapping):
        return
    targets = part.get("targetElements")
    if part.get("type") == "Action.ToggleVisibility" and isinstance(targets, list):
        for target in targets:
            element = target.get("elementId") if isinstance(target, Mapping) else target
            if isinstance(element, str):
                yield element
    for inner in part.values():
        yield from toggled(inner)
