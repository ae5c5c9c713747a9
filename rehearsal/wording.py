"""Happenings in words, for a terminal. The sentences are those of the page, in bokmål."""

import json
from collections.abc import Sequence
from pathlib import Path

from rehearsal.happening import Happening

WORDS = Path(__file__).with_name("words")
_WORDS: dict[str, str] = json.loads((WORDS / "nb.json").read_text(encoding="utf-8"))


def worded(happening: Happening) -> str:
    """One sentence."""
    text = happening.text
    match happening.kind:
        case "fares":
            whom, _, how = text.partition(" ")
            text = f"{_WORDS[f'fares.{whom}']} {_WORDS.get(f'fares.{whom}.{how}', _WORDS[f'fares.{how}'])}"
        case "role":
            text = _WORDS[f"role.{text}"]
        case "scheduled":
            text = text.replace(".", ",")
        case "options":
            text = listed([_option(one) for one in text.split()])
    return _WORDS[f"happened.{happening.kind}"].format(people=listed(happening.people), text=text)


def _option(told: str) -> str:
    """What an option says now; of one that has more to say than yes or no, its name."""
    name, _, _ = told.partition(".")
    return _WORDS.get(f"option.{told}") or _WORDS.get(f"option.{name}", name)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them, nobody's too."""
    if not names:
        return _WORDS["list.nobody"]
    *rest, last = names
    return f"{', '.join(rest)} {_WORDS['list.and']} {last}" if rest else last
