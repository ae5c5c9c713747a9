"""S2. Numbers that name a person, as people spell them in a chat; and what speaks against it, in the same sentence.

Source: the hospital's procedure, S2. Any fødselsnummer is a right account number too, so spelling and words decide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.domain.health.identifiers import is_date, is_duf, national
from bot.domain.health.text import Reading

_DIGITS = re.compile(r"[0-9]+")
_GAP = re.compile(r"(?: ?[\s./-] ?|, )\Z")
_WIDEST_GAP = 3
_NATIONAL, _DUF = 11, 12
_MOST_GROUPS = 11
_ACCOUNT = (4, 2, 5)
_SPELLINGS = frozenset(
    {
        (11,), (6, 5), (2, 2, 7), (2, 2, 2, 5), (6, 3, 2), (6, 2, 3), (2, 2, 2, 3, 2), (2, 2, 2, 2, 3), (3, 3, 5), (3, 3, 3, 2),
        (2, 2, 2, 1, 4), (1,) * 11, _ACCOUNT,
        (12,), (4, 8), (6, 6), (4, 4, 4), (4, 6, 2), (3, 3, 3, 3),
    }
)  # fmt: skip
_BEGINNINGS = frozenset(spelling[:length] for spelling in _SPELLINGS for length in range(1, len(spelling)))

_CUE = re.compile(
    r"(?i)(?<![^\W\d])(?:f\w{0,2}dsels?-?(?:nummer(?:et)?|nr)|f(?:\.|ø)?d?\.?\s?nr|p(?:erson)?\.?-?(?:nummer(?:et)?|nr)"
    r"|d-?(?:nummer(?:et)?|nr)|h-?(?:nummer(?:et)?|nr)|fh-?(?:nummer(?:et)?|nr?)|hjelpe-?n(?:ummer(?:et)?|r)"
    r"|n(?:ø|au|ø)dn(?:ummer(?:et)?|r)|duf(?:-?(?:nummer(?:et)?|nr))?|national id(?:entity)?(?: number)?|ssn|birth number)"
    r"(?:[\s:.,#=-]|er|is|på|til|for){0,6}\Z"
)
_LOCAL = re.compile(
    r"(?i)(?<![^\W\d])(?:pas(?:ient)?\.?[\s-]?(?:id|nr|nummer)|patient[\s-]?id|npr[\s-]?(?:id|nr)|(?:epj|dips)[\s-]?(?:id|nr)"
    r"|journal[\s-]?(?:nr|nummer|id)|mrn|pid)[\s:.#=-]{0,4}(?:er |is )?([A-Za-z]{0,3}[0-9][0-9 ]{3,11}[0-9])(?![0-9])"
)
_AGAINST = re.compile(
    r"(?i)(?<![^\W\d])(?:konto\w{0,10}|ktonr|kto|kid(?:-?n(?:ummer|r))?|faktura\w{0,8}|invoice|iban|bic|org\.?\s?-?nr|organisasjonsn\w+|orgnummer"
    r"|m(?:ø|o)te-?\s?id|meeting id|passcode|passkode|møtekode|pinkode|pin|konferanse-?\s?id|conference id|telefonkonferanse"
    r"|sporing\w{0,9}|sporingsnr|tracking|sending\w{0,9}|pakke\w{0,8}|kolli\w{0,6}|serie-?n\w{1,6}|serial|s/n|sn|imei|ean|gtin|isbn|doi|lot|batch"
    r"|ordre\w{0,8}|order|bestilling\w{0,8}|jobb?-id|sak(?:s?n(?:ummer|r))?|ticket|inc|lisens\w{0,7}|løpenummer|budsjett\w{0,6}|innkjøp\w{0,8})(?![^\W\d])"
)
_IN_A_LINK = re.compile(r"(?i)(?:https?:/|www\.|[\w.-]+@)\S*\Z")
_BEFORE = 28  # characters in which a cue is looked for


@dataclass(frozen=True, slots=True)
class _Row:
    """Groups of digits that may be one number: `start`, `end` and `digits` of all, and how they are grouped."""

    start: int
    end: int
    digits: str
    spelling: tuple[int, ...]


def numbers(reading: Reading) -> Iterator[Finding]:
    """Every number of a person, in the order of the text."""
    last = 0
    for row in _rows(reading.text):
        if row.start < last:
            continue
        found = _judged(row, reading)
        if found is not None:
            last = row.end
            yield found
    for local in _LOCAL.finditer(reading.text):
        start, end = reading.place(*local.span(1))
        yield Finding(Kind.LOCAL_NUMBER, Tier.CERTAIN, start, end, (Sign.CUE, Sign.LOCAL_NUMBER))


def _judged(row: _Row, reading: Reading) -> Finding | None:
    before = reading.text[max(0, row.start - _BEFORE) : row.start]
    cued = _CUE.search(before) is not None
    signs = _signs(row, cued=cued)
    if not signs or _IN_A_LINK.search(reading.text[max(0, row.start - 200) : row.start]):
        return None
    if not cued and (row.spelling == _ACCOUNT or _AGAINST.search(reading.sentence(row.start, row.end))):
        return None
    start, end = reading.place(row.start, row.end)
    return Finding(Kind.NATIONAL_NUMBER, Tier.CERTAIN, start, end, signs)


def _signs(row: _Row, *, cued: bool) -> tuple[Sign, ...]:
    """What speaks for a number of a person; nothing: nothing does."""
    if len(row.digits) == _DUF:
        return (Sign.CUE, Sign.NUMBER_CHECKS) if cued and is_duf(row.digits) else ()
    if national(row.digits, new_rule=cued) is not None:
        return (Sign.CUE, Sign.NUMBER_CHECKS) if cued else (Sign.NUMBER_CHECKS,)
    if cued:
        return (Sign.CUE, Sign.MISTYPED)
    return ()


def _rows(text: str) -> Iterator[_Row]:
    """Groups that stand together, spelled as such numbers are."""
    groups = list(_DIGITS.finditer(text))
    joined = [
        second.start() - first.end() <= _WIDEST_GAP and _GAP.match(text, first.end(), second.start()) is not None
        for first, second in zip(groups, groups[1:], strict=False)
    ]
    for first, group in enumerate(groups):
        spelling: tuple[int, ...] = ()
        for last in range(first, min(first + _MOST_GROUPS, len(groups))):
            if last > first and not joined[last - 1]:
                break
            spelling = (*spelling, len(groups[last][0]))
            if spelling in _SPELLINGS:
                digits = "".join(one[0] for one in groups[first : last + 1])
                yield _Row(group.start(), groups[last].end(), digits, spelling)
            if spelling not in _BEGINNINGS:
                break
