"""What those are given who look: holdings and their rows to all of them, names to nobody without a trace."""

import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, event, insert, select, update

from bot.errors import StoreAway
from bot.evidence.records import Holding, Look, Purpose, Row, Seen
from bot.store import schema
from bot.store.beside import Beside
from bot.store.opened import Database
from bot.store.records import StoredRecords
from bot.store.vault import Vault
from tests.scenes import ANN, NINE, at
from tests.store.conftest import SQLITE
from tests.store.series import LATE, OFFICER, WEEK, Standing, all_of

_person, _holding = schema.person.c, schema.occurrence.c


@pytest.mark.usefixtures("series")
def test_holdings_are_those_that_began_in_the_period(records: StoredRecords) -> None:
    found = all_of(records)

    assert [(one.number, one.began, one.ended) for one in found] == [
        (1, at(0), at(30)), (2, at(WEEK), at(WEEK + 30)),
        (1, at(WEEK + 5), at(WEEK + 35)), (3, at(2 * WEEK), at(2 * WEEK + 30)),
    ]  # fmt: skip
    assert records.holdings(at(1), at(WEEK)) == [], "not with the end of the period"
    assert records.holding(found[1].meeting, 2) == found[1]
    assert records.holding(found[1].meeting, 9) is None


def test_what_has_not_ended_runs(series: Database, records: StoredRecords) -> None:
    assert records.running() == []
    with series.engine.begin() as connection:
        connection.execute(update(schema.occurrence).where(_holding.number == 3).values(ended=None))

    assert [(one.number, one.ended) for one in records.running()] == [(3, None)]


@pytest.mark.usefixtures("series")
def test_a_holdings_rows_end_where_the_next_holding_begins(records: StoredRecords) -> None:
    first, second, *_ = all_of(records)
    rows = records.rows(second)

    assert [row.seq for row in records.rows(first)] == [1, 2, 3]
    assert [(row.seq, row.body["fact"]) for row in rows] == [
        (4, "MeetingStarted"), (5, "ParticipantsJoined"), (6, "MeetingEnded"),
    ]  # fmt: skip
    assert rows[1].at == at(WEEK + 1)


def test_a_row_is_known_by_its_hash(series: Database, records: StoredRecords) -> None:
    first, *_ = all_of(records)
    of = (schema.audit.c.meeting == first.meeting, schema.audit.c.seq == 3)
    with series.engine.begin() as connection:
        stored = connection.execute(select(schema.audit.c.hash).where(*of)).scalar_one()

    assert records.fingerprint(first.meeting, 3) == bytes(stored).hex()
    assert records.fingerprint(first.meeting, 99) == ""


@pytest.mark.usefixtures("series")
def test_names_are_those_of_that_holding_though_their_rows_have_moved_on(records: StoredRecords) -> None:
    first, second, *_ = all_of(records)

    def named(holding: Holding) -> dict[str, str]:
        told = records.names(holding, OFFICER, Seen.TIMELINE, Purpose.DEVIATION)
        return {person: who.name for person, who in told.items()}

    assert sorted(named(first).values()) == ["Ann Berg", "Bo Dahl"]
    assert sorted(named(second).values()) == ["Ann Berg", "Cato Ek"]


@pytest.mark.usefixtures("series")
def test_whoever_sees_names_stands_in_the_access_log(records: StoredRecords) -> None:
    first, *_ = all_of(records)
    records.names(first, OFFICER, Seen.PRINT, Purpose.SUPERVISION)

    assert records.looks(NINE, LATE) == [
        Look(at(2 * WEEK), "Olga Officer", Seen.PRINT, Purpose.SUPERVISION, first.meeting, 1)
    ]


def test_without_a_trace_there_are_no_names(series: Database, records: StoredRecords) -> None:
    first, *_ = all_of(records)
    with series.engine.begin() as connection:  # a row is in the way
        row = {"seq": 1, "at": 1.0, "meeting": None, "body": "{}", "mark": b"", "sealed": None, "hash": b"x"}
        connection.execute(insert(schema.look).values(row))

    with pytest.raises(Exception, match=r"UNIQUE|unique|duplicate"):
        records.names(first, OFFICER, Seen.TIMELINE, Purpose.DEVIATION)


def test_where_the_names_cannot_be_read_the_look_is_not_told(series: Database, records: StoredRecords) -> None:
    first, *_ = all_of(records)
    with series.engine.begin() as connection:
        connection.execute(update(schema.person).values(sealed=b"x"))

    with pytest.raises(ValueError, match=r"[Nn]once"):
        records.names(first, OFFICER, Seen.TIMELINE, Purpose.DEVIATION)
    assert records.looks(NINE, LATE) == []


