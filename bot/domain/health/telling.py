"""S2. Who is told of, with what of their health: one finding for each person of a sentence."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.domain.health.described import by_initials, by_place, listed, places, telephone
from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.domain.health.lexicon import HEALTH, Hit, Lexicon, Word
from bot.domain.health.persons import Person, Strength, named, relatives
from bot.domain.health.sentences import Sentence, sentences
from bot.domain.health.text import Reading
from bot.domain.health.ties import is_colleague, mentioned, nearest, owned, told

MOST_SENTENCES = 200
"""Sentences with health in them that are looked at: a full page has fewer."""
_FRAGMENT = 3  # words; so few say nothing of their own: "Koldbrann?"
IsStaff = Callable[[Sequence[str]], bool]

_WORTH_READING = int(HEALTH | Word.ABBREVIATION | Word.LAB | Word.DOCUMENT | Word.PATIENT | Word.RELATIVE
    | Word.PLACE | Word.OFFICE)  # fmt: skip
_SIGN_OF = (
    (Word.ILLNESS | Word.LAB, Sign.ILLNESS),
    (Word.ABBREVIATION, Sign.ILLNESS),
    (Word.MEDICINE, Sign.MEDICINE),
    (Word.TREATMENT | Word.DOCUMENT, Sign.TREATMENT),
    (Word.DEATH, Sign.DEATH),
)
_ORDER = {sign: number for number, sign in enumerate(Sign)}
_LINK = re.compile(r"(?:https?:/|www\.)\S{1,2000}", re.IGNORECASE)


def tellings(reading: Reading, lexicon: Lexicon, is_staff: IsStaff) -> Iterator[Finding]:
    """The findings of persons and health in *reading*, in the order of the text."""
    reading = _without_links(reading)
    hits = lexicon.hits(reading.text, reading.lower)
    if not any(hit.bits & _WORTH_READING for hit in hits):
        return
    before: Sentence | None = None
    looked = 0
    for sentence in sentences(reading, hits):
        if sentence.bits & _WORTH_READING and looked < MOST_SENTENCES:
            looked += 1
            if not _taught(sentence, before):
                yield from _found(sentence, before, is_staff)
        if sentence.end - sentence.start > 2:
            before = sentence


def _without_links(reading: Reading) -> Reading:
    """*reading* with spaces for its links: their words are a page's, and its name is judged for itself."""
    if "://" not in reading.text and "www." not in reading.text:
        return reading
    text = _LINK.sub(lambda found: " " * len(found.group()), reading.text)
    return replace(reading, text=text, lower=text.lower())


def _taught(sentence: Sentence, before: Sentence | None) -> bool:
    """Whether it is an example: said so here, or in the sentence before."""
    return bool((sentence.bits | (before.bits if before else 0)) & Word.TEACHING)


def _found(sentence: Sentence, before: Sentence | None, is_staff: IsStaff) -> Iterator[Finding]:
    yield from _described(sentence)
    persons = named(sentence)
    for person in persons:
        yield from _of(sentence, person, is_staff)
    for person in relatives(sentence):
        hit = told(sentence, person)
        if hit is not None:
            yield _finding(sentence.reading, person, hit)
    if not persons and before is not None and sentence.health:
        yield from _carried(sentence, before, is_staff)


def _of(sentence: Sentence, person: Person, is_staff: IsStaff) -> Iterator[Finding]:
    hit = told(sentence, person)
    if person.strength is Strength.LONE and sentence.bits & Word.JOKE:
        return
    if hit is None and person.strength >= Strength.NAMED:
        hit = mentioned(sentence, person)
        if hit is not None and is_staff(person.words):
            hit = None
    if hit is None:
        hit = _paper(sentence, person)
    if hit is not None:
        yield _finding(sentence.reading, person, hit)
    elif person.strength is Strength.SURE and Sign.PATIENT in person.signs and not sentence.bits & Word.TOPIC:
        yield _finding(sentence.reading, person, None)


def _paper(sentence: Sentence, person: Person) -> Hit | None:
    """A patient's paper with a name: "Epikrise Rogstad.pdf", "journalen til Kari Moe"."""
    papers = [hit for hit in sentence.hits if hit.bits & (Word.DOCUMENT | HEALTH)]
    if not papers or sentence.bits & Word.TOPIC or is_colleague(sentence, person):
        return None
    if sentence.is_file():
        return nearest(papers, person)
    return owned(sentence, person) if person.strength >= Strength.NAMED else None


