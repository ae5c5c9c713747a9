"""S2. Who is recognised without a name: by initials and birth, by room and age, by a telephone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

import phonenumbers

from bot.domain.health.findings import Sign
from bot.domain.health.lexicon import Hit, Word
from bot.domain.health.persons import Person
from bot.domain.health.sentences import Sentence

_DATE = (
    r"(?:[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?(?:[0-9]{4}|[0-9]{2})"
    r"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)[0-9]{2}|[0-9]{2}))(?![0-9])"
)
_YEAR = r"(?:(?:19|20)[0-9]{2}|['’-] ?[0-9]{2})(?![0-9])"
_BORN = r"(?:f|fd|født|fødd|born|dob|d\.o\.b|f\.?dato|fødselsdato)[.:]?(?: i)? ?"
_BORN_REST = r"(?:d|ødt|ødd|orn|ob|\.o\.b|\.?dato|ødselsdato)?[.:]?(?: i)? ?"  # behind the first letter
_INITIALS_BORN = (  # each begins with a set of letters, which is looked for quickly
    re.compile(
        r"[A-ZÆØÅ](?<![^\W\d_].)\.? ?[A-ZÆØÅ]\.?(?: ?[A-ZÆØÅ]\.?)?[ ,:/(-]{1,3}"
        rf"(?:(?i:{_BORN})(?:{_DATE}|{_YEAR})|{_DATE})"
    ),
    re.compile(rf"[fFbBdD](?<![^\W\d_].)(?i:{_BORN_REST})(?:{_DATE}|{_YEAR})[ ,:/-]{{1,3}}[A-ZÆØÅ]\. ?[A-ZÆØÅ]\."),
    re.compile(
        r"[A-ZÆØÅ](?<![^\W\d_].)\. ?[A-ZÆØÅ](?:\.,? ?['’-][2-9][0-9](?![0-9]| ?(?:grader|%|kr))"
        r"|\.?[ ,(]{1,2}[0-9]{1,3} ?(?:år|yo|years?)(?![^\W\d]))"
    ),
)
_ANY_DIGIT = re.compile(r"[0-9]")
_BIRTH = re.compile(rf"(?<![^\W\d_])(?:{_BORN}(?:{_DATE}|{_YEAR})|(?<![0-9.]){_DATE})")
_SEXES = (
    r"(?:mann(?:en)?|kvinn[ea]n?|dam[ea]n?|gut(?:t?en)?|gutt|jent[ea]n?|herre|kar(?:en)?|pike|baby|man|woman"
    r"|male|female"
    r"|boy|girl|lady)"
)
_AGE = re.compile(
    r"(?<![0-9])[0-9]{1,3}[ -]?(?:år(?:ing(?:en|ar)?)?|yo|y/o|yrs?|year|mnd|måneder|months?|uker|dager)(?![^\W\d])"
    rf"|(?<![^\W\d_]){_SEXES}(?:,? (?:på|aged?|around|ca\.?)|,)? ?[0-9]{{1,3}}(?![0-9])"
    rf"|(?<![0-9])[0-9]{{1,3}}[ -]?(?:[mfk](?![^\W\d])|{_SEXES})|(?<![^\W\d_])[mfk][ -]?[0-9]{{2}}(?![0-9])"
)
_NUMBER = re.compile(r" ?(?:nr\.? ?)?[0-9]{1,4} ?[a-zæøå]?(?![^\W\d])")
_NUMBER_BEFORE = re.compile(r"(?<![0-9])[0-9]{1,4}[a-d]? ?\Z")
_WARD = re.compile(r"(?<![^\W_])[0-9]{1,3}[a-d](?![^\W_])")  # as wards call their rooms: "2A"
_ALONE = frozenset(
    (
        "firemannsrommet",
        "tomannsrommet",
        "to-sengsrommet",
        "tosengsrommet",
        "hjørnerommet",
        "enerommet",
        "isolat",
        "isolatet",
        "enerom",
        "the side room",
        "side room",
    )
)
_ADDRESS = re.compile(
    r"(?<![^\W_])[A-ZÆØÅ][^\W\d_]{1,30} ?(?i:gat[ea]|gaten|ve[ig]|veien|vegen|bakken|allé|plass|faret|stien"
    r"|tunet|svingen|kroken|løkka|grenda|ringen|toppen|jordet|lia|street|road|lane)"
    r" [0-9]{1,3}(?: ?[A-H](?![^\W_]))?"
)
_SOMEBODY_AT = re.compile(
    r"(?<![^\W\d_])(?:(?:han|hun|ho|hu|damen?|dama|mannen|jenta|gutten|guten)(?: (?:i|ved) (?:vinduet|vindauget"
    r"|døra))? (?:på|i)|(?:pas(?:ient(?:en)?)?|pt)\.?(?: (?:på|i))?) "
    r"[0-9]{1,3}(?:[.-][0-9]{1,2})?(?![\w:/])"
)
_ROW = re.compile(
    r"\s*[0-9]{1,4}(?:[.-][0-9]{1,2})?[a-d]?(?: ?[:|/;,] ?| - |\t)"
    rf"(?:(?:f|født|fødd)\.? ?(?:19|20)[0-9]{{2}}|[0-9]{{1,3}} ?år(?! er|s)|[mfk] ?[0-9]{{2}}"
    rf"|{_SEXES} [0-9]{{1,3}})(?![^\W_])"
)
_LISTS = re.compile(r" ?[:–-] ?| ?, ?| ")
_LISTED_WITHIN = 14  # characters between a room and what is said of it: ": obs "
_TELEPHONE = re.compile(r"[+0-9](?<![0-9].)(?:(?<=[+])47 ?[2-9]|(?<=0)047 ?[2-9]|(?<=[2-9]))(?: ?[0-9]){7}(?![0-9])")
_MINE = re.compile(
    r"(?<![^\W\d_])(?:meg|oss|me|us|min|mitt|our|vår|vårt|vakttelefon\w*|sentralbord\w*|direktelinje\w*"
    r"|(?:jeg|eg|æ|i) (?:er|e|nås|treffes|am|kan nås))(?![^\W\d])"
)
_THING = re.compile(
    r"(?<![^\W\d_])(?:s/?n|lot|ref|sak|ordre|batch|art(?:ikkel)?|[^\W\d_]{0,20}(?:serie|utstyrs|inventar"
    r"|faktura|konto|sak|vare)"
    r"[-]?(?:nr|nummer|id)?|[^\W\d_]{4,20}(?<!telefon)(?<!mobil) (?:nr|nummer))[.:# ]{0,3}\Z"
)
_MOBILE = "49"
_CLOSE = 80  # characters between a place and the age of whoever is there
_MOST_NUMBERS = 8  # telephones of one sentence that are looked at
_SAID_WITHIN = 40  # characters before a number in which it is said whose it is
_THEIRS = re.compile(
    r"(?<![^\W\d_])(?:pas(?:ienten)?|pt|patient)(?:s|'s)? (?:sitt? |sin )?(?:(?:kan|må|vil|skal|can|has|har) )?"
    r"(?:nås|treffes|ringes|bli(?:r)? ring[dt]t?|har|tlf|telefon|mobil|nummer|nr|number|phone|be reached)(?![^\W\d])"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{2,40}@([\w.-]{3,60})(?!\w)")
_HOUSE = re.compile(r"sykehus|sjukehus|helse|hospital|kommune|firma|support|leverand")
_BORN_ON = re.compile(rf"(?<![^\W\d_]){_BORN}{_DATE}")
_INITIALS_YEAR = re.compile(r"[A-ZÆØÅ](?<![^\W\d_].)\.? ?[A-ZÆØÅ]\.?(?: ?[|/;(,\t] ?)(?:19[0-9]{2})(?![0-9])")
_INITIALS_AT = re.compile(
    r"[A-ZÆØÅ](?<![^\W\d_].)\. ?[A-ZÆØÅ]\.(?: på [a-zæøå]{3,12})?(?= (?:har|er|fikk|må|trenger|ligger)(?![^\W\d_]))|"
    r"[A-ZÆØÅ](?<![^\W\d_].)\.?[A-ZÆØÅ]\.? (?:på|i|in) (?:rom |seng |bed "
    r"|room )?[0-9]{1,3}(?:[.-][0-9]{1,2})?[a-dA-D]?"
    r"(?= (?:har|er|has|is|må|skal|fikk|trenger|ligger|hadde)(?![^\W\d_]))"
)
_PATIENT_INITIALS = re.compile(
    r"[Pp](?<![^\W\d_].)(?:as\.?|asient(?:en)?|t) (?:med initialer "
    r"|initialer )?([A-ZÆØÅ]\.? ?[A-ZÆØÅ]\.?)(?![^\W\d_])"
)
_BARE_YEAR = re.compile(r"(?<![0-9./-])19[0-9]{2}(?![0-9./-])")
_PATIENT_FROM = re.compile(r"[Pp](?<![^\W\d_].)(?:asienten|as\.?|atient) (?:fra|frå|i|from|in) [A-ZÆØÅ][^\W\d_]{2,20}")
_BEHIND = re.compile(r"[ ,(-]{1,3}")
_ROOM_BEHIND = re.compile(
    r"[ ,(]{1,3}(?:(?:på|i|in) )?(?:(?:rom|seng|isolat|stue|plass|bed|room) ?)?(?:nr\.? ?)?"
    r"(?!(?:19|20)[0-9]{2})[0-9]{1,4}(?:-[0-9]{1,2})?(?![\w.:/])"
)
_BIRTH_REST = r"[./-](?:0?[1-9]|1[0-2])[./-](?:19[0-9]{2}|20[01][0-9]|[4-9][0-9])(?![0-9./-])"
BIRTHDAY = re.compile(_BIRTH_REST.replace("[./-]", "[./-](?<=[0-9].)", 1))
"""A date that is a day of birth and no appointment's."""
_SEX_BORN = re.compile(
    rf"[0-9]{_BIRTH_REST}[ ,)]{{1,3}}{_SEXES}(?![^\W\d_])|{_SEXES}[ ,(]{{1,3}}[0-9]{{1,2}}{_BIRTH_REST}"
)
_BORN_BEHIND = re.compile(rf"[ ,(]{{1,3}}(?:0?[1-9]|[12][0-9]|3[01]){_BIRTH_REST}")
_YEARS = re.compile(r"[0-9]{1,3}\)")


