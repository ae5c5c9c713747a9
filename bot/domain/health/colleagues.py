"""S2. Who is spoken of, or to, as a colleague at work; and what as a matter of the trade."""

import re
from collections.abc import Sequence

from bot.domain.health.lexicon import HEALTH, Hit, Word
from bot.domain.health.persons import Person
from bot.domain.health.sentences import Sentence, Token

_SAID = "mener meiner sier seier sa tror trur lurer spør spurte ringte ringer thinks says said asks tells"
SAYS = frozenset(_SAID.split())
_TELLS_WORDS = "sier seier sa mener meiner minner skriver skriv melder fortel forteller says said writes"
_TELLS = frozenset(_TELLS_WORDS.split())
WE = frozenset(("jeg", "eg", "æ", "vi", "me", "we", "du", "you"))
HIS = frozenset(("hans", "hennes", "hennar", "his", "her"))
OF = frozenset(("til", "på", "hos", "hjå", "for", "of", "av", "etter"))

_NEAR = 4  # words: "retningslinja for delir", "hjertesvikt på fagdagen"
_AFTER_NAME = 6  # words in which it shows what a name does
_SOON = 3  # words: "Takk for hjelpa, Kari"
_ANSWER_WITHIN = 40  # characters
_MATTERS = int(Word.PROFESSIONAL | Word.TOPIC)
_INTRODUCES = int(Word.STAFF | Word.ASK)
_THINGS = HEALTH | int(Word.DOCUMENT | Word.ABBREVIATION | Word.LAB | Word.OWNED)
_FROM = OF | {"fra", "frå", "med", "from", "with", "by"}  # "henvist fra fastlege"
_ABOUT = frozenset(("om", "about", "angående", "vedrørende"))
_YOU = frozenset(("du", "deg", "dere", "dykk", "you", "din", "ditt"))
_ANSWER = re.compile(
    r"svar|result|prøve|utskriv|samtal|beskjed|melding|mistank|informert"
)  # what a patient is rung about
_APPOSITION = re.compile(r"(?:,| \(| [-–/])? ?")
_TO_YOU = re.compile(r" ?[,:-]? ?(?:kan|vil|har|skal|er|could|can|would|have|are|kunne|får)? ?(?:du|you)(?![^\W\d])")
_IS_AWAY = re.compile(  # and what is spoken of then is the work that others take over
    r" (?:er|har|is|has) (?:blitt |vorte )?(?:syk|sjuk|sykmeldt|sjukmeldt?|borte|hjemme|heime|fri|ferie"
    r"|perm(?:isjon)?|avspasering|off|away"
    r"|sick|on leave)(?![^\W\d_])[^,.?!;]{0,24},? (?:så )?(?:kan|hvem|kven|noen|nokon|bytt|ta|vi trenger"
    r"|vi treng|who|can|could)"
    r"(?![^\W\d_])"
)
_LONGEST_LINE = 120  # characters
_PERSON = r"[A-ZÆØÅ][^\W\d_]+(?:[ -][A-ZÆØÅ][^\W\d_]+){0,3}"
_DUTY = re.compile(
    r"\s*(?i:(?:ct|mr|mri|ul|ultralyd|rtg|røntgen|ekko|gastro|skopi|koloskopi|gastroskopi|mammografi|anestesi"
    r"|operasjon)"
    r"(?:-?(?:lab|vakt|stua))?(?: (?:i|på|denne|neste|dag|kveld|natt|morgen|morgon|uka|uken|veka|uke [0-9]{1,2}|helga"
    r"|(?:man|tirs|ons|tors|fre|lør|søn|mån|tys|laur|sun)dag|tonight|today|tomorrow|monday|tuesday|wednesday|thursday"
    r"|friday|dagtid|kl\.? ?[0-9]{1,2}(?:-[0-9]{1,2})?)){1,3}) ?[:=-] ?"
    rf"{_PERSON}(?:(?:, | og | and |/| \+ | & ){_PERSON}){{0,5}}[.! \n]*\Z"
)
_ITEM = re.compile(rf"\s*([0-9]{{1,2}}[.)])?\s?[^():0-9]{{2,60}} \({_PERSON}\)[. \n]*\Z")
_NUMBERED = re.compile(r"(?<![0-9])[0-9]{1,2}\.\Z")
_NOTHING = re.compile(r"[^\w]*\Z")


def is_colleague(sentence: Sentence, person: Person) -> bool:
    """Whether the words about *person* are those about a colleague at work, or to one."""
    if person.first < 0:
        return False
    tokens = sentence.read_tokens()
    if tokens[0].bits & Word.AGENDA or _is_introduced(sentence, tokens, person) or is_spoken_to(sentence, person):
        return True
    if owned(sentence, person) is not None or has_kin(sentence, person):
        return False
    if _IS_AWAY.match(sentence.reading.lower, person.end, sentence.end) is not None:
        return True
    after = tokens[person.last + 1 : person.last + 1 + _AFTER_NAME]
    if after and after[0].bits & Word.STAFF and _APPOSITION.match(sentence.reading.text, person.end):
        return True
    if after and sentence.lower(after[0]) in _ABOUT and not _is_answered(sentence, person):
        return True
    return _works(sentence, after) or _is_listed(sentence)


