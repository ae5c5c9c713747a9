"""S2. Who is told of, with what of their health: one finding for each person of a sentence."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.domain.health.colleagues import has_kin, is_colleague, owned
from bot.domain.health.described import BIRTHDAY, has_age, is_born, is_pinned, telephone
from bot.domain.health.evidence import finding
from bot.domain.health.findings import Finding, Sign
from bot.domain.health.lexicon import HEALTH, Hit, Lexicon, Word
from bot.domain.health.nameless import nameless
from bot.domain.health.persons import Person, Strength, kin, named
from bot.domain.health.sentences import Sentence, sentences
from bot.domain.health.states import state
from bot.domain.health.text import Reading
from bot.domain.health.ties import mentioned, nearest, told

MOST_SENTENCES = 40
"""Sentences that may tell something and are looked at: in a chat more than anybody writes."""
ENOUGH = 12
"""Findings after which it is told well enough that the message speaks of patients."""
LOOKED_BACK = 3  # sentences: "Kari Moe / f. 1950 / rom 4 / sepsis"
IsStaff = Callable[[Sequence[str]], bool]

_POINTING = 8  # words; a longer sentence tells something else
_FRAGMENT = 3  # words; so few say nothing of their own: "Koldbrann?"
_WORTH_READING = (
    HEALTH
    | Word.ABBREVIATION
    | Word.LAB
    | Word.DOCUMENT
    | Word.PATIENT
    | Word.RELATIVE
    | Word.PLACE
    | Word.OFFICE
    | Word.OWNED
    | Word.STATE
)
_NAMES_COUNT = Word.DOCUMENT | Word.PATIENT | Word.POINTS | Word.OWNED | Word.LAB | Word.STATE
_NAMED = Word.FIRST | Word.SURNAME
_PAPERS = HEALTH | Word.DOCUMENT
_THINGS = _PAPERS | Word.ABBREVIATION | Word.LAB | Word.OWNED
_SHORT = 40  # characters
_PATIENT = re.compile(r"(?<![^\W\d_])(?:pas(?:ient(?:en)?)?|pt|patient)(?![^\W\d_])[^:,;()?!]{0,24}: \Z")
_HOUR = len("time")
_FILE_TAIL = re.compile(r"/([^/?#]{1,200}\.[A-Za-z]{3,4})(?:[?#!,;:)]|\.?\Z)")
_JOINTS = re.compile(r"%20|[+_-]")
_EXAMPLE = re.compile(r"\s{0,3}(?:et |eit |an? )?(?:eksempel|døme|example) ?:")
_LINK = re.compile(r"(?:https?:/|www\.)\S{1,2000}", re.IGNORECASE)


def tellings(reading: Reading, lexicon: Lexicon, is_staff: IsStaff) -> Iterator[Finding]:
    """The findings of persons and health in *reading*, in the order of the text."""
    reading = _without_links(reading)
    born = BIRTHDAY.search(reading.lower) is not None
    hits = lexicon.hits(reading.text, reading.lower, always=born)
    if not born and not any(hit.bits & _WORTH_READING for hit in hits):
        return
    before: deque[Sentence] = deque(maxlen=LOOKED_BACK)
    looked = told_of = 0
    for sentence in sentences(reading, hits):
        if sentence.bits & _WORTH_READING or (before and _goes_on(sentence, before[-1])) or (born and _born(sentence)):
            looked += 1
            if not _taught(sentence, before):
                for one in _found(sentence, before, is_staff):
                    told_of += 1
                    yield one
        if looked == MOST_SENTENCES or told_of >= ENOUGH:
            return
        if sentence.end - sentence.start > 2:
            before.append(sentence)


def _goes_on(sentence: Sentence, before: Sentence) -> bool:
    """Whether it may say of whom the health was told that stands in the sentence before."""
    if sentence.bits & Word.POINTS or (sentence.bits | before.bits) & Word.PRONOUN:
        return bool(before.health)
    return False


def _born(sentence: Sentence) -> bool:
    return (
        sentence.bits & _NAMED != 0
        and BIRTHDAY.search(sentence.reading.lower, sentence.start, sentence.reach) is not None
    )


def _without_links(reading: Reading) -> Reading:
    """*reading* with spaces for its links: their words are a page's. What names a file at their end stays, as words."""
    if "://" not in reading.text and "www." not in reading.text:
        return reading
    text = _LINK.sub(_tail, reading.text)
    return replace(reading, text=text, lower=text.lower())


