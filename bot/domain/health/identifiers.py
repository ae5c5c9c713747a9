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
_VALUES = bytes((sign - ord("0")) % 256 for sign in range(256))


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
    kind = Number.JOINT if digits[0] in "89" else _BEGINNINGS.get(digits[:4])
    if kind is None or len(digits) != len(_K2):
        return None
    values = digits.encode().translate(_VALUES)
    if sum(map(mul, _K2, values)) % 11:
        return None
    return kind if sum(map(mul, _K1, values)) % 11 in (_NEW_RULE if new_rule else _OLD_RULE) else None


def is_duf(digits: str) -> bool:
    """Whether *digits* are a DUF number: a year, six digits, and two that check the ten before them."""
    if len(digits) != len(_DUF) + 2 or digits[:2] not in ("19", "20"):
        return False
    weighed: int = sum(map(mul, _DUF, digits.encode().translate(_VALUES)))
    return weighed % 11 == int(digits[-2:])


def birth_date(digits: str) -> Number | None:
    """Whose number begins with *digits*, a day, a month and more; None: that is no date."""
    return _BEGINNINGS.get(digits[:4])


_BEGINNINGS = {
    f"{day + d_day:02}{month + added:02}": Number.TEMPORARY if d_day and added == 0 else kind
    for added, kind in (
        (0, Number.BIRTH),
        (_H_MONTH, Number.HELP),
        (_SYNTPOP, Number.SYNTHETIC),
        (_TENOR, Number.SYNTHETIC),
    )
    for month, days in enumerate(_DAYS, 1)
    for d_day in (0, _D_DAY)
    for day in range(1, days + 1)
}
"""Whose number begins with these four digits."""
