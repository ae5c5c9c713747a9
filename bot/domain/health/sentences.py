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
_FILE = re.compile(r"\.(?:pdf|docx?|rtf|txt|odt|jpe?g|png|tiff?|dcm|xlsx?|msg|eml|zip|mp4|heic)(?![^\W_])")
_LAB, _ABBREVIATION, _MEDICINE = int(Word.LAB), int(Word.ABBREVIATION), int(Word.MEDICINE)
_TRADE = int(Word.STAFF | Word.TOPIC | Word.TEACHING | Word.PROFESSIONAL | Word.ASK | Word.NOT_NAME)


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
        self.health = _outermost([hit for hit in self.hits if _tells(hit, self.reading.lower)])
        self.hits = _without_inner_topics(self.hits, self.health)
        for hit in self.hits:
            self.bits |= hit.bits
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

    def is_file(self) -> bool:
        """Whether it holds the name of a file."""
        return _FILE.search(self.reading.lower, self.start, self.end) is not None

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


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that lie in no other; the longest of those that begin together."""
    kept: list[Hit] = []
    for hit in hits:
        if kept and kept[-1].start == hit.start:
            kept[-1] = hit  # they come shortest first
        elif not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _without_inner_topics(hits: Sequence[Hit], health: Sequence[Hit]) -> list[Hit]:
    """*hits*, where the words of an illness are no topic: the "mal" of "grand mal"."""
    kept, at = list[Hit](), 0
    for hit in hits:
        while at < len(health) and health[at].end <= hit.start:
            at += 1
        inner = at < len(health) and health[at].start <= hit.start and hit[:2] != health[at][:2]
        kept.append(Hit(hit.start, hit.end, hit.bits & ~_TRADE) if inner else hit)
    return kept


def _tokens(sentence: Sentence) -> Iterator[Token]:
    """The words, each with all that the lists say of it and of the phrases it is in."""
    hits, at = sentence.hits, 0
    open_: list[Hit] = []
    for number, found in enumerate(_TOKEN.finditer(sentence.reading.text, sentence.start, sentence.end)):
        if number == MOST_TOKENS:
            return
        start, end = found.span()
        while at < len(hits) and hits[at].start < end:
            open_.append(hits[at])
            at += 1
        open_ = [hit for hit in open_ if hit.end > start]
        bits = 0
        for hit in open_:
            bits |= hit.bits
        yield Token(start, end, bits)
