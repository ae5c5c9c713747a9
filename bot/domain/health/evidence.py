"""S2. A finding out of a person and the health that is told of them."""

from collections.abc import Iterable

from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.domain.health.lexicon import Hit, Word
from bot.domain.health.persons import Person
from bot.domain.health.text import Reading

_SIGN_OF = (
    (Word.ILLNESS | Word.LAB | Word.ABBREVIATION | Word.STATE, Sign.ILLNESS),
    (Word.MEDICINE, Sign.MEDICINE),
    (Word.TREATMENT | Word.DOCUMENT | Word.OWNED, Sign.TREATMENT),
    (Word.DEATH, Sign.DEATH),
)
_ORDER = {sign: number for number, sign in enumerate(Sign)}


def finding(reading: Reading, person: Person, hit: Hit | None) -> Finding:
    """The smallest place that holds *person* and *hit*; without a hit, that somebody is called a patient."""
    start, end, signs = person.start, person.end, set(person.signs)
    if hit is not None:
        start, end = min(start, hit.start), max(end, hit.end)
        signs |= set(signs_of(hit))
    kind = Kind.PATIENT if hit is None else Kind.HEALTH
    return Finding(kind, Tier.LIKELY, *reading.place(start, end), ordered(signs))


def signs_of(hit: Hit) -> tuple[Sign, ...]:
    """What *hit* tells, in order."""
    return ordered(sign for word, sign in _SIGN_OF if hit.bits & word)


def ordered(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    return tuple(sorted(set(signs), key=_ORDER.__getitem__))
