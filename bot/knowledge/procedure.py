"""A hospital's own procedure, from a TOML file. What it leaves out is as in the built-in one.

[numbers]                     # the names and meanings of bot/domain/procedure.py
new_alert_after = "5 min"     # a whole number and its unit: s, min, h, days
vouch_holds = "90 days"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

from bot.domain.procedure import Procedure
from bot.errors import Misconfigured

LONGEST = timedelta(days=90)
"""No number is longer: what a series remembers is kept for so long at most (docs/DATA.md)."""

NUMBERS = tuple(field.name for field in fields(Procedure) if field.type is timedelta)
"""The names that `[numbers]` may hold."""

_SETTING = "PROCEDURE_PATH"
_TABLE = "numbers"
_UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "day": timedelta(days=1),
    "days": timedelta(days=1),
}
_DURATION = re.compile(rf"([0-9]{{1,8}}) ?({'|'.join(_UNITS)})")
_FORM = 'must be a text such as "30 s", "3 min", "4 h" or "90 days": above nothing, 90 days at most'
_LINE = re.compile(r"at line ([0-9]+)")
_LONGEST_TOLD = 64  # characters of a key that a fault tells again


def read_procedure(path: Path | None, trusted_tenants: frozenset[str] = frozenset()) -> Procedure:
    """The procedure that the file at *path* tells, None: the built-in one; with the organisations that are trusted.

    Raises:
        Misconfigured: with every fault of the file.
    """
    return procedure_of({} if path is None else _told(path), trusted_tenants)


def procedure_of(told: Mapping[str, object], trusted_tenants: frozenset[str] = frozenset()) -> Procedure:
    """The procedure of a TOML document that was read.

    Raises:
        Misconfigured: with every fault.
    """
    faults = [f"{_SETTING}: {_key(name)} is no table; there is [{_TABLE}]" for name in told if name != _TABLE]
    numbers = told.get(_TABLE, {})
    if not isinstance(numbers, Mapping):
        faults.append(f"{_SETTING}: {_TABLE} must be a table, [{_TABLE}]")
        numbers = {}
    durations: dict[str, timedelta] = {}
    for name, value in numbers.items():
        duration = _duration(value)
        if name not in NUMBERS:
            faults.append(f"{_SETTING}: {_TABLE}.{_key(name)} is unknown; there are {', '.join(NUMBERS)}")
        elif duration is None:
            faults.append(f"{_SETTING}: {_TABLE}.{name} {_FORM}")
        else:
            durations[name] = duration
    if faults:
        raise Misconfigured(tuple(faults))
    return Procedure(**durations, trusted_tenants=trusted_tenants)


def _told(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        raise Misconfigured((f"{_SETTING} names a file that cannot be read ({type(wrong).__name__})",)) from None
    except UnicodeDecodeError:
        raise Misconfigured((f"{_SETTING} names a file that is not written in UTF-8",)) from None
    except (ValueError, RecursionError) as wrong:  # a fault of TOML is a ValueError
        line = _LINE.search(str(wrong))
        where = f" (line {line.group(1)})" if line else ""
        raise Misconfigured((f"{_SETTING} names a file that is no TOML{where}",)) from None


def _duration(value: object) -> timedelta | None:
    """The time that *value* tells; None: none that a procedure could have."""
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        duration = int(found.group(1)) * _UNITS[found.group(2)]
    except OverflowError:
        return None
    return duration if timedelta(0) < duration <= LONGEST else None


def _key(name: str) -> str:
    return name[:_LONGEST_TOLD]