def _described(sentence: Sentence) -> Iterator[Finding]:
    """Somebody without a name: by a place and age, by a place or an office and what is said of them, by a telephone."""
    who = by_place(sentence) if sentence.bits & (Word.SEX | Word.PATIENT) or sentence.health else None
    if who is not None and not sentence.bits & Word.TOPIC:
        person = Person(who.start, who.end, -1, -1, Strength.SURE, who.signs)
        if sentence.health:
            yield _finding(sentence.reading, person, nearest(sentence.health, person))
        elif sentence.bits & Word.SEX and who.signs != (Sign.PLACE,):
            yield _finding(sentence.reading, person, None)
    elif sentence.health:
        yield from _placed(sentence)
    yield from _called(sentence)


def _placed(sentence: Sentence) -> Iterator[Finding]:
    """Health that is said outright of a place, or of an office that one person has."""
    for place in places(sentence):
        person = _unnamed(sentence, *place, Sign.PLACE)
        hit = told(sentence, person) or (None if sentence.bits & Word.TOPIC else listed(sentence, place))
        if hit is not None:
            yield _finding(sentence.reading, person, hit)
    for office in sentence.hits if sentence.bits & Word.OFFICE else ():
        if office.bits & Word.OFFICE:
            person = _unnamed(sentence, office.start, office.end, Sign.OFFICE)
            hit = told(sentence, person)
            if hit is not None:
                yield _finding(sentence.reading, person, hit)


def _unnamed(sentence: Sentence, start: int, end: int, sign: Sign) -> Person:
    return Person(start, end, -1, sentence.index(end) - 1, Strength.LONE, (sign,))


def _called(sentence: Sentence) -> Iterator[Finding]:
    """A patient's telephone, or that of one whose patient is told of."""
    who_is = Word.PATIENT | (Word.RELATIVE if sentence.health else 0)
    place = telephone(sentence) if sentence.bits & who_is else None
    if place is not None:
        hit = next(hit for hit in sentence.hits if hit.bits & who_is)
        sign = Sign.PATIENT if hit.bits & Word.PATIENT else Sign.RELATIVE
        start, end = min(hit.start, place[0]), max(hit.end, place[1])
        signs = _ordered({sign, Sign.TELEPHONE})
        yield Finding(Kind.PATIENT, Tier.LIKELY, *sentence.reading.place(start, end), signs)


def _carried(sentence: Sentence, before: Sentence, is_staff: IsStaff) -> Iterator[Finding]:
    """Health in this sentence of somebody named in the one before."""
    if before.bits & (Word.TOPIC | Word.ASK) or sentence.bits & Word.TOPIC:
        return
    others = [one for one in named(before) if not is_colleague(before, one) and not is_staff(one.words)]
    if not others:
        return
    person = others[-1]
    tokens = sentence.read_tokens()
    refers = any(token.bits & Word.PRONOUN for token in tokens[:3])
    lines = before.reading.text[before.end - 1] == "\n" or len(tokens) <= _FRAGMENT
    if person.strength >= Strength.NAMED and (refers or lines):
        yield _finding(sentence.reading, person, sentence.health[0])
    elif refers:
        at = next(at for at, token in enumerate(tokens) if token.bits & Word.PRONOUN)
        he = Person(person.start, tokens[at].end, at, at, Strength.LONE, person.signs)
        hit = told(sentence, he)
        if hit is not None:
            yield _finding(sentence.reading, he, hit)


def initials(reading: Reading) -> Iterator[Finding]:
    """Those whom initials and a birth tell: who is spoken of so in a hospital is a patient."""
    for who in by_initials(reading.text):
        yield Finding(Kind.PATIENT, Tier.LIKELY, *reading.place(who.start, who.end), _ordered(set(who.signs)))


def _finding(reading: Reading, person: Person, hit: Hit | None) -> Finding:
    start, end, signs = person.start, person.end, set(person.signs)
    if hit is not None:
        start, end = min(start, hit.start), max(end, hit.end)
        signs |= {sign for word, sign in _SIGN_OF if hit.bits & word}
    kind = Kind.PATIENT if hit is None else Kind.HEALTH
    return Finding(kind, Tier.LIKELY, *reading.place(start, end), _ordered(signs))


def _ordered(signs: set[Sign]) -> tuple[Sign, ...]:
    return tuple(sorted(signs, key=_ORDER.__getitem__))
