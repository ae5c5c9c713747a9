"""When a deed is tried again, and when it is given up. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import TryLater


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a deed is worth trying, and how fast."""

    worth: timedelta
    first_pause_s: float = 0.5
    longest_pause_s: float = 30.0


CARD = Patience(worth=timedelta(minutes=15))  # a late reminder is better than none; later the meeting is over
QUESTION = Patience(worth=timedelta(minutes=1))  # people are waiting to be judged: say soon that we do not know

REST_S = 2.0
"""A card that may stand rests so long before it is posted again: Graph shows a message after about a second."""


def pause_s(patience: Patience, trouble: TryLater, attempt: int, chance: float, rest_s: float = 0.0) -> float:
    """Seconds until the next attempt: doubling, scattered by *chance* (0 to 1), never less than the other side asks or
    than *rest_s*.
    """
    doubled = min(patience.first_pause_s * 2.0 ** min(attempt - 1, 30), patience.longest_pause_s)
    return max(trouble.after_s, doubled * (0.5 + chance), rest_s)


def worth_another(patience: Patience, first: datetime, now: datetime, pause: float) -> bool:
    """Whether an attempt after *pause* seconds still falls into the time the deed is worth."""
    return now + timedelta(seconds=pause) <= first + patience.worth
