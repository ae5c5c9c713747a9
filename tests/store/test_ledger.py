"""The writer thread: one result that cannot be written is left out, and all others go on."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.domain.events import InvitationRead
from bot.domain.expected import Invited
from bot.domain.records import Where
from bot.errors import StoreAway, Undecidable
from bot.metrics import Metrics
from bot.ports import Accepted, Delivery, Done, Finished, Task
from bot.store import schema
from bot.store.database import open_database
from bot.store.ledger import Ledger
from bot.store.opened import Database
from bot.store.tick import Ticked, Ticker
from bot.store.vault import Vault
from tests.fakes import VirtualClock
from tests.postgres import PostgresServer
from tests.scenes import ANN, BO, NINE, PROCEDURE, WHERE, joined, started
from tests.store.conftest import POSTGRESQL
from tests.store.ticks import done, facts

HALF_A_SURROGATE = "x\ud83d@y"


async def test_a_result_that_cannot_be_written_stops_nobody_else(ticker: Ticker) -> None:
    tasks: asyncio.Queue[Task] = asyncio.Queue()
    clock = VirtualClock(NINE)
    ledger = Ledger(ticker=ticker, clock=clock, metrics=Metrics(), deliver=partial(put_all, tasks), room=10)
    ledger.start()
    try:
        await ledger.accept(Delivery("a", WHERE, started(), NINE), within_s=5)
        _, _, fetch = [await asyncio.wait_for(tasks.get(), 5) for _ in range(3)]
        poison = InvitationRead(NINE, Invited("ann"), (Invited(address=HALF_A_SURROGATE),))
        ledger.finish(Finished(fetch, Done(poison), NINE))
        accepted = await ledger.accept(Delivery("b", WHERE, joined(ANN), NINE), within_s=5)
        seen = await ledger.peek(WHERE, within_s=5)
    finally:
        await asyncio.wait_for(ledger.stop(), 5)

    assert len(accepted.meeting.present) == 1
    assert seen.invitation.reason is not None, "what could not be written counts as not read"
    assert ledger.alive


@asynccontextmanager
async def _writing(database: Database, folder: Path) -> AsyncIterator[tuple[Ledger, list[Task]]]:
    """A ledger at work on *database*, with the three tasks of a meeting that has started."""
    tasks: asyncio.Queue[Task] = asyncio.Queue()
    ledger = Ledger(
        ticker=Ticker(database, Vault.at(folder / "data.key"), PROCEDURE), clock=VirtualClock(NINE),
        metrics=Metrics(), deliver=partial(put_all, tasks), room=10,
    )  # fmt: skip
    ledger.start()
    try:
        await ledger.accept(Delivery("before", WHERE, started(), NINE), within_s=5)
        yield ledger, [await asyncio.wait_for(tasks.get(), 5) for _ in range(3)]
    finally:
        await asyncio.wait_for(ledger.stop(), 10)


async def test_while_the_database_is_away_nothing_is_accepted_and_nothing_accepted_is_lost(
    tmp_path: Path,
) -> None:
    with PostgresServer() as server:
        database = open_database(server.url())
        async with _writing(database, tmp_path) as (ledger, posted):
            await asyncio.to_thread(server.kill)
            with pytest.raises(StoreAway):
                await ledger.accept(Delivery("refused", WHERE, joined(BO), NINE), within_s=1)
            assert not ledger.healthy
            for task in posted:
                ledger.finish(done(task))
            waits = asyncio.create_task(ledger.accept(Delivery("waits", WHERE, joined(ANN), NINE), within_s=15))
            await asyncio.to_thread(server.start)
            accepted = await waits
            assert ledger.healthy
        with database.engine.begin() as connection:
            left = connection.execute(select(schema.effect.c.id).where(schema.effect.c.holder.is_not(None))).all()
        told = facts(database)
        database.close()

    assert len(accepted.meeting.present) == 1
    assert told.count("CardShown") == 3, "what was done while the database was away is told when it is back"
    assert {task.id for task in posted}.isdisjoint(row.id for row in left)


async def test_a_server_that_is_read_only_for_a_while_is_away_and_then_back(tmp_path: Path) -> None:
    with PostgresServer() as server:
        database = open_database(server.url())
        async with _writing(database, tmp_path) as (ledger, posted):
            _read_only(server, "on")
            with pytest.raises(StoreAway):
                await ledger.accept(Delivery("refused", WHERE, joined(BO), NINE), within_s=0.5)
            for task in posted:
                ledger.finish(done(task))
            await asyncio.sleep(0.5)
            _read_only(server, "off")
            await ledger.accept(Delivery("after", WHERE, joined(ANN), NINE), within_s=5)
        told = facts(database)
        database.close()

    assert ledger.alive
    assert told.count("CardShown") == 3


def _read_only(server: PostgresServer, setting: str) -> None:
    """As a managed server does when its disk is nearly full: for new connections, and those that are open are cut."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    for _ in range(200):  # the server takes it up when it gets to it
        with psycopg.connect(server.url(), autocommit=True) as connection:
            if connection.execute("SHOW default_transaction_read_only").fetchone() == (setting,):
                return
        time.sleep(0.02)
    raise AssertionError("the server has not taken up the setting")


@pytest.mark.parametrize("database_url", [POSTGRESQL], indirect=True)
async def test_what_the_database_cannot_hold_is_refused_at_once_and_stops_nobody_else(ticker: Ticker) -> None:
    ledger = Ledger(ticker=ticker, clock=VirtualClock(NINE), metrics=Metrics(), deliver=lambda _tasks: None, room=10)
    ledger.start()
    try:
        odd = Where("19:with\x00nothing", WHERE.tenant, WHERE.service_url, "m")
        refused, taken = await asyncio.gather(
            ledger.accept(Delivery("odd", odd, joined(BO), NINE), within_s=2),
            ledger.accept(Delivery("even", WHERE, joined(ANN), NINE), within_s=2),
            return_exceptions=True,
        )
    finally:
        await asyncio.wait_for(ledger.stop(), 5)

    assert isinstance(refused, Undecidable)
    assert isinstance(taken, Accepted)


class Doubtful(Ticker):
    """Loses the connection just when its first transaction has been written: nobody knows that it was."""

    lost = False

    def tick(self, *told: Any) -> Ticked:
        ticked = super().tick(*told)
        if told[1] and not self.lost:
            self.lost = True
            raise OperationalError("COMMIT", None, ConnectionError())
        return ticked


async def test_what_was_written_without_an_answer_is_not_decided_twice_and_what_it_claimed_is_performed(
    database: Database, vault: Vault
) -> None:
    tasks: asyncio.Queue[Task] = asyncio.Queue()
    ledger = Ledger(
        ticker=Doubtful(database, vault, PROCEDURE), clock=VirtualClock(NINE),
        metrics=Metrics(), deliver=partial(put_all, tasks), room=10,
    )  # fmt: skip
    ledger.start()
    try:
        accepted = await ledger.accept(Delivery("a", WHERE, started(), NINE), within_s=5)
        claimed = [await asyncio.wait_for(tasks.get(), 5) for _ in range(3)]
    finally:
        await asyncio.wait_for(ledger.stop(), 5)

    assert accepted.duplicate
    assert {task.attempt for task in claimed} == {2}
    assert facts(database) == ["MeetingStarted"]


def put_all(queue: "asyncio.Queue[Task]", tasks: list[Task]) -> None:
    for task in tasks:
        queue.put_nowait(task)
