"""The few parts that all cards are made of, as plain dictionaries (docs/adr/0005).

`text` bears our own words alone: a TextBlock renders Markdown. Whatever has a name in it is a `rich` text, whose runs
render none (Adaptive Cards' documentation, page "Text features"), or a button's title: no name can make a link.
"""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from bot.domain.effects import CardKind
from bot.ports import Card
from cards.words import Words

Element = dict[str, Any]

MOST_REFRESHED = 60
"""People whose clients may refresh a card by themselves (docs/TEAMS.md G5)."""

ROOM = 20_000
"""Bytes for a card's rows of people. The rest of any card is below 6 KB; Teams takes 28 KB."""


_IN_ADDRESSES = "%:/?#[]@!$&'*+,;=~"
"""Signs that mean something in an address; a bracket that would end a link is none of them."""


class Verb(StrEnum):
    """What a button asks for."""

    VOUCH = "participant.vouch"
    REJECT = "participant.reject"
    TICK = "checklist.tick"
    SHOW_CHECKLIST = "checklist.show"
    RUN = "command.run"
    STOP = "meeting.stop"
    SHOW_ROUND = "introductions.show"
    INTRODUCED = "introduction.done"
    REFRESH = "card.refresh"
    SIT_OPEN = "room.public"
    SIT_APART = "room.confirm"
    CONFIRM_TRAINING = "training.confirm"
    HARDEN = "options.harden"
    FALSE_ALARM = "chat.false_alarm"


def card(
    kind: CardKind,
    words: Words,
    body: Sequence[Element],
    actions: Sequence[Element] = (),
    *,
    says: str = "",
    more: Mapping[str, Any] | None = None,
) -> Card:
    """A card of *kind*; `says` stands for it where cards cannot be shown, before the advice to open it elsewhere.

    `more`: what only some cards have: `refreshing`, `mentioning`.
    """
    first, *rest = body
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": words.language,
        "fallbackText": f"{says} {words.fallback}".strip(),
        "body": [{**first, "id": kind.value}, *rest],
        **({"actions": list(actions)} if actions else {}),
        **(more or {}),
    }


def refreshing(label: str, data: Mapping[str, str], users: Sequence[str]) -> Mapping[str, Any]:
    """Lets the clients of *users* (Teams' ids) ask for a view of their own when they show the card: 60 at most."""
    if not users:
        return {}
    return {"refresh": {"action": button(label, Verb.REFRESH, data), "userIds": list(users[:MOST_REFRESHED])}}


def mentioning(called: str, mri: str, name: str) -> Mapping[str, Any]:
    """Makes `<at>called</at>` in a text of the card a mention of that account (docs/TEAMS.md G5)."""
    entity = {"type": "mention", "text": f"<at>{called}</at>", "mentioned": {"id": mri, "name": name}}
    return {"msteams": {"entities": [entity]}}


def text(words: str, **looks: object) -> Element:
    """Our own words. Never a name: Markdown is rendered."""
    return {"type": "TextBlock", "text": words, "wrap": True, **looks}


def title(words: str, **looks: object) -> Element:
    """The line that is read first."""
    return text(words, weight="Bolder", size="Medium", style="heading", **looks)


def banner(words: str, style: str) -> Element:
    """The line that is read first where somebody must act, on a coloured ground that every theme keeps legible."""
    return {"type": "Container", "style": style, "bleed": True, "items": [title(words)]}


def quiet(words: str, **looks: object) -> Element:
    """A line for whoever wants to know more."""
    return text(words, isSubtle=True, size="Small", **looks)


def run(words: str, **looks: object) -> Element:
    """A piece of a `rich` text, shown letter by letter as it is."""
    return {"type": "TextRun", "text": words, **looks}


def aside(words: str) -> Element:
    """A quiet piece of a `rich` text."""
    return run(words, isSubtle=True, size="Small")


def rich(*runs: Element, **looks: object) -> Element:
    """A text with names in it. It always wraps."""
    return {"type": "RichTextBlock", "inlines": list(runs), **looks}


def box(*items: Element, **looks: object) -> Element:
    """Elements that belong together."""
    return {"type": "Container", "items": list(items), **looks}


def buttons(*actions: Element, **looks: object) -> Element:
    """A row of buttons within the card."""
    return {"type": "ActionSet", "actions": list(actions), **looks}


def beside(left: Element, *right: Element) -> Element:
    """*left* takes the width that *right* leaves. A part of *right* that is hidden frees its place."""
    columns: list[Element] = [
        {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center", "items": [left]}
    ]
    for item in right:
        hiding: Element = {key: item[key] for key in ("id", "isVisible") if key in item}
        shown = {key: value for key, value in item.items() if key not in hiding}
        columns.append({"type": "Column", "width": "auto", **hiding, "items": [shown]})
    return {"type": "ColumnSet", "columns": columns, "spacing": "Small"}


def button(label: str, verb: Verb, data: Mapping[str, str | bool], hint: str = "", *, alone: bool = False) -> Element:
    """A button that asks the server. `hint` tells apart buttons of one label, for whoever cannot see where they are.

    *alone*: what stands in the card's inputs is not sent with it.
    """
    action = {"type": "Action.Execute", "title": label, "verb": verb.value, "data": dict(data)}
    return {**action, **({"tooltip": hint} if hint else {}), **({"associatedInputs": "none"} if alone else {})}


def link(label: str, address: str) -> str:
    """A piece of a `text` that opens a page."""
    return f"[{label}]({quote(address, safe=_IN_ADDRESSES)})"


def choice(id_: str, label: str, placeholder: str, choices: Mapping[str, str]) -> Element:
    """One of a list, or nothing."""
    listed = [{"title": title, "value": value} for value, title in choices.items()]
    looks = {"style": "compact", "placeholder": placeholder}
    return {"type": "Input.ChoiceSet", "id": id_, "label": label, "choices": listed, **looks}


def number(id_: str, label: str, most: int, error: str) -> Element:
    """A whole number from 0 to *most*; 0 unless somebody writes another."""
    return {"type": "Input.Number", "id": id_, "label": label, "min": 0, "max": most, "value": 0, "errorMessage": error}


def reveal(label: str, targets: Sequence[str]) -> Element:
    """A button that shows and hides elements, by their ids."""
    return {"type": "Action.ToggleVisibility", "title": label, "targetElements": list(targets)}


def fitting(rows: Sequence[Element], room: int = ROOM) -> int:
    """How many of *rows*, from the first, fit in *room* bytes of JSON, with every letter escaped."""
    for count, row in enumerate(rows):
        room -= len(json.dumps(row))
        if room < 0:
            return count
    return len(rows)
