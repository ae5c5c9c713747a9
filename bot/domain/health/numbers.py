"""S2. Numbers that name a person, as people spell them in a chat; and what speaks against it, in the same sentence.

Source: the hospital's procedure, S2. Any fødselsnummer is a right account number too, so spelling and words decide.
What is looked at beside each number is bounded, and a sentence is judged once: time grows as the text does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from bot.domain.health import wording
from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.domain.health.groups import ACCOUNT, Pieces, Reach, Row
from bot.domain.health.identifiers import birth_date, is_duf, national
from bot.domain.health.text import Reading

MOST_FINDINGS = 20
"""A message with so many certain ones needs no further. A number that a link calls a person's is likely alone."""

_FEWEST_DIGITS = 5
_FIGURE = re.compile(r"siste 5(?![0-9])|last 5(?![0-9])|(?<![0-9])5 siste")
_BESIDE, _LINK, _NAME = 60, 100, 40  # characters: of what stands beside a number, of a link's beginning, of names
_DENIAL, _BACK = 10, 24  # characters of the longest denial, of a local number and what ties it to a cue
_MONEY, _SIGNS = ("+", "$", "€"), ".:#=(-_"


class _Beside(NamedTuple):
    """What the words beside a number say: that it is a person's, that a refugee is spoken of, that it is a thing's or a
    patient's.
    """

    called: bool
    asylum: bool
    thing: bool
    patient: bool

    @classmethod
    def of(cls, before: str, after: str) -> "_Beside":
        called = wording.CUE.search(before) or wording.CUE_AFTER.match(after)
        asylum = wording.ASYLUM.search(before) or wording.ASYLUM.search(after)
        thing = _named(before) or wording.UNIT.match(after) is not None
        return cls(bool(called), bool(asylum), thing, wording.PATIENT.search(before) is not None)


class _Message:
    """A reading, with what is asked of it more than once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.pieces = Pieces(_in_words(reading.lower))
        self._against = dict[tuple[int, int], bool]()
        self._beside = dict[tuple[str, str], _Beside]()

    def span(self, row: Row) -> tuple[int, int]:
        return self.pieces.at[row.first], self.pieces.at[row.after]

    def before(self, row: Row) -> str:
        return self.pieces.all[row.first - 1][-_BESIDE:]

    def beside(self, row: Row) -> _Beside:
        """What the words beside *row* say: with the next digit after, since a cue before a number speaks of that."""
        before, after = self.before(row), self.pieces.all[row.after][:_BESIDE]
        if len(after) < _BESIDE and row.after + 1 < len(self.pieces.all):
            after += "0"
        known = self._beside.get((before, after))
        if known is None:
            known = self._beside[before, after] = _Beside.of(before, after)
        return known

    def spoken_against(self, start: int, end: int) -> bool:
        """Whether the sentence about *start* to *end* says that it is something else."""
        begins, ends = self.reading.sentence(start, end)
        if (begins, ends) not in self._against:
            words = wording.AGAINST.finditer(self.reading.lower, begins, ends)
            self._against[begins, ends] = any(self._speaks_against(found) for found in words)
        return self._against[begins, ends]

    def _speaks_against(self, found: re.Match[str]) -> bool:
        before = self.reading.lower[max(0, found.start() - _DENIAL) : found.start()]
        alone = found.group().startswith(wording.WITHIN) or not before[-1:].isalpha()
        return alone and not before.endswith(wording.DENIED)

    def in_a_link(self, start: int, end: int) -> bool:
        """Whether *start* to *end* is a part of an address of a page or of mail."""
        lower, far = self.reading.lower, max(0, start - 2_000)
        begins = max(lower.rfind(" ", far, start), lower.rfind("\n", far, start), far - 1) + 1
        word = lower[begins : min(start, begins + _LINK)]
        if wording.OF_A_PATIENT.search(word) is not None:
            return False
        return (bool(word) and wording.LINK.search(word) is not None) or lower[end : end + 1] == "@"


def _in_words(lower: str) -> str:
    """With the figure five as a letter where it says that five digits come."""
    if "siste" in lower or "last" in lower:
        return _FIGURE.sub(lambda found: found.group().replace("5", "v"), lower)
    return lower


def numbers(reading: Reading) -> Iterator[Finding]:
    """Every number of a person: national ones in the order of the text, then local ones. Of each tier a handful."""
    message, many = _Message(reading), dict.fromkeys(Tier, 0)
    for kind, start, end, signs in _all(message) if message.pieces.digits >= _FEWEST_DIGITS else ():
        tier = Tier.LIKELY if Sign.CUE in signs and message.in_a_link(start, end) else Tier.CERTAIN
        many[tier] += 1
        if many[tier] <= MOST_FINDINGS:
            yield Finding(kind, tier, *reading.place(start, end), signs)
        if many[Tier.CERTAIN] == MOST_FINDINGS:
            return


def _all(message: _Message) -> Iterator[tuple[Kind, int, int, tuple[Sign, ...]]]:
    free, found = 0, list[tuple[int, int]]()
    for row in message.pieces.rows():
        if row.first >= free and (told := _told(row, message)) is not None:
            free = row.after
            found.append(message.span(row))
            yield Kind.NATIONAL_NUMBER, *found[-1], told
    for start, end in dict.fromkeys(_local(message.reading.lower)):
        nearest = bisect_left(found, (end, 0)) - 1
        if nearest < 0 or found[nearest][1] <= start:
            yield Kind.LOCAL_NUMBER, start, end, (Sign.CUE,)


def _local(lower: str) -> Iterator[tuple[int, int]]:
    """Where the numbers stand that the words beside call a patient's."""
    for found in chain(wording.LOCAL.finditer(lower), wording.LOCAL_ALONE.finditer(lower)):
        start = found.start()
        if lower[start - 1 : start].isalpha():
            continue
        if found.lastindex is not None:
            yield found.span(1)
        elif before := wording.LOCAL_BEFORE.search(lower, max(0, start - _BACK), start):
            yield before.span(1)


