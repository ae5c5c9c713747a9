"""S2. A sentence with the words of the lists in it: what the rules about persons and health look at."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_

from bot.domain.health.lexicon import HEALTH, Hit, Word
from bot.domain.health.text import Reading

MOST_TOKENS = 400
"""Words of one sentence that are looked at: ten times a long one."""
LONGEST = 2_000
"""Characters of one sentence in which numbers and the like are looked for."""
_TOKEN = re.compile(r"[^\W\d_]+")
_TITLES = "hr fr frk dr prof pas pt st mr mrs ms f v kl ca nr tlf mob sr jr"
_GOES_ON = frozenset(_TITLES.split())
_LAST_WORD = re.compile(r"([^\W\d_]{1,4})\.\Z")
_VALUE = re.compile(r"(?:\s?[:=]?\s?(?:er|is|på|var|was|nå|now|no|of|ned i|opp i|up to|down to)?\s?[<>~]?)?\s?[0-9]")
_MEASURES = (  # a dose; the stage of a tumour, pregnancies and births
    re.compile(
        r"[0-9](?<![0-9].)[0-9]{0,4}(?:[.,][0-9]{1,3})? ?"
        r"(?:mg|mcg|µg|mikrogram|ml|ie|iu|mmol|g)(?:/[a-z]{1,4})?(?![^\W\d])"
    ),
    re.compile(
        r"[cpytg](?<![^\W_].)(?:[cpy]?t?(?<=t)[0-4x][a-d]?n[0-3x][a-c]?(?:m[01x])?|(?<=g)[0-9]{1,2}p[0-9]{1,2})(?![^\W_])"
    ),
)
_WEEKS = re.compile(r"(?:2[2-9]|3[0-9]|4[0-2])(?<![0-9]..)\+[0-6](?![0-9])")  # of pregnancy
_FILE = re.compile(
    r"\.(?:pdf|docx?|rtf|txt|odt|jpe?g|png|tiff?|dcm|xlsx?|msg|eml|zip|mp4|heic)(?![^\W_])|[^\W\d_]_[^\W\d_]"
)
_LAB, _ABBREVIATION = int(Word.LAB), int(Word.ABBREVIATION)
_MEDICINE, _ILLNESS = int(Word.MEDICINE), int(Word.ILLNESS)
_TELLS = HEALTH | _ABBREVIATION
_TRADE = int(Word.STAFF | Word.TOPIC | Word.TEACHING | Word.PROFESSIONAL | Word.ASK | Word.NOT_NAME)


@dataclass(slots=True)
class Token:
    """A row of letters, and what the lists say of it."""

    start: int
    end: int
    bits: int


class Sentence:
    """`hits`: the words of the lists in it. `bits`: all that they are. `health`: what tells of somebody's health."""

    __slots__ = ("_file", "_health", "_tokens", "bits", "end", "hits", "reach", "reading", "start")

    def __init__(self, reading: Reading, start: int, end: int, hits: Sequence[Hit]) -> None:
        self.reading, self.start, self.end, self.hits = reading, start, end, hits
        self.reach = min(end, start + LONGEST)
        self.bits = 0
        for hit in hits:
            self.bits |= hit.bits
        self._health: list[Hit] | None = None
        self._tokens: list[Token] | None = None
        self._file: bool | None = None

    @property
    def health(self) -> list[Hit]:
        """What tells of somebody's health, if it is somebody's; found when somebody asks."""
        if self._health is None:
            self._health = self._read_health()
            if self._health and self.bits & _TRADE:
                self.hits = _without_inner_topics(self.hits, self._health)
                self.bits = reduce(or_, (hit.bits for hit in self.hits), 0)
        return self._health

    def _read_health(self) -> list[Hit]:
        lower = self.reading.lower
        told = [hit for hit in self.hits if hit.bits & _TELLS or (hit.bits & _LAB and _VALUE.match(lower, hit.end))]
        health = _outermost(told)
        if not self.bits & _MEDICINE:
            for pattern, bits in zip(_MEASURES, (_MEDICINE, _ILLNESS), strict=True):
                measure = pattern.search(lower, self.start, self.reach)
                if measure is not None:
                    health.append(Hit(*measure.span(), bits))
            health.sort()
        if lower.find("+", self.start, self.reach) >= 0 and (weeks := _WEEKS.search(lower, self.start, self.reach)):
            health.append(Hit(*weeks.span(), _ILLNESS))
            health.sort()
        return health

    def health_at(self, token: Token) -> Hit | None:
        """The health that *token* is, or is a word of."""
        if not token.bits & (_TELLS | _LAB):
            return None
        at = bisect_left(self.health, token.end, key=lambda hit: hit.start) - 1
        return self.health[at] if at >= 0 and self.health[at].end > token.start else None

    def text(self, start: int, end: int) -> str:
        return self.reading.text[start:end]

    def lower(self, token: Token) -> str:
        return self.reading.lower[token.start : token.end]

    def is_file(self) -> bool:
        """Whether it holds the name of a file."""
        if self._file is None:
            self._file = _FILE.search(self.reading.lower, self.start, self.reach) is not None
        return self._file

    def read_tokens(self) -> list[Token]:
        """The words, read once, when somebody asks."""
        if self._tokens is None:
            self._tokens = list(_tokens(self))
        return self._tokens

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
        within = [hit for hit in hits[first:last] if hit.end <= end]  # no phrase goes on in the next sentence
        yield Sentence(reading, begins, end, within)
        begins, first = end, last


def _goes_on(reading: Reading, end: int) -> bool:
    word = _LAST_WORD.search(reading.lower, max(0, end - 6), end)
    if word is None:
        return False
    alone = word.start() == 0 or not reading.lower[word.start() - 1].isalpha()
    return alone and (len(word[1]) == 1 or word[1] in _GOES_ON)


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that lie in no other, each with all that those within it are."""
    kept: list[Hit] = []
    for hit in hits:  # those that begin together come shortest first
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        else:
            last = kept[-1]
            end = hit.end if hit.start == last.start else last.end
            kept[-1] = Hit(last.start, end, last.bits | hit.bits)
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
    hits, at, count = sentence.hits, 0, len(sentence.hits)
    phrases: list[Hit] = []
    found = islice(_TOKEN.finditer(sentence.reading.text, sentence.start, sentence.end), MOST_TOKENS)
    for start, end in map(re.Match.span, found):
        bits = 0
        while at < count and hits[at].start < end:
            hit = hits[at]
            at += 1
            if hit.end <= end:
                bits |= hit.bits if hit.end > start else 0
            else:
                phrases.append(hit)
        if phrases:
            phrases = [hit for hit in phrases if hit.end > start]
            bits = reduce(or_, (hit.bits for hit in phrases), bits)
        yield Token(start, end, bits)