@dataclass(frozen=True, slots=True)
class Description:
    """Where somebody is described, and by what."""

    start: int
    end: int
    signs: tuple[Sign, ...]


def by_initials(text: str) -> Iterator[Description]:
    """ "M.B. f. 04.06.1951"."""
    if _ANY_DIGIT.search(text) is None:
        return
    for found in chain.from_iterable(pattern.finditer(text) for pattern in _INITIALS_BORN):
        yield Description(*found.span(), (Sign.BIRTH_DATE, Sign.INITIALS))


def by_place(sentence: Sentence) -> Description | None:
    """ "seng 7 født 1944", "den 19 år gamle jenta på enerommet": a place of a bed, and whose it is by age or birth."""
    place = next(iter(places(sentence)), None)
    if place is None:
        return None
    lower = sentence.reading.lower
    for sign, pattern in ((Sign.BIRTH_DATE, _BIRTH), (Sign.AGE, _AGE), (Sign.BIRTH_DATE, _BARE_YEAR)):
        begins, ends = max(sentence.start, place[0] - _CLOSE), min(sentence.end, place[1] + _CLOSE)
        found = pattern.search(lower, begins, ends)
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
        row = _ROW.match(sentence.reading.lower, sentence.start, sentence.end)
        if row is not None:
            yield row.span()
        ward = _WARD.search(sentence.reading.lower, sentence.start, sentence.reach)
        if ward is not None:
            yield ward.span()
    if sentence.health and sentence.bits & (Word.PRONOUN | Word.SEX | Word.PATIENT):
        somebody = somebody_at(sentence)
        if somebody is not None:
            yield somebody
        address = _ADDRESS.search(sentence.reading.text, sentence.start, sentence.reach)
        if address is not None:
            yield address.span()


