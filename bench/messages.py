"""Messages with what they ought to be found to be, read from JSON Lines; and how well a system did on them."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


class Malformed(ValueError):
    """A file of messages cannot be read; says which, on which line, and which field."""


@dataclass(frozen=True, slots=True)
class Message:
    """*label*: whether it tells of a person, so that its writer ought to be warned."""

    id: str
    lang: str
    text: str
    label: bool
    kinds: tuple[str, ...]


def read_messages(paths: Iterable[Path]) -> list[Message]:
    """Every message of these files, in their order.

    Raises:
        Malformed: a file is missing or empty, a line is no JSON object, or a field is missing or of the wrong type.
    """
    return [message for path in paths for message in _read(path)]


def _read(path: Path) -> list[Message]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as wrong:
        raise Malformed(f"{path}: cannot be read as UTF-8 text ({wrong})") from wrong
    messages = [_parsed(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not messages:
        raise Malformed(f"{path}: holds no messages")
    return messages


def _parsed(line: str, where: str) -> Message:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as wrong:
        raise Malformed(f"{where}: no JSON ({wrong})") from wrong
    if not isinstance(fields, dict):
        raise Malformed(f"{where}: no JSON object, but {type(fields).__name__}")
    for name, kind in (("id", str), ("lang", str), ("text", str), ("label", bool), ("kind", list)):
        if name not in fields:
            raise Malformed(f"{where}: the field {name!r} is missing")
        if not isinstance(fields[name], kind):
            raise Malformed(f"{where}: the field {name!r} is {type(fields[name]).__name__}, not {kind.__name__}")
    if not all(isinstance(one, str) for one in fields["kind"]):
        raise Malformed(f"{where}: the field 'kind' holds something that is no str")
    return Message(fields["id"], fields["lang"], fields["text"], fields["label"], tuple(fields["kind"]))


@dataclass(frozen=True, slots=True)
class Score:
    """`found`: rightly; `missed`: not, but ought to be; `false`: found, but ought not to be; `quiet`: rightly not."""

    found: int
    missed: int
    false: int
    quiet: int

    @classmethod
    def of(cls, messages: Sequence[Message], hits: Collection[int]) -> "Score":
        """*hits*: the places of the messages in which something was found."""
        found = sum(message.label for place, message in enumerate(messages) if place in hits)
        wanted = sum(message.label for message in messages)
        return cls(found, wanted - found, len(hits) - found, len(messages) - wanted - len(hits) + found)

    @property
    def precision(self) -> float:
        """Of what was found, the share that ought to be; nan: nothing was found."""
        return _share(self.found, self.found + self.false)

    @property
    def recall(self) -> float:
        """Of what ought to be found, the share that was; nan: nothing ought to be."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.found, 2 * self.found + self.missed + self.false)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
