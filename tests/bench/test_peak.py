"""The peak: what is written to be played, what follows from what the connector saw, and the table."""

import json
import math
from collections import Counter
from datetime import UTC, datetime

import pytest

from bench.goals import Goal, exit_code
from bench.peak.book import POST, UPDATE, Call, all_stood, breaches, busiest, doubled, lacking, per_second, unseen_ticks
from bench.peak.costs import Spent
from bench.peak.figures import Figure, bottleneck, figures
from bench.peak.meetings import Peak, play
from bench.peak.rig import Cost, Setup, workshop
from bench.peak.script import ALERT, CHECKLIST, RULES, Script, Writing, now_in
from bench.peak.table import Column, table
from bench.stage import Graph

NOW = datetime(2030, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)


@pytest.fixture
async def script() -> Script:
    async with workshop() as shop:
        return Writing(shop.standin, "http://127.0.0.1:1/", 20).peak(200, 6.0)


async def test_meetings_begin_evenly_and_six_come_into_each_later(script: Script) -> None:
    begun = {one.chat: one.at_s for one in script.due if one.begins}
    joins = [one for one in script.due if b"ParticipantJoin" in one.body]

    assert list(begun.values()) == [pytest.approx(number * 0.03) for number in range(200)]
    assert set(Counter(one.chat for one in joins).values()) == {6}
    assert all(1.0 <= one.at_s - begun[one.chat] <= 25.0 for one in joins)
    assert [one.at_s for one in script.due] == sorted(one.at_s for one in script.due)
    assert set(Counter(one.tenant for one in script.due if one.begins).values()) == {10}


async def test_a_tenth_has_a_checklist_and_a_fourth_somebody_unexpected(script: Script) -> None:
    needed = Counter(kind for kinds in script.needed.values() for kind in kinds)

    assert needed == {RULES: 200, CHECKLIST: 20, ALERT: 50}
    assert set(script.presses) == {chat for chat, kinds in script.needed.items() if CHECKLIST in kinds}
    assert {len(presses) for presses in script.presses.values()} == {2}
    assert script.activities == 200 * 7 + 20 + 40


async def test_what_is_sent_bears_its_own_hour_and_a_press_its_card(script: Script) -> None:
    press = next(iter(script.presses.values()))[0]
    for one in [script.due[0], script.due[-1], press]:
        sent = json.loads(now_in(one.body, NOW, "card-7"))
        assert sent["timestamp"].startswith("2030-01-02T03:04:05.678")
        assert "2001-" not in json.dumps(sent)
    assert json.loads(now_in(press.body, NOW, "card-7"))["replyToId"] == "card-7"


def call(at: float, operation: str = POST, **other: object) -> Call:
    told = {"answered": at + 0.08, "chat": "a", "tenant": "t", "status": 201, "kind": RULES} | other
    return Call(at=at, operation=operation, **told)  # type: ignore[arg-type]  # a mapping of right ones


def test_a_card_that_was_refused_does_not_stand_and_one_posted_again_is_doubled() -> None:
    calls = [call(1.0, status=503), call(2.0), call(3.0), call(4.0, chat="b", status=429)]

    assert lacking(calls, {"a": {RULES}, "b": {RULES, ALERT}}) == {RULES: 1, ALERT: 1}
    assert doubled(calls, [RULES]) == 1
    assert doubled(calls[:2], [RULES]) == 0


def test_ticks_must_show_on_the_newest_card() -> None:
    shown = [call(1.0, kind=CHECKLIST), call(2.0, UPDATE, kind=CHECKLIST, ticks=2, status=200)]
    later = [*shown, call(3.0, UPDATE, kind=CHECKLIST, ticks=1, status=200)]

    assert unseen_ticks(shown, {"a": 2}) == 0
    assert unseen_ticks(later, {"a": 2}) == 1
    assert unseen_ticks([], {"a": 1}) == 1
    assert all_stood(shown, {"a": {CHECKLIST}}, {"a": 2}) == pytest.approx(2.08)
    assert all_stood(shown, {"a": {CHECKLIST, RULES}}, {}) == math.inf


def test_windows_are_those_of_each_thread_and_of_each_tenant() -> None:
    in_one_chat = [call(number * 0.1) for number in range(8)]
    in_many = [call(number * 0.01, chat=f"c{number}") for number in range(51)]
    elsewhere = [call(number * 0.01, chat=f"c{number}", tenant=f"t{number % 2}") for number in range(100)]

    assert len(breaches(in_one_chat)) == 1
    assert len(breaches(in_many)) == 1
    assert breaches(elsewhere) == []
    assert (busiest(in_many), busiest(elsewhere)) == (51, 50)
    assert per_second(in_many, 0.0, 0.5) == 100.0


def test_the_bottleneck_is_what_is_nearest_to_its_limit() -> None:
    def cost(cpu_s: float, ticking_s: float, machine_s: float = 1.0) -> Cost:
        spent = [Spent(1.0, 0.0)]
        return Cost(seconds=10.0, cpu_s=[cpu_s], loops=spent, writers=spent, ticking_s=ticking_s, machine_s=machine_s)

    assert bottleneck(cost(9.0, 5.0), 0.0).startswith("one process")
    assert bottleneck(cost(3.0, 9.0), 0.0).startswith("the writer")
    assert bottleneck(cost(3.0, 3.0), 0.0).startswith("none")
    assert bottleneck(cost(3.0, 3.0, 1000.0), 0.0).startswith("the machine")


LOST, RATE = Figure("lost", "", 0.0, Goal(0.0)), Figure("calls", "/s", 39.0, Goal(40.0, at_least=True))


def test_the_table_has_a_column_for_each_configuration() -> None:
    columns = [
        Column("SQLite", [[LOST, Figure("p99", "s", 1.0)], [LOST, Figure("p99", "s", 3.0)]], ["the writer"]),
        Column("PostgreSQL", [[LOST, Figure("p99", "s", 1.0), RATE]]),
        Column("away", missing="it did not start"),
    ]
    head, _, lost, p99, calls, *below = table(columns)

    assert head.split() == ["SQLite", "PostgreSQL", "goal"]
    assert lost.split() == ["lost", "0", "0", "<=", "0"]
    assert p99.split() == ["p99", "2.00", "s", "1.00", "s"]
    assert calls.split() == ["calls", "39.00", "/s", "✗", ">=", "40", "/s"]
    assert below == ["SQLite: the writer", "away: it did not start"]
    assert [exit_code(column.rows()) for column in columns] == [0, 1, 1]


async def test_ten_meetings_are_played_to_a_real_bot_until_all_stands() -> None:
    async with workshop() as shop:
        peak = Peak(10, 0.5, 2, Graph.OFF, join_within_s=1.5)
        outcome = await play(shop, Setup(0), peak)
    seen = {one.what: one.value for one in figures(outcome, one_tenant=False, held=False)}

    assert outcome.quiet
    assert len(outcome.sent) == outcome.script.activities == 10 * 7 + 1 + 2
    assert seen["cards and ticks lost"] == seen["cards doubled"] == seen["Teams' windows exceeded"] == 0
    assert 0.08 <= seen["webhook to reminder, p50"] < 5.0
    assert seen["CPU of the bot"] > 0.0
