"""The languages in which people are spoken to."""

from collections.abc import Mapping
from enum import StrEnum


class Language(StrEnum):
    """Bokmål, nynorsk, English; by the names that settings and the procedure's file use."""

    NB = "nb"
    NN = "nn"
    EN = "en"


Sentence = Mapping[Language, str]
"""The same in each language, written for its readers."""
