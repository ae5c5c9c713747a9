"""The table of look-alike signs, drawn from Unicode's. `python -m tests.domain.unicode_table` writes it anew.

Source: Unicode's `confusables.txt` (UTS #39), as confusable-homoglyphs carries it. That lists every pair under both of
its signs, and does not say which of them is the prototype: it is the sign that many others resemble.
"""

import json
import unicodedata
from collections import defaultdict
from importlib import resources
from pathlib import Path

TABLE = Path(__file__).parents[2] / "bot/domain/confusables.py"

HEAD = '''"""Signs that look like letters and digits of a name in Latin, Greek or Cyrillic, and what they look like.

Drawn by `python -m tests.domain.unicode_table`; never changed by hand. Source: Unicode's `confusables.txt` (UTS #39)
as confusable-homoglyphs 3.3.1 has it, nothing newer than Unicode 14; without accents, and without what NFKC does.
Copyright © Unicode, Inc.; the licence is in confusables.LICENSE.
"""

_DRAWN = (
'''
TAIL = """)
\"\"\"Line after line: a sign or two, and after a tab all that look like it.\"\"\"

CONFUSABLES = {
    ord(like): sign for sign, _, looks in (line.partition("\\t") for line in _DRAWN.splitlines()) for like in looks
}
\"\"\"By code point, as `str.translate` takes it.\"\"\"
"""

_OVERLAYS = range(0x300, 0x370)  # accents, rings and strokes through letters
_WIDEST = 112  # letters of a line's text, that it fits the house's 120


def drawn() -> str:
    """The module's whole text."""
    groups: dict[str, list[str]] = defaultdict(list)
    for like, sign in sorted(confusables().items()):
        groups[sign].append(like)
    lines = [line for sign in sorted(groups) for line in _lines(sign, groups[sign])]
    return HEAD + "".join(f'    "{line}\\n"\n' for line in lines) + TAIL


def confusables() -> dict[str, str]:
    """Each sign that a name may hold after NFKC and NFD, and the letters or digits it resembles."""
    prototypes = _prototypes()
    found = {like: _followed(like, prototypes) for like in prototypes if _as_in_a_name(like)}
    return {like: sign for like, sign in found.items() if sign != like and sign and all(map(_wanted, sign))}


def _prototypes() -> dict[str, str]:
    text = (resources.files("confusable_homoglyphs") / "confusables.json").read_text("utf-8")
    links: dict[str, set[str]] = defaultdict(set)
    for sign, others in json.loads(text.replace("\\u200e", "")).items():  # what turns the writing is the list's own
        for other in others:
            links[sign].add(other["c"])
            links[other["c"]].add(sign)
    single = {sign: next(iter(others)) for sign, others in links.items() if len(sign) == 1 and len(others) == 1}
    return {sign: other for sign, other in single.items() if len(links[other]) > 1 or len(other) > 1 or other < sign}


def _followed(sign: str, prototypes: dict[str, str]) -> str:
    """What *sign* resembles in the end, without marks."""
    while (further := _parts("".join(prototypes.get(part, part) for part in _parts(sign)))) != sign:
        sign = further
    return "".join(part for part in sign if ord(part) not in _OVERLAYS)


def _parts(sign: str) -> str:
    return unicodedata.normalize("NFD", unicodedata.normalize("NFKC", sign))


def _as_in_a_name(sign: str) -> bool:
    return ord(sign) not in _OVERLAYS and _parts(sign) == sign


def _wanted(sign: str) -> bool:
    latin_greek_cyrillic = unicodedata.name(sign, "").split(" ")[0] in ("LATIN", "GREEK", "CYRILLIC")
    return (sign.isascii() and sign.isalnum()) or (sign.isalpha() and latin_greek_cyrillic)


def _lines(sign: str, looks: list[str]) -> list[str]:
    lines = [f"{_escaped(sign)}\\t"]
    for like in map(_escaped, looks):
        if len(lines[-1]) + len(like) > _WIDEST:
            lines.append(f"{_escaped(sign)}\\t")
        lines[-1] += like
    return lines


def _escaped(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("ascii")


if __name__ == "__main__":
    TABLE.write_text(drawn(), encoding="utf-8")
