"""On which line of a TOML file something stands. Python's parser does not tell: it is asked for parts."""

import tomllib
from bisect import bisect_left
from typing import Any

Place = tuple[str | int, ...]
"""The way to something in a document: names of tables and keys, and numbers in lists."""


class Lines:
    """The lines of a TOML document that can be read whole."""

    def __init__(self, text: str) -> None:
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._parts: dict[int, tuple[int, dict[str, Any]]] = {}

    def of(self, place: Place) -> int:
        """The line with which *place* is there, from 1; of what is missing, the line of what should hold it."""
        if not place:
            return 1
        if not _holds(self._until(len(self._lines))[1], place):
            return self.of(place[:-1])
        first = bisect_left(range(1, len(self._lines) + 1), True, key=lambda line: _holds(self._until(line)[1], place))
        return self._until(first + 1)[0]

    def _until(self, line: int) -> tuple[int, dict[str, Any]]:
        """The document up to this line, or up to the next with which it is a document, and that line."""
        if line not in self._parts:
            self._parts[line] = self._parsed(line)
        return self._parts[line]

    def _parsed(self, line: int) -> tuple[int, dict[str, Any]]:
        for end in range(line, len(self._lines)):
            try:
                return end, tomllib.loads("\n".join(self._lines[:end]))
            except tomllib.TOMLDecodeError:
                continue  # within a list or a text of several lines
        return len(self._lines), tomllib.loads("\n".join(self._lines))


def _holds(document: Any, place: Place) -> bool:
    for step in place:
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def written(place: Place) -> str:
    """A place as a fault names it: `clauses.S1.about_patients`, `reminder[2]`."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step[:64] or chr(34) * 2}" for step in place)
    return "".join(steps).removeprefix(".")
