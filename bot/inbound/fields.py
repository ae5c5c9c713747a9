"""Reads JSON that others wrote: any letter case of keys, stray spaces, absent and null alike; names a wrong field."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from bot.errors import Malformed

_T = TypeVar("_T")
_MARK = b"\xef\xbb\xbf"  # some senders put a byte order mark before their JSON


def json_object(body: bytes) -> dict[str, Any]:
    """The object that *body* is the JSON of.

    Raises:
        Malformed: no JSON object (`body`).
    """
    try:
        raw = msgspec.json.decode(body.removeprefix(_MARK))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Malformed("body") from None
    if not isinstance(raw, dict):
        raise Malformed("body")
    return raw


class Fields:
    """An object's fields by name, whatever their letter case (docs/TEAMS.md A2), and where in the activity it stands.

    Every method raises `Malformed` with the field's path when the value is of another type than asked for.
    """

    __slots__ = ("_values", "path")

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        self._values = {key.lower(): value for key, value in values.items()}
        self.path = path

    @classmethod
    def of(cls, value: object, path: str) -> "Fields":
        """The fields of *value*; none where there is nothing."""
        if value is None:
            return cls({}, path)
        if not isinstance(value, dict):
            raise Malformed(path)
        return cls(value, path)

    def raw(self, name: str) -> Any:
        """The value as sent; None: absent."""
        return self._values.get(name.lower())

    def text(self, name: str) -> str:
        """A text without the space around it; empty: absent."""
        value = self._values.get(name.lower())
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Malformed(self.at(name))
        return value.strip()

    def needed(self, name: str) -> str:
        """A text that must be there."""
        text = self.text(name)
        if not text:
            raise Malformed(self.at(name))
        return text

    def flag(self, name: str) -> bool | None:
        """True, false, or None: absent."""
        value = self._values.get(name.lower())
        if value is not None and not isinstance(value, bool):
            raise Malformed(self.at(name))
        return value

    def within(self, name: str) -> "Fields":
        """The fields of the object under *name*; none where it is absent."""
        return Fields.of(self._values.get(name.lower()), self.at(name))

    def items(self, name: str) -> list[Any]:
        """The list under *name*; empty where it is absent."""
        value = self._values.get(name.lower())
        if value is None:
            return []
        if not isinstance(value, list):
            raise Malformed(self.at(name))
        return value

    def at(self, name: str) -> str:
        """The path of the field *name*; *name* is a word of ours, never the sender's."""
        return f"{self.path}.{name}" if self.path else name


def read_each(items: list[Any], path: str, read: Callable[[Fields], _T]) -> tuple[list[_T], int]:
    """What *read* makes of each item, and how many malformed ones were left out.

    Raises:
        Malformed: none could be read; names the first one's fault.
    """
    kept: list[_T] = []
    faults = []
    for place, item in _placed(items, path):
        try:
            kept.append(read(Fields.of({} if item is None else item, place)))
        except Malformed as wrong:
            faults.append(wrong)
    if faults and not kept:
        raise faults[0]
    return kept, len(faults)


def _placed(items: list[Any], path: str) -> Iterator[tuple[str, Any]]:
    return ((f"{path}[{number}]", item) for number, item in enumerate(items))