def _told(row: Row, message: _Message) -> tuple[Sign, ...] | None:
    """What says that *row* names a person; None: nothing does, or its sentence says otherwise."""
    pieces = message.pieces.all[row.first : row.after]
    digits = _eleven(pieces) if row.spelling.reach is Reach.DATED else "".join(pieces[::2])
    if row.spelling.apart:
        return (Sign.BIRTH_DATE,) if birth_date(digits) is not None and _last_five(row, message) else None
    right = national(digits) is not None
    if row.worded and (_called(row, digits, message) or (not right and _hinted(row, digits, message))):
        right = right or national(digits, new_rule=True) is not None or is_duf(digits)
        return Sign.CUE, Sign.NUMBER_CHECKS if right else Sign.MISTYPED
    if right:
        return None if _otherwise(row, message) else (Sign.NUMBER_CHECKS,)
    dated = row.worded and row.spelling.reach is Reach.DATED and birth_date(digits) is not None
    return (Sign.BIRTH_DATE,) if dated and wording.BORN.search(message.before(row)) else None


def _eleven(pieces: Sequence[str]) -> str:
    """A date, its month in words or not, and five digits before or after, as a fødselsnummer has them."""
    groups = pieces[::2]
    if len(groups[0]) == 6:
        return "".join(groups)
    *date, five = groups if len(groups[0]) != 5 else (*groups[1:], groups[0])
    if len(date) == 1:
        date = [date[0][:2], date[0][2:4], date[0][4:]]
    elif len(date) == 2:
        month = wording.MONTH.fullmatch(pieces[1])
        date.insert(1, str(month.lastindex) if month else "")
    day, number, year = date if len(date[0]) != 4 else reversed(date)
    return f"{day:0>2}{number:0>2}{year[-2:]}{five}"


def _called(row: Row, digits: str, message: _Message) -> bool:
    """Whether the words just before or after say that it is a person's number."""
    beside = message.beside(row)
    return beside.called or (beside.asylum and len(digits) == 12 and is_duf(digits))


def _hinted(row: Row, digits: str, message: _Message) -> bool:
    """Whether a cue stands some words before what begins with a date, and nothing speaks against that."""
    if not is_duf(digits) and (row.spelling.reach is Reach.CUED or birth_date(digits) is None):
        return False
    return wording.LOOSE_CUE.search(message.before(row)) is not None and not _otherwise(row, message)


def _last_five(row: Row, message: _Message) -> bool:
    """Whether words say that a date and five digits belong together; a bracket alone may be excused."""
    if row.spelling.lengths[0] == "5":
        between, before = message.pieces.all[row.first + 1], message.before(row)
        return wording.BORN.search(between[-_BESIDE:]) is not None and wording.FIRST_FIVE.search(before) is not None
    between = message.pieces.all[row.after - 2]
    if len(between) > _BESIDE or not wording.LAST_FIVE.fullmatch(between):
        return False
    return between.strip() != "(" or not _otherwise(row, message)


def _otherwise(row: Row, message: _Message) -> bool:
    """Whether *row* is spelled as something else is, or is called so."""
    beside = message.beside(row)
    if beside.thing or row.spelling.lengths == ACCOUNT:
        return True
    start, end = message.span(row)
    return (not beside.patient and message.spoken_against(start, end)) or message.in_a_link(start, end)


def _named(before: str) -> bool:
    """Whether the last word *before* a number, or the last but one, says what thing has it."""
    if before.endswith(_MONEY):
        return True
    words = before[-_NAME:].rsplit(maxsplit=3)[-3:]
    if not wording.NOT.isdisjoint(words):
        return False
    for word in reversed(words):
        bare = word.strip(_SIGNS)
        if bare in wording.THINGS or wording.COMPOUND.fullmatch(bare) or bare.endswith(wording.ENDS_THINGS):
            return True
        if bare and bare not in wording.COUNTED:
            return False
    return False
