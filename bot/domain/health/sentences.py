"""S2. A sentence with the words of the lists in it: what the rules about persons and health look at."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.health.lexicon import HEALTH, Hit, Word
from bot.domain.health.text import Reading

MOST_TOKENS = 400
"""Words of one sentence that are looked at: ten times a long one."""
_TOKEN = re.compile(r"[^\W\d_]+")
_TITLES = "hr fr frk dr prof pas pt st mr mrs ms f v kl ca nr tlf mob sr jr"
_GOES_ON = frozenset(_TITLES.split())
_LAST_WORD = re.compile(r"([^\W\d_]{1,4})\.\Z")
_VALUE = re.compile(r"(?:\s?[:=]?\s?(?:er|is|på|var|was|nå|now|no|of|ned i|opp i|up to|down to)?\s?[<>~]?)?\s?[0-9]")
_DOSE = re.compile(
    r"(?<![0-9])[0-9]{1,5}(?:[.,][0-9]{1,3})? ?(?:mg|mcg|µg|mikrogram|ml|ie|iu|mmol|g)(?:/[a-z]{1,4})?(?![^\W\d])"
)
_LAB, _ABBREVIATION, _MEDICINE = int(Word.LAB), int(Word.ABBREVIATION), int(Word.MEDICINE)


@dataclass(slots=True)
class Token:
    """A row of letters, and what the lists say of it."""

    start: int
    end: int
    bits: int


@dataclass(slots=True)
class Sentence:
    """`health`: what tells of somebody's health, if it is somebody's. `bits`: all that its words are."""

    reading: Reading
    start: int
    end: int
    hits: Sequence[Hit]
    health: list[Hit] = field(default_factory=list)
    bits: int = 0
    tokens: list[Token] = field(default_factory=list)

    def __post_init__(self) -> None:
        for hit in self.hits:
            self.bits |= hit.bits
        self.health = [hit for hit in self.hits if _tells(hit, self.reading.lower)]
        if self.bits & _MEDICINE:
            return
        dose = _DOSE.search(self.reading.lower, self.start, self.end)
        if dose is not None:
            self.health.append(Hit(*dose.span(), _MEDICINE))
            self.health.sort()

    def text(self, start: int, end: int) -> str:
        return self.reading.text[start:end]

    def lower(self, token: Token) -> str:
        return self.reading.lower[token.start : token.end]

    def read_tokens(self) -> list[Token]:
        """The words, read once, when somebody asks."""
        if not self.tokens:
            self.tokens = list(_tokens(self))
        return self.tokens

    def index(self, place: int) -> int:
        """Which token begins at *place* or is the next."""
        return bisect_left(self.read_tokens(), place, key=lambda token: token.start)


def sentences(reading: Reading, hits: Sequence[Hit]) -> Iterator[Sentence]:
    """The sentences with hits in them, in order. A title with its full stop ends none."""
    begins, first = 0, 0
    for end in (*reading.ends, len(reading.text)):
        if end < len(reading.text) and _goes_on(reading, end):
            continue
        last = bisect_left(hits, end, lo=first, key=lambda hit: hit.start)
        yield Sentence(reading, begins, end, hits[first:last])
        begins, first = end, last


def _goes_on(reading: Reading, end: int) -> bool:
    word = _LAST_WORD.search(reading.lower, max(0, end - 6), end)
    if word is None:
        return False
    alone = word.start() == 0 or not reading.lower[word.start() - 1].isalpha()
    return alone and (len(word[1]) == 1 or word[1] in _GOES_ON)


def _tells(hit: Hit, lower: str) -> bool:
    """Whether *hit* is health: a value of a test is, its name alone is not."""
    if hit.bits & (HEALTH | _ABBREVIATION):
        return True
    return bool(hit.bits & _LAB) and _VALUE.match(lower, hit.end) is not None


def _tokens(sentence: Sentence) -> Iterator[Token]:
    hits, at = sentence.hits, 0
    for number, found in enumerate(_TOKEN.finditer(sentence.reading.text, sentence.start, sentence.end)):
        if number == MOST_TOKENS:
            return
        start, end = found.span()
        while at < len(hits) and hits[at].end <= start:
            at += 1
        yield Token(start, end, hits[at].bits if at < len(hits) and hits[at].start < end else 0)
