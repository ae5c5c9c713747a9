"""Thousands of activities in virtual time, with crashes, faults and doubles: nothing is lost, order is kept."""

import heapq
from collections import defaultdict
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.effects import CardKind, Matter
from bot.domain.events import CommandGiven, Event, MeetingEnded
from bot.domain.meeting import Meeting
from bot.domain.presses import Command
from bot.domain.records import Where
from bot.metrics import Metrics
from bot.ports import Card, Delivery, Finished, Outcome, Task
from bot.store import schema
from bot.store.database import open_database
from bot.store.pace import WINDOWS
from bot.store.tick import Ticker
from bot.store.vault import Vault
from bot.worker import Worker
from tests.fakes import FakeGraph, FakeSubscriptions, FakeTeams, VirtualClock
from tests.scenes import ANN, BO, EINAR, NINE, OWN, PROCEDURE, joined, started
from tests.store.conftest import POSTGRESQL, SQLITE

ROOM = 16


def card_of(matter: Matter, _meeting: Meeting, *, own: object = None) -> Card:
    return {"body": [{"id": str(matter)}]}


@dataclass
class Replica:
    """One process: its turns, and what it has under way, which is lost when it dies."""

    ticker: Ticker
    under_way: list[tuple[float, int, Task, Outcome]] = field(default_factory=list)


@dataclass
class Play:
    """One seed's run: what Teams sends, what the bot does, and what is checked in the end."""

    seed: int
    url: str
    folder: Path
    crash_share: float
    processes: int = 1
    meetings: int = 40
    accepted: set[str] = field(default_factory=set)
    crashes: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.clock = VirtualClock(NINE)
        self.teams = FakeTeams(self.clock, self.chance, refuse=0.2, swallow=0.02)
        self.worker = Worker(
            teams=self.teams, graph=FakeGraph(), subscriptions=FakeSubscriptions(self.clock),
            clock=self.clock, metrics=Metrics(), draw=card_of,
            fold=card_of, chance=self.chance, paused=False,
        )  # fmt: skip
        self.database = open_database(self.url)
        self.vault = Vault.at(self.folder / "data.key")
        self.replicas = [Replica(self._ticker()) for _ in range(self.processes)]
        self._order = count()

    def _ticker(self) -> Ticker:
        return Ticker(self.database, self.vault, PROCEDURE)

    def run(self) -> None:
        """Play all deliveries, then until nothing is left to do."""
        now, waiting = NINE.timestamp(), self._deliveries()
        while waiting or any(replica.under_way for replica in self.replicas) or self._open_effects():
            now += self.chance.choice([0.05, 0.2, 1.0]) / self.processes
            arrived = [heapq.heappop(waiting)[2] for _ in range(len(waiting)) if waiting[0][0] <= now]
            replica = self.chance.choice(self.replicas)
            if self.chance.random() < self.crash_share:
                self._crash(replica, now)
                for delivery in arrived:  # unanswered: Teams sends it again
                    heapq.heappush(waiting, (now + 15, next(self._order), delivery))
                continue
            self._tick(replica, now, arrived)

    def _tick(self, replica: Replica, now: float, arrived: list[Delivery]) -> None:
        self.clock.hour = datetime.fromtimestamp(now, UTC)
        finished = []
        while replica.under_way and replica.under_way[0][0] <= now:
            _, _, task, outcome = heapq.heappop(replica.under_way)
            finished.append(Finished(task, outcome, self.clock.hour))
        ticked = replica.ticker.tick(now, arrived, finished, ROOM - len(replica.under_way))
        self.accepted.update(delivery.key for delivery in arrived)
        for task in ticked.tasks:
            outcome = finish(self.worker.perform(task))
            heapq.heappush(replica.under_way, (now + self.chance.uniform(0.01, 0.5), next(self._order), task, outcome))

    def _crash(self, replica: Replica, now: float) -> None:
        """All that is only in memory is gone: what was under way may have been posted, and nobody will tell."""
        self.crashes += 1
        replica.under_way.clear()
        replica.ticker = self._ticker()
        replica.ticker.recover(now)

    def _deliveries(self) -> list[tuple[float, int, Delivery]]:
        planned: list[tuple[float, int, Delivery]] = []
        for number in range(self.meetings):
            where = Where(f"19:meeting_{number}@thread.v2", OWN, "https://smba.example/", f"m{number}")
            story: list[Event] = [
                started(0),
                joined(ANN, BO, minutes=0.1),
                joined(EINAR, minutes=0.3),
                *(CommandGiven(joined(minutes=0.5 + 0.05 * n).at, BO, Command.HELP) for n in range(9)),
                MeetingEnded(joined(minutes=20).at, joined(minutes=20).at),
            ]
            offset = self.chance.uniform(0, 60)
            for step, happened in enumerate(story):
                delivery = Delivery(f"{number}/{step}", where, happened, happened.at)
                for _ in range(2 if self.chance.random() < 0.1 else 1):
                    late = self.chance.uniform(0, 20) if self.chance.random() < 0.1 else 0.0
                    hour = happened.at.timestamp() + offset + late
                    planned.append((hour, next(self._order), delivery))
        heapq.heapify(planned)
        return planned

    def _open_effects(self) -> bool:
        with self.database.engine.begin() as connection:
            return connection.execute(select(schema.effect.c.id).limit(1)).first() is not None


