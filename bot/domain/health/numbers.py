"""S2. Numbers that name a person, as people spell them in a chat; and what speaks against it, in the same sentence.

Source: the hospital's procedure, S2. Any fødselsnummer is a right account number too, so spelling and words decide.
Every pattern is bounded, and each looks at the text once: time grows as the text does.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.domain.health.identifiers import birth_date, is_duf, national
from bot.domain.health.text import Reading

_NATIONAL, _DUF = 11, 12
_DIGITS = re.compile(r"[0-9]+")
_GAPS = frozenset(f"{before}{sign}{after}" for before in ("", " ") for sign in " \t\n./·-" for after in ("", " "))
_ACCOUNT = (4, 2, 5)
_WHOLE = frozenset(
    {(11,), (6, 5), (2, 2, 7), (2, 2, 2, 5), (6, 3, 2), (6, 2, 3), (2, 2, 2, 3, 2), (2, 2, 2, 2, 3), (3, 3, 5)}
    | {
        _ACCOUNT,
        (3, 3, 3, 2),
        (2, 2, 2, 1, 4),
        (1,) * _NATIONAL,
        (12,),
        (4, 8),
        (6, 6),
        (4, 4, 4),
        (4, 6, 2),
        (3, 3, 3, 3),
    }
)
_MISTYPED = frozenset({(10,), (6, 4), (2, 2, 2, 4), (12,), (6, 6), (2, 2, 2, 6)})
"""How a fødselsnummer with a digit too few or too many is spelled: one only if a cue says so."""

_CUE = re.compile(
    r"(?:f(?:ø|o|oe)dsels?-?n(?:umm?er(?:et)?|r)|f\.?n\.?r|fnummer|pers(?:on)?\.?-?n(?:umm?er(?:et)?|r)"
    r"|p\.?nr|[dh][-.]?n(?:umm?er(?:et)?|r)|fh-?n(?:umm?er(?:et)?|r)?|hjelpe-?n(?:umm?er|r)|n(?:ø|au)dn(?:umm?er|r)"
    r"|duf(?:[- ]?(?:n(?:umm?er(?:et)?|r)|no|number))?|national id(?:entity)?(?: number)?|birth number|ssn)(?![^\W\d])"
)
_LINKS_CUE = re.compile(r"[\s:.,#=()-]{0,4}(?:(?:er|is|på|til|for|hans|hennes|hennar)[\s:]{1,2}){0,2}\Z")
_REACH = 16  # characters between a cue and its number
_LOCAL = re.compile(
    r"(?:pas(?:ient)?\.?[ -]?(?:id|nr|nummer)|patient[ -]?id|npr[ -]?(?:id|nr)|(?:epj|dips)[ -]?(?:id|nr)"
    r"|journal[ -]?(?:nr|nummer|id)|mrn|pid)[\s:.#=-]{0,4}(?:er |is )?([a-z]{0,3}[0-9](?: ?[0-9]){4,10})(?![0-9])"
)
_SPLIT = re.compile(
    r"(?i)(?<![0-9])([0-9]{2})[ ./-]?([0-9]{2})[ ./-]?((?:[0-9]{2})?[0-9]{2})(?![0-9])"
    r"(?:[^\w\n]{0,3}(?:og |and )?(?:p(?:ers(?:on)?)?\.?-?n(?:ummer|r)|(?:dei? )?(?:siste fem|fem siste)|last five)"
    r"[\s:.]{0,3}(?:er )?| ?\()([0-9]{5})(?![0-9])"
)
_AGAINST = re.compile(
    r"(?:konto\w{0,10}|kto(?:nr)?|kid(?:-?n(?:ummer|r))?|faktura\w{0,8}|invoice|iban|bic|org\.? ?-?nr|orgnummer"
    r"|organisasjonsn\w{1,8}|m(?:ø|o)te-? ?id|meeting id|passcode|passkode|møtekode|pin(?:kode)?|konferanse-? ?id"
    r"|conference id|telefonkonferanse|sporing\w{0,9}|tracking|sending\w{0,9}|pakke\w{0,8}|kolli\w{0,6}|serie-?n\w{1,6}"
    r"|serial|s/?n|imei|ean|gtin|isbn|doi|lot|batch|ordre\w{0,8}|order|bestilling\w{0,8}|jobb?-id|saks?n(?:ummer|r)"
    r"|ticket|lisens\w{0,7}|løpenummer)(?![^\W\d])"
)
_LINK = re.compile(r"(?i)(?:https?:/|www\.)\S{1,2000}|(?<![\w.+-])[\w.+-]{1,64}+@\S{1,200}")


@dataclass(frozen=True, slots=True)
class _Row:
    """Groups of digits that may be one number, and how they are spelled."""

    start: int
    end: int
    digits: str
    spelling: tuple[int, ...]


class _Context:
    """What the words say, each kind looked for once in the whole text."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._cues = [found.end() for found in _words(_CUE, reading.lower)]
        self._against = [found.start() for found in _words(_AGAINST, reading.lower)]
        self._links = [found.span() for found in _LINK.finditer(reading.text)]

    def cued(self, row: _Row) -> bool:
        """Whether the words just before say that a number of a person comes."""
        nearest = bisect_right(self._cues, row.start) - 1
        if nearest < 0 or row.start - self._cues[nearest] > _REACH:
            return False
        return _LINKS_CUE.match(self._reading.text, self._cues[nearest], row.start) is not None

    def spoken_against(self, row: _Row) -> bool:
        """Whether the row's own sentence says that it is something else."""
        begins, ends = self._reading.sentence(row.start, row.end)
        found = bisect_left(self._against, begins)
        return found < len(self._against) and self._against[found] < ends

    def in_a_link(self, row: _Row) -> bool:
        found = bisect_right(self._links, (row.start, row.start)) - 1
        return found >= 0 and self._links[found][1] > row.start


