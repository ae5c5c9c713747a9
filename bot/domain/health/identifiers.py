"""S2. Numbers that name a person: which kind a row of digits is, by its date and check digits.

Source: Skatteetaten on fødselsnummer, D-number and the rule from 2032; Direktoratet for e-helse on H- and FH-numbers;
Utlendingsdirektoratet on DUF. Synthetic numbers (Tenor's month + 80, SyntPop's month + 65) count as real ones.
"""

from enum import StrEnum
from operator import mul

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_D_DAY, _H_MONTH, _TENOR, _SYNTPOP = 40, 40, 80, 65
_OLD_RULE, _NEW_RULE = frozenset({0}), frozenset({0, 1, 2, 3})  # what k1 may leave modulo 11; the new rule from 2032
_ZERO = ord("0")


class Number(StrEnum):
    """Whose number it is, by its form."""

    BIRTH = "birth"  # fødselsnummer
    TEMPORARY = "temporary"  # D-number
    HELP = "help"  # H-number
    JOINT = "joint"  # FH-number
    SYNTHETIC = "synthetic"


def national(digits: str, *, new_rule: bool = False) -> Number | None:
    """Which of the eleven-digit numbers *digits* is; None: its date or a check digit is wrong.

    *new_rule*: by the check digits of 2032 too, which far more numbers meet by chance.
    """
    if len(digits) != len(_K2):
        return None
    kind = Number.JOINT if digits[0] in "89" else birth_date(digits[:6])
    rests = _NEW_RULE if new_rule else _OLD_RULE
    right = kind is not None and _weighed(digits, _K2) % 11 == 0 and _weighed(digits, _K1) % 11 in rests
    return kind if right else None


def is_duf(digits: str) -> bool:
    """Whether *digits* are a DUF number: a year, six digits, and two that check the ten before them."""
    if len(digits) != len(_DUF) + 2 or digits[:2] not in ("19", "20"):
        return False
    return _weighed(digits, _DUF) % 11 == int(digits[-2:])


def birth_date(digits: str) -> Number | None:
    """Whose number begins with *digits*, a day, a month and a year in six or eight; None: that is no date."""
    day, month = int(digits[:2]), int(digits[2:4])
    kind = Number.BIRTH
    if day > _D_DAY:
        day, kind = day - _D_DAY, Number.TEMPORARY
    for added, other in ((_TENOR, Number.SYNTHETIC), (_SYNTPOP, Number.SYNTHETIC), (_H_MONTH, Number.HELP)):
        if added < month <= added + 12:
            month, kind = month - added, other
            break
    return kind if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] else None


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    """The sum of *digits*, each times its weight, as far as there are weights."""
    weighed: int = sum(map(mul, weights, digits.encode()))
    return weighed - _ZERO * sum(weights)
