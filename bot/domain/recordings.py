"""S1. What Teams says in a chat of recordings and transcripts (docs/TEAMS.md F), and what is left of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.expected import Unread
from bot.domain.participants import Identity


class Sign(StrEnum):
    """What Teams says of a recording. Its text is stored."""

    STARTED = "started"
    GOES_ON = "goes_on"  # a part of it is done, and it is still running
    STOPPED = "stopped"  # it is over, and there is a file
    FAILED = "failed"  # it is over, and there is none
    TRANSCRIPT = "transcript"  # what was said is there in writing; told afterwards alone


@dataclass(frozen=True, slots=True)
class Said:
    """A system message. `call`: Teams' id of the call; `message`: of the message, the same in every telling.

    `by`: who began or ended it, as far as Teams tells.
    """

    at: datetime
    sign: Sign
    message: str
    call: str = ""
    by: Identity | None = None


@dataclass(frozen=True, slots=True)
class RecordingsTold:
    """What Teams says of recordings. `read`: we looked ourselves, and this is all that there is since we last did."""

    at: datetime
    said: tuple[Said, ...]
    read: bool = False


@dataclass(frozen=True, slots=True)
class RecordingsUntold:
    """The chat's system messages could not be read."""

    at: datetime
    reason: Unread


@dataclass(frozen=True, slots=True)
class FilesFound:
    """So many recordings and transcripts of this meeting lie with Teams. None: that could not be read."""

    at: datetime
    recordings: int | None = 0
    transcripts: int | None = 0


@dataclass(frozen=True, slots=True)
class FilesUnread:
    """Graph did not tell what is left of recordings."""

    at: datetime
    reason: Unread
