"""A card whose outcome nobody told: Graph is asked before it is posted again, and never otherwise."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.effects import CardKind, Effect, FlagParticipants, Matter, ShowCard
from bot.domain.events import CardShown
from bot.domain.participants import PersonId
from bot.domain.records import Where
from bot.errors import Denied, TryLater
from bot.metrics import Metrics
from bot.ports import Again, Card, Done
from bot.worker import Worker, doubles
from bot.worker.doubles import Doubles, mark_of, marked
from bot.worker.retry import REST_S
from tests.fakes import FakeGraph, FakeSubscriptions, VirtualClock
from tests.scenes import EINAR, NINE
from tests.stage import MEETING, Teams, count, stage, task

RULES = Matter(CardKind.RULES, 1)
LOST, BUSY = TryLater("502", ambiguous=True), TryLater("429")
POSTED = Done(CardShown(NINE, str(RULES), "new"))
TAKEN = Done(CardShown(NINE, str(RULES), "lost-1"))


class Asked:
    """A Graph that notes by which marks it was asked, and answers *found* or fails."""

    def __init__(self, found: str | Exception | None = "lost-1") -> None:
        self.found = found
        self.marks: list[str] = []
        self.graph = FakeGraph(stands=self.stands)

    def stands(self, mark: str) -> str | None:
        self.marks.append(mark)
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def at_work(asked: Asked, *troubles: Exception | None) -> tuple[Worker, Teams, Metrics]:
    return stage(*troubles, graph=asked.graph, reads_chat=True)


@pytest.mark.parametrize(
    "effect", [ShowCard(RULES), ShowCard(RULES, ping=True), FlagParticipants(NINE, RULES, (), ping=False)]
)
async def test_a_first_attempt_asks_graph_nothing(effect: Effect) -> None:
    asked = Asked()
    worker, teams, _ = at_work(asked)

    assert await worker.perform(task(effect)) == POSTED
    assert (asked.marks, len(teams.asked)) == ([], 1)


@pytest.mark.parametrize("effect", [ShowCard(RULES), FlagParticipants(NINE, RULES, (), ping=False)])
async def test_after_a_crash_the_card_that_stands_is_taken_and_put_right(effect: Effect) -> None:
    asked = Asked()
    worker, teams, metrics = at_work(asked)

    assert await worker.perform(task(effect, attempt=2)) == TAKEN
    assert (asked.marks, teams.asked) == (["motevakt-1"], ["update lost-1"])
    assert count(metrics, "doubles_spared") == 1


async def test_just_after_a_start_the_card_of_before_rests_until_graph_shows_it() -> None:
    asked = Asked()
    worker, teams, _ = stage(graph=asked.graph, reads_chat=True, up=timedelta(seconds=0.4))

    again = await worker.perform(task(ShowCard(RULES), attempt=2))
    assert isinstance(again, Again)
    assert again.after_s >= REST_S - 0.4
    assert (asked.marks, teams.asked) == ([], [])
    assert await worker.perform(task(ShowCard(RULES), attempt=3)) == TAKEN


@pytest.mark.parametrize(("attempt", "minutes_old"), [(3, 0.0), (2, 15.0), (2, 60.0)])
async def test_neither_crash_upon_crash_nor_the_hour_lets_a_card_rest_for_ever(
    attempt: int, minutes_old: float
) -> None:
    worker, teams, _ = stage(graph=Asked(None).graph, reads_chat=True, up=timedelta())

    assert await worker.perform(task(ShowCard(RULES), attempt=attempt, minutes_old=minutes_old)) == POSTED
    assert teams.asked == ["post ping=False"]


async def test_after_a_lost_answer_it_rests_and_then_the_card_is_taken() -> None:
    asked = Asked()
    worker, teams, metrics = at_work(asked, LOST)

    again = await worker.perform(task(ShowCard(RULES)))
    assert isinstance(again, Again)
    assert again.after_s >= REST_S
    assert await worker.perform(task(ShowCard(RULES), attempt=2)) == TAKEN
    assert teams.asked == ["post ping=False", "update lost-1"]
    assert count(metrics, "doubles_spared") == count(metrics, "ambiguous_posts") == 1


async def test_a_plain_refusal_is_no_doubt() -> None:
    asked = Asked()
    worker, teams, _ = at_work(asked, BUSY, BUSY)
    for attempt in (1, 2, 3):
        outcome = await worker.perform(task(ShowCard(RULES), attempt=attempt))

    assert outcome == POSTED
    assert (asked.marks, len(teams.asked)) == ([], 3)


async def test_doubt_stays_through_plain_refusals() -> None:
    asked = Asked(None)
    worker, _, _ = at_work(asked, LOST, BUSY)
    for attempt in (1, 2, 3):
        outcome = await worker.perform(task(ShowCard(RULES), attempt=attempt))

    assert outcome == POSTED
    assert len(asked.marks) == 2


@pytest.mark.parametrize("answer", [None, TryLater("503"), Denied("403", 403), Denied("off"), TimeoutError()])
async def test_without_an_answer_it_is_posted_as_ever(answer: Exception | None) -> None:
    asked = Asked(answer)
    worker, teams, metrics = at_work(asked)

    assert await worker.perform(task(ShowCard(RULES), attempt=2)) == POSTED
    assert (len(asked.marks), teams.asked) == (1, ["post ping=False"])
    assert count(metrics, "doubles_spared") == 0


async def test_graph_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(FakeGraph):
        async def own_card(self, *_: object) -> str | None:
            await asyncio.sleep(60)
            return "lost-1"

    monkeypatch.setattr(doubles, "WITHIN_S", 0.01)
    worker, teams, _ = stage(graph=Slow(), reads_chat=True)

    assert await worker.perform(task(ShowCard(RULES), attempt=2)) == POSTED
    assert teams.asked == ["post ping=False"]


async def test_what_is_put_right_keeps_its_mark_since_that_too_may_be_cut_short() -> None:
    clock, kept = VirtualClock(NINE), list[Card]()

    class Notes(Teams):
        async def post(self, where: Where, card: Card, *, ping: bool) -> str:
            kept.append(card)
            return "new"

        async def update(self, where: Where, activity: str, card: Card) -> None:
            kept.append(card)

    for attempt in (1, 2):
        worker = Worker(
            teams=Notes(clock, Random(1)), graph=Asked().graph, subscriptions=FakeSubscriptions(clock), clock=clock,
            metrics=Metrics(), draw=lambda *_, **__: {"body": [{"id": "rules"}, {}]}, fold=lambda *_: {},
            chance=Random(1), paused=False, reads_chat=True,
        )  # fmt: skip
        clock.hour += timedelta(minutes=1)
        await worker.perform(task(ShowCard(RULES), attempt=attempt))

    assert kept == 2 * [{"body": [{"id": "rules"}, {"id": "motevakt-1"}]}]


@pytest.mark.parametrize("no", [Denied("404", 404), Denied("403", 403), Denied("400", 400)])
async def test_an_id_that_teams_does_not_know_is_no_card(no: Denied) -> None:
    worker, teams, _ = at_work(Asked(), no)

    assert await worker.perform(task(ShowCard(RULES), attempt=2)) == POSTED
    assert teams.asked == ["update lost-1", "post ping=False"]


async def test_one_that_cannot_be_put_right_now_is_taken_later() -> None:
    worker, teams, _ = at_work(Asked(), BUSY)

    assert isinstance(await worker.perform(task(ShowCard(RULES), attempt=2)), Again)
    assert await worker.perform(task(ShowCard(RULES), attempt=3)) == TAKEN
    assert teams.asked == ["update lost-1", "update lost-1"]


async def test_a_card_that_the_meeting_knows_is_no_double() -> None:
    worker, teams, _ = at_work(Asked())
    known = replace(MEETING, cards={"help::1": "lost-1"})

    assert await worker.perform(task(ShowCard(RULES), known, attempt=2)) == POSTED
    assert teams.asked == ["post ping=False"]


def private() -> ShowCard:
    person = next(one for one, who in MEETING.identities.items() if who.oid == EINAR.oid)
    return ShowCard(Matter(CardKind.STATUS, 1, f"to-{person}"), PersonId(person))


def shown() -> dict[str, Any]:
    return {"meeting": replace(MEETING, cards={str(RULES): "old"})}


def personal() -> dict[str, Any]:
    return {"meeting": replace(MEETING, where=replace(MEETING.where, personal=True))}


UNSEEN: list[tuple[Effect, Mapping[str, Any], bool, bool]] = [
    (ShowCard(RULES), {}, False, True),  # CHAT_GUARD=off: nothing in a chat may be read
    (ShowCard(RULES), {}, True, False),
    (private(), {}, True, True),
    (ShowCard(RULES), shown(), True, True),
    (ShowCard(RULES), personal(), True, True),
]


@pytest.mark.parametrize(("effect", "otherwise", "reads_chat", "on"), UNSEEN)
async def test_what_graph_does_not_show_or_may_not_show_is_not_asked_for(
    effect: Effect, otherwise: Mapping[str, Any], reads_chat: bool, on: bool
) -> None:
    asked = Asked()
    asked.graph.on = on
    worker, _, _ = stage(graph=asked.graph, reads_chat=reads_chat)

    assert isinstance(await worker.perform(task(effect, attempt=2, **otherwise)), Done)
    assert asked.marks == []


async def test_what_cannot_be_looked_for_does_not_rest() -> None:
    pauses = []
    for reads_chat in (False, True):
        worker, _, _ = stage(LOST, graph=Asked().graph, reads_chat=reads_chat)
        again = await worker.perform(task(ShowCard(RULES)))
        assert isinstance(again, Again)
        pauses.append(again.after_s)

    assert pauses[0] < 1 < REST_S <= pauses[1]


def test_only_so_many_outcomes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubles, "_MOST_TOLD", 3)
    kept = Doubles(graph=FakeGraph(), clock=VirtualClock(NINE), reads_chat=True)
    for number in range(10):
        kept.note(replace(task(ShowCard(RULES)), id=number), BUSY)

    assert [kept.rest_s(replace(task(ShowCard(RULES)), id=9), trouble) for trouble in (BUSY, LOST)] == [0.0, REST_S]
    assert len(kept._told) == 3


def test_a_mark_is_the_tasks_own() -> None:
    one, other = task(ShowCard(RULES)), replace(task(ShowCard(RULES)), id=2)

    assert mark_of(one) == mark_of(replace(one, attempt=7)) != mark_of(other)


ELEMENTS = st.lists(st.fixed_dictionaries({"type": st.just("Image")}, optional={"id": st.text(max_size=2)}))


@given(body=ELEMENTS)
def test_a_mark_is_the_id_of_one_that_had_none_or_of_one_that_is_hidden(body: list[dict[str, str]]) -> None:
    shown = marked({"type": "AdaptiveCard", "body": body}, "m-1")["body"]
    bears = [element for element in shown if element not in body]

    assert [element["id"] for element in bears] == ["m-1"]
    assert len(shown) - len(body) == all("id" in element for element in body) == (bears[0].get("isVisible") is False)


ANSWERS = st.sampled_from([None, "lost-1", "", TryLater("503"), TryLater("x", 9e9), Denied("403", 403), TimeoutError()])
TROUBLES = st.none() | st.sampled_from([BUSY, LOST, Denied("404", 404), Denied("403", 403)])


@given(found=ANSWERS, troubles=st.lists(TROUBLES, max_size=3), attempt=st.integers(2, 5))
async def test_whatever_graph_says_it_is_posted_or_taken(found: Any, troubles: list[Any], attempt: int) -> None:
    worker, teams, _ = at_work(Asked(found), *troubles)
    outcome = await worker.perform(task(ShowCard(RULES), attempt=attempt))

    assert teams.asked, "Teams is asked to post or to update, whatever Graph says"
    assert isinstance(outcome, Done | Again)
