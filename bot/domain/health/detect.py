"""S2. What a message tells of persons and of health: text in, findings out, never the words."""

from collections.abc import Collection

from bot.domain.health.findings import Finding
from bot.domain.health.lexicon import NO_WORDS, Lexicon
from bot.domain.health.numbers import numbers
from bot.domain.health.text import read


def detect(
    written: str, lexicon: Lexicon = NO_WORDS, *, staff: Collection[str] = (), synthetic: bool = True
) -> tuple[Finding, ...]:
    """What *written* holds, each finding with its place in it.

    *staff*: names of people in the meeting, who are no patients unless the message says so. *synthetic*: whether
    numbers of test persons count.
    """
    return tuple(numbers(read(written)))
