"""The durable core: decided once, in order, paced, fenced, and whole after a crash."""

from datetime import datetime

import pytest
from sqlalchemy import func, select, update

from bot.domain.effects import FetchInvitation, FetchOptions, ShowCard
from bot.domain.events import CommandGiven, Event, MeetingEnded, ParticipantsLeft
from bot.domain.participants import PersonId
from bot.domain.presses import Command
from bot.domain.records import Where
from bot.errors import Undecidable
from bot.ports import Accepted, Again, Finished
from bot.store import codec, schema
from bot.store.opened import Database
from bot.store.queue import LEASE_S
from bot.store.replicas import DEAD_S
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, CATO, NINE, OWN, PROCEDURE, WHERE, at, invited, joined, started
from tests.store.conftest import SQLITE
from tests.store.ticks import NOW, delivery, done, meeting_of, shows, story


def test_a_delivery_is_decided_once_and_answered_alike_the_second_time(ticker: Ticker) -> None:
    first = ticker.tick(NOW, [delivery("a", started())], [], 10)
    second = ticker.tick(NOW, [delivery("a", started()), delivery("a", started())], [], 10)

    assert [type(task.effect) for task in first.tasks] == [ShowCard, FetchOptions, FetchInvitation]
    assert second.tasks == []
    assert all(isinstance(answer, Accepted) and answer.duplicate for answer in second.answers)


def test_the_same_delivery_twice_in_one_transaction_is_one_decision(ticker: Ticker) -> None:
    ticked = ticker.tick(NOW, [delivery("a", started()), delivery("a", started())], [], 10)

    assert [answer.duplicate for answer in ticked.answers if isinstance(answer, Accepted)] == [False, True]
    assert len(shows(ticked.tasks)) == 1


def test_a_meeting_comes_back_from_the_tables_as_it_went_in(ticker: Ticker, database: Database, vault: Vault) -> None:
    before = meeting_of(ticker.tick(NOW, [delivery(str(n), event) for n, event in enumerate(story())], [], 0))
    again = Ticker(database, vault, PROCEDURE)

    assert meeting_of(again.tick(NOW, [delivery("0", started())], [], 0)) == before
    assert before.identities[PersonId("p1")].name == "Ann Berg"


def test_posts_of_one_chat_go_one_after_the_other(ticker: Ticker) -> None:
    asked = [delivery(str(n), CommandGiven(at(n), BO, Command.HELP)) for n in range(3)]
    first = ticker.tick(NOW, asked, [], 10)
    second = ticker.tick(NOW, [], [done(first.tasks[0])], 10)

    assert shows(first.tasks) == ["help::1"]
    assert shows(second.tasks) == ["help::2"]


def test_a_task_that_failed_is_due_again_and_keeps_its_place(ticker: Ticker) -> None:
    asked = [delivery(str(n), CommandGiven(at(n), BO, Command.HELP)) for n in range(2)]
    (task,) = ticker.tick(NOW, asked, [], 10).tasks
    ticker.tick(NOW, [], [Finished(task, Again(5.0), NINE)], 10)

    assert ticker.tick(NOW + 4, [], [], 10).tasks == []
    (again,) = ticker.tick(NOW + 5, [], [], 10).tasks
    assert (shows([again]), again.attempt) == (["help::1"], 2)


