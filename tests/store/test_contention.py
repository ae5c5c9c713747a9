"""Two processes that want the same at the same moment: neither waits long, and nothing stays undone."""

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from bot.domain.events import CommandGiven
from bot.domain.presses import Command
from bot.store import schema
from bot.store.queue import LEASE_S
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import BO, NINE, OWN, PROCEDURE, at, joined, started
from tests.store.test_replicas import Open, chat, deadlocks, replicas
from tests.store.ticks import NOW, delivery


def test_two_that_open_the_same_meetings_at_once_do_not_wait_for_each_other(another: Open, vault: Vault) -> None:
    workers, barrier = replicas(another, vault, 2), threading.Barrier(2)

    def open_all(number: int) -> None:
        for step in range(25):
            barrier.wait()
            several = [chat(5 * step + one) for one in range(5)]
            told = [delivery(f"{number}/{where.conversation}", joined(BO), where) for where in several]
            workers[number].tick(NOW, told if number else told[::-1], [], 0)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(open_all, range(2)))
    assert deadlocks(another()) == 0


def test_what_nobody_performs_after_a_doubtful_commit_is_waited_for(another: Open, vault: Vault) -> None:
    (worker,), other = replicas(another, vault, 1), another()
    claimed = worker.tick(NOW, [delivery("a", started())], [], 10).tasks
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with other.engine.begin() as connection:
            connection.execute(select(schema.meeting.c.id).with_for_update())
            held.set()
            free.wait(5)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        held.wait(5)
        threading.Timer(0.3, free.set).start()
        worker.put_right(NOW, ())
        holding.result()

    assert [task.id for task in worker.tick(NOW, [], [], 10).tasks] == [task.id for task in claimed]


def test_what_a_process_has_under_way_does_not_wake_it(another: Open, vault: Vault) -> None:
    (worker,) = replicas(another, vault, 1)
    worker.tick(NOW, [delivery("a", CommandGiven(at(0), BO, Command.HELP))], [], 10)

    assert worker.tick(NOW + LEASE_S, [], [], 10).next_due is None


def test_no_more_of_a_tenant_is_claimed_than_this_process_has_places_for(another: Open, vault: Vault) -> None:
    asked: list[str] = []

    def places(tenant: str) -> int:
        asked.append(tenant)
        return 2 if tenant == OWN else 9

    ours = Ticker(another(), vault, PROCEDURE, me="ours", places=places)
    other = Ticker(another(), vault, PROCEDURE, me="other", places=lambda _tenant: 5)
    where = [*(chat(number) for number in range(6)), chat(6, "elsewhere")]
    told = [delivery(f"{one.conversation}", CommandGiven(NINE, BO, Command.HELP), one) for one in where]
    first = ours.tick(NOW, told, [], 32)
    others = other.tick(NOW + 0.2, [], [], 32)

    assert sorted(task.meeting.where.tenant for task in first.tasks) == [OWN, OWN, "elsewhere"]
    assert [task.meeting.where.tenant for task in others.tasks] == [OWN] * 4, "who has places takes the rest"
    assert asked == [OWN, "elsewhere"], "once a turn"
    assert first.next_due is not None
    assert NOW < first.next_due <= NOW + 0.05, "looked at again soon"