def finish(running: Coroutine[Any, Any, Outcome]) -> Outcome:
    """The result of a coroutine that never waits: the fakes answer at once."""
    try:
        running.send(None)
    except StopIteration as done:
        outcome: Outcome = done.value
        return outcome
    raise AssertionError("a fake waited")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_nothing_accepted_is_lost_and_order_is_kept(seed: int, database_url: str, tmp_path: Path) -> None:
    _check(Play(seed, database_url, tmp_path, crash_share=0.01))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("database_url", [POSTGRESQL], indirect=True)
def test_nor_by_three_processes_of_which_one_dies_again_and_again(seed: int, database_url: str, tmp_path: Path) -> None:
    _check(Play(seed, database_url, tmp_path, crash_share=0.02, processes=3, meetings=15))


def _check(play: Play) -> None:
    play.run()
    with play.database.engine.begin() as connection:
        recorded = set(connection.execute(select(schema.audit.c.delivery)).scalars())
        rows = connection.execute(select(schema.audit.c.body)).scalars().all()
    play.database.close()
    assert play.accepted <= recorded, "an accepted delivery has no audit row"
    assert not [row for row in rows if "NotDecided" in row]
    assert play.crashes > 0
    _check_chats(play)


def test_posts_keep_within_every_window_of_a_chat(database_url: str, tmp_path: Path) -> None:
    shared = "postgresql" in database_url
    play = Play(99, database_url, tmp_path, crash_share=0.0, processes=1 + shared, meetings=12 if shared else 40)
    play.run()
    play.database.close()

    _check_chats(play)
    calls: dict[str, list[float]] = defaultdict(list)
    for hour, conversation in play.teams.calls:
        calls[conversation].append(hour.timestamp())
    for hours in calls.values():
        for span, limit in WINDOWS:
            assert all(end - start >= span for start, end in zip(hours, hours[limit:], strict=False)), (span, hours)


def _check_chats(play: Play) -> None:
    chats: dict[str, list[str]] = defaultdict(list)
    for post in play.teams.posts:
        if post.kind not in chats[post.conversation]:
            chats[post.conversation].append(post.kind)
    for conversation, kinds in chats.items():
        assert "rules::1" in kinds, conversation
        assert "summary::1" in kinds, conversation
        helps = [Matter.parse(kind).number for kind in kinds if kind.startswith(CardKind.HELP)]
        assert helps == sorted(helps), "posts of one chat overtook each other"
        assert len(helps) == 9
    assert len(chats) == play.meetings