def test_a_result_that_comes_after_the_lease_ran_out_is_fenced_off(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    slow = Ticker(database, vault, PROCEDURE)
    (late,) = slow.tick(NOW, [delivery("a", CommandGiven(at(0), BO, Command.HELP))], [], 10).tasks
    assert slow.tick(NOW + LEASE_S, [], [], 10).tasks == [], "what a process has under way it does not begin again"
    (retaken,) = ticker.tick(NOW + LEASE_S, [], [], 10).tasks
    slow.tick(NOW + LEASE_S, [], [done(late)], 10)

    assert retaken.attempt == 2
    asked = delivery("b", CommandGiven(at(1), BO, Command.RULES))
    assert meeting_of(ticker.tick(NOW + LEASE_S, [asked], [], 10)).cards["help::1"] == ""
    asked = delivery("c", CommandGiven(at(1), BO, Command.RULES))
    assert meeting_of(ticker.tick(NOW + LEASE_S, [asked], [done(retaken)], 10)).cards["help::1"] == "activity-1"


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_a_clock_that_is_set_back_keeps_nobody_waiting(ticker: Ticker) -> None:
    (task,) = ticker.tick(NOW, [delivery("a", CommandGiven(at(0), BO, Command.HELP))], [], 10).tasks
    ticker.tick(NOW + 1, [], [Finished(task, Again(5.0), at(0))], 10)
    ticker.tick(NOW - 3600, [], [], 10)

    assert shows(ticker.tick(NOW - 3600 + 5, [], [], 10).tasks) == ["help::1"]


def test_hours_that_passed_while_nobody_was_there_are_given_anew(ticker: Ticker) -> None:
    asked = [delivery(f"{n}", CommandGiven(at(0), BO, Command.HELP), Where(f"19:{n}", OWN, "", "m")) for n in range(60)]
    first = ticker.tick(NOW, asked, [], 100).tasks
    after = ticker.tick(NOW + 60, [], [], 100).tasks

    assert len(first) + len(after) <= 2 * 7


def test_what_a_dead_process_had_claimed_is_due_at_the_next_start(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    ticker.tick(NOW, [delivery("a", started())], [], 10)
    again = Ticker(database, vault, PROCEDURE)
    start = NOW + (DEAD_S if database.shared else 1)  # another may be alive: that is seen by its silence
    again.recover(start)

    assert len(again.tick(start, [], [], 10).tasks) == 3


def test_two_updates_that_wait_for_one_card_become_one(ticker: Ticker, database: Database) -> None:
    ticker.tick(NOW, [delivery("a", started()), delivery("b", invited()), delivery("c", joined(BO))], [], 0)
    ticker.tick(NOW, [delivery("d", joined(CATO, minutes=2))], [], 0)

    with database.engine.begin() as connection:
        alerts = connection.execute(
            select(func.count()).where(schema.effect.c.matter == "participant-alert::1")
        ).scalar_one()
    assert alerts == 1


def test_posts_keep_within_six_a_second(ticker: Ticker) -> None:
    hour, finished, posted = NOW, list[Finished](), 0
    asked = [delivery(str(n), CommandGiven(at(n), BO, Command.HELP)) for n in range(9)]
    ticked = ticker.tick(hour, asked, [], 10)
    while ticked.tasks:
        posted += 1
        finished = [done(task, datetime.fromtimestamp(hour, NINE.tzinfo)) for task in ticked.tasks]
        ticked = ticker.tick(hour, [], finished, 10)

    assert posted == 6
    assert ticked.next_due == pytest.approx(NOW + 1.0)


def test_calls_of_one_tenant_are_spread_over_time(ticker: Ticker) -> None:
    wheres = [Where(f"19:meeting_{n}@thread.v2", OWN, WHERE.service_url, "m") for n in range(40)]
    starts = [delivery(f"start-{n}", started(), where) for n, where in enumerate(wheres)]
    claimed = [len(ticker.tick(NOW, starts, [], 100).tasks)]
    claimed += [len(ticker.tick(NOW + 0.1 * step, [], [], 100).tasks) for step in range(1, 36)]

    assert sum(claimed) == 120
    assert claimed[0] in (6, 7)
    assert max(sum(claimed[start : start + 10]) for start in range(35)) <= 46, claimed


def test_an_alarm_rings_when_due_and_outlives_a_restart(ticker: Ticker, database: Database, vault: Vault) -> None:
    ticker.tick(NOW, [delivery("a", joined(ANN, minutes=0))], [], 0)
    again = Ticker(database, vault, PROCEDURE)

    assert shows(again.tick(NOW + 29, [], [], 10).tasks) == []
    assert shows(again.tick(NOW + 31, [], [], 10).tasks) == ["rules::1"]


def test_after_a_start_overdue_alarms_wait_for_what_teams_may_still_tell(ticker: Ticker) -> None:
    ticker.tick(NOW, [delivery("a", joined(ANN, minutes=0))], [], 0)
    ticker.recover(NOW + 3600)

    assert shows(ticker.tick(NOW + 3600, [], [], 10).tasks) == []
    assert shows(ticker.tick(NOW + 3600 + 120, [], [], 10).tasks) == ["rules::1"]


def test_one_bad_event_is_recorded_as_refused_and_takes_no_other_with_it(ticker: Ticker, database: Database) -> None:
    bad = MeetingEnded(at(1), None)  # type: ignore[arg-type]  # what the door would never let in
    ticked = ticker.tick(NOW, [delivery("a", started()), delivery("b", bad), delivery("c", joined(BO))], [], 0)

    assert [type(answer) for answer in ticked.answers] == [Accepted, Undecidable, Accepted]
    with database.engine.begin() as connection:
        body = connection.execute(select(schema.audit.c.body).where(schema.audit.c.delivery == "b")).scalar_one()
    assert '"fact":"NotDecided"' in body


def test_a_clock_that_is_set_back_holds_nothing_up_for_long(ticker: Ticker) -> None:
    (task,) = ticker.tick(NOW + 3600, [delivery("a", CommandGiven(at(0), BO, Command.HELP))], [], 10).tasks
    ticker.tick(NOW + 3600, [], [done(task, at(60))], 10)

    assert len(ticker.tick(NOW, [delivery("b", CommandGiven(at(1), BO, Command.HELP))], [], 10).tasks) == 1


def test_the_same_alarm_hour_may_come_twice(ticker: Ticker) -> None:
    left = ParticipantsLeft(at(60), (ANN,))
    story: list[Event] = [started(), joined(ANN), left, joined(BO, minutes=59)]
    ticker.tick(NOW, [delivery(str(n), event) for n, event in enumerate(story)], [], 0)
    ticker.tick(NOW + 75 * 60, [], [], 0)
    ticker.tick(NOW + 80 * 60, [delivery("late", ParticipantsLeft(at(59.5), (BO,)))], [], 0)

    assert shows(ticker.tick(NOW + 81 * 60, [], [], 10).tasks)


def test_the_pace_of_a_chat_outlives_a_restart(ticker: Ticker, database: Database, vault: Vault) -> None:
    asked = [delivery(str(n), CommandGiven(at(n), BO, Command.HELP)) for n in range(7)]
    tasks = ticker.tick(NOW, asked, [], 10).tasks
    for _ in range(6):
        tasks = ticker.tick(NOW, [], [done(task) for task in tasks], 10).tasks
    again = Ticker(database, vault, PROCEDURE)

    assert tasks == []
    assert again.tick(NOW + 0.5, [], [], 10).tasks == []
    assert len(again.tick(NOW + 1, [], [], 10).tasks) == 1


def test_what_another_version_queued_and_cannot_be_read_stops_nobody(ticker: Ticker, database: Database) -> None:
    ticker.tick(NOW, [delivery("start", started())], [], 0)
    with database.engine.begin() as connection:
        connection.execute(update(schema.effect).values(body='["DanceTango",{"steps":3}]'))
        connection.execute(update(schema.alarm).values(rings=NOW).where(schema.alarm.c.name == "idle"))
        connection.execute(update(schema.alarm).values(name="tango").where(schema.alarm.c.name == "idle"))
    ticker.tick(NOW + 1, [], [], 9)
    told = ticker.tick(NOW + 2, [delivery("ask", CommandGiven(at(1), ANN, Command.CHECKLIST))], [], 9)

    assert shows(told.tasks) == ["checklist:teams:1"]


def test_what_version_0_1_queued_can_be_done() -> None:
    assert codec.load_effect('["FetchInvitation",{}]') == FetchInvitation()
