"""S2. A message as it is read: spelled one way, and cut into sentences. Bounded for hostile text, and linear.

What follows finds places in the text as it is read; `Reading.place` tells where that is in what was written.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

LONGEST = 28_000
"""Characters: Teams takes no longer message (docs/TEAMS.md H)."""

_UNSEEN = (0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
_DASHES = (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212)
_SPELLED = {**dict.fromkeys(_UNSEEN), **dict.fromkeys(_DASHES, "-"), 0x130: "I"}  # İ is two letters in lower case
_MARKS = re.compile("([\u0300-\u036f]{2})[\u0300-\u036f]+")
_BEYOND = re.compile(
    "[\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]|[\ufe20-\ufe2f]"
)
_BOUNDARY = re.compile(r"[!?…;\n]|(?<=[^\W\d]{3})\.(?=\s)|\.(?=\s+[^\W\da-zæøå])")


@dataclass(frozen=True, slots=True)
class Reading:
    """`text`: what was written as it is read: NFKC, without what nobody sees. `lower`: the same, letter by letter, in
    lower case. `ends`: where its sentences end.
    """

    written: str
    text: str
    lower: str
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where *start* to *end* of `text` stands in what was written."""
        if self.written == self.text:
            return start, end
        return self._before(start), self._before(end)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence about *start* to *end* begins and ends; a boundary within that is none."""
        first, last = bisect_left(self.ends, start + 1), bisect_left(self.ends, end)
        begins = self.ends[first - 1] if first else 0
        return begins, self.ends[last] if last < len(self.ends) else len(self.text)

    def _before(self, place: int) -> int:
        return bisect_left(range(len(self.written) + 1), place, key=lambda cut: len(_spelled(self.written[:cut])))


def read(written: str) -> Reading:
    """How *written* is read, as far as a message can be long."""
    text = written if written.isascii() else _spelled(written[:LONGEST])
    text = text[:LONGEST]
    return Reading(written, text, text.lower(), tuple(found.end() for found in _BOUNDARY.finditer(text)))


def _spelled(written: str) -> str:
    """NFKC, cut to at most two marks a letter before: their order costs the square of their number."""
    return unicodedata.normalize("NFKC", _MARKS.sub(r"\1", _BEYOND.sub("", written))).translate(_SPELLED)
