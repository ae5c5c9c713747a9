"""Recorded meetings: JSON Lines, one step a line.

    {"at": seconds from start, "to": "messages" | "graph", "body": {an activity, see `filling`}}
    {"at": …, "press": {"card": kind, "verb": …, "match": {part of data}, "as": user}}
    {"at": …, "expect": {"card": kind, "to": "all" | user, "within_s": …, "says": words}}
    {"at": …, "expect_none": {"card": kind, "for_s": …}}

`says` is a text, each word of which must be on the card, or a list of phrases; letter case does not count.
In `match`, `"person": "@Einar"` means the person whom a button of that card names.
`press` may tell its `answer`: `card`, or `message` (a refusal). `expect` is met by what stands already, unless it asks
for a `new` card, one that no earlier `expect` has met. `expect_none` may name `to` and `says` too: without `says` it
fails when a card of that kind stands that no `expect` has met, with `says` when any says so.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

EVERYBODY = "all"
ANSWERS = ("card", "message")


class TapeError(Exception):
    """A tape that cannot be played. Names line and field."""

    def __init__(self, line: int, field: str, why: str) -> None:
        super().__init__(f"line {line}, field {field}: {why}")
        self.line = line
        self.field = field


@dataclass(frozen=True, slots=True)
class Send:
    """Something reaches the bot. `to`: `messages` or `graph`."""

    line: int
    at: float
    to: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody presses a button. `answer`: what must come back; None: either."""

    line: int
    at: float
    card: str
    verb: str
    match: dict[str, Any]
    user: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class Expect:
    """A card stands in the chat within `within_s` seconds. `new`: one that no earlier step has expected."""

    line: int
    at: float
    card: str
    to: str
    within_s: float
    says: tuple[str, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class ExpectNone:
    """No such card stands in the chat for `for_s` seconds. `to` None: whoever sees it."""

    line: int
    at: float
    card: str
    for_s: float
    to: str | None
    says: tuple[str, ...]


Step = Send | Press | Expect | ExpectNone


def read_tape(path: Path) -> list[Step]:
    """The steps of a tape's file, in order of time.

    Raises:
        TapeError: a step cannot be read.
        OSError: the file cannot be read.
    """
    try:
        return parse_tape(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as wrong:
        raise TapeError(1, "(file)", "not UTF-8") from wrong


def parse_tape(text: str) -> list[Step]:
    """The steps of a tape, in order of time; steps of one time stay in the order they were written. Empty lines count
    for nothing.

    Raises:
        TapeError: a step cannot be read, or there are none.
    """
    lines = enumerate(text.split("\n"), start=1)
    steps = [_step(number, line) for number, line in lines if line.strip()]
    if not steps:
        raise TapeError(1, "(file)", "there is no step")
    return sorted(steps, key=lambda step: step.at)


def _step(number: int, line: str) -> Step:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise TapeError(number, "(line)", "not JSON") from wrong
    if not isinstance(told, dict):
        raise TapeError(number, "(line)", "not an object")
    fields = _Fields(number, told)
    at = fields.seconds("at")
    step: Step
    if "press" in told:
        step = _press(number, at, fields.inner("press"))
    elif "expect" in told:
        step = _expect(number, at, fields.inner("expect"))
    elif "expect_none" in told:
        step = _expect_none(number, at, fields.inner("expect_none"))
    else:
        step = Send(number, at, fields.one_of("to", ("messages", "graph")), fields.object("body"))
    fields.done()
    return step


def _press(line: int, at: float, fields: "_Fields") -> Press:
    answer = fields.one_of("answer", ANSWERS) if fields.has("answer") else None
    match = fields.object("match") if fields.has("match") else {}
    step = Press(line, at, fields.text("card"), fields.text("verb"), match, fields.text("as"), answer)
    fields.done()
    return step


def _expect(line: int, at: float, fields: "_Fields") -> Expect:
    to, says, new = fields.text("to", EVERYBODY), fields.words("says"), fields.flag("new")
    step = Expect(line, at, fields.text("card"), to, fields.seconds("within_s"), says, new)
    fields.done()
    return step


def _expect_none(line: int, at: float, fields: "_Fields") -> ExpectNone:
    to, says = fields.text("to", "") or None, fields.words("says")
    step = ExpectNone(line, at, fields.text("card"), fields.seconds("for_s"), to, says)
    fields.done()
    return step


class _Fields:
    """Takes fields out of an object, one by one; each fault names line and field."""

    def __init__(self, line: int, told: dict[str, Any], within: str = "") -> None:
        self._line = line
        self._left = dict(told)
        self._within = within

    def has(self, name: str) -> bool:
        return name in self._left

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

    def inner(self, name: str) -> "_Fields":
        return _Fields(self._line, self.object(name), f"{name}.")

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
