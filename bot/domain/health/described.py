"""S2. Who is recognised without a name: by initials and birth, by room and age, by a telephone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from bot.domain.health.findings import Sign
from bot.domain.health.lexicon import Hit, Word
from bot.domain.health.sentences import Sentence

_DATE = r"(?:[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?(?:[0-9]{4}|[0-9]{2})|[0-9]{6}(?:[0-9]{2})?)(?![0-9])"
_YEAR = r"(?:(?:19|20)[0-9]{2}|['’-] ?[0-9]{2})(?![0-9])"
_BORN = r"(?:f|fd|født|fødd|born|dob|d\.o\.b|f\.?dato|fødselsdato)[.:]?(?: i)? ?"
_INITIALS_BORN = re.compile(
    r"(?<![^\W\d_])[A-ZÆØÅ]\.? ?[A-ZÆØÅ]\.?(?: ?[A-ZÆØÅ]\.?)?[ ,:/(-]{1,3}"
    rf"(?:(?i:{_BORN})(?:{_DATE}|{_YEAR})|{_DATE})"
    rf"|(?<![^\W\d_])(?i:{_BORN})(?:{_DATE}|{_YEAR})[ ,:/-]{{1,3}}[A-ZÆØÅ]\. ?[A-ZÆØÅ]\."
    r"|(?<![^\W\d_])[A-ZÆØÅ]\. ?[A-ZÆØÅ]\.?[ ,(]{1,2}[0-9]{1,3} ?(?:år|yo|years?)(?![^\W\d])"
)
_BIRTH = re.compile(rf"(?<![^\W\d_])(?:{_BORN}(?:{_DATE}|{_YEAR})|(?<![0-9.]){_DATE})")
_SEXES = (
    r"(?:mann(?:en)?|kvinn[ea]n?|dam[ea]n?|gut(?:t?en)?|gutt|jent[ea]n?|herre|kar(?:en)?|pike|baby|man|woman|male|female"
    r"|boy|girl|lady)"
)
_AGE = re.compile(
    r"(?<![0-9])[0-9]{1,3}[ -]?(?:år(?:ing(?:en|ar)?)?|yo|y/o|yrs?|year|mnd|måneder|months?|uker|dager)(?![^\W\d])"
    rf"|(?<![^\W\d_]){_SEXES}(?:,? (?:på|aged?|around|ca\.?)|,)? ?[0-9]{{1,3}}(?![0-9])"
    rf"|(?<![0-9])[0-9]{{1,3}}[ -]?(?:[mfk](?![^\W\d])|{_SEXES})|(?<![^\W\d_])[mfk][ -]?[0-9]{{2}}(?![0-9])"
)
_NUMBER = re.compile(r" ?(?:nr\.? ?)?[0-9]{1,4} ?[a-zæøå]?(?![^\W\d])")
_NUMBER_BEFORE = re.compile(r"(?<![0-9])[0-9]{1,4}[a-d]? ?\Z")
_WARD = re.compile(r"(?<![^\W_])[0-9]{1,2}[a-d](?![^\W_])")  # as wards call their rooms: "2A"
_ALONE = frozenset(("enerommet", "isolat", "isolatet", "enerom", "the side room", "side room"))
_ADDRESS = re.compile(
    r"(?<![^\W_])[A-ZÆØÅ][^\W\d_]{1,30} ?(?i:gat[ea]|gaten|ve[ig]|veien|vegen|bakken|allé|plass|street|road|lane)"
    r" [0-9]{1,3}(?: ?[A-H](?![^\W_]))?"
)
_LISTS = re.compile(r" ?[:–-] ?| ?, ?")
_LISTED_WITHIN = 14  # characters between a room and what is said of it: ": obs "
_TELEPHONE = re.compile(r"(?<![0-9])(?:(?:\+|00)47[  ]?)?[2-9](?:[  ]?[0-9]){7}(?![0-9])")
_MINE = re.compile(
    r"(?<![^\W\d_])(?:meg|oss|me|us|min|mitt|our|vår|vårt|vakttelefon\w*|sentralbord\w*|direktelinje\w*"
    r"|(?:jeg|eg|æ|i) (?:er|e|nås|treffes|am|kan nås))(?![^\W\d])"
)
_MOBILE = "49"


@dataclass(frozen=True, slots=True)
class Description:
    """Where somebody is described, and by what."""

    start: int
    end: int
    signs: tuple[Sign, ...]


def by_initials(text: str) -> Iterator[Description]:
    """ "M.B. f. 04.06.1951"."""
    for found in _INITIALS_BORN.finditer(text):
        yield Description(*found.span(), (Sign.BIRTH_DATE, Sign.INITIALS))


def by_place(sentence: Sentence) -> Description | None:
    """ "seng 7 født 1944", "den 19 år gamle jenta på enerommet": a place of a bed, and whose it is by age or birth."""
    place = next(iter(places(sentence)), None)
    if place is None:
        return None
    lower = sentence.reading.lower
    for sign, pattern in ((Sign.BIRTH_DATE, _BIRTH), (Sign.AGE, _AGE)):
        found = pattern.search(lower, sentence.start, sentence.end)
        if found is not None:
            return Description(min(place[0], found.start()), max(place[1], found.end()), (sign, Sign.PLACE))
    who = next((hit for hit in sentence.hits if hit.bits & (Word.SEX | Word.PATIENT)), None)
    if who is None:
        return None
    patient = (Sign.PLACE, Sign.PATIENT) if who.bits & Word.PATIENT else (Sign.PLACE,)
    return Description(min(place[0], who.start), max(place[1], who.end), patient)


def places(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where rooms, beds and, of somebody, addresses stand."""
    if sentence.bits & Word.PLACE:
        for hit in sentence.hits:
            if hit.bits & Word.PLACE and (span := _place(sentence, hit.start, hit.end)) is not None:
                yield span
    elif sentence.health:
        ward = _WARD.search(sentence.reading.lower, sentence.start, sentence.end)
        if ward is not None:
            yield ward.span()
    if sentence.health and sentence.bits & (Word.PRONOUN | Word.SEX):
        address = _ADDRESS.search(sentence.reading.text, sentence.start, sentence.end)
        if address is not None:
            yield address.span()


def listed(sentence: Sentence, place: tuple[int, int]) -> Hit | None:
    """The health that stands right behind a place: "7B vindu: GCS 6"."""
    after = _LISTS.match(sentence.reading.text, place[1])
    if after is None:
        return None
    return next((hit for hit in sentence.health if 0 <= hit.start - after.end() <= _LISTED_WITHIN), None)


def _place(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The place with its number; some have none."""
    number = _NUMBER.match(sentence.reading.lower, end, sentence.end)
    if number is not None:
        return start, number.end()
    before = _NUMBER_BEFORE.search(sentence.reading.lower, max(sentence.start, start - 6), start)
    if before is not None:
        return before.start(), end
    return (start, end) if sentence.text(start, end).lower() in _ALONE else None


def telephone(sentence: Sentence) -> tuple[int, int] | None:
    """Where somebody's telephone stands that is not the writer's; a mobile, since a house has the others."""
    text = sentence.reading.text
    for found in _TELEPHONE.finditer(text, sentence.start, sentence.end):
        if _MINE.search(sentence.reading.lower, max(sentence.start, found.start() - 40), found.start()):
            continue
        if _is_mobile(found.group()):
            return found.span()
    return None


def _is_mobile(written: str) -> bool:
    digits = written.removeprefix("+47").removeprefix("0047").strip()
    if digits[:1] not in _MOBILE:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written, "NO"))
    except phonenumbers.NumberParseException:
        return False
