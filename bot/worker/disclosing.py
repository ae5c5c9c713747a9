"""What is kept about somebody, asked of the store for the card that shows it. None of it is written anywhere."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.errors import StoreAway, TryLater
from bot.evidence.own import Own, own
from bot.ports import STORE_AWAY, Insights

WITHIN_S = 10.0
"""Seconds that the store has to answer; after that the card is tried again."""

HOLDS_S = 60.0
"""Seconds for which an answer serves again: nobody has rows of many meetings opened more than once a minute."""

_AT_ONCE = 2  # each opens rows of many meetings, beside all that is urgent
_MOST = 200  # people whose answer is held


class Disclosing:
    """Asks for each person once in *holds_s* at most, and for two people at a time. `insights` none: for nobody."""

    def __init__(self, *, insights: Insights | None, within_s: float = WITHIN_S, holds_s: float = HOLDS_S) -> None:
        self._insights, self._within_s, self._holds_s = insights, within_s, holds_s
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="insight")
        self._answers: dict[str, asyncio.Task[Own]] = {}

    async def about(self, person: PersonId | None, meeting: Meeting) -> Own | None:
        """What is kept about *person*, whose own chat *meeting* is; None: it is not, or cannot be found.

        Raises:
            TryLater: the store is away.
        """
        who = meeting.identities.get(person) if person and meeting.where.personal else None
        if self._insights is None or who is None or not who.oid:
            return None
        answer = self._answers.get(who.oid) or self._asked(who, self._insights)
        return await asyncio.shield(answer)  # others may wait for it too

    def _asked(self, who: Identity, insights: Insights) -> asyncio.Task[Own]:
        if len(self._answers) >= _MOST:
            del self._answers[next(iter(self._answers))]
        answer = self._answers[who.oid] = asyncio.create_task(self._ask(who, insights))
        answer.add_done_callback(lambda done: self._hold(who.oid, done))
        return answer

    def _hold(self, oid: str, answer: asyncio.Task[Own]) -> None:
        """A failure is forgotten at once, an answer in a while, whoever asks."""
        failed = answer.cancelled() or answer.exception() is not None
        asyncio.get_running_loop().call_later(0 if failed else self._holds_s, self._forget, oid, answer)

    def _forget(self, oid: str, answer: asyncio.Task[Own]) -> None:
        if self._answers.get(oid) is answer:
            del self._answers[oid]

    async def _ask(self, who: Identity, insights: Insights) -> Own:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._within_s):
                return await loop.run_in_executor(self._threads, lambda: own(insights.insight(who)))
        except (StoreAway, TimeoutError) as away:
            raise TryLater(STORE_AWAY) from away
