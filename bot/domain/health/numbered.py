"""S2. What is told of the health of somebody whose number stands beside it: the number says who it is."""

from collections.abc import Iterator, Sequence

from bot.domain.health.evidence import signs_of
from bot.domain.health.findings import Finding, Kind, Tier
from bot.domain.health.lexicon import HEALTH, Lexicon
from bot.domain.health.sentences import LONGEST
from bot.domain.health.telling import ENOUGH
from bot.domain.health.text import Reading


def told_of_a_number(reading: Reading, found: Sequence[Finding], lexicon: Lexicon) -> Iterator[Finding]:
    """The first word of health in each sentence with a certain number; likely, since nothing else ties the two."""
    numbers = [one for one in found if one.tier is Tier.CERTAIN][:ENOUGH]
    for begins, ends in dict.fromkeys(_sentence(reading, one) for one in numbers):
        hits = lexicon.hits(reading.text[begins:ends], reading.lower[begins:ends])
        told = next((hit for hit in hits if hit.bits & HEALTH), None)
        if told is not None:
            place = reading.place(begins + told.start, begins + told.end)
            yield Finding(Kind.HEALTH, Tier.LIKELY, *place, signs_of(told))


def _sentence(reading: Reading, number: Finding) -> tuple[int, int]:
    """Where the sentence of *number* stands in the text; all of it where that was read otherwise than written."""
    if reading.written != reading.text:
        return 0, min(len(reading.text), LONGEST)
    begins, ends = reading.sentence(number.start, number.end)
    return begins, min(ends, begins + LONGEST)
