"""S2. Findings about somebody without a name: by a place, an office, a telephone, an address, initials."""

import re
from collections.abc import Iterator

from bot.domain.health.colleagues import is_topic
from bot.domain.health.described import by_birth, by_initials, by_place, email, listed, places, somebody_at, telephone
from bot.domain.health.evidence import finding, ordered
from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.domain.health.lexicon import Word
from bot.domain.health.persons import Person, Strength
from bot.domain.health.sentences import Sentence
from bot.domain.health.states import is_so
from bot.domain.health.text import Reading
from bot.domain.health.ties import nearest, told

_KNOWN = {Sign.AGE, Sign.BIRTH_DATE, Sign.INITIALS}
_KNOWN_BY = re.compile(
    r"(?<![^\W\d_])(?:han|hun|ho|hu|dama|damen|mannen|karen|jenta|gutten|guten|lære(?:ren|raren)|fyren|kvinn[ea]n?"
    r"|(?:the )?(?:guy|man|woman|lady|girl|boy)|he|she) (?:som|who) (?:leder|leiar|driver|driv|eier|eig|trener"
    r"|trenar|kjører"
    r"|køyrer|bor i|bur i|jobber|arbeider|jobbar|underviser|selger|sel|synger|syng|spiller|spelar|vant|vann"
    r"|styrer|var statsråd"
    r"|sitter i|sit i|runs|owns|leads|drives|teaches|sells|works|coaches|plays)"
    r"(?: [^\W\d_]{1,25}){1,5}?(?= (?:er|har|ble|blei|vart|fikk|fekk|has|is|was|got|ligger|ligg)(?![^\W\d_]))"
)
_FROM_THERE = re.compile(
    r"(?:sjåføren|læreren|læraren|presten|bakeren|bonden|kjøpmannen|frisøren|eieren|dommeren|treneren|mannen"
    r"|dama|lensmannen"
    r"|snekkeren|elektrikeren|mekanikeren|organisten|klokkeren|dirigenten|keeperen|spilleren|rektoren"
    r"|politikeren|driver)"
    r" (?:fra|frå|i|på|from|in) [A-ZÆØÅ][^\W\d_]{2,20}|(?:[Hh]an|[Hh]un|[Hh]o) nye (?:i"
    r"|på) [^\W\d_]{4,20}(?= har| er)"
)
_SOMEBODY = Word.SEX | Word.PATIENT


def nameless(sentence: Sentence) -> Iterator[Finding]:
    """Whoever is recognised in *sentence* by other things than a name."""
    who = by_place(sentence) if sentence.health or sentence.bits & _SOMEBODY else None
    if who is None and (sentence.health or sentence.bits & Word.PATIENT):
        who = by_birth(sentence)
    if who is None:
        yield from _placed(sentence) if sentence.health else ()
    else:
        person = Person(who.start, who.end, -1, -1, Strength.SURE, who.signs)
        if sentence.health:
            hit = nearest(sentence.health, person)
            if not is_topic(sentence, person, hit):
                yield finding(sentence.reading, person, hit)
        elif sentence.bits & _SOMEBODY and _KNOWN & set(who.signs) and not sentence.bits & Word.TOPIC:
            yield finding(sentence.reading, person, None)
    yield from _holders(sentence) if sentence.bits & Word.OFFICE else ()
    yield from _known(sentence) if sentence.health else ()
    yield from _so(sentence) if sentence.bits & Word.STATE else ()
    yield from _reached(sentence)


def initials(reading: Reading) -> Iterator[Finding]:
    """Those whom initials and a birth tell: who is spoken of so in a hospital is a patient."""
    for who in by_initials(reading.text):
        yield Finding(Kind.PATIENT, Tier.LIKELY, *reading.place(who.start, who.end), ordered(who.signs))


def _placed(sentence: Sentence) -> Iterator[Finding]:
    """Health that is said outright of a room, a bed or an address."""
    for place in places(sentence):
        person = _unnamed(sentence, *place, Sign.PLACE)
        hit = told(sentence, person) or (None if sentence.bits & Word.TOPIC else listed(sentence, place))
        if hit is not None:
            yield finding(sentence.reading, person, hit)


def _holders(sentence: Sentence) -> Iterator[Finding]:
    """Health that is said of the one who has an office."""
    for office in sentence.hits:
        if office.bits & Word.OFFICE:
            yield from _said_of(sentence, office.start, office.end)


def _so(sentence: Sentence) -> Iterator[Finding]:
    """How somebody is who is told by a room: "Han på 214 er tett"."""
    place = somebody_at(sentence)
    if place is not None:
        person = Person(*place, -1, sentence.index(place[1]) - 1, Strength.SURE, (Sign.PLACE,))
        hit = is_so(sentence, person)
        if hit is not None:
            yield finding(sentence.reading, person, hit)


def _known(sentence: Sentence) -> Iterator[Finding]:
    """Health that is said of the one who does what one does there: "hun som leder koret i Vågå er innlagt"."""
    lower = sentence.reading.lower
    from_there = _FROM_THERE.search(sentence.reading.text, sentence.start, sentence.reach)
    if from_there is not None:
        yield from _said_of(sentence, *from_there.span())
    if all(lower.find(word, sentence.start, sentence.reach) < 0 for word in (" som ", " who ")):
        return
    known = _KNOWN_BY.search(lower, sentence.start, sentence.reach)
    if known is not None:
        yield from _said_of(sentence, *known.span())


def _said_of(sentence: Sentence, start: int, end: int) -> Iterator[Finding]:
    """Health that is said outright of the one whom *start* to *end* call by what they do."""
    person = _unnamed(sentence, start, end, Sign.OFFICE)
    hit = told(sentence, person)
    if hit is not None:
        yield finding(sentence.reading, person, hit)


def _reached(sentence: Sentence) -> Iterator[Finding]:
    """A patient's telephone or address of mail, or that of one whose health is told of."""
    who_is = Word.PATIENT | (Word.RELATIVE | Word.PRONOUN if sentence.health else 0)
    if sentence.bits & Word.FIRST and sentence.bits & Word.SURNAME:
        who_is |= Word.RELATIVE  # "kona til Kari Moe, tlf …": she is looked after, or nobody would ring
    if not sentence.bits & who_is or sentence.bits & Word.STAFF:
        return
    place = telephone(sentence) or email(sentence)
    if place is None:
        return
    hit = next(hit for hit in sentence.hits if hit.bits & who_is)
    start, end = min(hit.start, place[0]), max(hit.end, place[1])
    sign = Sign.PATIENT if hit.bits & Word.PATIENT else Sign.RELATIVE if hit.bits & Word.RELATIVE else None
    signs = (Sign.TELEPHONE, sign) if sign else (Sign.TELEPHONE,)
    yield Finding(Kind.PATIENT, Tier.LIKELY, *sentence.reading.place(start, end), ordered(signs))


def _unnamed(sentence: Sentence, start: int, end: int, sign: Sign) -> Person:
    return Person(start, end, -1, sentence.index(end) - 1, Strength.LONE, (sign,))
