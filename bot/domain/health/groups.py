"""S2. Groups of digits that may be one number, as such numbers are spelled: found by their lengths, not one by one.

A text is cut into the digits and what stands between them, in turns, and each piece gets one sign: a group its length,
what stands between a full stop where it may stand within a number, else a space. A spelling is then found as a word is.
"""

import re
from collections.abc import Iterator
from enum import IntEnum, auto
from functools import cached_property
from itertools import accumulate, product
from typing import NamedTuple

_DIGITS = re.compile("([0-9]+)")
_FEWEST = 9  # digits: a day, a month, a year of two, and five
_GAPS = frozenset("".join(signs) for many in (1, 2, 3) for signs in product(" \t\r\n./·,;|_-):+*", repeat=many))
_LENGTH = {length: f"{length:x}" for length in range(14)}


class Reach(IntEnum):
    """What a spelling is good for."""

    WHOLE = auto()  # eleven digits
    DATED = auto()  # a date and five digits
    CUED = auto()  # a digit too few or too many, or a DUF number: one only if a cue says so


ACCOUNT = "4.2.5"
_WHOLE = (
    "b 2.2.7 2.9 8.3 4.7 3.8 7.4 6.3.2 6.2.3 6.4.1 6.1.4 3.3.5 2.4.5 4.3.4 4.4.3 3.4.4 3.3.3.2 2.2.2.3.2 2.2.2.2.3"
    f" 7.3.1 4.2.3.2 3.3.2.3 4.2.2.2.1 2.2.2.1.4 2.2.2.4.1 2.2.2.2.2.1 6.1.1.1.1.1 2.2.2.1.1.1.1.1 {ACCOUNT}"
)
_DATES = "6 8 2.2.2 2.2.4 1.1.2 1.1.4 1.2.2 1.2.4 2.1.2 2.1.4 4.2.2"
_CUED = (
    "9 a c d 9.2 6.3 6.4 5.5 4.6 6.6 7.5 4.8 8.4 6.2.2 3.3.4 4.2.4 2.2.6 2.2.2.3 2.2.2.4 2.2.2.6 2.2.2.2.2 2.2.2.2.2.2"
    " 2.2.8 2.2.6.2 2.2.2.3.3 6.3.3 6.2.4 4.4.4 3.3.3.3 4.6.2 6.4.2 4.3.3.2"
)
_REACH = {
    **dict.fromkeys(_WHOLE.split(), Reach.WHOLE),
    " " + ".".join("1" * 11): Reach.WHOLE,  # of one digit after another only the first eleven
    **{f"{date}{gap}5": Reach.DATED for date in _DATES.split() for gap in ". "},
    **{f"{day} {year} 5": Reach.DATED for day in "12" for year in "24"},  # with the month in words
    **{f"5 {date}": Reach.DATED for date in _DATES.split()},
    **{f" {spelling}": Reach.CUED for spelling in _CUED.split()},
}


class Spelling(NamedTuple):
    """*lengths*: of the groups, with a sign for what is between. *apart*: words stand before the last of them."""

    lengths: str
    reach: Reach
    apart: bool


class Row(NamedTuple):
    """Groups that may be one number: the pieces *first* to before *after*. *worded*: words may stand beside it."""

    first: int
    after: int
    spelling: Spelling
    worded: bool


class Pieces:
    """What *text* is made of: `all` of it, how many `digits`; `at[i]` is where the piece i begins."""

    def __init__(self, text: str) -> None:
        self.all = _DIGITS.split(text)
        self.digits = sum(map(len, self.all[1::2]))
        shape = [" "] * len(self.all)
        shape[2:-1:2] = ["." if gap in _GAPS else " " for gap in self.all[2:-1:2]]
        shape[1::2] = [_LENGTH.get(len(group), "~") for group in self.all[1::2]]
        self._shape = "".join(shape)

    @cached_property
    def at(self) -> list[int]:
        return [0, *accumulate(map(len, self.all))]

    def rows(self) -> Iterator[Row]:
        """Every row in the order of the text; of those that begin alike the longest first."""
        if self.digits < _FEWEST:
            return
        shape, found = self._shape, list[tuple[int, int, Spelling]]()
        signs = set(shape)
        for sought, spelling in _SPELLINGS.items():
            if signs.issuperset(sought):
                skipped, place = len(sought) - len(spelling.lengths), shape.find(sought)
                while place >= 0:
                    found.append((place + skipped, -len(spelling.lengths), spelling))
                    place = shape.find(sought, place + 1)
        found.sort()
        for first, length, spelling in found:
            yield Row(first, first - length, spelling, shape[first - 1] == " " or shape[first - length] == " ")


_SPELLINGS = {sought: Spelling(sought.lstrip(), reach, " " in sought.lstrip()) for sought, reach in _REACH.items()}
