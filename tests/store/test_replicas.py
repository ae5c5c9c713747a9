"""Several processes on one PostgreSQL: nothing twice, nothing lost, nobody waits for a dead one."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.domain.events import CommandGiven, Event
from bot.domain.presses import Command
from bot.domain.records import Where
from bot.errors import Misconfigured
from bot.ports import Accepted, Delivery, Finished, Task
from bot.store import schema
from bot.store.opened import Database
from bot.store.replicas import DEAD_S, EVERY_S
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, OWN, PROCEDURE, at, joined, started
from tests.store.ticks import NOW, delivery, done, facts

TAKEN_OVER_WITHIN_S = 15.0

Open = Callable[[], Database]


def chat(number: int, tenant: str = OWN) -> Where:
    return Where(f"19:meeting_{number}@thread.v2", tenant, "https://smba.example/", f"m{number}")


def replicas(another: Open, vault: Vault, many: int) -> list[Ticker]:
    return [Ticker(another(), vault, PROCEDURE, me=f"replica-{number}") for number in range(many)]


def asks(number: int, many: int) -> list[Delivery]:
    """Commands of different matters, so that each leads to a card of its own."""
    commands = [Command.HELP, Command.RULES, Command.CHECKLIST]
    return [
        delivery(f"{number}/{step}", CommandGiven(at(step), BO, commands[step % 3]), chat(number, f"tenant-{number}"))
        for step in range(many)
    ]


def test_six_processes_perform_no_task_twice_and_keep_each_chats_order(another: Open, vault: Vault) -> None:
    workers = replicas(another, vault, 6)
    workers[0].tick(NOW, [one for number in range(100) for one in asks(number, 3)], [], 0)
    claimed: list[list[Task]] = [[] for _ in workers]

    def work(number: int) -> None:
        finished: list[Finished] = []
        for step in range(120):
            tasks = workers[number].tick(NOW + 0.05 * step, [], finished, 7).tasks
            claimed[number] += tasks
            finished = [done(task) for task in tasks]

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    tasks = [task for one in claimed for task in one]
    assert max(Counter(task.id for task in tasks).values()) == 1
    assert len(tasks) == 300
    assert sum(1 for one in claimed if one) > 1, "one process did it all: this test shows nothing"
    for number in range(100):
        ids = [task.id for task in sorted(tasks, key=lambda task: task.id) if task.meeting.where == chat(number)]
        assert ids == sorted(ids)


def test_each_process_knows_within_a_beat_how_many_share_what_teams_allows(another: Open, vault: Vault) -> None:
    first, second, third = replicas(another, vault, 3)
    for number, one in enumerate((first, second, third), 1):
        one.recover(NOW)
        assert one.sharers == number, "whoever comes in knows at once"
    for hour in (NOW, NOW + EVERY_S):
        for one in (first, second, third):
            one.tick(hour, [], [], 0)

    assert [one.sharers for one in (first, second, third)] == [3, 3, 3]
    for beat in range(1, int((DEAD_S + EVERY_S) / EVERY_S) + 2):  # the third is silent
        for one in (first, second):
            one.tick(NOW + EVERY_S + beat * EVERY_S, [], [], 0)
    assert [one.sharers for one in (first, second)] == [2, 2]


def test_what_a_silent_process_had_claimed_is_taken_over_within_fifteen_seconds(another: Open, vault: Vault) -> None:
    dies, lives = replicas(another, vault, 2)
    lives.recover(NOW)
    claimed = dies.tick(NOW, [delivery("a", started())], [], 10).tasks
    hour, taken = NOW, list[Task]()
    while not taken and hour < NOW + 60:
        hour += 1.0
        ticked = lives.tick(hour, [], [], 10)
        taken = ticked.tasks

    assert [task.id for task in taken] == [task.id for task in claimed]
    assert ticked.taken_over == len(claimed) > 0
    assert NOW + DEAD_S <= hour <= NOW + TAKEN_OVER_WITHIN_S
    dies.tick(hour, [], [done(task) for task in claimed], 0)
    assert "CardShown" not in facts(another()), "a result of before the take-over was let in"
    lives.tick(hour, [], [done(task) for task in taken], 0)
    assert "CardShown" in facts(another())


def test_what_a_process_leaves_at_its_end_waits_for_nobody(another: Open, vault: Vault) -> None:
    leaves, stays = replicas(another, vault, 2)
    claimed = leaves.tick(NOW, [delivery("a", started())], [], 10).tasks
    leaves.rest(NOW + 1)

    assert [task.id for task in stays.tick(NOW + 1, [], [], 10).tasks] == [task.id for task in claimed]


def test_a_start_beside_others_voids_none_of_their_claims(another: Open, vault: Vault) -> None:
    works, starts = replicas(another, vault, 2)
    (task, *_) = works.tick(NOW, [delivery("a", started())], [], 10).tasks
    starts.recover(NOW + EVERY_S)

    assert starts.tick(NOW + EVERY_S, [], [], 10).tasks == []
    works.tick(NOW + EVERY_S, [], [done(task)], 0)
    assert "CardShown" in facts(another())


def test_an_alarm_rings_once_among_all(another: Open, vault: Vault) -> None:
    workers = replicas(another, vault, 4)
    deliveries = [delivery(str(number), joined(ANN), chat(number)) for number in range(40)]
    workers[0].tick(NOW, deliveries, [], 0)
    with ThreadPoolExecutor(4) as pool:
        for step in range(1, 30):
            list(pool.map(lambda worker, step=step: worker.tick(NOW + 60 * step, [], [], 0), workers))
    told = Counter(_rung(another()))

    assert told
    assert max(told.values()) == 1


def _rung(database: Database) -> list[tuple[int, str]]:
    """The alarms in the audit, each with its meeting and what it is called and due."""
    with database.engine.begin() as connection:
        rows = connection.execute(select(schema.audit.c.meeting, schema.audit.c.delivery)).all()
    return [(row.meeting, row.delivery.rsplit(":", 1)[0]) for row in rows if row.delivery.startswith("alarm:")]


def test_two_that_open_the_same_meeting_at_once_open_one(another: Open, vault: Vault) -> None:
    workers, many = replicas(another, vault, 3), 60
    barrier = threading.Barrier(3)

    def open_all(number: int) -> list[Accepted]:
        answers = []
        for meeting in range(many):
            barrier.wait()
            event: Event = started() if number == 0 else joined(BO if number == 1 else ANN)
            ticked = workers[number].tick(NOW, [delivery(f"{meeting}/{number}", event, chat(meeting))], [], 0)
            answers += [answer for answer in ticked.answers if isinstance(answer, Accepted)]
        return answers

    with ThreadPoolExecutor(3) as pool:
        answers = [answer for one in pool.map(open_all, range(3)) for answer in one]
    database = another()
    with database.engine.begin() as connection:
        rows = connection.execute(select(schema.meeting.c.conversation, schema.meeting.c.audit_seq)).all()

    assert len(answers) == 3 * many
    assert sorted(row.conversation for row in rows) == sorted(chat(number).conversation for number in range(many))
    assert {row.audit_seq for row in rows} == {3}


def test_a_delivery_that_comes_to_two_at_once_is_decided_once(another: Open, vault: Vault) -> None:
    workers, barrier = replicas(another, vault, 2), threading.Barrier(2)

    def take(worker: Ticker) -> list[bool]:
        doubles = []
        for number in range(40):
            barrier.wait()
            (answer,) = worker.tick(NOW, [delivery(f"d{number}", joined(BO), chat(number % 5))], [], 0).answers
            assert isinstance(answer, Accepted)
            doubles.append(answer.duplicate)
        return doubles

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(take, workers)

    assert [a + b for a, b in zip(one, other, strict=True)] == [1] * 40
    assert len(facts(another())) == 40


def test_no_two_wait_for_each_other(another: Open, vault: Vault) -> None:
    """Each takes the same meetings in an order of its own, with alarms, claims and results among them."""
    workers = replicas(another, vault, 4)

    def work(number: int) -> None:
        finished: list[Finished] = []
        for step in range(25):
            order = range(12) if number % 2 else range(11, -1, -1)
            told = [delivery(f"{number}/{step}/{one}", joined(BO, minutes=step), chat(one)) for one in order]
            tasks = workers[number].tick(NOW + 30 * step, told, finished, 5).tasks
            finished = [done(task) for task in tasks]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert deadlocks(another()) == 0


def deadlocks(database: Database) -> int:
    """How many PostgreSQL has counted in this database."""
    time.sleep(0.2)
    counted = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    with database.engine.begin() as connection:
        found: int = connection.execute(counted).scalar_one()
        return found


def test_all_share_what_a_tenant_allows_in_a_second(another: Open, vault: Vault) -> None:
    workers = replicas(another, vault, 3)
    asked = [delivery(str(n), CommandGiven(at(0), BO, Command.HELP), chat(n)) for n in range(120)]
    workers[0].tick(NOW, asked, [], 0)
    claimed = [sum(len(worker.tick(NOW + 0.1 * step, [], [], 100).tasks) for worker in workers) for step in range(40)]

    assert sum(claimed) == 120
    assert max(sum(claimed[start : start + 10]) for start in range(35)) <= 48, claimed


def test_a_chats_posts_keep_within_six_a_second_whoever_posts_them(another: Open, vault: Vault) -> None:
    workers, finished, posted = replicas(another, vault, 2), list[Finished](), 0
    workers[0].tick(NOW, [delivery(str(n), CommandGiven(at(n), BO, Command.HELP)) for n in range(9)], [], 0)
    for step in range(30):
        tasks = workers[step % 2].tick(NOW, [], finished if step else [], 10).tasks
        posted += len(tasks)
        finished = [done(task) for task in tasks]
        workers[step % 2].tick(NOW, [], finished, 0)
        finished = []

    assert posted == 6


def test_a_process_with_another_key_does_not_start_even_on_an_empty_database(
    another: Open, vault: Vault, tmp_path: Path
) -> None:
    Ticker(another(), vault, PROCEDURE).recover(NOW)

    with pytest.raises(Misconfigured, match="DATA_KEY_PATH"):
        Ticker(another(), Vault.at(tmp_path / "another.key"), PROCEDURE).recover(NOW)


def test_work_that_a_full_process_leaves_wakes_another(another: Open, vault: Vault) -> None:
    full, idle, called = another(), another(), threading.Event()
    idle.listen(called.set)
    time.sleep(0.5)
    Ticker(full, vault, PROCEDURE).tick(NOW, [delivery("a", started())], [], 10)
    assert not called.wait(0.3), "it was called although nothing was left to do"
    Ticker(full, vault, PROCEDURE).tick(NOW, [delivery("b", started(), chat(2))], [], 1)

    assert called.wait(3.0)


def test_everybody_goes_by_the_databases_hour(another: Open) -> None:
    one, other = another(), another()
    assert one.clock is not None
    assert other.clock is not None
    with one.engine.begin() as connection:
        hour = connection.execute(text("SELECT extract(epoch FROM clock_timestamp())::float8")).scalar_one()

    assert one.clock.now().timestamp() == pytest.approx(hour, abs=0.2)
    assert other.clock.now().timestamp() == pytest.approx(one.clock.now().timestamp(), abs=0.2)


def test_a_process_that_is_frozen_holds_no_meeting_for_long(another: Open) -> None:
    with another().engine.begin() as connection:
        limits = [
            connection.execute(text(f"SHOW {name}")).scalar()
            for name in ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout")
        ]

    assert limits == ["3s", "1s", "5s"]
