"""S2. What was found in a message: its kind and its place, why, and how sure that is. Never the words."""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How sure a finding is."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Sign(StrEnum):
    """What a finding rests on."""

    NUMBER_CHECKS = "number_checks"  # date and check digits are right
    CUE = "cue"  # the words before say what the number is
    MISTYPED = "mistyped"  # a cue, and digits that do not check
    BIRTH_DATE = "birth_date"


class Kind(StrEnum):
    """What was found."""

    NATIONAL_NUMBER = "national_number"
    LOCAL_NUMBER = "local_number"


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` in what was written."""

    kind: Kind
    tier: Tier
    start: int
    end: int
    signs: tuple[Sign, ...]
