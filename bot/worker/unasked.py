"""What nobody need ask: with Graph off, a question to it alone has its answer before it is queued.

Invitation and options come here only where they were read before Graph was switched off (bot/domain/switched_off.py).
"""

from datetime import datetime

from bot.domain.effects import Effect, FetchFiles, FetchInvitation, FetchOptions, FetchRecordings
from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.errors import Denied
from bot.metrics import Metrics
from bot.worker.giving_up import given_up
from bot.worker.tally import tally

_GRAPH_ALONE = (FetchInvitation, FetchOptions, FetchRecordings, FetchFiles)


class Unasked:
    """Gives the answer to such a question, for the store to decide in the transaction that asked it."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def __call__(self, effect: Effect, meeting: Meeting, now: datetime) -> Event | None:
        """What *effect* of *meeting* comes to; None: it has to be done."""
        if not isinstance(effect, _GRAPH_ALONE):
            return None
        event = given_up(effect, Denied(Unread.OFF), now)
        tally(self._metrics, meeting, event)
        self._metrics.effects.labels(type(effect).__name__, "left_out").inc()
        return event
