"""S2. What a message tells of persons and of health: text in, findings out, never the words."""

from collections.abc import Collection, Sequence
from itertools import islice

from bot.domain.health.findings import Finding, Kind
from bot.domain.health.identifiers import Number, national
from bot.domain.health.lexicon import NO_WORDS, Lexicon
from bot.domain.health.nameless import initials
from bot.domain.health.numbered import told_of_a_number
from bot.domain.health.numbers import numbers
from bot.domain.health.telling import ENOUGH, tellings
from bot.domain.health.text import Reading, read
from bot.domain.names import plain


def detect(
    written: str, lexicon: Lexicon = NO_WORDS, *, staff: Collection[str] = (), synthetic: bool = True
) -> tuple[Finding, ...]:
    """What *written* holds, each finding with its place in it.

    *staff*: names of people in the meeting, who are no patients unless the message says so. *synthetic*: whether
    numbers of test persons count.
    """

    def is_staff(words: Sequence[str]) -> bool:
        return any(set(words) <= set(plain(name).split()) for name in staff)

    reading = read(written)
    found = list(numbers(reading))
    if not synthetic:
        found = [one for one in found if not _is_synthetic(reading, one)]
    if lexicon is not NO_WORDS:
        found += told_of_a_number(reading, found, lexicon)
        found += (*islice(initials(reading), ENOUGH), *tellings(reading, lexicon, is_staff))
    return tuple(dict.fromkeys(found))


def _is_synthetic(reading: Reading, finding: Finding) -> bool:
    if finding.kind is not Kind.NATIONAL_NUMBER:
        return False
    digits = "".join(sign for sign in reading.written[finding.start : finding.end] if sign.isdecimal())
    return national("".join(str(int(sign)) for sign in digits), new_rule=True) is Number.SYNTHETIC