def somebody_at(sentence: Sentence) -> tuple[int, int] | None:
    """Where somebody is called by a room: "han på 214"."""
    found = _SOMEBODY_AT.search(sentence.reading.lower, sentence.start, sentence.reach)
    return found.span() if found is not None else None


def listed(sentence: Sentence, place: tuple[int, int]) -> Hit | None:
    """The health that stands right behind a place: "7B vindu: GCS 6", "rom 4 sepsis"."""
    after = _LISTS.match(sentence.reading.text, place[1])
    if after is None:
        return None
    hit = next((hit for hit in sentence.health if hit.start >= after.end()), None)
    if hit is None or not hit.bits & ~Word.TREATMENT or (after[0] == " " and hit.start > after.end()):
        return None  # a room may be for a treatment
    return hit if hit.start - after.end() <= _LISTED_WITHIN else None


def _place(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The place with its number; some have none."""
    number = _NUMBER.match(sentence.reading.lower, end, sentence.end)
    if number is not None:
        return start, number.end()
    before = _NUMBER_BEFORE.search(sentence.reading.lower, max(sentence.start, start - 6), start)
    if before is not None:
        return before.start(), end
    return (start, end) if sentence.text(start, end).lower() in _ALONE else None


def has_age(sentence: Sentence, person: Person) -> bool:
    """Whether an age or a birth stands right behind a name: "Ola, 4 år", "Marte (82)"."""
    lower, end = sentence.reading.lower, person.end
    behind = _BEHIND.match(lower, end)
    start = behind.end() if behind else end
    return any(pattern.match(lower, start, sentence.end) for pattern in (_AGE, _BIRTH, _YEARS))


def is_born(sentence: Sentence, person: Person) -> bool:
    """Whether a day of birth stands right behind a name: "Kari Moe 14.08.1950"."""
    return _BORN_BEHIND.match(sentence.reading.lower, person.end, sentence.end) is not None


def is_pinned(sentence: Sentence, person: Person) -> bool:
    """Whether an age, a birth or a room stands right behind a name: "Hansen rom 4"."""
    return has_age(sentence, person) or _ROOM_BEHIND.match(sentence.reading.lower, person.end) is not None


def telephone(sentence: Sentence) -> tuple[int, int] | None:
    """Where somebody's telephone stands that is not the writer's: a mobile, or what is said to be a patient's."""
    lower = sentence.reading.lower
    for found in islice(_TELEPHONE.finditer(sentence.reading.text, sentence.start, sentence.reach), _MOST_NUMBERS):
        begins = max(sentence.start, found.start() - _SAID_WITHIN)
        if _MINE.search(lower, begins, found.start()) or _THING.search(lower, begins, found.start()):
            continue
        theirs = _THEIRS.search(lower, begins, found.start()) is not None
        if _is_number(found.group(), mobile=not theirs):
            return found.span()
    return None


def email(sentence: Sentence) -> tuple[int, int] | None:
    """Where an address of mail stands that is no house's."""
    at = sentence.reading.lower.find("@", sentence.start, sentence.reach)
    if at < 0:
        return None
    found = _MAIL.search(sentence.reading.lower, max(sentence.start, at - _SAID_WITHIN), sentence.reach)
    return found.span() if found is not None and not _HOUSE.search(found[1]) else None


def by_birth(sentence: Sentence) -> Description | None:
    """ "kvinne f. 12.03.1950": a whole date of birth. "KM | 1950", "pas KM": what initials are with where health is."""
    text, lower = sentence.reading.text, sentence.reading.lower
    if sentence.bits & Word.SEX and (dated := _SEX_BORN.search(lower, sentence.start, sentence.reach)) is not None:
        return Description(*dated.span(), (Sign.BIRTH_DATE,))
    born = _BORN_ON.search(lower, sentence.start, sentence.reach)
    if born is not None:
        return Description(*born.span(), (Sign.BIRTH_DATE,))
    at = _INITIALS_AT.search(text, sentence.start, sentence.reach) if sentence.health else None
    if at is not None and not any(hit.start == at.start() for hit in sentence.hits):
        return Description(*at.span(), (Sign.INITIALS, Sign.PLACE))
    year = _INITIALS_YEAR.search(text, sentence.start, sentence.reach)
    if year is not None:
        return Description(*year.span(), (Sign.BIRTH_DATE, Sign.INITIALS))
    where = _PATIENT_FROM.search(text, sentence.start, sentence.reach) if sentence.bits & Word.PATIENT else None
    if where is not None and sentence.health:
        return Description(*where.span(), (Sign.PATIENT, Sign.PLACE))
    patient = _PATIENT_INITIALS.search(text, sentence.start, sentence.reach) if sentence.bits & Word.PATIENT else None
    if patient is None or any(hit.start == patient.start(1) for hit in sentence.hits):
        return None
    return Description(*patient.span(), (Sign.INITIALS, Sign.PATIENT))


def _is_number(written: str, *, mobile: bool) -> bool:
    """Whether *written* is a Norwegian number that is in use, and of a mobile if that is asked."""
    digits = written.removeprefix("+47").removeprefix("0047").strip()
    if mobile and digits[:1] not in _MOBILE:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written, "NO"))
    except phonenumbers.NumberParseException:
        return False
