"""S2. What ties health to a person: said outright, or only spoken of in the same breath."""

import re
from bisect import bisect_left

from bot.domain.health.lexicon import HEALTH, Hit, Word
from bot.domain.health.persons import Person, Strength
from bot.domain.health.sentences import Sentence, Token

_BEFORE_VERB = 6  # words between a name and its verb: "i kantina", "fra pol 3"
_BEFORE_HEALTH = 5  # words between a verb and what it says
_NEAR = 4  # words: "retningslinja for delir", "hjertesvikt på fagdagen"
_ASSERT = int(Word.ASSERT)
_OF_ONES_OWN = int(Word.ILLNESS | Word.MEDICINE | Word.DEATH | Word.ABBREVIATION | Word.LAB)
_TRADE = int(Word.PROFESSIONAL | Word.TOPIC | Word.ASK)
_STOPS = _TRADE | int(Word.STAFF)
_BEFORE_PRONOUN = 14  # words between a name and the pronoun that stands for it
_HE = frozenset(("hun", "han", "ho", "hu", "she", "he"))
_HIS = frozenset(("hans", "hennes", "hennar", "his", "her"))
_SAID = "mener meiner sier seier sa tror trur lurer spør spurte ringte ringer thinks says said asks tells"
_SAYS = frozenset(_SAID.split())
_WE = frozenset(("jeg", "eg", "æ", "vi", "me", "we", "du", "you"))
_OTHERS = frozenset(("oss", "dere", "dykk", "dem", "alle", "us", "you", "them", "everyone"))
_THINGS = HEALTH | int(Word.DOCUMENT | Word.ABBREVIATION | Word.LAB | Word.OWNED)
_APPOSITION = re.compile(r"(?:,| \(| [-–/])? ?")
_ABOUT = frozenset(("om", "about", "angående", "vedrørende"))
_ANSWER_WITHIN = 40  # characters
_ANSWER = re.compile(r"svar|result|prøve|utskriv")  # what a patient is rung about
_TO_YOU = re.compile(r" ?[,:-]? ?(?:kan|vil|har|skal|er|could|can|would|have|are|kunne|får)? ?(?:du|you)(?![^\W\d])")
_NOTHING = re.compile(r"[^\w]*\Z")
_SOON = 3  # words: "Takk for hjelpa, Kari"
_YOU = frozenset(("du", "deg", "dere", "dykk", "you", "din", "ditt"))
_HAS = frozenset(("har", "hadde", "has", "had", "have", "er", "is", "var", "was", "skal", "må", "on"))
_TO = frozenset(("til", "to", "on"))  # "skal til MR"
_SUFFERED = int(Word.ILLNESS | Word.DEATH)
_WISHES = (["vil"], ["ønsker"], ["må"], ["skal"], ["bør"], ["kom"], ["kommer"], ["needs"], ["must"], ["should"])
_TAKES = frozenset(("tar", "tek", "bruker", "brukar", "takes", "taking", "står", "på", "on"))
_ON = frozenset(("på", "hos", "hjå", "on", "to", "til", "for"))
_ONE = frozenset(("en", "ei", "ein", "et", "eit", "a", "an"))
_ACUTE = re.compile(r"stans|arrest|sectio|traum|slag|stroke|infarkt|anafyl|sepsis|stemi|blødning|fødsel|brudd|fracture")
_OF = frozenset(("til", "på", "hos", "hjå", "for", "of", "av", "etter"))
_FROM = _OF | {"fra", "frå", "med", "from", "with", "by"}  # "henvist fra fastlege"
_AFTER = frozenset(("etter", "after", "since", "post", "med", "with", "pga", "grunnet", "grunna", "from", "for"))


def told(sentence: Sentence, person: Person) -> Hit | None:
    """The health that *sentence* says outright *person* has; None: it says none."""
    if person.first >= 0 and _is_spoken_to(sentence, person):
        return None
    return (
        _follows(sentence, person)
        or _precedes(sentence, person)
        or _asked_after(sentence, person)
        or _by_pronoun(sentence, person)
    )


def mentioned(sentence: Sentence, person: Person) -> Hit | None:
    """The health nearest to *person* in the sentence, if nothing makes it a colleague's topic."""
    if not sentence.health or is_colleague(sentence, person):
        return None
    hit = nearest(sentence.health, person)
    return None if is_topic(sentence, person, hit) else hit


