"""Failures, named by who must act."""

from dataclasses import dataclass


class MotevaktError(Exception):
    """Root of what the bot raises itself. Its text never holds names, chat or tokens."""


@dataclass
class TryLater(MotevaktError):
    """The other side is busy or away: the bot tries again by itself. Nobody need act yet."""

    cause: str
    after_s: float = 0.0
    ambiguous: bool = False  # it may have been done all the same


@dataclass
class Denied(MotevaktError):
    """The other side said no and will again: an administrator must act."""

    cause: str
    status: int = 0


@dataclass
class Malformed(MotevaktError):
    """What was sent cannot be read: the sender must act. Names the field, never its value."""

    field: str

    def __str__(self) -> str:
        return f"activity field {self.field}"


@dataclass
class Misconfigured(MotevaktError):
    """The settings are wrong: whoever runs the bot must act. All faults at once."""

    faults: tuple[str, ...]

    def __str__(self) -> str:
        return "; ".join(self.faults)


@dataclass
class Undecidable(MotevaktError):
    """Deciding failed, and was recorded as refused: a fault of ours, told by its type. The developers must act."""

    cause: str


class StillRead(MotevaktError):
    """Somebody reads the database as it was: what was erased lies in its log till they end. It is to be tried again."""


class StoreAway(MotevaktError):
    """The store did not answer in time: the sender tries again; the outcome is unknown."""
