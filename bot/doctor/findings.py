"""What a check comes to."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether it is proven, known to be wrong, or neither."""

    OK = "ok"
    MISSING = "missing"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing. `act`: who must mend it, and how; empty where nobody need."""

    what: str
    state: State
    told: str
    act: str = ""