def numbers(reading: Reading) -> Iterator[Finding]:
    """Every number of a person: national ones in the order of the text, then those split in two, then local ones."""
    context, last = _Context(reading), 0
    for row in _rows(reading.text):
        if row.start >= last and (told := _told(row, context)) is not None:
            last = row.end
            tier, signs = told
            yield Finding(Kind.NATIONAL_NUMBER, tier, *reading.place(row.start, row.end), signs)
    for split in _SPLIT.finditer(reading.text):
        if birth_date(f"{split[1]}{split[2]}") is not None:
            yield _found(Kind.NATIONAL_NUMBER, split, 0, reading, Sign.BIRTH_DATE)
    for local in _words(_LOCAL, reading.lower):
        yield _found(Kind.LOCAL_NUMBER, local, 1, reading, Sign.CUE)


def _words(pattern: re.Pattern[str], lower: str) -> Iterator[re.Match[str]]:
    """Where *pattern* stands with no letter before it. Looking behind in the pattern would look at every character."""
    for found in pattern.finditer(lower):
        if not lower[max(0, found.start() - 1) : found.start()].isalpha():
            yield found


def _found(kind: Kind, match: re.Match[str], group: int, reading: Reading, sign: Sign) -> Finding:
    return Finding(kind, Tier.CERTAIN, *reading.place(*match.span(group)), (sign,))


def _told(row: _Row, context: _Context) -> tuple[Tier, tuple[Sign, ...]] | None:
    """How sure it is that *row* names a person, and by what; None: it does not."""
    cued = context.cued(row)
    signs = _signs(row, cued=cued)
    if not signs:
        return None
    if cued:
        return (Tier.LIKELY if context.in_a_link(row) else Tier.CERTAIN), signs
    if row.spelling == _ACCOUNT or context.in_a_link(row) or context.spoken_against(row):
        return None
    return Tier.CERTAIN, signs


def _signs(row: _Row, *, cued: bool) -> tuple[Sign, ...]:
    """What speaks for a number of a person; nothing: nothing does."""
    if not cued:
        return (Sign.NUMBER_CHECKS,) if national(row.digits) is not None else ()
    if len(row.digits) == _DUF and is_duf(row.digits):
        return Sign.CUE, Sign.NUMBER_CHECKS
    right = national(row.digits, new_rule=True) is not None
    return Sign.CUE, Sign.NUMBER_CHECKS if right else Sign.MISTYPED


def _rows(text: str) -> Iterator[_Row]:
    """Groups that stand together, spelled as such numbers are; of several that begin alike the longest first."""
    spans = [group.span() for group in _DIGITS.finditer(text)]
    lengths = [end - start for start, end in spans]
    joined = [text[one[1] : min(next_[0], one[1] + 4)] in _GAPS for one, next_ in pairwise(spans)]
    for first, length in enumerate(lengths):
        if length not in _SPELLED or (length == 1 and first and joined[first - 1]):
            continue  # of one digit after another only their beginning counts
        for last in reversed(_ends(lengths, joined, first)):
            digits = "".join([text[start:end] for start, end in spans[first : last + 1]])
            yield _Row(spans[first][0], spans[last][1], digits, tuple(lengths[first : last + 1]))


def _ends(lengths: Sequence[int], joined: Sequence[bool], first: int) -> list[int]:
    """At which groups a number may end that begins at *first*."""
    node, ends, last = _SPELLED[lengths[first]], list[int](), first
    while True:
        if 0 in node:
            ends.append(last)
        if last == len(joined) or not joined[last] or lengths[last + 1] not in node:
            return ends
        last += 1
        node = node[lengths[last]]


def _grown(spellings: frozenset[tuple[int, ...]]) -> dict[int, Any]:
    """A tree of *spellings* by the lengths of their groups; 0 stands where one ends."""
    root: dict[int, Any] = {}
    for spelling in spellings:
        node = root
        for length in spelling:
            node = node.setdefault(length, {})
        node[0] = True
    return root


_SPELLED = _grown(_WHOLE | _MISTYPED)