def _tail(link: re.Match[str]) -> str:
    """As long as *link*: spaces, and the name of a file where it stands."""
    name = _FILE_TAIL.search(link[0])
    if name is None:
        return " " * len(link[0])
    words = _JOINTS.sub(lambda joint: " " * len(joint[0]), name[1])
    return " " * name.start(1) + words + " " * (len(link[0]) - name.end(1))


def _taught(sentence: Sentence, before: Sequence[Sentence]) -> bool:
    """Whether it is an example: said so here, or in the sentence before."""
    if (sentence.bits | (before[-1].bits if before else 0)) & Word.TEACHING:
        return True
    return _EXAMPLE.match(sentence.reading.lower, sentence.start) is not None


def _found(sentence: Sentence, before: Sequence[Sentence], is_staff: IsStaff) -> Iterator[Finding]:
    yield from nameless(sentence)
    yield from _rung(sentence, before[-1]) if before else ()
    if not sentence.health and not sentence.bits & _NAMES_COUNT and not _born(sentence):
        return
    persons = named(sentence)
    for person in persons:
        yield from _of(sentence, person, is_staff)
    for person in kin(sentence, persons) if sentence.bits & Word.RELATIVE and sentence.health else ():
        hit = told(sentence, person)
        if hit is not None:
            yield finding(sentence.reading, person, hit)
    if before and (sentence.health or sentence.bits & Word.STATE) and not persons:
        yield from _carried(sentence, before, is_staff)
    elif before and persons and not sentence.health:
        yield from _pointed_at(sentence, before[-1], persons)


def _of(sentence: Sentence, person: Person, is_staff: IsStaff) -> Iterator[Finding]:
    if person.strength is Strength.LONE and sentence.bits & Word.JOKE:
        return
    hit = told(sentence, person)
    if hit is None and (person.strength >= Strength.NAMED or is_pinned(sentence, person)):
        hit = mentioned(sentence, person)
        if hit is not None and is_staff(person.words):
            hit = None
    if hit is None:
        hit = _paper(sentence, person)
    if hit is None and sentence.bits & Word.STATE and not is_staff(person.words):
        hit = state(sentence, person)
    if hit is not None:
        yield finding(sentence.reading, person, hit)
    elif not sentence.bits & Word.TOPIC and _is_a_patient(sentence, person):
        yield finding(sentence.reading, person, None)


def _is_a_patient(sentence: Sentence, person: Person) -> bool:
    """Whether *person* is called one, or is named with an age where a patient is spoken of."""
    if person.strength is Strength.SURE:
        return Sign.PATIENT in person.signs
    if person.strength is Strength.NAMED and is_born(sentence, person) and not sentence.is_file():
        return not sentence.bits & Word.PROFESSIONAL and not is_colleague(sentence, person)
    if person.strength is Strength.NAMED and _is_announced(sentence, person):
        return True
    named_one = person.strength is Strength.NAMED and sentence.bits & Word.PATIENT
    return bool(named_one) and has_age(sentence, person) and not is_colleague(sentence, person)


def _rung(sentence: Sentence, before: Sentence) -> Iterator[Finding]:
    """Somebody's telephone and somebody's health in two sentences: "Ring ham på …. Biopsien var ondartet"."""
    bits = sentence.bits | before.bits
    if not bits & Word.PRONOUN or bits & (Word.TOPIC | Word.STAFF | Word.ASK) or (sentence.health and before.health):
        return
    one, other = (before, sentence) if sentence.health else (sentence, before)
    place = telephone(one) if other.health and not one.health else None
    if place is not None:
        person = Person(*place, -1, -1, Strength.SURE, (Sign.TELEPHONE,))
        yield finding(sentence.reading, person, other.health[0])


