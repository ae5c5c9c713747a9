"""Questions to Teams and Graph stand behind people's cards, each of its own, and none waits for ever."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import get_args

import pytest
from sqlalchemy import insert, select

from bot.domain.effects import (
    CardKind,
    Effect,
    FetchInvitation,
    FetchOptions,
    FetchOrganisation,
    FetchRoster,
    FlagParticipants,
    FoldOrphan,
    Matter,
    Question,
    ShowCard,
)
from bot.domain.events import (
    BotInstalled,
    CardGivenUp,
    CardShown,
    CommandGiven,
    Event,
    InvitationUnavailable,
    MeetingStarted,
    RosterUnavailable,
)
from bot.domain.expected import Unread
from bot.domain.options import OptionsUnavailable
from bot.domain.presses import Command
from bot.domain.records import Where
from bot.graph_budget import AT_ONCE, RATES, Kind
from bot.ports import Delivery, Done, Finished, Task
from bot.store import queue, schema
from bot.store.opened import Database
from bot.store.queue import Waiting
from bot.store.tenants import CONNECTOR, Hours
from bot.store.tick import Ticker
from tests.scenes import BO, NINE, OWN, WHERE, started
from tests.store.ticks import NOW, delivery

STEP_S, TOOK_S = 0.05, 0.02
RULES = Matter(CardKind.RULES, 1)
QUESTIONS = get_args(Question)


class Day:
    """Virtual time in steps; every task is done soon after it was handed out. `began`: what began when."""

    def __init__(self, ticker: Ticker) -> None:
        self._ticker, self._under_way = ticker, list[Finished]()
        self._next: float | None = None
        self.now, self.turns = NOW, 0
        self.began: list[tuple[float, Effect]] = []

    def step(self, *told: tuple[Where, Event]) -> None:
        """Tell all this now, and let a step's time pass."""
        key = f"{self.turns}"
        new = [Delivery(f"{key}/{n}", where, event, event.at) for n, (where, event) in enumerate(told)]
        ended = [one for one in self._under_way if one.at.timestamp() <= self.now]
        self._under_way = [one for one in self._under_way if one not in ended]
        ticked = self._ticker.tick(self.now, new, ended, 32)
        tasks, self._next = ticked.tasks, ticked.next_due
        self.began += [(self.now, task.effect) for task in tasks]
        hour = datetime.fromtimestamp(self.now + TOOK_S, UTC)
        self._under_way += [Finished(task, Done(_became(task, hour)), hour) for task in tasks]
        self.turns += 1
        self.now += STEP_S

    def pass_time(self, until: float) -> None:
        """Let time go by until that hour, turn by turn, as something comes due."""
        while self.now < until:
            self.step()
            hours = [one.at.timestamp() for one in self._under_way] + ([] if self._next is None else [self._next])
            self.now = max(min(hours, default=until), self.now)

    @property
    def hour(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)

    def hours(self, *kinds: type[Effect]) -> list[float]:
        """When effects of these kinds began, after the day's beginning."""
        return [hour - NOW for hour, effect in self.began if isinstance(effect, kinds)]


def _became(task: Task, at: datetime) -> Event:
    match task.effect:
        case ShowCard(matter=matter) | FlagParticipants(matter=matter):
            return CardShown(at, str(matter), f"activity-{task.id}")
        case FetchRoster():
            return RosterUnavailable(at, Unread.DENIED)
        case FetchInvitation():
            return InvitationUnavailable(at, Unread.DENIED)
        case FetchOptions():
            return OptionsUnavailable(at, Unread.DENIED)
        case _:
            return CardGivenUp(at, str(RULES), "not in this play")


def chats(count: int) -> list[Where]:
    return [Where(f"19:meeting_{n}@thread.v2", OWN, WHERE.service_url, "m") for n in range(count)]


def test_five_hundred_meetings_of_a_tenant_have_their_rules_before_anything_is_asked(ticker: Ticker) -> None:
    day, all_of_them = Day(ticker), chats(500)
    for first in range(0, 500, 25):
        some = all_of_them[first : first + 25]
        installed = [(chat, BotInstalled(day.hour)) for chat in some]
        day.step(*installed, *((chat, MeetingStarted(day.hour, day.hour)) for chat in some))
    day.pass_time(NOW + 15)
    cards = day.hours(ShowCard)[:500]

    assert len(cards) == 500
    assert max(cards) <= 500 * CONNECTOR.every_s + 0.5
    assert min(day.hours(*QUESTIONS)) >= max(cards), "later, cards tell what the first answers were"
    day.pass_time(NOW + 75)
    assert len(day.hours(FetchInvitation)) == 500, "the short questions before the long ones"
    asked, turns = len(day.hours(FetchRoster)), day.turns
    day.pass_time(NOW + 85)
    assert len(day.hours(FetchRoster)) - asked >= 10 / (CONNECTOR.every_s * (31 + 2)) - 1, (
        "and these as fast as the tenant allows"
    )
    assert day.turns - turns < 10 * 20, "turns that find nothing to do"


