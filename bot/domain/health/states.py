"""S2. How and where somebody is, in words that name no illness: they tell only of whom they are said outright."""

import re

from bot.domain.health.colleagues import OF, is_colleague
from bot.domain.health.lexicon import Hit, Word
from bot.domain.health.persons import Person, Strength
from bot.domain.health.sentences import Sentence

_IS_WORDS = "er e æ va var virker verkar ser vært vore blir blei ble vart is looks seems was har føles"
_IS = frozenset(_IS_WORDS.split())
_HOW_WORDS = (
    "så veldig ganske helt heilt litt fortsatt framleis fremdeles mer meir mye mykje enda ennå still very so more "
    "nå no bare skikkelig jo skikkeleg svært temmelig really quite vært vore blitt vorte i dag natt både and og sett"
)
_HOW = frozenset(_HOW_WORDS.split())
_MOST_HOW = 4  # words between a verb and how somebody is
_NO_MORE = re.compile(
    r"[^\w]*(?:\Z|\n|[,.!?(])| (?:ut|i (?:natt|dag|kveld|går|morges|ansikt\w*|huden)|nå|no|igjen|att|og"
    r"|på (?:tre|to|fire)"
    r"|etter|and|tonight|today|now|siden|sidan)(?![^\W\d_])"
)
_AT_WORK = re.compile(r"vakt|bytte|dekke|overta|jobb|møte|kamera|lyd|skjerm|teams|shift|cover|kalender|mail|e-post")
_DAY = (
    r"(?:(?:neste )?(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|måndag|tysdag|laurdag|sundag)"
    r"|i (?:morgen|morgon|dag"
    r"|kveld|ettermiddag)|monday|tuesday|wednesday|thursday|friday|tomorrow|helg\w*|neste uke|[0-9]{1,2}[.])"
)
_LIES = re.compile(
    r" (?:(?:ligger|ligg|lå|låg|er lagt|is|was)(?: (?:fortsatt|framleis|fremdeles|ennå|nå|no|fremdeles|still"
    r"|lying|igjen|inne"
    r"|alene|stadig)){0,3}) (?:på|i|in|on)(?: the| en| ei| et)? (?:(?:rom|seng|stue|stua|plass|korridor\w*"
    r"|corridor|gang(?:en)?"
    r"|enerom\w*|isolat\w*|intensiv\w*|overvåk\w*|observasjon\w*|obs(?:en|posten)?|med(?:isinsk)?"
    r"|kir(?:urgisk)?|barsel\w*"
    r"|føden|mottak\w*|kjeller\w*|bed|ward|side room|icu|belter?|sengepost\w*|postoperativ|hdu|isolation)(?![^\W\d_])"
    r"|[0-9]{1,3}['’.]?er['’]?e?n|[0-9]{1,2}[a-d](?![^\W_])|[0-9]{1,4}(?= ?(?:,|!|\?|\Z|\.\Z|\n)))"
)
_WORKS = re.compile(r" (?:is|was) (?:on|in) ")  # "is on the ward" may be a colleague: "lying" may not
_TAKEN_IN = re.compile(r"(?:(?:ta|tar|tek|tok|take|takes) imot|plass (?:til|for)|room for) \Z")
_MOVED = re.compile(
    r"(?<![^\W\d_])(?:fikk|fekk|får|sender|sendte|sende|flytter|flyttet|flytta|flyttar|overfører|overflytter"
    r"|henter|hentar"
    r"|moved|moving|sending|transferring)(?: (?:tilbake|over|opp|ned|inn|ut|back|up|down|over))? \Z"
)
_WHERE = re.compile(
    r" (?:fra|frå|til|from|to|på)(?: the| our| your)? (?:dere|dykk|you|mottak\w*|intensiv\w*|sengepost\w*"
    r"|post(?:en)?|avd\w*"
    r"|rom|seng|stue|sykehjem\w*|sjukeheim\w*|oppvåk\w*|obs\w*|legevakt\w*|[0-9]{1,2}[a-d]|korttid\w*|rehab\w*"
    r"|barsel\w*"
    r"|medisinsk|kirurgisk|medisin|kirurgen|icu|ward|hdu|room|bed|psyk|isolat\w*|enerom\w*|dps)(?![^\W\d_])"
)
_ON_OXYGEN = re.compile(
    r" (?:er|e|står|ligger|ligg|is)(?: (?:nå|no|fortsatt|framleis|now|still|opp(?:e)?))? (?:på"
    r"|on) [0-9]{1,2} ?(?:liter|l|litres)"
    r"(?= ?(?:o2|oksygen|på|,|[.]?\Z|\n|nå|no))"
)
_FROM_DAY = re.compile(rf" (?:fra|frå|før|først|from|before) {_DAY}")
_ON_DAY = re.compile(rf" (?:på |fra |frå |før |on )?{_DAY}")
_HOUSE = re.compile(
    r"kommune|sykehjem|sjukeheim|helsehus|korttid|bydel|omsorg|avdeling|sengepost|rehab|nursing home|(?<!\w)kad(?!\w)"
)
_WE_LOST = re.compile(r"(?<![^\W\d_])(?:vi|me|de|we|they) (?:mistet|mista|miste|lost) \Z")
_WHEN = re.compile(
    r" (?:i (?:natt|dag|kveld|går|morges|morgon|ettermiddag)|kl|at [0-9]|this|last night|yesterday|tonight"
    r"|etter|på bordet"
    r"|på operasjonsbordet|under|before|during|after)(?![^\W\d_])"
)
_CLOSE = 24  # characters before a name


