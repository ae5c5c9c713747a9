"""Which of the activities that this process took in asked for an effect.

Effects are rows, performed later and perhaps by another process, and bear no trace. An effect knows the hour of the
transaction that asked for it, though, and that hour lies between an activity's way to the store and the store's answer.
So it is found again, as long as this process remembers; of two activities of one chat in one transaction the later one.
"""

from collections import OrderedDict
from dataclasses import dataclass
from math import inf
from typing import Any

_CHATS = 512
_EACH = 16


@dataclass(slots=True)
class Taken:
    """An activity on its way through the store: from when to when (POSIX seconds), its trace, where a link leads."""

    since: float
    trace: int
    link: Any = None
    until: float = inf


class Origins:
    """The last activities of the last chats, in memory alone. For one thread."""

    def __init__(self) -> None:
        self._chats: OrderedDict[str, list[Taken]] = OrderedDict()

    def note(self, conversation: str, taken: Taken) -> None:
        """An activity of this chat is handed to the store."""
        chat = self._chats.get(conversation)
        if chat is None:
            chat = self._chats[conversation] = []
            if len(self._chats) > _CHATS:
                self._chats.popitem(last=False)
        else:
            self._chats.move_to_end(conversation)
        chat.append(taken)
        del chat[:-_EACH]  # a list: a deque takes half a kilobyte, however few it holds

    def find(self, conversation: str, asked: float) -> Taken | None:
        """What was under way in this chat when the effect was asked for."""
        chat = self._chats.get(conversation, ())
        return next((taken for taken in reversed(chat) if taken.since <= asked <= taken.until), None)
