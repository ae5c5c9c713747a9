"""Takes the fields out of a tape's step, and names the one that is wrong."""

import math
from typing import Any, Never, Self


class TapeError(Exception):
    """A tape that cannot be played. Names line and field."""

    def __init__(self, line: int, field: str, why: str) -> None:
        super().__init__(f"line {line}, field {field}: {why}")
        self.line = line
        self.field = field


class Fields:
    """Takes fields out of an object, one by one; each fault names line and field."""

    def __init__(self, line: int, told: dict[str, Any], within: str = "") -> None:
        self._line = line
        self._left = dict(told)
        self._within = within

    def has(self, name: str) -> bool:
        return name in self._left

    @property
    def left(self) -> tuple[str, ...]:
        """The fields that were not taken out yet."""
        return tuple(self._left)

    def fail(self, name: str, why: str) -> Never:
        raise TapeError(self._line, f"{self._within}{name}", why)

    def _take(self, name: str) -> Any:
        if name not in self._left:
            self.fail(name, "is missing")
        return self._left.pop(name)

    def text(self, name: str, default: str | None = None) -> str:
        value = self._left.pop(name, default) if default is not None else self._take(name)
        if not isinstance(value, str) or (not value and default is None):
            self.fail(name, "must be a text")
        return value

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name)
        return value if value in allowed else self.fail(name, f"must be one of {', '.join(allowed)}")

    def seconds(self, name: str) -> float:
        value = self._take(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            self.fail(name, "must be seconds, zero or more")
        return float(min(value, 1e9))

    def object(self, name: str) -> dict[str, Any]:
        value = self._take(name)
        return value if isinstance(value, dict) else self.fail(name, "must be an object")

    def inner(self, name: str) -> Self:
        return type(self)(self._line, self.object(name), f"{self._within}{name}.")

    def names(self, name: str) -> tuple[str, ...]:
        value = self._take(name)
        if isinstance(value, list) and value and all(isinstance(one, str) and one for one in value):
            return tuple(value)
        return self.fail(name, "must be a list of names, one at least")

    def list_of_people(self, name: str) -> tuple[str | dict[str, Any], ...]:
        value = self._take(name)
        if isinstance(value, list) and all(isinstance(one, str | dict) and one != "" for one in value):
            return tuple(value)
        return self.fail(name, "must be a list of names or objects")

    def plain_values(self, name: str) -> dict[str, Any]:
        value = self.object(name)
        for key, one in value.items():
            if not isinstance(one, str | int | float):
                self.fail(f"{name}.{key}", "must be a text, a number, true or false")
        return value

    def status(self, name: str) -> int:
        value = self._take(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 100 <= value <= 599:
            self.fail(name, "must be an HTTP status")
        return value

    def count(self, name: str) -> int:
        value = self._take(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(name, "must be a number, zero or more")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        value = self._left.pop(name, "")
        if isinstance(value, str):
            return tuple(value.split())
        if isinstance(value, list) and all(isinstance(phrase, str) for phrase in value):
            return tuple(value)
        return self.fail(name, "must be a text or a list of texts")

    def flag(self, name: str) -> bool:
        value = self._left.pop(name, False)
        return value if isinstance(value, bool) else self.fail(name, "must be true or false")

    def done(self) -> None:
        """Every field was known."""
        for name in self._left:
            self.fail(name, "is not known here")
