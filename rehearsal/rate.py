"""The connector's rate windows, as sliding logs (docs/TEAMS.md H)."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil


@dataclass(frozen=True, slots=True)
class Window:
    """At most `limit` calls within any `seconds`."""

    seconds: float
    limit: int


class Measure(StrEnum):
    """What is counted: the first three per bot and thread, the last per bot and tenant."""

    SEND = "send to conversation"
    CREATE = "create conversation"
    MEMBERS = "get conversation members"
    ALL = "all calls of a tenant"


_SENDING = (Window(1, 7), Window(2, 8), Window(30, 60), Window(3600, 1800))
_READING = (Window(1, 14), Window(2, 16), Window(30, 120), Window(3600, 3600))
WINDOWS = {
    Measure.SEND: _SENDING,
    Measure.CREATE: _SENDING,
    Measure.MEMBERS: _READING,
    Measure.ALL: (Window(1, 50),),
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A call that came too early; `retry_after_s` whole seconds later it would have been let through."""

    at: float
    measure: Measure
    of: str
    window: Window
    retry_after_s: int


@dataclass
class Rates:
    """Counts calls, and remembers every breach. A refused call does not count (UNVERIFIED)."""

    breaches: list[Breach] = field(default_factory=list)
    _logs: dict[tuple[Measure, str], deque[float]] = field(default_factory=dict)

    def admit(self, measure: Measure, of: str, at: float) -> Breach | None:
        """Count a call at *at* (seconds), or tell which window it breaks. A call just `seconds` old is outside."""
        log = self._logs.setdefault((measure, of), deque())
        windows = WINDOWS[measure]
        while log and log[0] <= at - windows[-1].seconds:
            log.popleft()
        for window in windows:
            if len(log) >= window.limit and log[-window.limit] > at - window.seconds:
                wait = max(1, ceil(log[-window.limit] + window.seconds - at))
                breach = Breach(at, measure, of, window, wait)
                self.breaches.append(breach)
                return breach
        log.append(at)
        return None