def test_where_the_key_is_destroyed_there_are_no_names_and_no_error(series: Database, records: StoredRecords) -> None:
    first, *_ = all_of(records)
    with series.engine.begin() as connection:
        connection.execute(update(schema.meeting).values(wrapped_key=None, state=None))

    assert records.names(first, OFFICER, Seen.TIMELINE, Purpose.DEVIATION) == {}
    assert len(records.rows(first)) == 3, "what happened is still told"


def test_a_name_that_was_erased_is_not_there(series: Database, records: StoredRecords) -> None:
    first, *_ = all_of(records)
    with series.engine.begin() as connection:
        connection.execute(delete(schema.person).where(_person.person == "p2"))

    assert [who.name for who in records.names(first, OFFICER, Seen.PRINT, Purpose.DEVIATION).values()] == ["Ann Berg"]


def counting(_holding: Holding, rows: Sequence[Row]) -> dict[str, int]:
    return {"rows": len(rows), "joined": sum(row.body["fact"] == "ParticipantsJoined" for row in rows)}


def test_what_has_ended_is_counted_once(series: Database, records: StoredRecords) -> None:
    with series.engine.begin() as connection:
        connection.execute(update(schema.occurrence).where(_holding.number == 3).values(ended=None))
    assert records.tallies(NINE, LATE) == []

    assert records.conclude(counting, at(WEEK + 31), limit=10) == 2, "not the one that ended after"
    assert records.conclude(counting, LATE, limit=10) == 1
    assert records.conclude(counting, LATE, limit=10) == 0
    assert records.tallies(NINE, LATE) == [(hour, {"joined": 1, "rows": 3}) for hour in (at(0), at(WEEK), at(WEEK + 5))]


def test_hundreds_are_counted_in_turn_though_they_ended_in_the_same_second(
    series: Database, records: StoredRecords
) -> None:
    with series.engine.begin() as connection:
        meeting = connection.execute(select(schema.meeting.c.id).limit(1)).scalar_one()
        connection.execute(delete(schema.occurrence))
        for number in range(1, 251):
            values = {"meeting": meeting, "number": number, "first": number, "began": 1.0, "ended": 2.0}
            connection.execute(insert(schema.occurrence).values(**values))

    assert records.conclude(counting, LATE, limit=120) == 120
    assert records.conclude(counting, LATE, limit=1000) == 130


def test_a_database_that_is_away_is_told_as_such(vault: Vault, standing: Standing) -> None:
    for url in ("sqlite:////nowhere/motevakt.db", "postgresql://nobody@127.0.0.1:9/none"):
        with pytest.raises(StoreAway):
            StoredRecords(Beside(url), vault, standing).running()


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_a_turn_that_writes_keeps_nobody_from_reading(series: Database, records: StoredRecords) -> None:
    with series.engine.begin() as connection:
        connection.execute(update(schema.meeting).values(met=99))

        assert len(all_of(records)) == 4


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_a_look_waits_for_the_turn_that_writes(series: Database, records: StoredRecords) -> None:
    first, *_ = all_of(records)
    with ThreadPoolExecutor() as threads:
        with series.engine.begin() as connection:
            connection.execute(update(schema.meeting).values(met=99))
            named = threads.submit(records.names, first, OFFICER, Seen.TIMELINE, Purpose.DEVIATION)
            time.sleep(0.3)
            assert not named.done()

        assert len(named.result(timeout=5)) == 2
    assert len(records.looks(NINE, LATE)) == 1


@pytest.mark.usefixtures("series")
@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_everything_is_found_by_an_index(records: StoredRecords, database_url: str) -> None:
    asked: list[str] = []

    @event.listens_for(records._database._engine, "connect")
    def listen(connection: Any, _record: Any) -> None:
        connection.set_trace_callback(asked.append)

    first, *_ = all_of(records)
    for call in (
        lambda: records.running(),
        lambda: records.rows(first),
        lambda: records.tallies(NINE, LATE),
        lambda: records.names(first, OFFICER, Seen.TIMELINE, Purpose.DEVIATION),
        lambda: records.looks(NINE, LATE),
        lambda: records.insight(ANN),
        lambda: records.conclude(counting, LATE, limit=10),
    ):  # type: Callable[[], object]
        call()
    selects = [one for one in asked if one.startswith("SELECT") and "FROM installation" not in one]
    with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
        plans = {one: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")] for one in selects}

    assert len(plans) > 12
    for one, plan in plans.items():
        walks = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
        assert not walks, (one, plan)
