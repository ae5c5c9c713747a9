"""Whether a new card stands already, though nobody told us: asked of Graph before it is posted again.

A post has no key against doubles (docs/TEAMS.md H), so each new card bears a mark of its own, the same at every attempt
(docs/adr/0016). Asked is only where a chat's messages may be read, and only where an earlier attempt may have gone
through: it was cut short, or its answer was lost. A plain refusal, as 429, is none.
"""

import asyncio

from bot.domain.effects import FlagParticipants, ShowCard
from bot.errors import Denied, TryLater
from bot.ports import Card, Clock, Graph, Task
from bot.worker.retry import CARD, REST_S, worth_another

WITHIN_S = 3.0
"""No reminder waits longer for Graph's answer; after that it is posted, as if nothing had been asked."""

_MOST_TOLD = 1000


class Doubles:
    """`reads_chat`: whether the hospital lets the bot read chats (`CHAT_GUARD`). Else nothing is asked."""

    def __init__(self, *, graph: Graph, clock: Clock, reads_chat: bool) -> None:
        self._graph, self._clock, self._reads_chat = graph, clock, reads_chat
        self._began = clock.now()
        self._told: dict[int, tuple[int, bool]] = {}  # by task: our last attempt, and whether a card may stand since

    def rest_s(self, task: Task, trouble: TryLater) -> float:
        """Seconds that a card rests before it is posted again, so that Graph shows the one that may stand."""
        return REST_S if trouble.ambiguous and self._seen_by_graph(task) else 0.0

    def note(self, task: Task, trouble: TryLater) -> None:
        """This attempt ended so. What another process, or we before a crash, came to is not known to us."""
        doubtful = trouble.ambiguous or self._may_stand(task)
        if len(self._told) >= _MOST_TOLD:
            del self._told[next(iter(self._told))]
        self._told[task.id] = task.attempt, doubtful

    async def standing(self, task: Task) -> str | None:
        """The activity id of the card that an earlier attempt left in the chat; None: there is none, as far as Graph
        tells. Never raises for Graph's sake.

        Raises:
            TryLater: it is too early for Graph to show it.
        """
        if not self._seen_by_graph(task) or not self._may_stand(task):
            return None
        self._rest(task)
        try:
            async with asyncio.timeout(WITHIN_S):
                found = await self._graph.own_card(
                    task.meeting.where.conversation, mark_of(task), task.first - CARD.worth
                )
        except (Denied, TryLater, TimeoutError):
            return None
        return None if found in task.meeting.cards.values() else found

    def _rest(self, task: Task) -> None:
        """A first attempt that a crash cut short was made just before we began. Only the second one rests for it, so
        that crash upon crash puts no card off; nor does one that would be too late.
        """
        now = self._clock.now()
        left_s = min(REST_S - (now - self._began).total_seconds(), REST_S)
        cut_short = task.attempt == 2 and task.id not in self._told
        if left_s > 0 and cut_short and worth_another(CARD, task.first, now, 2 * REST_S):
            raise TryLater("may_stand", left_s)

    def _seen_by_graph(self, task: Task) -> bool:
        """Whether Graph would show this card: what one person alone sees it does not."""
        shared = isinstance(task.effect, FlagParticipants) or (isinstance(task.effect, ShowCard) and not task.effect.to)
        return self._reads_chat and self._graph.on and shared and not task.meeting.where.personal

    def _may_stand(self, task: Task) -> bool:
        return task.attempt > 1 and self._told.get(task.id) != (task.attempt - 1, False)


def mark_of(task: Task) -> str:
    """What tells the card of this task from all others of this bot. It says nothing of anybody."""
    return f"motevakt-{task.id}"


def marked(card: Card, mark: str) -> Card:
    """*card* with *mark* as the id of its first element that has none; else of one more, which is hidden."""
    body = list(card.get("body", ()))
    bare = next((place for place, element in enumerate(body) if "id" not in element), None)
    if bare is None:
        return {**card, "body": [*body, {"type": "TextBlock", "id": mark, "text": "", "isVisible": False}]}
    body[bare] = {**body[bare], "id": mark}
    return {**card, "body": body}
