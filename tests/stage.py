"""A worker among fakes that fail as a test says, and the tasks it is given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.domain.effects import Effect
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity
from bot.domain.records import Where
from bot.metrics import Metrics
from bot.ports import Attendance, Card, MeetingDetails, Task
from bot.worker import Worker
from tests.fakes import FakeGraph, FakeInsights, FakeSubscriptions, FakeTeams, VirtualClock
from tests.scenes import ANN, EINAR, NINE, after, joined, started

MEETING = after(started(), joined(ANN, EINAR))


@dataclass
class Teams(FakeTeams):
    """Fails with what the test says, call by call; None: this one succeeds. Notes what was asked.

    `told`: what is answered about somebody, by name, in place of the usual. `answers_after`: how long that takes.
    `shown`: new cards for all. `scheduled`: when the meeting begins, as its details tell it.
    """

    troubles: list[Exception | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    told: dict[str, Attendance] = field(default_factory=dict)
    answers_after: timedelta = timedelta()
    scheduled: datetime | None = None
    shown: list[Card] = field(default_factory=list)

    async def post(self, where: Where, card: Card, *, ping: bool) -> str:
        self._meet(f"post ping={ping}")
        self.shown.append(card)
        return "new"

    async def post_privately(self, where: Where, card: Card, to: Identity) -> str:
        self._meet(f"privately to {to.name}")
        return "private"

    async def update(self, where: Where, activity: str, card: Card) -> None:
        self._meet(f"{'fold' if 'folded' in card else 'update'} {activity}")

    async def update_privately(self, where: Where, activity: str, card: Card, to: Identity) -> None:
        self._meet(f"update {activity} for {to.name}")

    async def details(self, where: Where) -> MeetingDetails:
        self._meet("details")
        return MeetingDetails(ANN, "graph-id", "https://teams.microsoft.com/link", self.scheduled)

    async def members(self, where: Where) -> tuple[Identity, ...]:
        self._meet("members")
        return self.chat

    async def attendance(self, where: Where, who: Identity) -> Attendance:
        self.clock.hour += self.answers_after
        self._meet(f"about {who.name}")
        return self.told.get(who.name) or await super().attendance(where, who)

    def _meet(self, asked: str) -> None:
        self.asked.append(asked)
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None:
            raise trouble


def stage(
    *troubles: Exception | None,
    graph: FakeGraph | None = None,
    insights: FakeInsights | None = None,
    paused: bool = False,
    reads_chat: bool = False,
    up: timedelta = timedelta(minutes=1),
    chat: tuple[Identity, ...] = (),
    inside: tuple[Identity, ...] = (),
) -> tuple[Worker, Teams, Metrics]:
    """A worker, and the Teams and numbers to look at afterwards. *up*: since when it has been at work."""
    clock, metrics = VirtualClock(NINE - up), Metrics()
    teams = Teams(clock, Random(1), chat=chat, inside=frozenset(who.oid for who in inside), troubles=list(troubles))
    worker = Worker(
        teams=teams, graph=graph or FakeGraph(), subscriptions=FakeSubscriptions(clock),
        insights=insights or FakeInsights(), clock=clock, metrics=metrics,
        draw=lambda _matter, _meeting, *, own=None: {"own": own} if own else {},
        fold=lambda _matter, _meeting: {"folded": True}, chance=Random(1), paused=paused,
        reads_chat=reads_chat,
    )  # fmt: skip
    clock.hour = NINE
    return worker, teams, metrics


def count(metrics: Metrics, name: str, **labels: str) -> float:
    """How often *name* was counted with these labels."""
    return metrics.registry.get_sample_value(f"motevakt_{name}_total", labels) or 0.0


def failing(trouble: Exception) -> Callable[[], Any]:
    def fail() -> Any:
        raise trouble

    return fail


def task(effect: Effect, meeting: Meeting = MEETING, *, minutes_old: float = 0, attempt: int = 1) -> Task:
    return Task(1, effect, meeting, attempt, NINE - timedelta(minutes=minutes_old))