def is_topic(sentence: Sentence, person: Person, hit: Hit) -> bool:
    """Whether *hit* is spoken of as a matter: a word of that kind stands near it, or between it and the name."""
    if not sentence.bits & Word.TOPIC:
        return False
    first, last = sentence.index(hit.start), sentence.index(hit.end)
    begins, ends = min(person.last, first - _NEAR), max(person.first, last + _NEAR)
    return any(token.bits & Word.TOPIC for token in sentence.read_tokens()[max(0, begins) : ends])


def nearest(hits: list[Hit], person: Person) -> Hit:
    after = bisect_left(hits, person.end, key=lambda hit: hit.start)
    if after == len(hits):
        return hits[-1]
    if after and person.start - hits[after - 1].end < hits[after].start - person.end:
        return hits[after - 1]
    return hits[after]


def is_colleague(sentence: Sentence, person: Person) -> bool:
    """Whether the words about *person* are those about a colleague at work, or to one."""
    if person.first < 0:
        return False
    tokens = sentence.read_tokens()
    if _is_introduced(sentence, tokens, person) or _is_spoken_to(sentence, person):
        return True
    if owned(sentence, person) is not None:
        return False
    after = tokens[person.last + 1 : person.last + 7]
    if after and sentence.lower(after[0]) in _ABOUT and not _is_answered(sentence, person):
        return True
    if after and after[0].bits & Word.STAFF and _APPOSITION.match(sentence.reading.text, person.end):
        return True
    for number, token in enumerate(after):
        comma = number > 1 and "," in sentence.text(after[number - 1].end, token.start)
        if comma or token.bits & Word.PRONOUN:
            return False
        is_one = token.bits & Word.STAFF and after[0].bits & _ASSERT and sentence.lower(after[number - 1]) not in _FROM
        if token.bits & (Word.PROFESSIONAL | Word.TOPIC) or is_one:
            return True
    return False


def _is_answered(sentence: Sentence, person: Person) -> bool:
    """Whether the words behind tell of a result: what somebody is rung about, and no matter of a colleague's."""
    ends = min(sentence.end, person.end + _ANSWER_WITHIN)
    return _ANSWER.search(sentence.reading.lower, person.end, ends) is not None


def _is_introduced(sentence: Sentence, tokens: list[Token], person: Person) -> bool:
    """Whether a trade or a question to a colleague stands before the name: "overlege …", "spør …"."""
    before = tokens[max(0, person.first - 2) : person.first]
    if not before:
        return False
    if before[-1].bits & (Word.STAFF | Word.ASK):
        return True
    return sentence.lower(before[-1]) not in _OF and bool(before[0].bits & (Word.STAFF | Word.ASK))


def _is_spoken_to(sentence: Sentence, person: Person) -> bool:
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
    if sentence.lower(of) not in _OF or not thing.bits & _THINGS:
        return None
    return _health(sentence, thing) or Hit(thing.start, thing.end, thing.bits)


def _follows(sentence: Sentence, person: Person) -> Hit | None:
    """ "… har fått X": a verb after the name, and health after the verb."""
    tokens = sentence.read_tokens()
    verb = _verb(sentence, tokens, person)
    if verb is None:
        return None
    verbs: list[str] = []
    for at in range(verb, min(len(tokens), verb + _BEFORE_HEALTH + 1)):
        token = tokens[at]
        if sentence.lower(token) in _WE or (at > verb and "," in sentence.text(tokens[at - 1].end, token.start)):
            return None
        if token.bits & _ASSERT:
            verbs.append(sentence.lower(token))
        hit = _health(sentence, token)
        if hit is not None and (
            hit.start <= tokens[verb].start or _says(verbs, sentence.lower(tokens[at - 1]), hit, token)
        ):
            if _is_on_duty(tokens, person) and (not hit.bits & _SUFFERED or verbs[:1] in _WISHES):
                return None
            loose = person.strength is Strength.LONE and sentence.lower(tokens[at - 1]) in _ONE and len(verbs) == 1
            loose = loose and _ACUTE.search(sentence.reading.lower, hit.start, hit.end) is not None
            return None if loose else hit  # "Kari har en hjertestans": at work, on somebody
        if (token.bits & _STOPS and not token.bits & _ASSERT) or sentence.lower(token) in _OTHERS:
            return None
    return None


