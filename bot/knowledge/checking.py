"""What is wrong with a procedure's document: every fault, each with its place."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from bot.domain.procedure import INFORMATION, TICKS, Clause, Regime, Variant
from bot.knowledge import form
from bot.knowledge.places import Place

LONGEST = timedelta(days=90)
"""No number is longer: what a series remembers is kept for so long at most (docs/DATA.md)."""

MOST_LINES = 10
"""Lines of the rules card: more would not be read."""

_DURATION = re.compile(rf"([0-9]{{1,8}}) ?({'|'.join(form.UNITS)})")
_LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}

_ALL_TICKS = tuple(dict.fromkeys(clause for ticks in TICKS.values() for clause in ticks))
_SPOKEN = {
    Regime.ABOUT_PATIENTS: TICKS[Regime.ABOUT_PATIENTS],
    Regime.WITH_THE_PATIENT: (*TICKS[Regime.WITH_THE_PATIENT], *INFORMATION),
}
"""Clauses that have a sentence on a checklist."""

Fault = tuple[Place, str]


def faults_of(told: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a document that was read; what could not be, only once its form is right."""
    wrong = list(_unlike((), told, form.File))
    yield from wrong or _impossible(told)


def duration(told: str) -> timedelta | None:
    """The time that *told* tells; None: none that a procedure could have."""
    found = _DURATION.fullmatch(told.strip())
    if found is None:
        return None
    seconds = int(found.group(1)) * form.UNITS[found.group(2)]
    return timedelta(seconds=seconds) if 0 < seconds <= LONGEST.total_seconds() else None


def _unlike(place: Place, value: Any, kind: Any) -> Iterator[Fault]:
    """How *value* differs from *kind*, part by part."""
    inner, description = _described(kind)
    if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
        yield from _unlike_table(place, value, inner)
    elif get_origin(inner) is dict:
        yield from _unlike_tables(place, value, *get_args(inner))
    elif get_origin(inner) is list and isinstance(value, list) and not description:
        (item,) = get_args(inner)
        for number, part in enumerate(value):
            yield from _unlike((*place, number), part, item)
    else:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            yield place, description or "must be a list of tables"


def _unlike_table(place: Place, value: Any, kind: type[msgspec.Struct]) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield place, "must be a table"
        return
    known = {field.name: field for field in msgspec.structs.fields(kind)}
    for name, field in known.items():
        if field.required and name not in value:
            yield (*place, name), f"is missing{': the sentence in ' + _LANGUAGES[name] if name in _LANGUAGES else ''}"
    for name, part in value.items():
        if name in known:
            yield from _unlike((*place, name), part, known[name].type)
        else:
            yield (*place, name), f"is unknown; there are {', '.join(known)}"


def _unlike_tables(place: Place, value: Any, key: Any, kind: Any) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield place, "must be a table"
        return
    for name, part in value.items():
        if name in tuple(key):
            yield from _unlike((*place, name), part, kind)
        else:
            yield (*place, name), f"is unknown; there are {', '.join(key)}"


def _described(kind: Any) -> tuple[Any, str]:
    """A kind without what is said of it, and its description."""
    if get_origin(kind) is Annotated:
        inner, *said = get_args(kind)
        return inner, next((one.description for one in said if one.description), "")
    if get_origin(kind) is Union or isinstance(kind, type(int | None)):
        return _described(next(one for one in get_args(kind) if one is not type(None)))
    return kind, ""


def _impossible(told: Mapping[str, Any]) -> Iterator[Fault]:
    """What is well formed, and cannot be all the same."""
    for name, value in told.get("numbers", {}).items():
        if duration(value) is None:
            yield ("numbers", name), _described(form.Duration)[1]
    yield from _impossible_lists(told)
    lines = told.get("reminder", [{"clauses": ["S1"]}])
    if not 0 < len(lines) <= MOST_LINES:
        yield ("reminder",), f"must have 1 to {MOST_LINES} lines"
    yield from (
        (("reminder", number, "clauses"), "is empty") for number, line in enumerate(lines) if not line["clauses"]
    )
    for clause, regimes in told.get("clauses", {}).items():
        for regime in regimes:
            if clause not in _SPOKEN[Regime(regime)]:
                yield ("clauses", clause, regime), f"is never shown; there are {', '.join(_SPOKEN[Regime(regime)])}"


def _impossible_lists(told: Mapping[str, Any]) -> Iterator[Fault]:
    for variant, clauses in told.get("checklists", {}).items():
        yield from _misplaced(("checklists", variant), clauses, TICKS[Variant(variant).regime])
        if not clauses:
            yield ("checklists", variant), "is empty"
    for variant, clauses in told.get("information", {}).items():
        possible = INFORMATION if Variant(variant).regime is Regime.WITH_THE_PATIENT else ()
        yield from _misplaced(("information", variant), clauses, possible)
    yield from _misplaced(("confirmed_by_everybody",), told.get("confirmed_by_everybody", []), _ALL_TICKS)


def _misplaced(place: Place, clauses: list[str], possible: Collection[Clause]) -> Iterator[Fault]:
    for number, clause in enumerate(clauses):
        if clause not in possible:
            yield (*place, number), f"{clause} cannot stand here; there are {', '.join(possible) or 'none'}"
        elif clause in clauses[:number]:
            yield (*place, number), f"{clause} stands twice"
