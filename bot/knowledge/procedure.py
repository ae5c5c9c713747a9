"""The hospital's procedure, read from its file. What a hospital's own file leaves out is as in procedure.toml beside.

Its form is in form.py. Every fault names the line and the place in the file, a clause's by its clause.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from bot.domain.language import Language, Sentence
from bot.domain.procedure import Links, Procedure, Regime, ReminderLine, Variant
from bot.errors import Misconfigured
from bot.knowledge import form
from bot.knowledge.checking import duration, faults_of
from bot.knowledge.places import Lines, written

LARGEST = 64 * 1024
"""Bytes of a procedure's file; the built-in one has a sixth."""

_SETTING = "PROCEDURE_PATH"
_BUILT_IN = Path(__file__).with_name("procedure.toml")
_LINE = re.compile(r"at line ([0-9]+)")
_DIGEST_HEX = 12


def read_procedure(path: Path | None, trusted_tenants: frozenset[str] = frozenset()) -> Procedure:
    """The procedure that the file at *path* tells, None: the built-in one; with the organisations that are trusted.

    Raises:
        Misconfigured: with every fault of the file, by line and place.
    """
    return procedure_of("" if path is None else _text(path), trusted_tenants)


def procedure_of(text: str, trusted_tenants: frozenset[str] = frozenset()) -> Procedure:
    """The procedure of a TOML document.

    Raises:
        Misconfigured: with every fault, by line and place.
    """
    told = _parsed(text)
    faults = list(faults_of(told))
    if faults:
        lines = Lines(text)
        raise Misconfigured(
            tuple(f"{_SETTING}, line {lines.of(place)}: {written(place)} {what}" for place, what in faults)
        )
    return assembled(told, trusted_tenants)


def assembled(told: Mapping[str, Any], trusted_tenants: frozenset[str] = frozenset()) -> Procedure:
    """The procedure of a document without fault, over what is built in."""
    return _procedure(_over(_built_in(), told), trusted_tenants)


@cache
def _built_in() -> Mapping[str, Any]:
    return _parsed(_BUILT_IN.read_text(encoding="utf-8"))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise Misconfigured((f"{_SETTING} names a file that cannot be read ({type(wrong).__name__})",)) from None
    if len(raw) > LARGEST:
        raise Misconfigured((f"{_SETTING} names a file of more than {LARGEST // 1024} KiB",))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misconfigured((f"{_SETTING} names a file that is not written in UTF-8",)) from None


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:  # a fault of TOML is a ValueError
        line = _LINE.search(str(wrong))
        where = f" (line {line.group(1)})" if line else ""
        raise Misconfigured((f"{_SETTING} names a file that is no TOML{where}",)) from None


def _over(built_in: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """*told* over what is built in. A sentence is taken whole: half of it in our words would not be theirs."""
    merged = dict(built_in)
    for key, value in told.items():
        below = built_in.get(key)
        deeper = isinstance(value, Mapping) and isinstance(below, Mapping) and Language.NB not in value
        merged[key] = _over(below, value) if deeper and isinstance(below, Mapping) else value
    return merged


def _procedure(document: Mapping[str, Any], trusted_tenants: frozenset[str]) -> Procedure:
    file = msgspec.convert(document, form.File)
    numbers: dict[str, Any] = {
        name: length for name, told in document["numbers"].items() if (length := duration(told)) is not None
    }
    return Procedure(
        **numbers,
        reminder=tuple(ReminderLine(line.sign, tuple(line.clauses), _sentence(line)) for line in file.reminder),
        ticks={variant: tuple(clauses) for variant, clauses in file.checklists.items()},
        information={variant: tuple(file.information.get(variant, ())) for variant in Variant},
        words={
            regime: {clause: _sentence(told[regime]) for clause, told in file.clauses.items() if regime in told}
            for regime in Regime
        },
        by_everybody=frozenset(file.confirmed_by_everybody),
        options={option: tuple(map(str.lower, says)) for option, says in file.options.items() if says},
        version=file.version,
        digest=hashlib.sha256(msgspec.json.encode(document, order="sorted")).hexdigest()[:_DIGEST_HEX],
        links=Links(**msgspec.structs.asdict(file.links)),
        trusted_tenants=trusted_tenants,
    )


def _sentence(told: form.Sentence | form.ReminderLine) -> Sentence:
    return {Language.NB: told.nb, Language.NN: told.nn, Language.EN: told.en}
