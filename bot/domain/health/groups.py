"""S2. Groups of digits that may be one number, as such numbers are spelled: found by their lengths, not one by one.

A text is cut into what stands between digits and the digits, in turns, and each piece gets one sign: a group its length,
what is between a full stop where it may stand within a number, else a space. A spelling is then looked for as a word is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import accumulate, product

_DIGITS = re.compile("([0-9]+)")
_GAPS = frozenset("".join(signs) for many in (1, 2, 3) for signs in product(" \t\r\n./·,;|_-()", repeat=many))
_LENGTH = {length: f"{length:x}" for length in range(14)}


class Reach(Enum):
    """What a spelling is good for."""

    WHOLE = auto()  # eleven digits
    DATED = auto()  # a date and five digits
    CUED = auto()  # a digit too few or too many, or a DUF number: one only if a cue says so


ACCOUNT = "4.2.5"
_DATES = ("6", "8", "2.2.2", "2.2.4", "1.1.2", "1.1.4", "1.2.2", "1.2.4", "2.1.2", "2.1.4", "4.2.2")
_SPELLED = {
    Reach.WHOLE: (
        *("b", "2.2.7", "2.9", "8.3", "4.7", "5.6", "3.8", "7.4", "6.3.2", "6.2.3", "6.4.1", "6.1.4", "3.3.5", "2.4.5"),
        *("4.3.4", "4.4.3", "3.4.4", "3.3.3.2", "2.2.2.3.2", "2.2.2.2.3", "2.2.2.1.4", "2.2.2.4.1", "2.2.2.2.2.1"),
        *("6.1.1.1.1.1", "2.2.2.1.1.1.1.1", ACCOUNT),
        " " + ".".join("1" * 11),  # of one digit after another only the first eleven
    ),
    Reach.DATED: tuple(f"{date}{gap}5" for date in _DATES for gap in ". "),
    Reach.CUED: (
        *(
            "a",
            "6.4",
            "2.2.2.4",
            "5.5",
            "4.6",
            "2.2.2.2.2",
            "c",
            "6.6",
            "2.2.2.6",
            "7.5",
            "4.8",
            "8.4",
            "4.4.4",
            "3.3.3.3",
        ),
        *("4.6.2", "2.2.6.2", "2.2.2.2.2.2"),
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """Groups that may be one number: the pieces *first* to *last*."""

    first: int
    last: int
    spelling: str
    reach: Reach

    @property
    def joined(self) -> bool:
        """Whether nothing but signs that may stand within a number stands between the groups."""
        return " " not in self.spelling


class Pieces:
    """What *text* is made of; `at[i]` is where the piece i begins."""

    def __init__(self, text: str) -> None:
        self.all = _DIGITS.split(text)
        self._shape = [" "] * len(self.all)
        self._shape[::2] = ["." if gap in _GAPS else " " for gap in self.all[::2]]
        self._shape[1::2] = [_LENGTH.get(len(group), "~") for group in self.all[1::2]]
        self._shape[0] = " "

    @cached_property
    def at(self) -> list[int]:
        return [0, *accumulate(map(len, self.all))]

    def rows(self) -> Iterator[Row]:
        """Every row in the order of the text; of those that begin alike the longest first."""
        shape, found = "".join(self._shape), list[tuple[int, int, str, Reach]]()
        for reach, spellings in _SPELLED.items():
            for spelling in spellings:
                place = shape.find(spelling)
                while place >= 0:
                    found.append((place, -len(spelling), spelling, reach))
                    place = shape.find(spelling, place + 1)
        found.sort(key=lambda row: row[:2])
        for first, length, spelling, reach in found:
            yield Row(first + spelling.startswith(" "), first - length - 1, spelling.lstrip(), reach)
