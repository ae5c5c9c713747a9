"""S2. A message as it is read: spelled one way, and cut into sentences. Bounded for hostile text, and linear.

What follows finds places in the text as it is read; `Reading.place` tells where that is in what was written.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

LONGEST = 28_000
"""Characters: Teams takes no longer message (docs/TEAMS.md H)."""

_UNSEEN = (
    "\u00ad\u061c\u180e\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"  # of no width; then marks
    "\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_OTHERWISE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    "\u0130": "I",
}  # İ is two letters in lower case
_GONE = re.compile(f"[{_UNSEEN}]+")
_MARKS = re.compile("(?<=[\u0300-\u036f]{2})[\u0300-\u036f]+")
_ODD = re.compile(f"[{_UNSEEN}{''.join(_OTHERWISE)}]|{_MARKS.pattern}")
_PIECE = re.compile(r"[\s\S]{1,100}[^\x00-\x7f]{0,100}")  # a mark joins no ASCII sign before which a piece begins
_BOUNDARY = re.compile(
    r"[!?…;\n.](?:(?<!\.)[!?…;\n]*|(?<=[^\W\d]{3}\.)(?=\s)|(?<=[0-9]{5}\.)(?=\s)|(?=\s+[^\W\da-zæøå]))"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`text`: what was written as it is read: NFKC, without what nobody sees. `lower`: the same, letter by letter, in
    lower case. `ends`: where its sentences end. `pieces`: where each piece that was read by itself begins in `text` and
    in what was written; none: both are the same.
    """

    written: str
    text: str
    lower: str
    ends: tuple[int, ...]
    pieces: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where *start* to *end* of `text` stands in what was written."""
        return (self._before(start), self._before(end)) if self.pieces else (start, end)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence about *start* to *end* begins and ends; a boundary within that is none."""
        first, last = bisect_left(self.ends, start + 1), bisect_left(self.ends, end)
        begins = self.ends[first - 1] if first else 0
        return begins, self.ends[last] if last < len(self.ends) else len(self.text)

    def _before(self, place: int) -> int:
        piece = bisect_left(self.pieces, (place, 0), lo=1) - 1
        begins, first = self.pieces[piece]
        after = self.pieces[piece + 1][1] if piece + 1 < len(self.pieces) else len(self.written)
        cuts = range(first, after + 1)
        return first + bisect_left(cuts, place - begins, key=lambda cut: len(_spelled(self.written[first:cut])))


def read(written: str) -> Reading:
    """How *written* is read, as far as a message can be long."""
    text, pieces = written[:LONGEST], tuple[tuple[int, int], ...]()
    if not text.isascii() and (_ODD.search(text) or not unicodedata.is_normalized("NFKC", text)):
        text, pieces = _read_by_pieces(text)
    return Reading(written, text, text.lower(), tuple([found.end() for found in _BOUNDARY.finditer(text)]), pieces)


def _read_by_pieces(written: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Some signs are read as eighteen: so only as much is read as is needed."""
    read, pieces, length = list[str](), list[tuple[int, int]](), 0
    for piece in _PIECE.finditer(written):
        if length >= LONGEST:
            break
        pieces.append((length, piece.start()))
        read.append(_spelled(piece.group()))
        length += len(read[-1])
    return "".join(read)[:LONGEST], tuple(pieces)


def _spelled(written: str) -> str:
    """NFKC, cut to at most two marks a letter before: their order costs the square of their number."""
    if written.isascii():
        return written
    spelled = unicodedata.normalize("NFKC", _MARKS.sub("", _GONE.sub("", written)))
    for sign, other in _OTHERWISE.items():
        spelled = spelled.replace(sign, other)
    return spelled
