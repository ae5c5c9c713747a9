"""S7. Who is in a call, in its lobby or on the telephone, as Graph tells by `meetingCallEvents` (docs/TEAMS.md E1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.participants import Identity, Participant, PersonId


class Happened(StrEnum):
    """What a call event tells of."""

    STARTED = "started"
    ENDED = "ended"
    ROSTER = "roster"


class Place(StrEnum):
    """Where somebody is now."""

    CALL = "call"
    LOBBY = "lobby"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody a call event names; `id` is Graph's of this participation."""

    who: Identity
    place: Place
    id: str = ""


@dataclass(frozen=True, slots=True)
class CallTold:
    """Graph told of a call: that it began or ended, or who came, waits or left. A change, never the whole roster.

    `happened_at`: by Graph's clock.
    """

    at: datetime
    happened: Happened
    happened_at: datetime
    callers: tuple[Caller, ...] = ()


@dataclass(frozen=True, slots=True)
class Participation:
    """Graph's newest word on one participation in the call, and whose we take it to be."""

    person: PersonId
    place: Place
    since: datetime


@dataclass(frozen=True, slots=True)
class Call:
    """What Graph told of the call, beside what all other sources tell; `Meeting.people` holds what both come to.

    `told`: by Graph's id of a participation. `own`: the others' newest word on those of whom Graph told too.
    `differ`: since when both tell otherwise of somebody, until that is said. `over`: when Graph last told of the end.
    """

    told: Mapping[str, Participation] = field(default_factory=dict)
    own: Mapping[PersonId, Participant] = field(default_factory=dict)
    differ: Mapping[PersonId, datetime] = field(default_factory=dict)
    over: datetime | None = None

    @property
    def is_silent(self) -> bool:
        """Whether Graph has told of nobody."""
        return not self.told and self.over is None

    def holds(self, since: datetime) -> bool:
        """Whether a word of that hour is younger than the end that Graph told of."""
        return self.over is None or since > self.over
