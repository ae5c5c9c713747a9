"""S1. What Teams says in a chat of recordings and transcripts (docs/TEAMS.md F), and what is left of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.change import replace
from bot.domain.expected import Unread
from bot.domain.participants import Identity, PersonId

LOOK_BACK = timedelta(hours=12)
"""A recording that runs when we come in, or after an end that we took for granted, began no longer ago than this."""


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


@dataclass(frozen=True, slots=True)
class Word:
    """What Teams said once, at the earliest hour that it was told for. `by`: who, if they were met here."""

    at: datetime
    sign: Sign
    message: str
    by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of recording. `since`, `until` None: the start was not told; it is not over.

    `failed`: it left nothing. `program`: it is no recording of Teams, but a program in the call that takes notes.
    """

    since: datetime | None
    until: datetime | None = None
    by: PersonId | None = None
    failed: bool = False
    program: PersonId | None = None

    @property
    def runs(self) -> bool:
        return self.until is None


@dataclass(frozen=True, slots=True)
class Recording:
    """All that Teams said of recordings in one call, by the hour.

    `called`: who was asked to stop it. `earlier`: all of it was in an occurrence that is over; `after`: so was what was
    said before that hour. `swept`: we look no more whether anything is left of it.
    """

    words: tuple[Word, ...] = ()
    called: PersonId | None = None
    earlier: bool = False
    swept: bool = False
    after: datetime | None = None

    @property
    def runs(self) -> tuple[Run, ...]:
        """Each stretch in this occurrence, in order. A start told after its end opens nothing: the hours decide."""
        return _paired(self._current)

    @property
    def running(self) -> Run | None:
        """The first that records still; None: nothing does."""
        return next((run for run in self.runs if run.runs), None)

    @property
    def transcribed(self) -> datetime | None:
        """When Teams first told of a transcript of this occurrence; None: there is none."""
        return next((word.at for word in self._current if word.sign is Sign.TRANSCRIPT), None)

    @property
    def written(self) -> bool:
        """Whether there is a transcript, of whatever occurrence."""
        return any(word.sign is Sign.TRANSCRIPT for word in self.words)

    @property
    def filmed(self) -> bool:
        """Whether a file is left of it, as far as Teams tells: only of what failed there is none."""
        return any(not run.failed for run in _paired(self.words))

    @property
    def _current(self) -> tuple[Word, ...]:
        """What was said of this occurrence."""
        if self.earlier or self.after is None:
            return () if self.earlier else self.words
        return tuple(word for word in self.words if word.at >= self.after)


def _paired(words: tuple[Word, ...]) -> tuple[Run, ...]:
    """Each stretch, as the words tell by the hour: every start of another message opens one of its own.

    Its end bears the same message; where each step is a message of its own, it is the end of the oldest.
    """
    found: list[tuple[str, Run]] = []
    for word in words:
        going_on = [place for place, (_, run) in enumerate(found) if run.runs]
        same = [place for place, (message, _) in enumerate(found) if message == word.message]
        match word.sign:
            case Sign.STARTED if not set(going_on).intersection(same):
                found.append((word.message, Run(word.at, by=word.by)))
            case Sign.GOES_ON if not going_on:
                found.append((word.message, Run(word.at, by=word.by)))
            case Sign.STOPPED | Sign.FAILED:
                _close(found, word, same[-1] if same else next(iter(going_on), len(found) - 1))
            case _:
                pass
    return tuple(run for _, run in found)


def _close(found: list[tuple[str, Run]], word: Word, place: int) -> None:
    """End the run at *place*; none is there (-1): its start was not told. A file may be told of after all."""
    failed = word.sign is Sign.FAILED
    if place < 0:
        found.append((word.message, Run(None, word.at, failed=failed)))
        return
    message, run = found[place]
    if run.runs:
        found[place] = message, replace(run, until=word.at, failed=failed)
    elif run.failed and not failed:
        found[place] = message, replace(run, failed=False)


class Over(StrEnum):
    """How our looking for what is left of recordings came to its end. Its text is stored."""

    GONE = "gone"
    UNSEEN = "unseen"  # we may not look
    GIVEN_UP = "given_up"  # it is there still, after a month


@dataclass(frozen=True, slots=True)
class Sweep:
    """Whether what was recorded lies with Teams still. `since`: the latest word on it.

    `recordings`, `transcripts`: so many were there when we last looked, at `read`. `over`: we look no more, and `why`.
    `told`: the host has a card on it. `to`: who that is, for occurrences that do not know. `written`: only the text of
    what was said may be there.
    """

    since: datetime
    recordings: int = 0
    transcripts: int = 0
    read: datetime | None = None
    over: Over | None = None
    why: Unread | None = None
    told: bool = False
    to: PersonId | None = None
    written: bool = False

    @property
    def left(self) -> int:
        return self.recordings + self.transcripts


@dataclass(frozen=True, slots=True)
class Listening:
    """What we know of our own hearing of recordings. `read`: when Teams' words were last read; `reason`: why they could
    not be, the last time.
    """

    read: datetime | None = None
    reason: Unread | None = None
