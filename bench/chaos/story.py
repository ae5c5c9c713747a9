"""One meeting of the load, from its start to its end, as Teams tells it and as the people in it live it."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bench.chaos.crew import Crew
from bench.chaos.deliveries import Sent
from bot.domain.effects import CardKind
from bot.domain.procedure import Variant
from cards.words import WORDS
from rehearsal.buttons import Button, find
from rehearsal.happenings import take_in
from rehearsal.people import ANN, BO, EINAR, Person
from rehearsal.render import read_aloud
from rehearsal.standin import StandIn
from rehearsal.world import BOT, Activity, Chat, Post

BREATH_S = 0.3
LOOK_S = 0.1
TICKED = ("P2", "S8")
_STOOD_TWICE = tuple(words.stood_twice for words in WORDS.values())


class Told(StrEnum):
    """What Teams tells in a story."""

    START = "start"
    JOIN = "join"
    STRANGER = "stranger"
    COMMAND = "command"
    TICK = "tick"
    WORD = "word"
    END = "end"


FOLLOWS = {
    Told.START: CardKind.RULES,
    Told.STRANGER: CardKind.ALERT,
    Told.COMMAND: CardKind.CHECKLIST,
    Told.END: CardKind.SUMMARY,
}
"""The card that is due to all in the chat once this is accepted."""

Deliver = Callable[[Sent, float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long Teams sends again what is not taken, and how long people wait for a card before they go on without."""

    insist_s: float
    wait_s: float


@dataclass
class Story:
    """`begun`: when, in seconds since 1970. `deliver` sends until taken or *until*."""

    standin: StandIn
    chat: Chat
    service_url: str
    deliver: Deliver
    patience: Patience
    begun: float = field(default_factory=time.time)
    sent: list[Sent] = field(default_factory=list)
    nothing_due: bool = False

    def __post_init__(self) -> None:
        self.says = self.standin.writer(self.chat)

    async def live(self) -> None:
        """All of it."""
        await self._tell(Told.START, self.says.meeting_start(ANN))
        await asyncio.sleep(BREATH_S)
        await self._tell(Told.JOIN, self.says.joined(ANN, BO))
        await self._tell(Told.STRANGER, self.says.joined(EINAR))
        await asyncio.sleep(BREATH_S)
        await self._tell(Told.COMMAND, self.says.mention(ANN, "sjekkliste"))
        for by, clause, newest in zip((ANN, BO), TICKED, (True, False), strict=True):
            ticking = {"clause": clause, "done": True}
            await self._press(Told.TICK, by, CardKind.CHECKLIST, "checklist.tick", ticking, newest=newest)
            await asyncio.sleep(BREATH_S)
        await self._press(Told.WORD, BO, CardKind.ALERT, "participant.vouch", {}, newest=True)
        await asyncio.sleep(BREATH_S)
        await self._tell(Told.END, self.says.meeting_end(ANN))

    async def live_backwards(self, *, over: bool) -> None:
        """All of it happened, and is told in reverse: what was pressed before the card was asked for, and so on.

        *over*: the end too has come, and is told first; then no card is due any more.
        """
        self.nothing_due = over
        ticks = [{"clause": clause, "done": True, "variant": Variant.TEAMS.value} for clause in TICKED]
        happened = [
            (Told.START, self.says.meeting_start(ANN)),
            (Told.JOIN, self.says.joined(ANN, BO)),
            (Told.STRANGER, self.says.joined(EINAR)),
            (Told.COMMAND, self.says.mention(ANN, "sjekkliste")),
            *((Told.TICK, self.says.pressed(BO, "checklist.tick", ticking, "")) for ticking in ticks),
            *([(Told.END, self.says.meeting_end(ANN))] if over else []),
        ]
        for what, activity in reversed(happened):
            await self._tell(what, activity)
            await asyncio.sleep(BREATH_S)

    def posted(self, kind: str) -> list[Post]:
        """All cards of this kind that were ever posted to all in the chat, the oldest first."""
        ours = (post for post in self.standin.world.posts.values() if post.chat == self.chat.id and post.author == BOT)
        return [post for post in ours if post.to is None and kind_at_first(post) == kind]

    def told(self, what: Told) -> list[Sent]:
        """What was accepted of this."""
        return [one for one in self.sent if one.what == what and one.accepted is not None]

    def due(self) -> Iterator[CardKind]:
        """The cards that follow from what was accepted."""
        return (kind for what, kind in FOLLOWS.items() if self.told(what))

    def missing(self) -> list[str]:
        """What is due and not there: cards, and ticks that no card shows."""
        if self.nothing_due:
            return []
        lacking = [str(kind) for kind in self.due() if not self.posted(kind)]
        ticks, lists = len(self.told(Told.TICK)), self.posted(CardKind.CHECKLIST)
        if lists and ticks and not any(shows(post, ticks) for post in lists):
            lacking.append("ticks")
        return lacking

    async def _tell(self, what: Told, activity: Activity) -> None:
        sent = Sent(what, activity | {"serviceUrl": self.service_url})
        self.sent.append(sent)
        take_in(self.standin.world, activity)
        await self.deliver(sent, time.monotonic() + self.patience.insist_s)

    async def _press(
        self, what: Told, by: Person, kind: CardKind, verb: str, match: Mapping[str, Any], *, newest: bool
    ) -> None:
        found = await self._look_for(kind, verb, match, newest=newest)
        if found is not None:
            post, button = found
            await self._tell(what, self.says.pressed(by, verb, button.data, post.id))

    async def _look_for(
        self, kind: CardKind, verb: str, match: Mapping[str, Any], *, newest: bool
    ) -> tuple[Post, Button] | None:
        until = time.monotonic() + self.patience.wait_s
        while time.monotonic() < until:
            there = self.posted(kind)
            for post in reversed(there) if newest else there:
                button = find(post.card or {}, verb, match)
                if button is not None:
                    return post, button
            await asyncio.sleep(LOOK_S)
        return None


def kind_at_first(post: Post) -> str:
    """The kind of card that was posted, whatever stands there now."""
    return replace(post, versions=post.versions[:1]).kind


def is_folded(post: Post) -> bool:
    """Whether the card says that it stood twice."""
    said = read_aloud(post.card or {})
    return any(words in said for words in _STOOD_TWICE)


def shows(post: Post, ticks: int) -> bool:
    """Whether a checklist says that so much is done, or more: what can be proven it ticks itself."""
    counted = re.findall(r"(\d+) av \d+", read_aloud(post.card or {}))
    return any(int(done) >= ticks for done in counted)


def insisting(crew: Crew) -> Deliver:
    """Deliver as Teams does."""

    async def deliver(sent: Sent, until: float) -> None:
        if await crew.insist(sent.activity, until) is not None and sent.accepted is None:
            sent.accepted = time.time()

    return deliver
