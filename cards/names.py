"""Names as people chose them, made harmless: they come from outside, and anonymous people write their own."""

import re
import unicodedata
from itertools import groupby

from bot.domain.participants import Identity, Kind
from cards.words import Words

LONGEST = 64
"""Letters of a name on a card."""
LONGEST_FIRST = 20
"""Letters of a first name on a button; phones cut titles that are longer."""

_MARKS_IN_A_ROW = 3
_OURS = dict.fromkeys(map(ord, "«»“”"))  # signs that only we may set
_BLANKS = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")  # letters that draw nothing
_NUMBER = re.compile(r"\+?\d(?:[ .\-]?\d){4,}")  # a telephone's, or a person's: five digits at least
_MAKES_MORE = re.compile(r"(?<=\])(?=\()|(?<=\{)(?=\{)|(?<=:)(?=//)")  # [link](…), {{DATE(…)}}, https://…


def display_name(who: Identity, words: Words) -> str:
    """The name as Teams shows it. What people wrote themselves stands in quotes; of numbers, two digits are left."""
    match who.kind:
        case Kind.PHONE:
            return _telephone(who.name, words)
        case Kind.ANONYMOUS:
            return words.quoted.format(name=_cut(harmless(who.name), LONGEST) or words.nameless)
        case _:
            return _cut(harmless(who.name), LONGEST) or words.nameless


def first_name(who: Identity, words: Words) -> str:
    """What a button calls somebody: of "Fors, Dina" and "Dina Fors", Dina."""
    if who.kind is Kind.PHONE:
        return display_name(who, words)
    family, _, given = (name := harmless(who.name)).partition(",")
    parts = (given if len(family.split()) == 1 and given.strip() else name).replace(",", " ").split()
    return _cut(parts[0], LONGEST_FIRST) if parts else words.this_person


def mentionable(first: str) -> str:
    """A first name that may stand in a text which renders Markdown, as a mention must: letters and hyphens alone."""
    return re.sub(r"[^\w\- ]|_", "", unicodedata.normalize("NFC", first)).strip() or "?"


def harmless(raw: str) -> str:
    """*raw* on one line, without what is invisible, turns the writing, piles up over other lines, or is a number."""
    flat = "".join(_visible(sign) for sign in raw[: 8 * LONGEST].translate(_OURS | _BLANKS))
    piles = ("".join(signs) if not marks else "".join(signs)[:_MARKS_IN_A_ROW] for marks, signs in _by_mark(flat))
    return _NUMBER.sub(_masked, _MAKES_MORE.sub(" ", " ".join("".join(piles).split())))


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if category.startswith("Z") or sign in "\t\n\r":
        return " "
    return "" if category.startswith("C") else sign


def _by_mark(flat: str) -> list[tuple[bool, list[str]]]:
    return [(marks, list(signs)) for marks, signs in groupby(flat, lambda sign: unicodedata.category(sign)[0] == "M")]


def _cut(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def _masked(number: re.Match[str]) -> str:
    return f"··{number[0][-2:]}"


def _telephone(name: str, words: Words) -> str:
    digits = re.sub(r"\D", "", name)[-2:]
    return words.telephone.format(digits=digits) if len(digits) == len("47") else words.telephone_hidden
