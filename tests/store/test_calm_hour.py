"""A calm hour with invited people, one of them from outside: four shared posts at most, and no alert.

Source: the budget of the cards (docs/ROSTER.md); noise is how such bots die. Virtual time, real store, rules and cards.
"""

import heapq
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from random import Random

from bot.domain.events import CardPressed, CommandGiven, Event, MeetingEnded, ParticipantsJoined, ParticipantsLeft
from bot.domain.expected import Answer, Invited
from bot.domain.participants import Role
from bot.domain.presses import Command, Introduce, TickSet
from bot.domain.procedure import Clause, Profession, Variant
from bot.metrics import Metrics
from bot.ports import Delivery, Finished
from bot.store.database import open_database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from bot.worker import Worker
from cards import Site, draw, fold
from tests.fakes import FakeGraph, FakeSubscriptions, FakeTeams, VirtualClock
from tests.scenes import ANN, BO, BUILT_IN, DINA, KARI, NINE, WHERE, at, joined, line, started
from tests.store.test_simulation import finish

CALLED = (BO, KARI, DINA)
CALENDAR = tuple(Invited(address=who.address, name=who.name, answer=Answer.YES) for who in CALLED)

EACH = (Clause.S4, Clause.S5)

HOUR: tuple[Event, ...] = (
    started(),
    joined(ANN, minutes=0.2, role=Role.ORGANIZER),
    joined(BO, replace(KARI, address=""), minutes=1.5),
    CommandGiven(at(2), ANN, Command.CHECKLIST),
    *(
        CardPressed(at(2.1 + number / 20), (ANN, BO)[number % 2], TickSet(Variant.TEAMS, clause, done=True))
        for number, clause in enumerate(BUILT_IN.ticks[Variant.TEAMS])
    ),
    *(CardPressed(at(3), who, TickSet(Variant.TEAMS, own, done=True)) for who in (ANN, BO, KARI) for own in EACH),
    CommandGiven(at(4), BO, Command.ROUND),
    *(CardPressed(at(5), who, Introduce(None, Profession.PHYSICIAN, 1)) for who in (ANN, BO, KARI)),
    ParticipantsLeft(at(12), (KARI,)),
    joined(replace(KARI, address=""), minutes=14),
    joined(replace(DINA, address=""), minutes=20),
    CardPressed(at(21), DINA, Introduce(None, Profession.NURSE)),
    *(CardPressed(at(22), DINA, TickSet(Variant.TEAMS, own, done=True)) for own in EACH),
    ParticipantsLeft(at(59), (ANN, BO, KARI, DINA)),
    MeetingEnded(at(60), at(60)),
)


def test_a_calm_hour_has_four_shared_posts_and_no_alert(tmp_path: Path) -> None:
    teams = _live(tmp_path)

    new = {post.activity: post.kind for post in teams.posts if post.activity.startswith("activity-")}
    assert Counter(new.values()) == {"rules": 1, "checklist": 1, "introductions": 1, "summary": 1}
    private = [post for post in teams.posts if post.activity.startswith("private-")]
    assert [(post.kind, post.at) for post in private] == [("rules", at(20))], "to Dina alone, who came late"
    rules = [post.at for post in teams.posts if post.kind == "rules" and post not in private]
    assert len(rules) == 1, "no gap had to be told: every question was answered, and agreed"


def test_updates_of_one_card_are_a_second_apart(tmp_path: Path) -> None:
    hours: dict[str, list[datetime]] = {}
    for post in _live(tmp_path).posts:
        hours.setdefault(post.activity, []).append(post.at)

    gaps = [(late - early).total_seconds() for when in hours.values() for early, late in pairwise(when)]
    assert min(gaps) >= 1.0


def _live(folder: Path) -> FakeTeams:
    """Live the hour, event by event; every deed takes a tenth of a second."""
    clock, chance = VirtualClock(NINE), Random(1)  # chance for a play, not for secrets
    teams = FakeTeams(clock, chance, chat=(ANN, *CALLED), inside=frozenset({ANN.oid, BO.oid, KARI.oid}))
    graph = FakeGraph(
        answer=lambda: (line(ANN), tuple(line(who) for who in CALLED)),
        planned=lambda: CALENDAR,
        named=lambda: "Helse X",
    )
    site = Site(BUILT_IN)
    worker = Worker(
        teams=teams, graph=graph, subscriptions=FakeSubscriptions(clock), clock=clock,
        metrics=Metrics(), chance=chance, paused=False,
        draw=partial(draw, site=site), fold=partial(fold, site=site),
    )  # fmt: skip
    database = open_database(f"sqlite:///{folder}/calm.db")
    ticker = Ticker(database, Vault.at(folder / "data.key"), BUILT_IN)
    order, waiting = count(), list[tuple[float, int, Delivery | Finished]]()
    for number, event in enumerate(HOUR):
        heapq.heappush(waiting, (event.at.timestamp(), next(order), Delivery(str(number), WHERE, event, event.at)))
    now: float | None = NINE.timestamp()
    while now is not None and now < at(75).timestamp():
        clock.hour = datetime.fromtimestamp(now, UTC)
        ripe = [heapq.heappop(waiting)[2] for _ in range(len(waiting)) if waiting[0][0] <= now]
        told = [one for one in ripe if isinstance(one, Delivery)]
        _come_and_go(teams, told)
        ticked = ticker.tick(now, told, [one for one in ripe if isinstance(one, Finished)], 16)
        for task in ticked.tasks:
            ended = Finished(task, finish(worker.perform(task)), datetime.fromtimestamp(now + 0.1, UTC))
            heapq.heappush(waiting, (now + 0.1, next(order), ended))
        hours = [hour for hour in (ticked.next_due, waiting[0][0] if waiting else None) if hour is not None]
        now = max(min(hours), now + 0.05) if hours else None
    database.close()
    return teams


def _come_and_go(teams: FakeTeams, told: list[Delivery]) -> None:
    """Teams knows by itself what it tells us."""
    for delivery in told:
        match delivery.event:
            case ParticipantsLeft(people=people):
                teams.inside -= {who.oid for who in people}
            case ParticipantsJoined(people=arrivals):
                teams.inside |= {arrival.who.oid for arrival in arrivals}
