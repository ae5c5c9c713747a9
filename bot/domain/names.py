"""Names for comparing: whether two are the same, whether one only looks like the other, whether it is a recorder's.

They come from outside, and anonymous people choose their own: nothing here trusts their length, signs or letters.
What was worked out for the last few thousand names stays in memory, with the names, until newer ones push it out.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from bot.domain.confusables import CONFUSABLES
from bot.domain.recorders import BRANDS, GIVEN_NAMES, MACHINES, MARKS, NAMESAKES, OFFICES, PAIRS, STEMS, WORDS

LONGEST = 256
"""Signs of a name that are looked at, and signs of what comes out."""

_KEPT = 2048  # names; a meeting of three hundred invited and three hundred present has room
_SPACES = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")  # letters that draw a space
_UNSEEN = re.compile("[\u034f\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # marks
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_TYPOGRAPHY = {ord(sign): key for key, signs in (("-", "‐‑‒–—−"), ("'", "‘’ʼ`′")) for sign in signs}
_LABEL = re.compile(  # what Teams sets behind names, in the languages it is used in here; 2026-11
    r"\(\s*(guest|gjest|gæst|gäst|external|extern|ekstern|unverified|overifierad|ikke[\s-]+bekr(eftet|æftet))\s*\)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")

# Besides the drawn table: small capitals, which UTS #39 keeps apart; some of Unicode 17's; ð, which it makes a sign.
_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋĸʟᴍʍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijkklmmnoprstuvwyz")
_NEWER = str.maketrans("þƿϸŋшџӏղւ│ð", "pppnwulnild")
_SHAPES = {like: sign.translate(_CAPITALS) for like, sign in CONFUSABLES.items()} | _CAPITALS | _NEWER
_FIRST = str.maketrans("ϲϹſ", "cCf")  # before NFKC makes sigmas and an s of them
_SAY_IT = BRANDS | WORDS


def plain(name: str) -> str:
    """*name* for comparing as the same: no case, no invisible signs, no label of Teams', "Nes, Kari" as "kari nes"."""
    return _plain(name[:LONGEST])


def skeleton(name: str) -> str:
    """What *name* looks like, for comparing alone: by UTS #39, without accents and punctuation (docs/adr/0006)."""
    return _skeleton(name[:LONGEST])


def looks_like(one: str, other: str) -> bool:
    """Whether the two are different names that an eye takes for the same. To find one among many, compare skeletons."""
    shape = skeleton(one)
    return bool(shape) and shape == skeleton(other) and plain(one) != plain(other)


def is_recorder(name: str) -> bool:
    """Whether *name*, which somebody who is not signed in chose, is that of a program that takes notes or records.

    A product's name that is people's too counts alone, or with the mark of a product: Otter.ai, and not Lars Otter.
    """
    words = _WORD.findall(plain(name))
    text = " ".join(words)
    return (
        any(stem in text for stem in STEMS)
        or text in NAMESAKES
        or not _SAY_IT.isdisjoint(words)
        or any(_is_product(first, second) for first, second in pairwise(words))
    )


def _is_product(first: str, second: str) -> bool:
    if first in MACHINES:
        return second in OFFICES
    return (second in MARKS and (first in NAMESAKES or first in GIVEN_NAMES)) or (first, second) in PAIRS


@lru_cache(_KEPT)
def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", _visible(name).casefold())
    return _in_order(folded[:LONGEST])


@lru_cache(_KEPT)
def _skeleton(name: str) -> str:
    read = _WORD.sub(_read, _shapes(_in_order(_visible(name.translate(_FIRST)))))
    return _letters(_shapes(read.casefold()).casefold())[:LONGEST]


def _visible(name: str) -> str:
    """*name* in its plainest signs (NFKC), every kind of space as a space, without what is not seen."""
    flat = name.replace("´", "'").translate(_SPACES)  # NFKC would make a space of it
    if not flat.isprintable():
        flat = "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in flat)
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", flat)).translate(_TYPOGRAPHY)[:LONGEST]


def _in_order(name: str) -> str:
    """*name* without Teams' labels, the given name first, one space between words."""
    before = None
    while name != before:
        before = name
        if "(" in name:
            name = _LABEL.sub(" ", name)
        if name.count(",") == 1:
            name = " ".join(reversed(name.split(",")))
        name = " ".join(name.split())
    return name


def _shapes(text: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text).translate(_SHAPES))


def _read(word: re.Match[str]) -> str:
    """A word as the eye reads its strokes (I, l, 1 and | are all l by now): i among capitals, l among small letters.

    At the start I and l are one: of Ida and lda, and of Lars and Iars, the second is read as the first. Standing alone,
    a stroke is I, so that Kari I. and Kari L. are two.
    """
    first, rest = word[0][0], word[0][1:]
    if not rest:
        return "i" if first == "l" else first
    around = word[0] if len(rest) > 1 else word.string  # a word of two letters says too little of itself
    solid = around.replace("l", "")
    capitals = solid == solid.upper() and around[1:] != around[1:].lower()
    return ("l" if first in "iIlL" else first) + (rest.replace("l", "i") if capitals else rest)


def _letters(text: str) -> str:
    """*text* with a space for whatever is no letter, no digit and no mark on one."""
    if not text.replace(" ", "").isalnum():
        text = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in text)
    return " ".join(text.split())
