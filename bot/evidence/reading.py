"""What an audit row says, read with care: a row of another version, or a damaged one, must not stop a look."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from bot.domain.participants import PersonId

_Word = TypeVar("_Word", bound=StrEnum)
_PSEUDONYM = re.compile(r"p[0-9]{1,9}")

Body = Mapping[str, Any]


def text(body: Body, key: str) -> str:
    """A text; empty where there is none."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


def texts(body: Body, key: str) -> tuple[str, ...]:
    """A list's texts, in order; what is no text is left out."""
    value = body.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def flag(body: Body, key: str) -> bool:
    return body.get(key) is True


def number(body: Body, key: str) -> int | None:
    """A count; None: none is told."""
    value = body.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def hour(value: object) -> datetime | None:
    """An hour with its zone, as the audit writes it, in UTC; None: it is none."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
        return read.astimezone(UTC) if read is not None and read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def word(kind: type[_Word], value: object) -> _Word | None:
    """A word of a closed list; None: it is none of them."""
    try:
        return kind(value) if isinstance(value, str) else None
    except ValueError:
        return None


def person(value: object) -> PersonId | None:
    """A pseudonym; None: it is none, as where somebody was named whom nobody knew."""
    return PersonId(value) if isinstance(value, str) and _PSEUDONYM.fullmatch(value) else None


def people(body: Body, key: str) -> tuple[PersonId, ...]:
    return tuple(who for one in texts(body, key) if (who := person(one)) is not None)


def said_of(body: Body, key: str) -> Iterator[tuple[PersonId, list[str]]]:
    """Lines such as `p3: call 2026-11-23T08:01:00+00:00`: of whom, and the words."""
    for line in texts(body, key):
        name, _, rest = line.partition(": ")
        who = person(name)
        if who is not None and rest.split():
            yield who, rest.split()


def asked(body: Body) -> Iterator[Body]:
    """What the rules asked for with this fact."""
    value = body.get("asked")
    for one in value if isinstance(value, list | tuple) else ():
        if isinstance(one, Mapping):
            yield one
