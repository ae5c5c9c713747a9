"""The word lists of the chat guard (S2), read and compiled once."""

import tomllib
from pathlib import Path

from bot.domain.health.lexicon import Lexicon, Word

_HERE = Path(__file__).parent
_CUES = _HERE / "cues.toml"
_LISTS = {
    "diagnoses": Word.ILLNESS,
    "treatments": Word.TREATMENT,
    "medicines": Word.MEDICINE,
    "deaths": Word.DEATH,
    "abbreviations": Word.ABBREVIATION,
    "first_names": Word.FIRST,
    "surnames": Word.SURNAME,
}
_ALSO = {
    "first_ordinary": Word.ORDINARY,
    "clinical_tails": Word.CLINICAL_TAIL,
    "topic_tails": Word.TOPIC_TAIL,
    "ward_tails": Word.WARD_TAIL,
    "topic_endings": Word.TOPIC_ENDING,
    "illness_endings": Word.ILLNESS_ENDING,
    "treatment_endings": Word.TREATMENT_ENDING,
}


def load_lexicon() -> Lexicon:
    """The lexicon of the lists that come with the bot."""
    lists = {word: list[str]() for word in Word}
    for name, word in _LISTS.items():
        lists[word] += _lines(name)
    for name, terms in tomllib.loads(_CUES.read_text(encoding="utf-8")).items():
        word = _ALSO.get(name) or Word[name.upper()]
        lists[word] += [term for term in map(str.strip, terms.split(",")) if term]
    lists[Word.TOPIC_TAIL] += lists[Word.TOPIC_ENDING]
    lists[Word.ORDINARY] += set(_lines("name_words")).difference(lists[Word.FIRST])  # first names: those of the cues
    return Lexicon.of(lists)


def _lines(name: str) -> list[str]:
    return (_HERE / "lists" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