def _is_listed(sentence: Sentence) -> bool:
    """Whether it is a line of who works where, or of who speaks about what: "CT i kveld: …", "1. KOLS (…)"."""
    if sentence.end - sentence.start > _LONGEST_LINE:
        return False
    text, start = sentence.reading.text, sentence.start
    if _DUTY.match(text, start, sentence.end) is not None:
        return True
    item = _ITEM.match(text, start, sentence.end)
    return item is not None and (item[1] is not None or _NUMBERED.search(text, max(0, start - 4), start) is not None)


def has_kin(sentence: Sentence, person: Person) -> bool:
    """Whether somebody's family is spoken of: "mor til …". It asks about a patient, and lectures on nothing."""
    before = sentence.read_tokens()[max(0, person.first - 2) : max(0, person.first)]
    return len(before) == 2 and sentence.lower(before[1]) in OF and bool(before[0].bits & Word.RELATIVE)


def _works(sentence: Sentence, after: Sequence[Token]) -> bool:
    """Whether the words *after* a name tell what somebody does at work, up to a comma or a pronoun."""
    if after and sentence.reading.text.startswith(":", after[0].start - 2) and sentence.health_at(after[0]) is not None:
        return False  # "Kari Moe: CRP 210 -> 87, bytter til tabletter"
    for number, token in enumerate(after):
        comma = number > 1 and "," in sentence.text(after[number - 1].end, token.start)
        if comma or token.bits & Word.PRONOUN:
            return False
        if number < 2 and sentence.lower(token) in SAYS and any(sentence.lower(one) in WE for one in after[number:4]):
            return True
        if token.bits & _MATTERS:
            return True
        if number and token.bits & Word.STAFF and after[0].bits & Word.ASSERT:
            return sentence.lower(after[number - 1]) not in _FROM
    return False


def is_topic(sentence: Sentence, person: Person, hit: Hit) -> bool:
    """Whether *hit* is spoken of as a matter: a word of that kind stands near it, or between it and the name."""
    first, last = sentence.index(hit.start), sentence.index(hit.end)
    if not has_kin(sentence, person) and is_about(sentence, first) and not hit.bits & Word.DEATH:
        return True
    tokens = sentence.read_tokens()
    if last < len(tokens) and tokens[last].bits & Word.STAFF and sentence.text(hit.end, tokens[last].start) == " ":
        return True  # "stroke coordinator"
    if not sentence.bits & Word.TOPIC:
        return False
    begins, ends = min(person.last, first - _NEAR), max(person.first, last + _NEAR)
    return any(token.bits & Word.TOPIC for token in sentence.read_tokens()[max(0, begins) : ends])


def is_about(sentence: Sentence, first: int) -> bool:
    """Whether "om" stands before the token *first*, and it is no answer and nobody's own: a matter is spoken of."""
    tokens = sentence.read_tokens()
    if not 0 < first < len(tokens) or sentence.lower(tokens[first - 1]) not in _ABOUT:
        return False
    if first + 1 < len(tokens) and sentence.lower(tokens[first + 1]) in HIS:
        return False
    return _ANSWER.search(sentence.reading.lower, tokens[max(0, first - 2)].start, tokens[first].end) is None


def _is_answered(sentence: Sentence, person: Person) -> bool:
    """Whether the words behind tell of a result: what somebody is rung about, and no matter of a colleague's."""
    ends = min(sentence.end, person.end + _ANSWER_WITHIN)
    return _ANSWER.search(sentence.reading.lower, person.end, ends) is not None


def _is_introduced(sentence: Sentence, tokens: list[Token], person: Person) -> bool:
    """Whether a trade or a question to a colleague stands before the name: "overlege …", "spør …"."""
    before = tokens[max(0, person.first - 2) : person.first]
    if not before:
        return False
    if (
        len(before) == 2
        and sentence.lower(before[1]) in _TELLS
        and "," in sentence.text(before[0].end, before[1].start)
    ):
        return True  # ", sier Kari Moe"
    if before[-1].bits & _INTRODUCES:
        return True
    return sentence.lower(before[-1]) not in OF and bool(before[0].bits & _INTRODUCES)


def is_spoken_to(sentence: Sentence, person: Person) -> bool:
    """Whether *person* is thanked, greeted or asked: "Takk …, Kari Moe!", "Kari Moe, kan du …"."""
    text, tokens = sentence.reading.text, sentence.read_tokens()
    last = _NOTHING.match(text, person.end, sentence.end) is not None
    if tokens[0].bits & Word.THANKS and (last or person.first <= _SOON):
        return True
    if _TO_YOU.match(sentence.reading.lower, person.end, sentence.end) is not None:
        return True
    called = last and person.first > 0 and "," in text[tokens[person.first - 1].end : person.start]
    return called and any(sentence.lower(token) in _YOU for token in tokens)


def owned(sentence: Sentence, person: Person) -> Hit | None:
    """The paper, the test or the illness of somebody: "biopsien til …", "journalen til …"."""
    if person.first < 2:
        return None
    of, thing = sentence.read_tokens()[person.first - 2 : person.first][::-1]
    told_of = sentence.lower(of) == "om" and sentence.lower(thing).endswith("melding")  # a nurse's to the municipality
    if not (told_of or sentence.lower(of) in OF) or not thing.bits & _THINGS:
        return None
    return sentence.health_at(thing) or Hit(thing.start, thing.end, thing.bits)
