"""S2. What was found in a message: its kind and its place, why, and how sure that is. Never the words."""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How sure a finding is."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Sign(StrEnum):
    """What a finding rests on."""

    CUE = "cue"  # the words beside it say what the number is
    NUMBER_CHECKS = "number_checks"  # date and check digits are right
    MISTYPED = "mistyped"  # a cue, and digits that do not check
    BIRTH_DATE = "birth_date"  # or a year of birth
    NAME = "name"
    INITIALS = "initials"
    RELATIVE = "relative"
    OFFICE = "office"  # the mayor, the boss: all know who that is
    PLACE = "place"  # a room, a bed or an address
    AGE = "age"
    TELEPHONE = "telephone"
    PATIENT = "patient"  # the message calls somebody a patient
    ILLNESS = "illness"  # a diagnosis, a finding or how somebody is
    MEDICINE = "medicine"
    TREATMENT = "treatment"  # an examination, an operation, a stay
    DEATH = "death"


class Kind(StrEnum):
    """What was found."""

    NATIONAL_NUMBER = "national_number"
    LOCAL_NUMBER = "local_number"
    HEALTH = "health"  # something of the health of somebody whom a colleague can recognise
    PATIENT = "patient"  # somebody whom a colleague can recognise is called a patient


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` in what was written."""

    kind: Kind
    tier: Tier
    start: int
    end: int
    signs: tuple[Sign, ...]
