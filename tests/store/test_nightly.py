"""The purge by night: once, whoever does it, when nothing else is to be done."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from bot.log import start_logging
from bot.metrics import Metrics
from bot.ports import Delivery
from bot.store import schema
from bot.store.cache import Cache
from bot.store.ledger import Ledger
from bot.store.nightly import Nightly, next_night
from bot.store.opened import Database
from bot.store.vault import Vault
from tests.fakes import VirtualClock
from tests.scenes import ANN, BO, CATO, PROCEDURE, WHERE, at, joined
from tests.store.conftest import SQLITE
from tests.store.purges import DAY_S, World, files
from tests.store.ticks import NOW

NIGHT = datetime(2027, 1, 10, 1, 0, tzinfo=UTC).timestamp()  # two in Norway, seven weeks after the first meeting


def nightly(database: Database, vault: Vault, metrics: Metrics | None = None) -> Nightly:
    month = timedelta(days=30)
    return Nightly(database, vault, PROCEDURE, month, cache=Cache(), metrics=metrics or Metrics())


def run(one: Nightly, now: float) -> int:
    """How many turns had something to do."""
    turns = 0
    while one.turn(now):
        turns += 1
    return turns


def note(database: Database, hour: float | None) -> None:
    with database.engine.begin() as connection:
        connection.execute(update(schema.installation).values(purged=hour))


def noted(database: Database) -> float | None:
    with database.engine.begin() as connection:
        hour: float | None = connection.execute(select(schema.installation.c.purged)).scalar_one()
        return hour


def test_it_is_done_between_two_and_four_once(world: World) -> None:
    world.hold(ANN, BO)
    note(world.database, NIGHT - DAY_S)
    metrics = Metrics()
    one = nightly(world.database, world.vault, metrics)

    assert run(one, NIGHT - 60) == 0
    assert world.names() == ["Ann", "Bo"]
    assert run(one, NIGHT) > 0
    assert world.names() == []
    assert noted(world.database) == NIGHT
    assert metrics.registry.get_sample_value("motevakt_purged_names_total") == 2
    assert run(one, NIGHT + 3600) == 0
    assert run(one, NIGHT + DAY_S) > 0


def test_it_is_not_begun_after_four_if_the_last_was_lately(world: World) -> None:
    note(world.database, NIGHT - DAY_S)

    assert run(nightly(world.database, world.vault), NIGHT + 2 * 3600) == 0
    assert noted(world.database) == NIGHT - DAY_S


@pytest.mark.parametrize("last", [None, NIGHT - 37 * 3600])
def test_a_start_makes_up_for_a_night_when_nobody_was_there(world: World, last: float | None) -> None:
    world.hold(ANN)
    note(world.database, last)

    assert run(nightly(world.database, world.vault), NIGHT + 8 * 3600) > 0
    assert world.names() == []


def test_of_two_processes_one_purges(another: Callable[[], Database], vault: Vault) -> None:
    world = World(another(), vault)
    world.hold(ANN)
    note(world.database, NIGHT - DAY_S)
    one, other = nightly(world.database, vault), nightly(another(), vault)

    assert one.turn(NIGHT), "it looks at the access log yet"
    assert run(other, NIGHT) == 0
    assert run(one, NIGHT + 1) == 0
    assert run(other, NIGHT + 60) == 0
    assert world.names() == []
    assert noted(world.database) == NIGHT


def test_what_could_not_be_done_is_tried_again_in_a_minute_and_told(world: World) -> None:
    told = StringIO()
    start_logging("INFO", told)
    world.hold(ANN)
    one = nightly(world.database, world.vault)
    with world.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE look RENAME TO looked"))
    assert run(one, NIGHT) > 0
    with world.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE looked RENAME TO look"))
    assert run(one, NIGHT + 30) == 0
    assert run(one, NIGHT + 61) == 0

    lines = [json.loads(line) for line in told.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["purge_failed", "purged", "purged"]
    assert lines[0]["act"].startswith("operator: the database")
    assert [(line["kind"], line["count"]) for line in lines[1:]] == [("names", 1), ("meetings", 1)]


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_the_log_is_emptied_once_nobody_reads_from_it(world: World, tmp_path: Path) -> None:
    world.hold(ANN)
    reading = sqlite3.connect(f"file:{tmp_path}/motevakt.db", uri=True, isolation_level=None)
    (key,) = reading.execute("SELECT wrapped_key FROM meeting").fetchone()
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM audit").fetchone()
    one, told = nightly(world.database, world.vault), StringIO()
    start_logging("INFO", told)

    began = time.monotonic()
    assert run(one, NIGHT) > 0
    assert run(one, NIGHT + 61) == 0
    assert time.monotonic() - began < 2, "who writes waits for no reader"
    assert key in files(tmp_path)
    reading.execute("COMMIT")
    assert run(one, NIGHT + 62) == 0
    assert key in files(tmp_path), "it is tried again every minute"
    assert run(one, NIGHT + 122) == 0
    assert key not in files(tmp_path)
    failed = [line for line in map(json.loads, told.getvalue().splitlines()) if line["event"] == "purge_failed"]
    assert [(line["error"], line["act"].partition(":")[0]) for line in failed] == [("StillRead", "operator")], "once"
    reading.close()


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2027, 1, 10, 0, 59, tzinfo=UTC), datetime(2027, 1, 10, 1, 0, tzinfo=UTC)),
        (datetime(2027, 1, 10, 1, 0, tzinfo=UTC), datetime(2027, 1, 11, 1, 0, tzinfo=UTC)),
        (datetime(2027, 3, 27, 12, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),  # there is no two o'clock
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), datetime(2027, 3, 29, 0, 0, tzinfo=UTC)),
        (datetime(2027, 10, 30, 12, 0, tzinfo=UTC), datetime(2027, 10, 31, 0, 0, tzinfo=UTC)),  # there are two
        (datetime(2027, 10, 31, 0, 0, tzinfo=UTC), datetime(2027, 11, 1, 1, 0, tzinfo=UTC)),
    ],
)
def test_night_is_as_in_norway(now: datetime, night: datetime) -> None:
    assert datetime.fromtimestamp(next_night(now.timestamp()), UTC) == night


async def test_the_bot_does_it_beside_its_work(world: World) -> None:
    world.hold(ANN, BO)
    metrics, hour = Metrics(), datetime.fromtimestamp(NIGHT, UTC)
    ledger = Ledger(
        ticker=world.ticker, clock=VirtualClock(hour), metrics=metrics, deliver=lambda _tasks: None, room=10,
        nightly=nightly(world.database, world.vault, metrics),
    )  # fmt: skip
    ledger.start()
    try:
        for _ in range(100):
            if metrics.registry.get_sample_value("motevakt_purged_names_total"):
                break
            await asyncio.sleep(0.05)
        delivery = Delivery("later", WHERE, joined(CATO, minutes=(NIGHT - NOW) / 60), hour)
        accepted = await ledger.accept(delivery, within_s=5)
    finally:
        await asyncio.wait_for(ledger.stop(), 5)

    assert len(accepted.meeting.identities) == 1
    assert world.names() == ["Cato"]
    assert at(0) < accepted.fact.at
