"""S7. How the app comes into a meeting that a system announced: through Graph (docs/TEAMS.md B)."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.expected import Unread


@dataclass(frozen=True, slots=True)
class AppAdded:
    """Graph added the app to the meeting. `there`: it was in it already."""

    at: datetime
    there: bool = False


@dataclass(frozen=True, slots=True)
class AppRefused:
    """Graph did not add the app. `cause`: its answer's status, or ours."""

    at: datetime
    reason: Unread
    cause: str = ""
