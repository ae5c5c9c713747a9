"""S2. What ties health to a person: said outright, or only spoken of in the same breath."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from bot.domain.health.colleagues import HIS, SAYS, WE, is_about, is_colleague, is_spoken_to, is_topic
from bot.domain.health.lexicon import Hit, Word
from bot.domain.health.persons import Person, Strength
from bot.domain.health.sentences import Sentence, Token

_BEFORE_VERB = 6  # words between a name and its verb: "i kantina", "fra pol 3"
_BEFORE_HEALTH = 5  # words between a verb and what it says
_BEFORE_PRONOUN = 14  # words between a name and the pronoun that stands for it
_ASSERT, _SAYS_IT = int(Word.ASSERT), int(Word.ASSERT | Word.DEATH)
_OF_ONES_OWN = int(Word.ILLNESS | Word.MEDICINE | Word.DEATH | Word.ABBREVIATION | Word.LAB)
_SUFFERED = int(Word.ILLNESS | Word.DEATH)
_STOPS = int(Word.PROFESSIONAL | Word.TOPIC | Word.ASK | Word.STAFF)
_OTHER = int(Word.PATIENT | Word.RELATIVE | Word.SEX)
_HE = frozenset(("hun", "han", "ho", "hu", "she", "he"))
_OTHERS = frozenset(("oss", "dere", "dykk", "dem", "alle", "us", "you", "them", "everyone"))
_HAS = frozenset(("har", "hadde", "has", "had", "have", "er", "is", "var", "was", "skal", "må", "on"))
_TO = frozenset(("til", "to", "on"))  # "skal til MR"
_WISHES = frozenset(("vil", "ønsker", "må", "skal", "bør", "kom", "kommer", "needs", "must", "should"))
_TAKES = frozenset(("tar", "tek", "bruker", "brukar", "takes", "taking", "står", "på", "on"))
_ON = frozenset(("på", "hos", "hjå", "on", "to", "til", "for"))
_ONE = frozenset(("en", "ei", "ein", "et", "eit", "a", "an"))
_ACUTE = re.compile(r"stans|arrest|sectio|traum|slag|stroke|infarkt|anafyl|sepsis|stemi|blødning|fødsel|brudd|fracture")
_WHENCE = frozenset(("fra", "frå", "from"))
_AWAY_WORDS = "sykmeldt sykemeldt sjukmeldt sjukmeld sjukemeld hjemme heime borte vekke away off home"
_AWAY = frozenset(_AWAY_WORDS.split())
_NO_MORE = re.compile(r"[^\w]*(?:\Z|\n|,)| (?:igjen|att|again|sa|sier|seier|says)(?![^\W\d_])")
_OF_ONE = re.compile(r"['’]s ")
_FOUND_IN = re.compile(r"biops|svar|prøve|blood|result|scan|kultur|culture|x-ray|smear")
_WITH = re.compile(r"(?:hospital|admitted|innlag[td]|lagt inn|icu|sykehuset|sjukehuset) (?:with|med) [^\W\d_]{1,3} \Z")
_SCAN = re.compile(r"(?:['’]?s) (?:scans?|x-?ray|bloods|results?|smear|tests?|bilde[rt]?|prøve[nr]?|svar[et]?) ")
_SHOWS_WORDS = "showed shows came comes viser viste synte syner yesterday today igjen kom"
_SHOWS = frozenset(_SHOWS_WORDS.split())
_AFTER = frozenset(("etter", "after", "since", "post", "med", "with", "pga", "grunnet", "grunna", "from", "for"))


def told(sentence: Sentence, person: Person) -> Hit | None:
    """The health that *sentence* says outright *person* has; None: it says none."""
    if person.first >= 0 and is_spoken_to(sentence, person):
        return None
    return (
        _follows(sentence, person)
        or _precedes(sentence, person)
        or _asked_after(sentence, person)
        or _possessed(sentence, person)
        or _by_pronoun(sentence, person)
    )


def mentioned(sentence: Sentence, person: Person) -> Hit | None:
    """The health nearest to *person* in the sentence, if nothing makes it a colleague's topic."""
    if not sentence.health or is_colleague(sentence, person):
        return None
    hit = nearest(sentence.health, person)
    return None if is_topic(sentence, person, hit) else hit


def nearest(hits: Sequence[Hit], person: Person) -> Hit:
    after = bisect_left(hits, person.end, key=lambda hit: hit.start)
    if after == len(hits):
        return hits[-1]
    if after and person.start - hits[after - 1].end < hits[after].start - person.end:
        return hits[after - 1]
    return hits[after]


def _follows(sentence: Sentence, person: Person) -> Hit | None:
    """ "… har fått X": a verb after the name, and health after the verb."""
    tokens = sentence.read_tokens()
    verb = _verb(sentence, tokens, person)
    if verb is None:
        return None
    verbs: list[str] = []
    away = False
    for at in range(verb, min(len(tokens), verb + _BEFORE_HEALTH + 1)):
        token, word = tokens[at], sentence.lower(tokens[at])
        if word in WE:
            return None
        if at > verb and "," in sentence.text(tokens[at - 1].end, token.start):
            return _why_away(sentence, token) if away else None
        away = away or word in _AWAY
        if token.bits & _ASSERT:
            verbs.append(word)
        hit = sentence.health_at(token)
        if hit is not None and (is_about(sentence, at) or _is_of_a_topic(sentence, hit)):
            return None
        before = sentence.lower(tokens[at - 1])
        if hit is not None and (hit.start <= tokens[verb].start or _says(verbs, before, hit, token)):
            return None if _is_at_work(sentence, person, hit, verbs, before) else hit
        if (token.bits & _STOPS and not token.bits & _ASSERT) or word in _OTHERS:
            return None
    return None


