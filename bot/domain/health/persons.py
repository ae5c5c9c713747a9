"""S2. Whom a sentence names: by first name and surname, by a title, or by a first name alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.domain.health.findings import Sign
from bot.domain.health.lexicon import Word
from bot.domain.health.sentences import Sentence, Token

MOST_PERSONS = 12
"""Persons of one sentence that are looked at."""
LONGEST_NAME = 4  # words

_FIRST, _SURNAME, _ORDINARY = int(Word.FIRST), int(Word.SURNAME), int(Word.ORDINARY)
_NAME = _FIRST | _SURNAME
_TITLE = int(Word.MANNER | Word.PATIENT)
_NO_NAME = int(
    Word.NOT_NAME | Word.STAFF | Word.RELATIVE | Word.PATIENT | Word.MANNER | Word.SEX | Word.PLACE | Word.PRONOUN
    | Word.ASSERT | Word.CONDITION | Word.ASK | Word.PROFESSIONAL | Word.TOPIC | Word.TEACHING | Word.ILLNESS
    | Word.TREATMENT | Word.MEDICINE | Word.DEATH | Word.ABBREVIATION | Word.LAB | Word.DOCUMENT
    | Word.STATE
)  # fmt: skip
_SHAPE = re.compile(
    r".{2,}(?:sen|son|sson|stad|stad|land|lund|vik|vig|heim|haug|haugen|berg|berget|rud|erud|moen|mo|dal|dalen|nes|næs"
    r"|ness|lien|li|bakken|bakk|bakke|eng|engen|set|seth|sæter|sether|øy|øya|ås|aas|strand|strøm|holm|holmen|hus|gård"
    r"|gaard|gard|haug|bø|bu|tveit|tveiten|tveite|vold|voll|vollen|hagen|eide|eid|vold|fjell|fjeld|sund|sund|vang"
    r"|løkken|løkk|krog|kvist|hovd|hov|åsen|elv|skog|skogen|foss|fossen|brekke|stein|gren|mark|rød|røed|ski|ska|ović"
    r"|ic|icz|czyk|ova|eva|enko|escu|oglu|pour|zadeh|nathan|moorthy)"
)
_BEGINS_LINE = re.compile(r"\s*(?:[^\W\d_]{1,5}\s)?([0-9]{1,4}[a-zA-Z]?)?[\s|/;:.)-]*")
_DELIMITER = re.compile(r"\s?(?:[|/;:\t]| [-–] )")
_FILED = re.compile(
    r".{1,3}|.*(?:ing|ling|else|skjema|ferie|mal|het|sjon|iv|isk|tid|dag|uke|nytt?|plan|liste|test|kopi|data|er|ene|ert)"
)
_HOUSES = ("sykehus", "sykehuset", "sjukehus", "sjukehuset", "kommune", "senter", "senteret", "klinikk", "klinikken")
_QUOTES = frozenset("«\"“”„'")
_GAPS = frozenset((" ", "-", "_", "  ", "   ", ". "))


class Strength(IntEnum):
    """How well somebody is named."""

    LONE = 0  # a first name or a surname: only what is said outright makes it a finding
    LOOSE = 1  # two words that look like a name
    NAMED = 2
    SURE = 3  # called a patient, or described so that nobody else is meant


@dataclass(frozen=True, slots=True)
class Person:
    """`first` and `last`: which tokens of the sentence, -1 where it is no name; `words`: the name in lower case."""

    start: int
    end: int
    first: int
    last: int
    strength: Strength
    signs: tuple[Sign, ...]
    words: tuple[str, ...] = ()


def named(sentence: Sentence) -> list[Person]:
    """Those whom *sentence* names, in order."""
    tokens, found, at = sentence.read_tokens(), list[Person](), 0
    while at < len(tokens) and len(found) < MOST_PERSONS:
        person = _person(sentence, tokens, at)
        if person is not None:
            found.append(person)
        at = at + 1 if person is None else person.last + 1
    return found


def _person(sentence: Sentence, tokens: Sequence[Token], at: int) -> Person | None:
    if _capital(sentence, tokens[at]):
        return _capitals(sentence, tokens, at)
    if tokens[at].bits & _NAME:
        return _small(sentence, tokens, at)
    return None


def _capitals(sentence: Sentence, tokens: Sequence[Token], at: int) -> Person | None:
    """The person whose name begins with the capital of the token *at*."""
    if tokens[at].bits & _NO_NAME and not tokens[at].bits & _FIRST:
        return None
    end = _run(sentence, tokens, at)
    count = end - at
    titled = _titled(sentence, tokens, at)
    strength = _strength(sentence, tokens[at:end])
    if strength is Strength.LONE and sentence.text(tokens[at].start - 1, tokens[at].start) in _QUOTES:
        return None  # «Olga»: an example's
    if strength is None and count == 1 and (_is_whose(sentence, tokens, at) or _is_filed(sentence, tokens, at)):
        strength = Strength.LONE
    if count == 1 and _family_first(sentence, tokens, at):
        end, strength = at + 2, Strength.NAMED
    if titled and (count > 1 or not tokens[at].bits & _NO_NAME):
        strength = Strength.SURE
    if strength is None or _is_part(sentence, tokens[end - 1]):
        return None
    if strength < Strength.SURE and sentence.lower(tokens[end - 1]).endswith(_HOUSES):
        return None
    if strength is Strength.LOOSE and (without := _strength(sentence, tokens[at + 1 : end])) is Strength.NAMED:
        at, strength = at + 1, without  # "Gi Bodil Hansen": a sentence begins with a capital too
    return _made(sentence, tokens, at, end, strength, titled=titled)


def _is_whose(sentence: Sentence, tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word with a capital stands where a name must: "mora til …", "korleis står det til med …"."""
    if at < 2 or tokens[at].bits or sentence.lower(tokens[at - 1]) not in _OF_WHOM:
        return False
    return bool(tokens[at - 2].bits & (Word.RELATIVE | Word.CONDITION))


