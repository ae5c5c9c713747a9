"""The forms of Norwegian words, in Bokmål and Nynorsk, by simple rules: pure, a word in, its forms out.

The rules make some forms that nobody writes; in a list that is only looked for, they cost a line and do no harm.
"""

import re
from collections.abc import Iterator
from itertools import product

_SHORTEST = 4
"""Letters of a word that gets endings; shorter ones are abbreviations, or too alike other words."""

_NOUN: tuple[tuple[str, int, str], ...] = (
    # its ending, letters to take off, endings to put on
    ("ium", 2, "um umet iet ier iene ia"),
    ("else", 1, "e en er ene ar ane"),
    ("e", 1, "e en er ene a ar ane"),
    ("el", 2, "el elen elet ler lene lar lane"),
    ("er", 0, " en et e ne ar ane"),
    ("dom", 0, " men mer mene mar mane"),
    ("om", 0, " et er ene a met"),
    ("um", 0, " et en a"),
    ("ika", 0, " ene"),
    *((neuter, 0, " et ene a") for neuter in ("anfall", "brot", "brudd", "bruk", "drypp", "infarkt", "mord")),
    *((neuter, 0, " et ene a") for neuter in ("skap", "slag", "snitt", "stikk", "sår", "tap", "ødem")),
    *((common, 0, " en er ene ar ane") for common in ("abscess", "i", "ikk", "itt", "or", "sjon", "svulst", "ur")),
    *((feminine, 0, " en a er ene ar ane") for feminine in ("heit", "het", "ing")),
    *((mass, 0, " en") for mass in ("kreft", "svikt")),
    ("", 0, " en et er ene a ar ane"),
)
_ADJECTIVE: tuple[tuple[str, int, str], ...] = (
    ("løs", 0, " t e"),
    ("ig", 0, " e"),
    ("isk", 0, " e"),
    ("ert", 0, " e"),
    ("et", 2, "et ete ede a"),
    ("lagt", 1, "t te d de"),
    ("ent", 0, " e"),
    ("el", 2, "el elt le"),
    ("t", 0, " te e"),
    ("e", 0, ""),
    ("", 0, " t e"),
)
_NYNORSK = tuple(
    (re.compile(bokmål), spelled)
    for bokmål, spelled in (
        ("sykdom", "sjukdom"),
        ("(?<!p)syk", "sjuk"),
        ("hjerte", "hjarte"),
        ("hjerne", "hjarne"),
        ("brudd", "brot"),
        ("øye", "auge"),
        ("øre", "øyre"),
        ("hode", "hovud"),
        ("blødning", "bløding"),
        ("forgiftning", "forgifting"),
        ("forstyrrelse", "forstyrring"),
        ("lidelse", "liding"),
        ("lammelse", "lamming"),
        ("forstoppelse", "forstopping"),
        ("undersøkelse", "undersøking"),
        ("innleggelse", "innlegging"),
        ("misdannelse", "misdanning"),
        ("løsning", "løysing"),
        ("vei(?=[s ]|$)", "veg"),
        ("selvmord", "sjølvmord"),
        ("selvskad", "sjølvskad"),
        ("vann", "vatn"),
        ("bevisstløs", "medvitslaus"),
        ("het$", "heit"),
        ("lig$", "leg"),
        ("løs$", "laus"),
        ("(?<=lår)ben|(?<=egg)ben|^ben(?=brudd|fraktur|skade)", "bein"),
        ("nyfødt", "nyfødd"),
        ("høyt", "høgt"),
        ("lavt", "lågt"),
        ("melk", "mjølk"),
        ("åpent", "ope"),
        ("åpen", "open"),
    )
)
_ENGLISH = (("ks", "x"), ("k", "c"))
_WITH_E = ("in", "id", "on", "at", "an", "il", "am", "ol")


def noun(word: str) -> set[str]:
    """*word*, a noun in Bokmål or a phrase that ends in one, in its forms of both written languages."""
    return {form for spelling in nynorsk(word) for form in _inflected(spelling, _NOUN)}


def adjective(word: str) -> set[str]:
    """*word*, an adjective or a participle, in its forms of both written languages."""
    return {form for spelling in nynorsk(word) for form in _inflected(spelling, _ADJECTIVE)}


def nynorsk(word: str) -> set[str]:
    """*word* itself, and what it is in Nynorsk where that differs by rule."""
    other = word
    for bokmål, spelled in _NYNORSK:
        other = bokmål.sub(spelled, other)
    return {word, other}


def substance(name: str) -> set[str]:
    """*name* of a substance, as Norwegian spells it and as English may."""
    spellings = {name}
    for norwegian, english in _ENGLISH:
        spellings |= {spelling.replace(norwegian, english) for spelling in spellings}
    spellings |= {spelling.replace("f", "ph") for spelling in spellings if "f" in spelling[1:]}
    return {spelling + end for spelling, end in product(spellings, ("", "e")) if not end or spelling.endswith(_WITH_E)}


def _inflected(phrase: str, rules: tuple[tuple[str, int, str], ...]) -> Iterator[str]:
    """*phrase* and, where its last word is long enough, that word with the endings of the first rule that fits."""
    yield phrase
    last = phrase.rsplit(" ", 1)[-1]
    if len(last) < _SHORTEST or not last.isalpha():
        return
    _, off, puts = next(rule for rule in rules if phrase.endswith(rule[0]))
    stem = phrase[: len(phrase) - off] if off else phrase
    for put in puts.split(" "):
        yield stem + put