def test_a_question_is_asked_soon_while_cards_are_posted_as_on_a_busy_day(ticker: Ticker) -> None:
    day, busy = Day(ticker), chats(60)
    for turn in range(200):  # twenty cards a second
        event: Event = CommandGiven(day.hour, BO, Command.HELP)
        if turn == 100:
            event = BotInstalled(day.hour)
        day.step((busy[turn % 60], event))

    assert len(day.hours(ShowCard)) >= 198
    (asked,) = day.hours(FetchRoster)
    assert asked <= 100 * STEP_S + 1.0


def test_a_question_that_waits_is_not_looked_at_in_every_turn(ticker: Ticker, database: Database) -> None:
    _make_busy(database, until=NOW + 5)
    ticked = ticker.tick(NOW, [delivery("a", BotInstalled(NINE))], [], 10)

    assert ticked.tasks == []
    assert ticked.next_due is not None
    assert 4 < ticked.next_due - NOW < 5
    with database.engine.begin() as connection:
        own = select(schema.tenant.c.next).where(schema.tenant.c.tenant == OWN)
        assert connection.execute(own).scalar() == NOW + 5, "no hour is kept for it"


def test_questions_to_graph_begin_no_faster_than_it_allows(ticker: Ticker) -> None:
    day, tenants = Day(ticker), [Where(f"19:meeting_{n}@thread.v2", f"tenant-{n}", "", "m") for n in range(200)]
    day.step(*((where, MeetingStarted(day.hour, day.hour)) for where in tenants))
    day.pass_time(NOW + 30)
    asked = sorted(day.hours(FetchInvitation, FetchOptions))

    assert len(asked) == 400
    rate = RATES[Kind.REST]
    assert max(sum(hour <= one < hour + 1 for one in asked) for hour in asked) <= rate + AT_ONCE + 1
    assert asked[-1] <= 400 / rate + 1.0, "and no slower"


def test_a_question_of_many_calls_puts_off_what_is_asked_for_later(ticker: Ticker, database: Database) -> None:
    with database.engine.begin() as connection:
        hours = Hours(connection, {OWN}, NOW)
        first, second = hours.ask(OWN, 31), hours.ask(OWN, 1)
        card = hours.give(OWN)

    assert first == NOW
    assert second - NOW == pytest.approx((31 - (CONNECTOR.at_once - 1)) * CONNECTOR.every_s)
    assert card == second, "a card does not wait for a question that has not begun"


def test_a_question_takes_a_place_too(database: Database) -> None:
    with database.engine.begin() as connection:
        hours = Hours(connection, {OWN}, NOW, places=lambda _tenant: 1)

        assert hours.ask(OWN, 31) == NOW
        assert hours.take(OWN) > NOW, "its one place is taken"


def test_each_question_is_queued_once(ticker: Ticker, database: Database) -> None:
    asked: list[Effect] = [FetchRoster(3), FetchRoster(30), FetchRoster(3), FetchInvitation(NINE)]
    asked += [FetchOrganisation("a"), FetchOrganisation("b"), FetchOrganisation("a"), FetchInvitation(NINE)]

    assert queued(ticker, database, asked) == [
        (":questions", "FetchRoster:3"),
        (":questions", "FetchRoster:30"),
        (":questions", "FetchInvitation"),
        (":questions", "FetchOrganisation:a"),
        (":questions", "FetchOrganisation:b"),
    ]


def test_a_double_is_folded_beside_its_cards_own_updates(ticker: Ticker, database: Database) -> None:
    asked: list[Effect] = [ShowCard(RULES), FoldOrphan(RULES, "17"), FoldOrphan(RULES, "18"), FoldOrphan(RULES, "17")]

    assert queued(ticker, database, asked) == [(":chat", "rules::1"), (":chat", "orphan:17"), (":chat", "orphan:18")]


def test_what_is_too_long_for_the_column_stays_distinct(ticker: Ticker, database: Database) -> None:
    asked: list[Effect] = [FoldOrphan(RULES, "1" * 200), FoldOrphan(RULES, "1" * 201), FetchOrganisation("t" * 300)]
    matters = [matter for _, matter in queued(ticker, database, asked)]

    assert len(set(matters)) == 3
    assert {len(matter) for matter in matters} == {schema.MATTER_LENGTH}


def queued(ticker: Ticker, database: Database, effects: Iterable[Effect]) -> list[tuple[str, str]]:
    """Lane and matter of what is queued for these effects of one meeting."""
    ticker.tick(NOW, [delivery("a", started())], [], 0)
    with database.engine.begin() as connection:
        meeting = connection.execute(select(schema.meeting.c.id)).scalar_one()
        connection.execute(schema.effect.delete())
        queue.add(connection, [Waiting(meeting, effect) for effect in effects], NOW, lambda *_: NOW)
        rows = connection.execute(select(schema.effect).order_by(schema.effect.c.id)).all()
    return [(row.lane.removeprefix(str(meeting)), row.matter) for row in rows]


def _make_busy(database: Database, until: float) -> None:
    with database.engine.begin() as connection:
        connection.execute(insert(schema.tenant).values(tenant=OWN, next=until))
