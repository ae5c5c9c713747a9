"""S7. Who is in a call, in its lobby or on the telephone, as Graph tells by `meetingCallEvents` (docs/TEAMS.md E1)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.participants import Identity


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
