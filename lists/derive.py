"""From the texts of code systems to words that people say: pure, text in, terms out.

Official texts are long and formal ("Akutt transmuralt hjerteinfarkt i fremre vegg"). Norwegian puts the thing itself
into one compound word ("hjerteinfarkt"), the last of its noun phrase: that word is kept where its ending shows that it
names an illness or a treatment. A phrase is kept only where its last word is too general to stand alone.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


LONGEST = 4
"""Words in a term."""
_SHORTEST = 5
"""Letters in a word that is taken from an official text: shorter ones are abbreviations or ordinary words."""

_MISTAKEN = 7
"""Letters in a word whose misspellings are taken: those of a shorter one may be other words."""

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"[,;:/]|\s-\s|\b(?:og|eller)\b")
_GOES_ON = _words(
    "av for fra forbundet forårsaket etter grunnet gjennom hos i ifølge innen med mellom mot om omkring over pga på"
    " samt som til tilhørende under unntatt uten ved vedrørende"
)
_VAGUE = _words(
    "andre anden annen annet den det diverse ikas ika enkelt enkelte flere hele ikke mange nos noen spesifikk"
    " spesifikke spesifisert spesifiserte ubestemt uklassifisert uspesifisert uspesifiserte øvrig øvrige"
)
_WORD = re.compile(r"[a-zæøåäöéèüô]+(?:-[a-zæøåäöéèüô]+)*")
_ILLNESS = re.compile(
    r".*(?:abort|abscess|abstinens|algi|amaurose|angst|anomali|anoreksi|apné|asfyksi|ataksi|avhengighet|betennelse|blastom"
    r"|blødning|brokk|brudd|byll|cefali|cele|cyste|defekt|deformitet|degenerasjon|demens|depresjon|dermi|diabetes|disseksjon"
    r"|eksem|ektasi|emboli|emi|ese|estesi|fagi|fasi|feber|fissur|fistel|flimmer|flutter|fobi|gnosi|hernie|ileus|kinesi|leksi|forgiftning|forstyrrelse|gangren|gliom"
    r"|iasis|ikterus|infarkt|infeksjon|inkontinens|insuffisiens|intoksikasjon|intoleranse|isme|itt|kardi|karsinom|kramper?"
    r"|kreft|kusma|lammelse|lepsi|lesjon|lidelse|luksasjon|lymfom|mangel|mani|megali|melanom|misbruk|misdannelse"
    r"|nekrose|obstruksjon|okklusjon|oni|opi|oré|ose|parese|pati|pemfigus|peni|penia|perforasjon|pest|plasi|plegi|pleksi"
    r"|pneumotoraks|polypp|prolaps|psykose|ptose|reaksjon|rift|ruptur|sarkom|sepsis|septikemi|skade|skolios|slag|smerte|spalte"
    r"|spadi|spasme|stans|stein|sten|stenose|striktur|svangerskap|svikt|svulst|sykdom|syndrom|sår|tap|tetani|toni|torsjon|toraks"
    r"|traume|trofi|tropi|tuberkulose|tumor|tyfus|unormal|uri|vekst|virus|ødem|om)"
)
_TREATMENT = re.compile(
    r".*(?:amputasjon|anestesi|behandling|dialyse|ektomi|grafi|implantasjon|implantat|infusjon|kontroll|operasjon|plastikk"
    r"|protese|skopi|stomi|sterilisering|terapi|tomi|transfusjon|transplantasjon|transplantat|vaksinasjon|punksjon)"
)
_NEEDS_COMPANY = _words(
    "artritt brudd betennelse blødning feber fot infeksjon krise lidelse mangel reaksjon sjokk skade smerte smerter"
    " svulst sykdom sår svikt syndrom tremor vekst koma nyre lever hjerte anfall"
)


def spelled(term: str) -> str:
    """*term* as it stands in a list: NFC, lower case, one space between words."""
    return " ".join(unicodedata.normalize("NFC", term).lower().split())


def phrases(text: str) -> Iterator[str]:
    """The noun phrases of an official text, without what only narrows them down."""
    for part in _PARTS.split(_IN_BRACKETS.sub(" ", spelled(text))):
        kept: list[str] = []
        for word in part.split():
            if word in _GOES_ON:
                break
            if word not in _VAGUE:
                kept.append(word)
        if kept:
            yield " ".join(kept)


def head(phrase: str) -> str | None:
    """The word of *phrase* that names an illness or a treatment, in the singular; None: its last word does not."""
    last = phrase.rsplit(" ", 1)[-1]
    if _WORD.fullmatch(last) is None:
        return None
    for singular in _singulars(last):
        if len(singular) >= _SHORTEST and _names(singular):
            return singular
    return None


def misspelled(word: str) -> set[str]:
    """*word* as it is typed in haste: an inner letter left out, or two of them in turn. None of a short word."""
    inner = range(1, len(word) - 1) if len(word) >= _MISTAKEN else ()
    out = {word[:at] + word[at + 1 :] for at in inner}
    turned = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inner[:-1]}
    return (out | turned) - {word}


def is_treatment(term: str) -> bool:
    """Whether *term* names what is done about an illness rather than the illness."""
    return _TREATMENT.fullmatch(term) is not None


def terms(texts: Iterable[str], not_terms: Collection[str]) -> set[str]:
    """What of *texts* is said: words that name an illness or a treatment, and phrases that end in a vague one."""
    found: set[str] = set()
    for text in texts:
        for phrase in phrases(text):
            word = head(phrase)
            if word is not None and word not in not_terms:
                found.add(word)
            elif _tells(phrase, not_terms):
                found.add(phrase)
    return found


def _singulars(word: str) -> Iterator[str]:
    """What *word* is if it is a plural, then the word itself."""
    for plural, singular in (("dommer", "dom"), ("sår", "sår"), ("gler", "gel"), ("er", ""), ("r", "")):
        if word.endswith(plural):
            yield word.removesuffix(plural) + singular
    yield word


def _names(word: str) -> bool:
    return _ILLNESS.fullmatch(word) is not None or is_treatment(word)


def _tells(phrase: str, not_terms: Collection[str]) -> bool:
    """Whether *phrase* is whole words, few of them, of which the last is vague alone and the others are not."""
    *before, last = phrase.split()
    if not 1 <= len(before) < LONGEST or last not in _NEEDS_COMPANY or phrase in not_terms:
        return False
    whole = all(_WORD.fullmatch(word) is not None for word in before)
    return whole and all(len(word) >= _SHORTEST and word not in not_terms for word in before)
