"""S7. How the app comes into a meeting that a system announced: through Graph (docs/TEAMS.md B)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.expected import Unread

_ANSWERED_WITHIN = timedelta(minutes=2)
"""A question is given up after a minute (bot/worker/retry.py); one older than this was lost."""


class Standing(StrEnum):
    """How it stands with the app in a meeting, in the words that whoever announced it is answered with."""

    IN_MEETING = "in_meeting"  # it was in it already
    ADDED = "added"  # by Graph, since the meeting was announced
    REFUSED = "refused"
    ASKED = "asked"  # Graph has not answered yet, or was away and is asked again
    BY_HAND = "by_hand"  # nobody asked Graph: somebody must add it


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


@dataclass(frozen=True, slots=True)
class Adding:
    """How our being added stands. `asked`: Graph was, then, and has not answered; `added`: when it had us in.

    `there`: it said that we were in already. `reason`, `cause`: of the last refusal, until another answer comes.
    """

    asked: datetime | None = None
    added: datetime | None = None
    there: bool = False
    reason: Unread | None = None
    cause: str = ""

    def under_way(self, at: datetime) -> bool:
        """Whether an answer may still come to a question that was asked before *at*."""
        return self.asked is not None and at - self.asked < _ANSWERED_WITHIN