def _is_announced(sentence: Sentence, person: Person) -> bool:
    """Whether a patient is spoken of, and then who that is: "Ny pasient til dere: Kari Moe"."""
    if not sentence.bits & Word.PATIENT or sentence.bits & Word.STAFF:
        return False
    said = sentence.reading.lower[max(sentence.start, person.start - _SHORT) : person.start]
    return _PATIENT.search(said) is not None


def _paper(sentence: Sentence, person: Person) -> Hit | None:
    """A patient's paper with a name: "Epikrise Rogstad.pdf", "journalen til Kari Moe"."""
    if sentence.bits & Word.TOPIC or not sentence.bits & _THINGS or is_colleague(sentence, person):
        return None
    papers = [hit for hit in sentence.hits if hit.bits & _PAPERS] if sentence.is_file() else []
    if papers:
        return nearest(papers, person)
    if person.strength < Strength.NAMED:
        return None
    return owned(sentence, person) or (_asked_for(sentence) if has_kin(sentence, person) else None)


def _asked_for(sentence: Sentence) -> Hit | None:
    """What somebody's family calls about: "Mor til … ringte og avbestilte timen"; "en time" is any hour."""
    return next((hit for hit in sentence.hits if hit.bits & Word.OWNED and hit.end - hit.start > _HOUR), None)


def _carried(sentence: Sentence, before: Sequence[Sentence], is_staff: IsStaff) -> Iterator[Finding]:
    """Health in this sentence of somebody named shortly before."""
    if sentence.bits & Word.TOPIC:
        return
    who = next((pair for one in reversed(before) if (pair := _spoken_of(one, is_staff)) is not None), None)
    if who is None:
        return
    person, where = who
    tokens = sentence.read_tokens()
    reach = 3 if person.strength is Strength.LONE else len(tokens)
    refers = next((at for at, token in enumerate(tokens[:reach]) if token.bits & Word.PRONOUN), None)
    follows = where.bits & Word.POINTS or where.reading.text[where.end - 1] in "\n;" or len(tokens) <= _FRAGMENT
    if not sentence.health:
        yield from _still(sentence, person, tokens[refers].end, refers) if refers is not None else ()
    elif person.strength >= Strength.NAMED and (refers is not None or follows):
        yield finding(sentence.reading, person, sentence.health[0])
    elif refers is not None:
        he = Person(person.start, tokens[refers].end, refers, refers, Strength.LONE, person.signs)
        hit = told(sentence, he)
        if hit is not None:
            yield finding(sentence.reading, he, hit)


def _still(sentence: Sentence, person: Person, end: int, refers: int) -> Iterator[Finding]:
    """How somebody is who was named before: "Hva er planen for Ellen Vik? Hun er fortsatt gul"."""
    he = replace(person, end=end, first=refers, last=refers)
    hit = state(sentence, he)
    if hit is not None:
        yield finding(sentence.reading, he, hit)


def _spoken_of(sentence: Sentence, is_staff: IsStaff) -> tuple[Person, Sentence] | None:
    """The last person of *sentence*, if it speaks of one who is no colleague at work."""
    if sentence.bits & (Word.TOPIC | Word.ASK):
        return None
    persons = [one for one in named(sentence) if not is_colleague(sentence, one) and not is_staff(one.words)]
    return (persons[-1], sentence) if persons else None


def _pointed_at(sentence: Sentence, before: Sentence, persons: Sequence[Person]) -> Iterator[Finding]:
    """Health in the sentence before, of somebody who is named now: "CRP 300, feber. Det gjelder Kari Moe."."""
    if not before.health or (before.bits | sentence.bits) & Word.TOPIC or len(sentence.read_tokens()) > _POINTING:
        return
    if sentence.bits & Word.POINTS and persons[0].strength >= Strength.NAMED:
        yield finding(sentence.reading, persons[0], before.health[-1])