def _is_on_duty(tokens: list[Token], person: Person) -> bool:
    """Whether a trade stands right before the name: such a one treats others, and is seldom treated."""
    return person.first > 0 and bool(tokens[person.first - 1].bits & Word.STAFF)


def _says(verbs: list[str], before: str, hit: Hit, token: Token) -> bool:
    """Whether *verbs* say that somebody has *hit*: colleagues have examinations and take ward rounds too."""
    if token.bits & (_ASSERT | Word.DEATH):
        return True
    if all(verb in _TAKES for verb in verbs):
        return bool(hit.bits & Word.MEDICINE)
    return bool(hit.bits & _OF_ONES_OWN) or before in _TO or not all(verb in _HAS for verb in verbs)


def _verb(sentence: Sentence, tokens: list[Token], person: Person) -> int | None:
    """Which token is the verb of *person*."""
    reach = 1 if person.strength is Strength.LONE and person.first == 0 and _is_a_word(tokens, person) else _BEFORE_VERB
    for at in range(person.last + 1, min(len(tokens), person.last + 1 + reach)):
        if tokens[at].bits & (_ASSERT | Word.DEATH):
            return at
        if tokens[at].bits & _STOPS or sentence.lower(tokens[at]) in _WE:
            return None
    return None


def _is_a_word(tokens: list[Token], person: Person) -> bool:
    return person.first >= 0 and bool(tokens[person.first].bits & Word.ORDINARY)


def _precedes(sentence: Sentence, person: Person) -> Hit | None:
    """ "trop T 412 på …", "seponer X på …": a value or a medicine, and then on whom."""
    tokens = sentence.read_tokens()
    if person.first < 1 or sentence.lower(tokens[person.first - 1]) not in _ON:
        return None
    for at in range(person.first - 2, max(-1, person.first - 6), -1):
        if tokens[at].bits & _STOPS and not tokens[at].bits & _ASSERT:
            return None
        hit = _health(sentence, tokens[at])
        if hit is not None and hit.bits & (Word.MEDICINE | Word.LAB):
            return hit
    return None


def _asked_after(sentence: Sentence, person: Person) -> Hit | None:
    """ "formen til … etter X", "… er tilbake etter X"."""
    if person.first < 0:
        return None
    tokens = sentence.read_tokens()
    near = tokens[max(0, person.first - 4) : person.last + 5]
    if not any(token.bits & Word.CONDITION for token in near):
        return None
    after = tokens[person.last + 1 : person.last + 8]
    begins = next((at for at, token in enumerate(after[:4]) if sentence.lower(token) in _AFTER), len(after))
    for token in after[begins + 1 :]:
        hit = _health(sentence, token)
        if hit is not None:
            return hit
        if token.bits & _STOPS:
            return None
    return None


def _by_pronoun(sentence: Sentence, person: Person) -> Hit | None:
    """ "…, hun har fått X", "…, his X": of the one named before, if nobody says it of another."""
    if not sentence.bits & Word.PRONOUN:
        return None
    tokens = sentence.read_tokens()
    for at in range(person.last + 1, min(len(tokens), person.last + _BEFORE_PRONOUN)):
        token, word = tokens[at], sentence.lower(tokens[at])
        if word in _SAYS or token.bits & (Word.PATIENT | Word.RELATIVE | Word.SEX) or token.bits & _STOPS:
            return None
        if word in _HE:
            return _follows(sentence, Person(person.start, token.end, at, at, Strength.LONE, person.signs))
        if word in _HIS:
            return next((hit for near in tokens[at + 1 : at + 3] if (hit := _health(sentence, near))), None)
    return None


def _health(sentence: Sentence, token: Token) -> Hit | None:
    """The health that begins with or holds *token*."""
    if not token.bits & (HEALTH | Word.ABBREVIATION | Word.LAB):
        return None
    at = bisect_left(sentence.health, token.end, key=lambda hit: hit.start) - 1
    return sentence.health[at] if at >= 0 and sentence.health[at].end > token.start else None
