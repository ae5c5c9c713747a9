"""S2. Numbers that name a person: which kind a row of digits is, by its date and check digits.

Source: Skatteetaten on fødselsnummer, D-number and the rule from 2032; Direktoratet for e-helse on H- and FH-numbers;
Utlendingsdirektoratet on DUF. Synthetic numbers (Tenor's month + 80, SyntPop's month + 65) count as real ones.
"""

from enum import StrEnum

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HELP, _TENOR, _SYNTPOP, _TEMPORARY = 40, 80, 65, 40
_NEW_RULE = frozenset({0, 1, 2, 3})  # what k1 may leave modulo 11 from 2032; the old rule: nothing


class Number(StrEnum):
    """Whose number it is formally."""

    BIRTH = "birth"  # fødselsnummer
    TEMPORARY = "temporary"  # D-number
    HELP = "help"  # H-number
    JOINT = "joint"  # FH-number
    SYNTHETIC = "synthetic"
    DUF = "duf"


def national(digits: str, *, new_rule: bool = False) -> Number | None:
    """Which of the eleven-digit numbers *digits* is; None: its date or a check digit is wrong.

    *new_rule*: also by the check digits of 2032, which one number in three meets by chance.
    """
    if len(digits) != len(_K2) + 1 or not _checks(digits, new_rule=new_rule):
        return None
    if digits[0] in "89":
        return Number.JOINT
    return _by_date(int(digits[:2]), int(digits[2:4]))


def is_duf(digits: str) -> bool:
    """Whether *digits* are a DUF number: a year, eight digits of which the last two check the others."""
    if len(digits) != len(_DUF) + 2 or digits[:2] not in ("19", "20"):
        return False
    return _weighed(digits, _DUF) % 11 == int(digits[-2:])


def is_date(digits: str) -> bool:
    """Whether six digits can be a birth date, day first."""
    return len(digits) == 6 and _by_date(int(digits[:2]), int(digits[2:4])) is Number.BIRTH


def _checks(digits: str, *, new_rule: bool) -> bool:
    first = (_weighed(digits, _K1) + int(digits[9])) % 11
    second = (_weighed(digits, _K2) + int(digits[10])) % 11
    return second == 0 and (first in _NEW_RULE if new_rule else first == 0)


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))


def _by_date(day: int, month: int) -> Number | None:
    kind = Number.BIRTH
    if day > _TEMPORARY:
        day, kind = day - _TEMPORARY, Number.TEMPORARY
    for added, other in ((_TENOR, Number.SYNTHETIC), (_SYNTPOP, Number.SYNTHETIC), (_HELP, Number.HELP)):
        if added < month <= added + 12:
            month, kind = month - added, other
            break
    return kind if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] else None
