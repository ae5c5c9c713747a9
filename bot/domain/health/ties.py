"""S2. What ties health to a person: said outright, or only spoken of in the same breath."""

import re
from bisect import bisect_left

from bot.domain.health.lexicon import HEALTH, Hit, Word
from bot.domain.health.persons import Person, Strength
from bot.domain.health.sentences import Sentence, Token

_BEFORE_VERB = 6  # words between a name and its verb: "i kantina", "fra pol 3"
_BEFORE_HEALTH = 5  # words between a verb and what it says
_ASSERT = int(Word.ASSERT)
_OF_ONES_OWN = int(Word.ILLNESS | Word.MEDICINE | Word.DEATH | Word.ABBREVIATION | Word.LAB)
_TRADE = int(Word.PROFESSIONAL | Word.TOPIC | Word.ASK)
_STOPS = _TRADE | int(Word.STAFF)
_APPOSITION = re.compile(r"(?:,| \(| [-–/])? ?")
_TO_YOU = re.compile(r" ?[,:-]? ?(?:kan|vil|har|skal|er|could|can|would|have|are|kunne|får)? ?(?:du|you)(?![^\W\d])")
_HAS = frozenset(("har", "hadde", "has", "had", "have", "er", "is", "var", "was", "skal", "må", "on"))
_TAKES = frozenset(("tar", "tek", "bruker", "brukar", "takes", "taking", "står", "på", "on"))
_ON = frozenset(("på", "hos", "hjå", "on", "to", "til", "for"))
_ONE = frozenset(("en", "ei", "ein", "et", "eit", "a", "an"))  # "Kari har en hjertestans": at work, on somebody
_OF = frozenset(("til", "på", "hos", "hjå", "for", "of", "av", "etter"))
_AFTER = frozenset(("etter", "after", "since", "post", "med", "with"))


def told(sentence: Sentence, person: Person) -> Hit | None:
    """The health that *sentence* says outright *person* has; None: it says none."""
    return _follows(sentence, person) or _precedes(sentence, person) or _asked_after(sentence, person)


def mentioned(sentence: Sentence, person: Person) -> Hit | None:
    """The health nearest to *person* in the sentence, if nothing makes it a colleague's topic."""
    if not sentence.health or sentence.bits & Word.TOPIC or is_colleague(sentence, person):
        return None
    return nearest(sentence.health, person)


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
    before = tokens[max(0, person.first - 2) : person.first]
    if any(token.bits & (Word.STAFF | Word.ASK) for token in before) or _is_spoken_to(sentence, person):
        return True
    if owned(sentence, person) is not None:
        return False
    after = tokens[person.last + 1 : person.last + 5]
    if after and after[0].bits & Word.STAFF and _APPOSITION.match(sentence.reading.text, person.end):
        return True
    for token in after:
        if token.bits & Word.PRONOUN:
            return False
        if token.bits & (Word.PROFESSIONAL | Word.TOPIC) or (token.bits & Word.STAFF and after[0].bits & _ASSERT):
            return True
    return False


def _is_spoken_to(sentence: Sentence, person: Person) -> bool:
    """Whether *person* is thanked, greeted or asked: "Takk …, Kari Moe!", "Kari Moe, kan du …"."""
    if sentence.read_tokens()[0].bits & Word.THANKS:
        return True
    return _TO_YOU.match(sentence.reading.lower, person.end, sentence.end) is not None


def owned(sentence: Sentence, person: Person) -> Hit | None:
    """The paper, the test or the illness of somebody: "biopsien til …", "journalen til …"."""
    if person.first < 2:
        return None
    of, thing = sentence.read_tokens()[person.first - 2 : person.first][::-1]
    if sentence.lower(of) not in _OF or not thing.bits & (HEALTH | Word.DOCUMENT | Word.ABBREVIATION):
        return None
    return _health(sentence, thing) or Hit(thing.start, thing.end, thing.bits)


def _follows(sentence: Sentence, person: Person) -> Hit | None:
    """ "… har fått X": a verb after the name, and health after the verb."""
    tokens = sentence.read_tokens()
    verb = _verb(tokens, person)
    if verb is None:
        return None
    verbs: list[str] = []
    for at in range(verb, min(len(tokens), verb + _BEFORE_HEALTH + 1)):
        token = tokens[at]
        if at > verb and "," in sentence.text(tokens[at - 1].end, token.start):
            return None
        if token.bits & _ASSERT:
            verbs.append(sentence.lower(token))
        hit = _health(sentence, token)
        if hit is not None and (hit.start <= tokens[verb].start or _says(verbs, hit, token)):
            loose = person.strength is Strength.LONE and sentence.lower(tokens[at - 1]) in _ONE and len(verbs) == 1
            return None if loose else hit
        if token.bits & _STOPS and not token.bits & _ASSERT:
            return None
    return None


def _says(verbs: list[str], hit: Hit, token: Token) -> bool:
    """Whether *verbs* say that somebody has *hit*: colleagues have examinations and take ward rounds too."""
    if token.bits & (_ASSERT | Word.DEATH):
        return True
    if all(verb in _TAKES for verb in verbs):
        return bool(hit.bits & Word.MEDICINE)
    return bool(hit.bits & _OF_ONES_OWN) or not all(verb in _HAS for verb in verbs)


def _verb(tokens: list[Token], person: Person) -> int | None:
    """Which token is the verb of *person*."""
    reach = 1 if person.strength is Strength.LONE and _is_a_word(tokens, person) else _BEFORE_VERB
    for at in range(person.last + 1, min(len(tokens), person.last + 1 + reach)):
        if tokens[at].bits & (_ASSERT | Word.DEATH):
            return at
        if tokens[at].bits & _STOPS:
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
    """ "formen til … etter X"."""
    tokens = sentence.read_tokens()
    if person.first < 0:
        return None
    if not any(token.bits & Word.CONDITION for token in tokens[max(0, person.first - 4) : person.first]):
        return None
    after = tokens[person.last + 1 : person.last + 7]
    begins = next((at for at, token in enumerate(after[:3]) if sentence.lower(token) in _AFTER), len(after))
    for token in after[begins + 1 :]:
        hit = _health(sentence, token)
        if hit is not None:
            return hit
    return None


def _health(sentence: Sentence, token: Token) -> Hit | None:
    """The health that begins with or holds *token*."""
    if not token.bits & (HEALTH | Word.ABBREVIATION | Word.LAB):
        return None
    at = bisect_left(sentence.health, token.end, key=lambda hit: hit.start) - 1
    return sentence.health[at] if at >= 0 and sentence.health[at].end > token.start else None
