"""From effects to deeds: cards are shown, questions asked, and what becomes of each comes back as an event."""

from bot.worker.unasked import Unasked
from bot.worker.worker import Worker, unwritable

__all__ = ["Unasked", "Worker", "unwritable"]
