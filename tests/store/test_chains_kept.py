"""The whole database is proven, by several processes; what a chain alone does not tell, heads that were kept do."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import delete, update

from bot.evidence.records import Look, Looker, Purpose, Seen
from bot.store import looks, schema, verifying
from bot.store.beside import Beside
from bot.store.chains import Break, Wrong
from bot.store.opened import Database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from bot.store.verifying import verify
from tests.scenes import DINA, WHERE, at, joined
from tests.store.chained import (
    LENGTHS,
    LOOKS,
    chains,
    drop,
    rewrite,
    the,
    write_meetings,
    written_heads,
)
from tests.store.conftest import SQLITE
from tests.store.ticks import NOW, delivery


@pytest.fixture
def written(ticker: Ticker, database: Database, vault: Vault) -> Database:
    write_meetings(ticker, database, vault)
    return database


def test_untouched_chains_hold(written: Database, database_url: str) -> None:
    found = verify(database_url, processes=1)

    assert (found.chains, found.rows, found.breaks) == (len(LENGTHS), sum(LENGTHS), [])
    assert found.looks == LOOKS


def test_what_was_erased_leaves_every_chain_whole(written: Database, database_url: str) -> None:
    with written.engine.begin() as connection:
        connection.execute(update(schema.meeting).values(wrapped_key=None, state=None))
        connection.execute(delete(schema.person))
        connection.execute(update(schema.look).values(sealed=None))

    found = verify(database_url, processes=1)
    assert (found.chains, found.rows, found.looks, found.breaks) == (len(LENGTHS), sum(LENGTHS), LOOKS, [])


def test_rows_whose_meeting_is_not_there_are_found(written: Database, database_url: str) -> None:
    """The tables forbid it; whoever tampers does without."""
    number = written_heads(database_url)[1].meeting
    without = {"sqlite": "PRAGMA foreign_keys = OFF", "postgresql": "SET session_replication_role = replica"}
    raw = written.engine.raw_connection()
    raw.cursor().execute(without[written.engine.dialect.name])
    raw.cursor().execute(f"DELETE FROM meeting WHERE id = {number}")  # noqa: S608  # a number of ours
    raw.commit()
    raw.close()

    assert verify(database_url, processes=1).breaks == [Break(number, 1, Wrong.NO_HEAD)]


def test_hashes_that_were_all_reckoned_anew_are_found_by_heads_that_were_kept_alone(
    written: Database, database_url: str
) -> None:
    kept = written_heads(database_url)
    with written.engine.begin() as connection:
        rewritten, shortened, gone = (chain for chain in chains(connection) if len(chain) > 1)
        rewrite(connection, rewritten, from_seq=2)
        connection.execute(delete(schema.audit).where(the(shortened[-1])))
        rewrite(connection, shortened[:-1], from_seq=1)
        drop(connection, gone)

    assert verify(database_url, processes=1).breaks == [], "a chain alone does not tell"
    found = verify(database_url, processes=1, kept=kept).breaks
    assert len(found) == 3
    assert Break(rewritten[0].meeting, len(rewritten), Wrong.REWRITTEN) in found
    assert Break(shortened[0].meeting, len(shortened), Wrong.CUT) in found
    assert Break(gone[0].meeting, 1, Wrong.GONE) in found


def test_a_chain_that_went_on_still_has_the_head_that_was_kept(
    written: Database, ticker: Ticker, database_url: str
) -> None:
    kept = written_heads(database_url)
    where = replace(WHERE, conversation="19:meeting_0@thread.v2")
    ticker.tick(NOW + 99, [delivery("later", joined(DINA, minutes=99), where)], [], 0)

    found = verify(database_url, processes=1, kept=kept)
    assert (found.rows, found.breaks) == (sum(LENGTHS) + 1, [])


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)  # PostgreSQL takes no such text
def test_text_that_is_none_is_a_changed_row_and_no_reason_to_stop(written: Database, database_url: str) -> None:
    with written.engine.begin() as connection:
        row = chains(connection)[0][0]
        connection.exec_driver_sql("UPDATE audit SET body = CAST(x'ff' AS TEXT) WHERE hash = ?", (row.hash,))

    assert verify(database_url, processes=1).breaks == [Break(row.meeting, 1, Wrong.CHANGED)]


def test_a_bot_that_writes_meanwhile_is_no_break(
    written: Database, ticker: Ticker, vault: Vault, database_url: str
) -> None:
    stop, beside = threading.Event(), Beside(database_url)

    def go_on() -> int:
        for turn in count():
            where = replace(WHERE, conversation=f"19:meeting_{turn % 9}@thread.v2")
            ticker.tick(NOW + 100 + turn, [delivery(f"turn {turn}", joined(DINA, minutes=99), where)], [], 0)
            if stop.wait(0.005):
                return turn
        return 0

    with ThreadPoolExecutor(1) as other:
        turns = other.submit(go_on)
        for _ in range(6):
            with beside.writing() as connection:
                looks.add(connection, vault, Look(at(0), "", Seen.EXPORT, Purpose.REQUEST), Looker("", "", "Olga"))
            assert verify(database_url, processes=1).breaks == []
        stop.set()
    found = verify(database_url, processes=1)
    assert found.rows > sum(LENGTHS) + turns.result()
    assert found.looks == LOOKS + 6


def test_several_processes_find_what_one_does(
    written: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "ROWS_A_RANGE", 1)
    monkeypatch.setattr(verifying, "WORTH_SHARING", 2)
    kept = written_heads(database_url)
    with written.engine.begin() as connection:
        row = chains(connection)[2][1]
        connection.execute(update(schema.audit).where(the(row)).values(body="{}"))
    told = list[tuple[int, int]]()
    found = verify(database_url, processes=2, kept=kept, checked=lambda _found, done, of: told.append((done, of)))

    assert found.breaks == [Break(row.meeting, 2, Wrong.CHANGED)]
    assert told == [(done, len(LENGTHS)) for done in range(len(LENGTHS) + 1)]
