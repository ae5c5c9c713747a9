"""S2. The words that tell of health and of persons, looked for all at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled word lists. One without words finds nothing: numbers are found all the same."""


NO_WORDS = Lexicon()