def state(sentence: Sentence, person: Person) -> Hit | None:
    """How *person* is, where they lie, who takes them in, or that they are lost; None: nobody says it outright."""
    if person.strength < Strength.NAMED or is_colleague(sentence, person):
        return None
    oxygen = _ON_OXYGEN.match(sentence.reading.lower, person.end, sentence.end)
    if oxygen is not None:
        return Hit(oxygen.start() + 1, oxygen.end(), int(Word.TREATMENT))
    return is_so(sentence, person) or _lies(sentence, person) or _taken_in(sentence, person) or _lost(sentence, person)


def is_so(sentence: Sentence, person: Person) -> Hit | None:
    """ "… er så slapp", "… har ikke spist": and nobody asks who takes the shift."""
    tokens, at = sentence.read_tokens(), person.last + 1
    if at >= len(tokens) or sentence.lower(tokens[at]) not in _IS:
        return None
    begins, at = at, at + 1
    while at < len(tokens) and at <= begins + _MOST_HOW and not tokens[at].bits & Word.STATE:
        if sentence.lower(tokens[at]) not in _HOW:
            return None
        at += 1
    if at >= len(tokens) or not tokens[at].bits & Word.STATE:
        return None
    hit = next(
        (hit for hit in sentence.hits if hit.bits & Word.STATE and hit.start <= tokens[at].start < hit.end), None
    )
    if hit is None or _NO_MORE.match(sentence.reading.lower, hit.end) is None:
        return None
    return None if _AT_WORK.search(sentence.reading.lower, sentence.start, sentence.reach) else hit


def _lies(sentence: Sentence, person: Person) -> Hit | None:
    """ "… ligger på gangen", "… ligger på 3'ern"."""
    found = _LIES.match(sentence.reading.lower, person.end, sentence.end)
    if found is None or (_WORKS.match(found[0]) and "lying" not in found[0]):
        return None
    if person.first > 0 and sentence.lower(sentence.read_tokens()[person.first - 1]) in OF:
        return None  # "Nøkkelen til Kari Moe ligger på rom 4"
    return Hit(found.start() + 1, found.end(), int(Word.TREATMENT))


def _taken_in(sentence: Sentence, person: Person) -> Hit | None:
    """ "kommunen kan ta imot … på mandag", "plass til … fra i morgen", "flytter … til intensiv"."""
    lower = sentence.reading.lower
    moved = _MOVED.search(lower, max(sentence.start, person.start - _CLOSE), person.start)
    if moved is not None and _WHERE.match(lower, person.end):
        return Hit(moved.start(), moved.end() - 1, int(Word.TREATMENT))
    found = _TAKEN_IN.search(lower, max(sentence.start, person.start - _CLOSE), person.start)
    if found is None:
        return None
    house = _HOUSE.search(lower, sentence.start, person.start) is not None
    if (_ON_DAY if house else _FROM_DAY).match(lower, person.end) is None:
        return None
    return Hit(found.start(), found.end() - 1, int(Word.TREATMENT))


def _lost(sentence: Sentence, person: Person) -> Hit | None:
    """ "vi mistet … i natt"; who is lost to another hospital is a colleague."""
    lower = sentence.reading.lower
    found = _WE_LOST.search(lower, max(sentence.start, person.start - _CLOSE), person.start)
    if found is None or _WHEN.match(lower, person.end) is None:
        return None
    return Hit(found.start(), found.end() - 1, int(Word.DEATH))
