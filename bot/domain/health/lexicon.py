"""S2. The words that tell of health and of persons, looked for all at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import Any, NamedTuple

import ahocorasick

MOST_MATCHES = 3_000
"""How many matches in one message are looked at: the longest message in plain Norwegian has about as many."""
MOST_ODD = 500
"""How many of them that are no whole words: each costs ten times what a word does."""


class Word(IntEnum):
    """What a word may be, as bits: many are several things. Of an IntFlag each test would cost a microsecond."""

    ILLNESS = 1 << 0
    TREATMENT = 1 << 1
    MEDICINE = 1 << 2
    DEATH = 1 << 3
    ABBREVIATION = 1 << 4  # of an illness or an examination, and only in capitals
    LAB = 1 << 5  # tells something with a number alone
    DOCUMENT = 1 << 6  # a patient's paper
    FIRST = 1 << 7  # a first name
    SURNAME = 1 << 8
    ORDINARY = 1 << 9  # a name that is an ordinary word too
    NOT_NAME = 1 << 10  # has a capital and is no name
    STAFF = 1 << 11  # a trade or an office
    RELATIVE = 1 << 12
    PATIENT = 1 << 13
    MANNER = 1 << 14  # fru, herr, lille
    SEX = 1 << 15
    PLACE = 1 << 16  # a room or a bed
    PRONOUN = 1 << 17
    ASSERT = 1 << 18  # a verb that ties health to somebody
    CONDITION = 1 << 19  # asks how somebody is
    ASK = 1 << 20  # turns to a colleague
    PROFESSIONAL = 1 << 21  # what somebody does at work
    TOPIC = 1 << 22  # what colleagues speak of
    TEACHING = 1 << 23  # an example, nobody
    JOKE = 1 << 24
    GENERAL = 1 << 29  # of health, and tells nothing: syk, sykmeldt
    CLINICAL_TAIL = 1 << 25
    TOPIC_TAIL = 1 << 26
    ILLNESS_ENDING = 1 << 27
    TREATMENT_ENDING = 1 << 28
    TOPIC_ENDING = 1 << 30
    WARD_TAIL = 1 << 31  # of the place where somebody is treated, or works
    THANKS = 1 << 32
    OFFICE = 1 << 33  # the mayor, the boss: there is one
    POINTS = 1 << 34  # "det gjelder"
    OWNED = 1 << 35  # what somebody has who is looked after: a general practitioner, an appointment
    AGENDA = 1 << 36  # a list of those who take part begins
    STATE = 1 << 37  # how or where somebody is: no illness, and tells only of whom it is said outright


HEALTH = int(Word.ILLNESS | Word.TREATMENT | Word.MEDICINE | Word.DEATH)
NAMES = int(Word.FIRST | Word.SURNAME)
_TELLING = HEALTH | int(
    Word.ABBREVIATION | Word.LAB | Word.DOCUMENT | Word.PATIENT | Word.RELATIVE | Word.PLACE | Word.OFFICE | Word.OWNED
    | Word.STATE | Word.ILLNESS_ENDING | Word.TREATMENT_ENDING
)  # fmt: skip
_ABBREVIATION, _TOPIC = int(Word.ABBREVIATION), int(Word.TOPIC)
_COMPOUNDS = HEALTH | _ABBREVIATION | int(Word.LAB)
_ENDINGS = int(Word.ILLNESS_ENDING | Word.TREATMENT_ENDING | Word.TOPIC_ENDING)
_MAKES = {
    int(Word.ILLNESS_ENDING): int(Word.ILLNESS),
    int(Word.TREATMENT_ENDING): int(Word.TREATMENT),
    int(Word.TOPIC_ENDING): int(Word.TOPIC),
}
_TAILS = int(Word.CLINICAL_TAIL | Word.TOPIC_TAIL | Word.WARD_TAIL)
_ENDS = "n r t s a e et en er ar ene ane ns ts ets ens as enes anes ne re te de ert erte"
_ODD = _COMPOUNDS | _ENDINGS  # a compound may follow, or a word's beginning stand before
_INFLECTED = frozenset(_ENDS.split())
_SHORTEST_INFLECTED = 4  # letters: "ct" and "als" have no endings, and "alsen" is no illness
_FLAT = re.compile("[" + re.escape("\t\n\r\x0b\x0c!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”„‘’…·•→←×") + "]")
_REST = re.compile(r"[^\W\d_]{0,24}")  # the longest tail has 14 letters
_BEFORE = re.compile(r"[^\W\d_]{0,30}\Z")


class Hit(NamedTuple):
    """A word of the lists in the text as it is read, to the end of the compound it begins."""

    start: int
    end: int
    bits: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled word lists. One without words finds nothing: numbers are found all the same."""

    automaton: Any = None
    tails: Mapping[str, int] | None = None

    @classmethod
    def of(cls, lists: Mapping[Word, Iterable[str]]) -> "Lexicon":
        """One automaton of all *lists*. Terms begin a word, and so with a space; endings stand within one."""
        keys: dict[str, int] = {}
        for word, terms in lists.items():
            for term in terms if not word & _TAILS else ():
                key = ("" if word & _ENDINGS else " ") + flat(term.lower()).strip()
                keys[key] = keys.get(key, 0) | int(word)
        automaton = ahocorasick.Automaton()
        for key, bits in keys.items():
            if bits & Word.GENERAL:
                bits &= ~(HEALTH | Word.GENERAL)
            automaton.add_word(key, (len(key.lstrip()), bits))
        automaton.make_automaton()
        tails: dict[str, int] = {}
        for word in (Word.CLINICAL_TAIL, Word.TOPIC_TAIL, Word.WARD_TAIL):
            tails |= {term: int(word) for term in lists.get(word, ())}
        return cls(automaton, tails)

    def hits(self, text: str, lower: str, *, always: bool = False) -> list[Hit]:
        """The words of the lists in *text*, in order; a phrase, and the words that it is of, each for itself.

        None, where no word may tell of anything, unless they are *always* asked for.
        """
        if self.automaton is None:
            return []
        even = f" {flat(lower)} "
        matches = list(islice(self.automaton.iter(even), MOST_MATCHES))
        if not always and not any(bits & _TELLING for _, (_, bits) in matches):
            return []
        found: dict[tuple[int, int], int] = {}
        odd: list[tuple[int, int, int]] = []
        for end, (length, bits) in matches:  # *even* has one sign more before, so this is where the match ends
            if bits & _ODD or (bits & NAMES and even[end + 1 : end + 3] == "s "):
                odd.append((end - length, end, bits))
            elif even[end + 1] == " ":
                found[end - length, end] = bits
        for start, end, bits in odd[:MOST_ODD]:
            hit, whole = self._hit(text, lower, start, end, bits)
            if hit is not None and (whole or (hit.start, hit.end) not in found):
                found[hit.start, hit.end] = hit.bits
        return [Hit(start, end, bits) for (start, end), bits in sorted(found.items())]

    def _hit(self, text: str, lower: str, start: int, end: int, bits: int) -> tuple[Hit | None, bool]:
        """The match from *start* to *end*, if it is a word, or begins a compound that is known: with all of that.

        And whether it is a whole word: what the lists say of a compound goes before what its parts do.
        """
        whole = end >= len(lower) or not lower[end].isalpha()
        if bits & _ENDINGS:
            ended = _ended(lower, start, end, bits, whole=whole)
            return self._hyphened(lower, ended) if ended is not None else None, False
        if bits & _ABBREVIATION and text[start:end] != text[start:end].upper():
            bits &= ~_ABBREVIATION
        if not bits:
            return None, False
        if whole:
            return self._hyphened(lower, Hit(start, end, bits)), True
        rest = _REST.match(lower, end)
        return self._compound(Hit(start, end, bits), rest.group() if rest else ""), False

    def _hyphened(self, lower: str, hit: Hit) -> Hit:
        """*hit* with what a hyphen ties to it: the "svar" of "MR-svar", the "prosjektet" of "diabetes-prosjektet"."""
        if not hit.bits & _COMPOUNDS or not lower.startswith("-", hit.end):
            return hit
        rest = _REST.match(lower, hit.end + 1)
        tail = rest.group() if rest else ""
        compound = self._compound(Hit(hit.start, hit.end + 1, hit.bits), tail) if tail else None
        return compound or hit

    def _compound(self, hit: Hit, rest: str) -> Hit | None:
        """*hit* with the *rest* of its word, if that is an ending or a tail that is known."""
        end = hit.end + len(rest)
        if hit.bits & NAMES and rest == "s":
            return Hit(hit.start, end, hit.bits & NAMES)
        if not hit.bits & _COMPOUNDS:
            return None
        long = hit.end - hit.start >= _SHORTEST_INFLECTED
        if long and rest in _INFLECTED:
            return Hit(hit.start, end, hit.bits)
        tail = self._tail(rest) if long or hit.bits & _ABBREVIATION else 0
        if tail & Word.CLINICAL_TAIL:
            return Hit(hit.start, end, hit.bits & _COMPOUNDS)
        if tail & Word.WARD_TAIL:
            return Hit(hit.start, end, int(Word.NOT_NAME))
        return Hit(hit.start, end, _TOPIC) if tail else None

    def _tail(self, rest: str) -> int:
        """What *rest* makes of a compound: a tail with the letter that may tie it, and with an ending."""
        tails = self.tails or {}
        for begins in (0, 1) if rest[:1] in ("s", "e") else (0,):
            for ends in range(len(rest), max(begins + 2, len(rest) - 5), -1):
                tail = tails.get(rest[begins:ends], 0)
                if tail and (ends == len(rest) or rest[ends:] in _INFLECTED):
                    return tail
        return 0


def flat(text: str) -> str:
    """*text* with a space for every sign that parts words, as long as before."""
    return _FLAT.sub(" ", text)


def _ended(lower: str, start: int, end: int, bits: int, *, whole: bool) -> Hit | None:
    """A word that ends in an illness, a treatment or a topic: "ankelbruddet". What it begins with is not known."""
    if not whole:
        rest = _REST.match(lower, end)
        ending = rest.group() if rest else ""
        if ending not in _INFLECTED:
            return None
        end += len(ending)
    before = _BEFORE.search(lower, max(0, start - 30), start)
    begins = before.start() if before else start
    if start - begins < 2:  # letters: a word of its own stands in the lists, if it tells anything
        return None
    return Hit(begins, end, _MAKES[bits & _ENDINGS])


NO_WORDS = Lexicon()