def _why_away(sentence: Sentence, token: Token) -> Hit | None:
    """The illness that is all that stands behind "er sykmeldt,", or all before the next comma."""
    hit = sentence.health_at(token) if token.bits & Word.ILLNESS else None
    return hit if hit is not None and _NO_MORE.match(sentence.reading.lower, hit.end) is not None else None


def _is_of_a_topic(sentence: Sentence, hit: Hit) -> bool:
    """Whether a topic is named by *hit*: "the chest pain pathway"."""
    behind = sentence.read_tokens()[sentence.index(hit.end) :][:1]
    return (
        bool(behind and behind[0].bits & (Word.TOPIC | Word.STAFF)) and sentence.text(hit.end, behind[0].start) == " "
    )


def _is_at_work(sentence: Sentence, person: Person, hit: Hit, verbs: Sequence[str], before: str) -> bool:
    """Whether somebody rather treats *hit* than has it: a trade before the name; "Kari har en hjertestans"."""
    on_duty = person.first > 0 and sentence.read_tokens()[person.first - 1].bits & Word.STAFF
    if on_duty and (not hit.bits & _SUFFERED or (verbs and verbs[0] in _WISHES)):
        return True
    if person.strength is not Strength.LONE or before not in _ONE or len(verbs) != 1:
        return False
    if _WITH.search(sentence.reading.lower, person.end, hit.start) is not None:
        return False  # "is in hospital with a stroke"
    return _ACUTE.search(sentence.reading.lower, hit.start, hit.end) is not None


def _says(verbs: list[str], before: str, hit: Hit, token: Token) -> bool:
    """Whether *verbs* say that somebody has *hit*: colleagues have examinations and take ward rounds too."""
    if token.bits & _SAYS_IT:
        return True
    if all(verb in _TAKES for verb in verbs):
        return bool(hit.bits & Word.MEDICINE)
    return bool(hit.bits & _OF_ONES_OWN) or before in _TO or not all(verb in _HAS for verb in verbs)


def _verb(sentence: Sentence, tokens: list[Token], person: Person) -> int | None:
    """Which token is the verb of *person*."""
    reach = 1 if person.strength is Strength.LONE and person.first == 0 and _is_a_word(tokens, person) else _BEFORE_VERB
    begins = person.last + 1
    if [sentence.lower(token) in _WHENCE for token in tokens[begins : begins + 1]] == [True]:
        begins += 2  # "Vegard fra anestesi"
    for at in range(begins, min(len(tokens), person.last + 1 + reach)):
        if tokens[at].bits & _SAYS_IT:
            return at
        if tokens[at].bits & _STOPS or sentence.lower(tokens[at]) in WE:
            return None
    return None


def _possessed(sentence: Sentence, person: Person) -> Hit | None:
    """ "Sigrid's biopsy", "Sigrids biopsi": what is found in somebody; an operation may be the surgeon's."""
    tokens, lower = sentence.read_tokens(), sentence.reading.lower
    begins = person.end if lower.startswith(("'", "’"), person.end) else person.end - 1
    scan = _SCAN.match(lower, begins)
    if scan is not None:
        at = sentence.index(scan.end())
        shows = [sentence.lower(token) in _SHOWS for token in tokens[at : at + 1]]
        return (
            next((hit for near in tokens[at : at + 4] if (hit := sentence.health_at(near))), None)
            if any(shows)
            else None
        )
    apostrophe = _OF_ONE.match(lower, person.end)
    if apostrophe is None and sentence.text(person.end - 1, person.end) != "s":
        return None
    at = sentence.index(apostrophe.end() if apostrophe else person.end)
    hit = sentence.health_at(tokens[at]) if at < len(tokens) else None
    if hit is None or sentence.text(apostrophe.end() if apostrophe else person.end, hit.start).strip():
        return None
    if not (hit.bits & _OF_ONES_OWN or _FOUND_IN.search(sentence.reading.lower, hit.start, hit.end)):
        return None
    after = sentence.index(hit.end)
    ended = after == len(tokens) or sentence.text(hit.end, tokens[after].start) != " "
    return hit if ended or tokens[after].bits & Word.ASSERT or sentence.lower(tokens[after]) in _SHOWS else None


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
        hit = sentence.health_at(tokens[at])
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
        hit = sentence.health_at(token)
        if hit is not None:
            return hit
        if token.bits & _STOPS:
            return None
    return None


def _by_pronoun(sentence: Sentence, person: Person) -> Hit | None:
    """ "…, hun har fått X", "…, his X": of the one named before, if nobody says it of another."""
    if not sentence.bits & Word.PRONOUN:
        return None
    tokens, stopped = sentence.read_tokens(), False
    for at in range(person.last + 1, min(len(tokens), person.last + _BEFORE_PRONOUN)):
        token, word = tokens[at], sentence.lower(tokens[at])
        if word in SAYS or token.bits & _OTHER:
            return None
        if token.bits & _STOPS:
            stopped = True  # "Tom can't do the shift, he had …" goes on about Tom
        elif word in _HE:
            he = Person(person.start, token.end, at, at, Strength.LONE, person.signs)
            hit = _follows(sentence, he)
            if not stopped or (
                hit is not None and hit.bits & _SUFFERED and sentence.text(token.start - 2, token.start) == ", "
            ):
                return hit
            return None
        elif word in HIS and not stopped:
            return next((hit for near in tokens[at + 1 : at + 3] if (hit := sentence.health_at(near))), None)
    return None
