"""Canaries: texts that must be found nowhere, every field that they can come in, and how to look for them."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from botbuilder import schema

NUMBER = "12811873762"  # Tenor's kind
SPELLED = (
    NUMBER,
    "128118 73762",
    "128118-73762",
    "12.81.18 73762",
    "1 2 8 1 1 8 7 3 7 6 2",
    "１２８１１８７３７６２",
    "128118\u00a073762",
)
"""A number as people spell it."""

NAME = "Solvår Kvitrevinter"
WORD = "klagenfurtsyndrom"
RARE = (NAME, *NAME.split(), WORD)
SEP = " · "
Path_ = tuple[str | int, ...]


def canary(tag: int | str = "") -> str:
    """All of it in one text; *tag* is tied to the word, and tells on a find which field it was in."""
    return SEP.join((f"{WORD}{tag}", NAME, *SPELLED))


# ---- every field ----


def whole(activity: Mapping[str, Any]) -> dict[str, Any]:
    """*activity* with every other field that the SDK knows of an activity filled too, and some that nobody knows."""
    filled = _filled("Activity") | {"unheardOf": "x", "channelData": {"unheardOf": {"deep": ["x"]}}}
    over: dict[str, Any] = _over(filled, dict(activity))
    return over


def each_text(part: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where in *part* a text stands."""
    if isinstance(part, str):
        yield path
    pairs: Iterable[tuple[str | int, Any]] = ()
    if isinstance(part, dict):
        pairs = part.items()
    elif isinstance(part, list):
        pairs = enumerate(part)
    for key, inner in pairs:
        yield from each_text(inner, (*path, key))


def with_(activity: Mapping[str, Any], path: Path_, value: Any) -> dict[str, Any]:
    """*activity* with *value* in that place."""
    changed = deepcopy(dict(activity))
    inner: Any = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


def named(path: Path_) -> str:
    """A place as one reads it: `attachments[].name`."""
    return "".join("[]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def _filled(model: str, depth: int = 4) -> dict[str, Any]:
    """One of *model*, with something in every field."""
    fields = getattr(schema, model)._attribute_map.values()  # its one list of fields
    return {field["key"]: _value(field["type"], depth) for field in fields}


def _value(kind: str, depth: int) -> Any:
    if kind.startswith("["):
        return [_value(kind[1:-1], depth)]
    if kind.startswith("{"):
        return {"x": _value(kind[1:-1], depth)}
    match kind:
        case "bool":
            return True
        case "int" | "float":
            return 1
        case "iso-8601":
            return "2026-11-23T09:00:00Z"
        case "object":
            return {"x": "x"}
        case _:
            return _filled(kind, depth - 1) if hasattr(schema, kind) and depth and kind[0].isupper() else "x"


def _over(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: _over(below.get(key), value) for key, value in above.items()}
    return above


# ---- to look for them ----


def needles(texts: Iterable[str]) -> dict[bytes, str]:
    """In what bytes each text may hide, and what to call that."""
    found: dict[bytes, str] = {}
    for text in texts:
        plain = {"utf-8": text.encode(), "utf-16-le": text.encode("utf-16-le"), "utf-16-be": text.encode("utf-16-be")}
        forms = dict(plain)
        forms["latin-1"] = text.encode("latin-1", "replace")
        forms["json"] = json.dumps(text)[1:-1].encode()
        forms["percent"], forms["plus"] = quote(text, safe="").encode(), quote_plus(text).encode()
        forms["hex"] = text.encode().hex().encode()
        for coding in ("utf-8", "utf-16-le"):
            for shift in range(3):
                forms[f"base64 of {coding}, {shift}"] = _base64(plain[coding], shift)
        for kind in ("md5", "sha1", "sha256", "blake2b"):
            digest = hashlib.new(kind, text.encode())
            forms |= {kind: digest.digest(), f"{kind} in hex": digest.hexdigest().encode()}
        found |= {form: f"{text!r} as {name}" for name, form in forms.items() if b"?" not in form}
    return found


def found_in(content: bytes, needles_: Mapping[bytes, str]) -> Iterator[str]:
    """Which of *needles_* stand in *content*, with what stands around."""
    lower = content.lower()
    for needle, what in needles_.items():
        at = content.find(needle)
        if at < 0:
            at = lower.find(needle.lower()) if what.endswith(("utf-8", "latin-1", "json", "percent", "plus")) else -1
        if at >= 0:
            yield f"{what}: …{content[max(0, at - 60) : at + len(needle) + 20]!r}…"


def files_in(*folders: Path) -> dict[str, bytes]:
    """All that stands in these folders, at any depth."""
    paths = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): path.read_bytes() for path in paths}


def _base64(plain: bytes, shift: int) -> bytes:
    """What of *plain* is the same in base64 whatever stands around it; it begins *shift* bytes into a group."""
    coded = b64encode(b"\0" * shift + plain)
    begins, ends = (0, 2, 3)[shift], len(coded) - (4 if (len(plain) + shift) % 3 else 0)
    return coded[begins:ends]


def lettered(number: int) -> str:
    """A number in letters, always as long: what is masked as a number on a card is not lost so."""
    return "".join("qwxzvkjfbp"[int(digit)] for digit in f"{number:05d}")


def numbers_in(content: bytes) -> set[int]:
    """The numbers of the tags that stand behind the word."""
    tags = re.findall(rb"klagenfurtsyndrom([qwxzvkjfbp]{5})", content.lower())
    return {int("".join(str("qwxzvkjfbp".index(letter)) for letter in tag.decode())) for tag in tags}