def _is_filed(sentence: Sentence, tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word with a capital ends the name of a paper's file: "Epikrise Grytborg.pdf"."""
    if at != 1 or tokens[at].bits or not tokens[0].bits & Word.DOCUMENT or not sentence.is_file():
        return False
    return (
        sentence.text(tokens[at].end, tokens[at].end + 1) == "."
        and _FILED.fullmatch(sentence.lower(tokens[at])) is None
    )


def _family_first(sentence: Sentence, tokens: Sequence[Token], at: int) -> bool:
    """Whether the surname stands first, as in a list: "Moe, Kari: …". At the beginning it may be one nobody knows."""
    if at + 1 >= len(tokens):
        return False
    first = tokens[at + 1]
    unknown = at == 0 and not tokens[at].bits and not first.bits & _ORDINARY
    if not (unknown or tokens[at].bits & _SURNAME or _shaped(sentence, tokens[at])):
        return False
    if not first.bits & _FIRST or not _capital(sentence, first) or _gap(sentence, tokens[at], first) != ", ":
        return False
    return _DELIMITER.match(sentence.reading.text, first.end) is not None


def _titled(sentence: Sentence, tokens: Sequence[Token], at: int) -> bool:
    """Whether a title stands before the token *at*: "fru", "pasienten", "pasienten min,", "pasienten heter"."""
    if at > 1 and sentence.lower(tokens[at - 1]) in _IS_CALLED:
        return bool(tokens[at - 2].bits & Word.PATIENT)
    if at == 0 or not tokens[at - 1].bits & _TITLE:
        return False
    return _gap(sentence, tokens[at - 1], tokens[at]) in (" ", ". ", ": ")


def _strength(sentence: Sentence, name: Sequence[Token]) -> Strength | None:
    """How well the words of *name*, which all have a capital, name somebody; None: they do not."""
    first, last = name[0], name[-1]
    if len(name) == 1:
        if (first.bits & _SURNAME or _shaped(sentence, first)) and _in_a_list(sentence, first):
            return Strength.NAMED
        return Strength.LONE if first.bits & _NAME and not _shouted(sentence, first) else None
    family = bool(last.bits & _SURNAME) or _shaped(sentence, last)
    if first.bits & _FIRST:
        if all(token.bits & _FIRST and not token.bits & _SURNAME for token in name):
            return Strength.LONE  # Jens Petter
        if _shouted(sentence, last) and not family:
            return Strength.LONE
        return Strength.NAMED
    if family:
        return Strength.NAMED if last.bits & _SURNAME and not _shouted(sentence, first) else Strength.LOOSE
    return Strength.LOOSE if not any(token.bits or _shouted(sentence, token) for token in name) else None


def _run(sentence: Sentence, tokens: Sequence[Token], at: int) -> int:
    """Where the words with capitals that begin *at* end."""
    end = at + 1
    while end < len(tokens) and end - at < LONGEST_NAME:
        token = tokens[end]
        if _gap(sentence, tokens[end - 1], token) not in _GAPS or not _capital(sentence, token):
            break
        if token.bits & _NO_NAME and not token.bits & _NAME:
            break
        if token.end - token.start == 1 and not sentence.text(token.end, token.end + 1).strip(" .,:"):
            return end + 1  # an initial
        end += 1
    return end


def _small(sentence: Sentence, tokens: Sequence[Token], at: int) -> Person | None:
    """A name in small letters: "tore lind"."""
    first = tokens[at]
    if first.bits & _NO_NAME:
        return None
    if not first.bits & _FIRST:
        if _titled(sentence, tokens, at) and not first.bits & _ORDINARY:
            return _made(sentence, tokens, at, at + 1, Strength.SURE, titled=True)
        filed = first.end - first.start > 3 and sentence.is_file()
        return _made(sentence, tokens, at, at + 1, Strength.LONE, titled=False) if filed else None
    ordinary = bool(first.bits & _ORDINARY)
    end = at + 1
    while end < len(tokens) and end - at < LONGEST_NAME - 1 and _gap(sentence, tokens[end - 1], tokens[end]) == " ":
        token = tokens[end]
        if token.bits & _NO_NAME or not (token.bits & _NAME or _shaped(sentence, token)):
            break
        end += 1
        if token.bits & _SURNAME or not token.bits & _FIRST:
            break
    last = tokens[end - 1]
    if end - at > 1 and (last.bits & _SURNAME or _shaped(sentence, last)) and not (ordinary and last.bits & _ORDINARY):
        return _made(sentence, tokens, at, end, Strength.NAMED, titled=False)
    if end - at > 1 and ordinary and last.bits & _SURNAME and tokens[end : end + 1] and tokens[end].bits & Word.ASSERT:
        return _made(sentence, tokens, at, end, Strength.LOOSE, titled=False)  # "liv moen er …"
    titled = _titled(sentence, tokens, at)
    if ordinary or first.end - first.start < 3:  # letters
        return None
    return _made(sentence, tokens, at, at + 1, Strength.SURE if titled else Strength.LONE, titled=titled)


def _made(
    sentence: Sentence, tokens: Sequence[Token], at: int, end: int, strength: Strength, *, titled: bool
) -> Person:
    start = tokens[at - 1].start if titled else tokens[at].start
    patient = titled and any(token.bits & Word.PATIENT for token in tokens[max(0, at - 2) : at])
    words = tuple(sentence.lower(token) for token in tokens[at:end])
    signs = (Sign.NAME, Sign.PATIENT) if patient else (Sign.NAME,)
    return Person(start, tokens[end - 1].end, at, end - 1, strength, signs, words)


def _capital(sentence: Sentence, token: Token) -> bool:
    return sentence.text(token.start, token.start + 1).isupper()


def _shouted(sentence: Sentence, token: Token) -> bool:
    """Whether all its letters are capitals: more likely an abbreviation than a name."""
    return token.end - token.start > 1 and sentence.text(token.start, token.end).isupper()


def _shaped(sentence: Sentence, token: Token) -> bool:
    """Whether it looks like a surname, and is no other word that is known."""
    return not token.bits & ~_NAME and _SHAPE.fullmatch(sentence.lower(token)) is not None


def _is_part(sentence: Sentence, token: Token) -> bool:
    """Whether the word goes on after a hyphen, or is a paper's: the "Liv" of "Liv-salen", "Moe et al."."""
    after = sentence.text(token.end, token.end + 6)
    return (after[:1] == "-" and after[1:2].isalpha()) or after == " et al"


def _in_a_list(sentence: Sentence, token: Token) -> bool:
    """Whether it stands alone in a line of a list: "3 / Myhre / pneumoni"."""
    text = sentence.reading.text
    before = _BEGINS_LINE.fullmatch(text, max(sentence.start, token.start - 20), token.start)
    if before is None or token.start - sentence.start > 20:
        return False
    return before[1] is not None or _DELIMITER.match(text, token.end) is not None


def _gap(sentence: Sentence, one: Token, next_: Token) -> str:
    return sentence.text(one.end, min(next_.start, one.end + 3))


def kin(sentence: Sentence, persons: Sequence[Person]) -> Iterator[Person]:
    """Relatives of the writer, or of somebody named before: "mannen min"; "Kari må dra, dattera …"."""
    tokens = sentence.read_tokens()
    for at, token in enumerate(tokens):
        if not token.bits & Word.RELATIVE:
            continue
        before = sentence.lower(tokens[at - 1]) if at else ""
        after = sentence.lower(tokens[at + 1]) if at + 1 < len(tokens) else ""
        last = at + 1 if after in _MINE or after in _THEIRS else at
        if after in _MINE or before == "my" or (sentence.lower(token) in _OWN and not persons):
            yield Person(token.start, tokens[last].end, at, last, Strength.LONE, (Sign.RELATIVE,))
        elif persons and persons[0].last < at and _is_theirs(token, before, after):
            start = persons[0].start
            yield Person(start, tokens[last].end, at, last, Strength.LONE, (Sign.NAME, Sign.RELATIVE))


def _is_theirs(token: Token, before: str, after: str) -> bool:
    """Whether a relative is that of the one named before; "mannen" alone may be any man."""
    return after in _THEIRS or before in _THEIRS or not token.bits & (Word.SEX | Word.MANNER)


_OF_WHOM = frozenset(("til", "med", "of", "to", "with"))
_IS_CALLED = frozenset(("heter", "heiter", "called", "named", "min", "vår"))
_OWN = frozenset(
    ("mamma", "pappa", "kona", "svigermor", "svigerfar", "bestemor", "bestefar", "farmor", "mormor", "morfar")
)
_MINE = frozenset(("min", "mi", "mitt"))
_THEIRS = frozenset(("hans", "hennes", "hennar", "sin", "si", "sitt", "his", "her", "their"))
