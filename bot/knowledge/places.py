"""On which line of a TOML file something stands. Python's parser does not tell: it is asked for ever longer parts."""

import tomllib
from functools import cached_property
from typing import Any

Place = tuple[str | int, ...]
"""The way to something in a document: names of tables and keys, and numbers in lists."""


class Lines:
    """The lines of a TOML document that can be read whole."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def of(self, place: Place) -> int:
        """The line with which *place* is there, from 1; of what is missing, the line of what should hold it."""
        there = (line for line, document in self._parts if _holds(document, place))
        line = next(there, None)
        return line if line is not None else self.of(place[:-1]) if place else 1

    @cached_property
    def _parts(self) -> list[tuple[int, dict[str, Any]]]:
        """The document up to each line, where that is a document."""
        parts = []
        for line in range(1, len(self._lines) + 1):
            try:
                parts.append((line, tomllib.loads("\n".join(self._lines[:line]))))
            except tomllib.TOMLDecodeError:
                continue  # within a list or a text of several lines
        return parts


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
    return "".join(steps).lstrip(".")
