"""Whatever is changed in the audit, or in the log of who looked, is found, and at the row where it begins."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Row, delete, insert, literal, select, update

from bot.store import looks, schema
from bot.store.chains import Break, Wrong, check_audit, check_looks
from bot.store.opened import Database
from bot.store.rows import chained
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.store.chained import AUDIT, LOOK, LOOKS, MEETING, chains, the, write_meetings
from tests.store.ticks import NOW

FAR = 1_000_000
HOLDINGS = schema.occurrence
SPLIT = select(HOLDINGS.c.meeting, literal(2), literal(4), HOLDINGS.c.began)

tampered = settings(max_examples=60, suppress_health_check=list(HealthCheck))  # each example is rolled back


@pytest.fixture
def written(ticker: Ticker, database: Database, vault: Vault) -> Database:
    write_meetings(ticker, database, vault)
    return database


@pytest.fixture
def tampering(written: Database) -> Callable[[], Any]:
    """A transaction of somebody who can write the database; afterwards all is as it was."""

    def begin() -> "_Tampering":
        return _Tampering(written)

    return begin


class _Tampering:
    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Connection:
        self._connection = self._database.engine.connect()
        self._transaction = self._connection.begin()
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._transaction.rollback()
        self._connection.close()


def broken(connection: Connection) -> list[Break]:
    found = check_audit(connection, None, None)
    return sorted(found.breaks, key=attrgetter("meeting"))


def a_row(data: st.DataObject, connection: Connection) -> tuple[list[Row[Any]], int]:
    """A chain, and the place of one of its rows, from 0."""
    chain = data.draw(st.sampled_from(chains(connection)), label="chain")
    return chain, data.draw(st.integers(0, len(chain) - 1), label="place")


def shift(connection: Connection, rows: list[Row[Any]], by: int) -> None:
    for step in (FAR, by - FAR):  # no two have one number at any moment
        for row in rows:
            seq = row.seq + (0 if step == FAR else FAR)
            here = (AUDIT.meeting == row.meeting) & (AUDIT.seq == seq)
            connection.execute(update(schema.audit).where(here).values(seq=seq + step))


def put(connection: Connection, at: Row[Any], said: Row[Any], columns: tuple[str, ...]) -> None:
    values = {name: getattr(said, name) for name in columns}
    if "delivery" in values:
        connection.execute(update(schema.audit).where(the(at)).values(delivery=f"aside {at.meeting} {at.seq}"))
    connection.execute(update(schema.audit).where(the(at)).values(**values))


@pytest.mark.parametrize(
    ("said", "row"),
    [
        (delete(HOLDINGS), 1),
        (update(HOLDINGS).values(first=3), 1),
        (update(HOLDINGS).values(number=2), 1),
        (insert(HOLDINGS).from_select(["meeting", "number", "first", "began"], SPLIT), 4),
    ],
    ids=["dropped", "later", "renumbered", "added"],
)
def test_a_holding_that_the_list_hides_from_the_pages_is_found(
    tampering: Callable[[], _Tampering], said: Any, row: int
) -> None:
    with tampering() as connection:
        first = chains(connection)[0][0].meeting
        where = HOLDINGS.c.meeting == first
        connection.execute(said if said.is_insert else said.where(where))
        found = [one for one in broken(connection) if one.meeting == first]
    assert found == [Break(first, row, Wrong.HOLDING)]


def test_rows_of_an_earlier_version_tell_of_no_holding(tampering: Callable[[], _Tampering]) -> None:
    with tampering() as connection:
        for chain in chains(connection):
            before = b""
            for row in chain:
                said = {**row._mapping, "body": row.body.replace('"holding":1,', "")}
                before = chained(before, said)
                connection.execute(update(schema.audit).where(the(row)).values(body=said["body"], hash=before))
            connection.execute(update(schema.meeting).where(MEETING.id == chain[0].meeting).values(audit_hash=before))
        assert not [row for chain in chains(connection) for row in chain if '"holding"' in row.body]
        connection.execute(update(HOLDINGS).values(first=2))
        assert broken(connection) == []


@tampered
@given(data=st.data())
def test_a_changed_column_is_found_at_its_row(tampering: Callable[[], _Tampering], data: st.DataObject) -> None:
    with tampering() as connection:
        chain, place = a_row(data, connection)
        row = chain[place]
        new: dict[str, st.SearchStrategy[Any]] = {
            "delivery": st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=128),
            "at": st.floats(allow_nan=False, allow_infinity=False),
            "body": st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.just(row.body + " "),
            "hash": st.binary(max_size=40),
        }
        column = data.draw(st.sampled_from(sorted(new)), label="column")
        value = data.draw(new[column].filter(lambda one: one != getattr(row, column)), label="value")
        connection.execute(update(schema.audit).where(the(row)).values({column: value}))

        assert broken(connection) == [Break(row.meeting, row.seq, Wrong.CHANGED)]


@tampered
@given(data=st.data(), renumbered=st.booleans())
def test_a_dropped_row_is_found_where_it_stood(
    tampering: Callable[[], _Tampering], data: st.DataObject, renumbered: bool
) -> None:
    with tampering() as connection:
        chain, place = a_row(data, connection)
        connection.execute(delete(schema.audit).where(the(chain[place])))
        if renumbered:
            shift(connection, chain[place + 1 :], -1)
        wrong = Wrong.CUT if place == len(chain) - 1 else Wrong.MISSING

        assert broken(connection) == [Break(chain[0].meeting, place + 1, wrong)]


@tampered
@given(data=st.data(), fits=st.booleans())
def test_an_added_row_is_found(tampering: Callable[[], _Tampering], data: st.DataObject, fits: bool) -> None:
    """One whose own hash fits shows where the next does not follow from it."""
    with tampering() as connection:
        chain = data.draw(st.sampled_from(chains(connection)), label="chain")
        place = data.draw(st.integers(0, len(chain)), label="place")
        shift(connection, chain[place:], 1)
        forged = {
            "meeting": chain[0].meeting, "seq": place + 1, "delivery": "forged", "at": NOW, "body": '{"fact":"X"}',
        }  # fmt: skip
        before = chain[place - 1].hash if place else b""
        end = chained(before, forged) if fits else b"forged"
        connection.execute(insert(schema.audit).values(**forged, hash=end))
        at = place + 2 if fits and place < len(chain) else place + 1

        (found,) = broken(connection)
        assert (found.meeting, found.seq) == (chain[0].meeting, at)
        assert found.wrong is Wrong.ADDED


@tampered
@given(data=st.data(), with_hash=st.booleans())
def test_rows_that_changed_places_are_found_at_the_first(
    tampering: Callable[[], _Tampering], data: st.DataObject, with_hash: bool
) -> None:
    with tampering() as connection:
        long = [chain for chain in chains(connection) if len(chain) > 1]
        chain = data.draw(st.sampled_from(long), label="chain")
        one, other = sorted(data.draw(st.lists(st.sampled_from(chain), min_size=2, max_size=2, unique=True)))
        columns = ("delivery", "at", "body", *(("hash",) if with_hash else ()))
        connection.execute(update(schema.audit).where(the(other)).values(delivery="aside"))
        put(connection, one, other, columns)
        put(connection, other, one, columns)

        assert broken(connection) == [Break(one.meeting, one.seq, Wrong.SWAPPED)]


@tampered
@given(data=st.data(), with_hash=st.booleans())
def test_rows_that_changed_meetings_are_found_in_both(
    tampering: Callable[[], _Tampering], data: st.DataObject, with_hash: bool
) -> None:
    with tampering() as connection:
        pair = data.draw(st.lists(st.sampled_from(chains(connection)), min_size=2, max_size=2, unique_by=id))
        one, other = (data.draw(st.sampled_from(chain)) for chain in pair)
        columns = ("delivery", "at", "body", *(("hash",) if with_hash else ()))
        connection.execute(update(schema.audit).where(the(other)).values(delivery="aside"))
        put(connection, one, other, columns)
        put(connection, other, one, columns)

        places = sorted([(one.meeting, one.seq), (other.meeting, other.seq)])
        assert [(found.meeting, found.seq) for found in broken(connection)] == places


@tampered
@given(data=st.data())
def test_an_end_that_is_cut_off_is_found_where_it_began(
    tampering: Callable[[], _Tampering], data: st.DataObject
) -> None:
    with tampering() as connection:
        chain, place = a_row(data, connection)
        number = chain[0].meeting
        connection.execute(delete(schema.audit).where(AUDIT.meeting == number, AUDIT.seq > place))

        assert broken(connection) == [Break(number, place + 1, Wrong.CUT)]


@tampered
@given(data=st.data(), by=st.integers(-3, 3).filter(bool))
def test_a_head_that_was_changed_is_found(tampering: Callable[[], _Tampering], data: st.DataObject, by: int) -> None:
    with tampering() as connection:
        chain, _ = a_row(data, connection)
        number, last = chain[0].meeting, chain[-1].seq
        of_it = update(schema.meeting).where(MEETING.id == number)
        connection.execute(of_it.values(audit_seq=last + by))
        wrong = (last + 1, Wrong.CUT) if by > 0 else (last + by + 1, Wrong.ADDED)
        assert broken(connection) == [Break(number, *wrong)]

        connection.execute(of_it.values(audit_seq=last, audit_hash=b"another"))
        assert broken(connection) == [Break(number, last, Wrong.CHANGED)]


@tampered
@given(data=st.data(), deed=st.sampled_from(["change", "rename", "drop", "cut", "append"]))
def test_whatever_is_changed_in_the_log_of_who_looked_is_found(
    tampering: Callable[[], _Tampering], data: st.DataObject, deed: str
) -> None:
    with tampering() as connection:
        seq = data.draw(st.integers(1, LOOKS), label="seq")
        wrong = (seq, Wrong.CHANGED)
        if deed == "change":
            new: dict[str, Any] = {"at": 0.5, "meeting": 8, "body": "{}", "hash": b"another"}
            column = data.draw(st.sampled_from(sorted(new)), label="column")
            connection.execute(update(schema.look).where(LOOK.seq == seq).values({column: new[column]}))
        elif deed == "rename":
            connection.execute(update(schema.look).where(LOOK.seq == seq).values(mark=b"of another"))
        elif deed == "drop":
            connection.execute(delete(schema.look).where(LOOK.seq == seq))
            wrong = (seq, Wrong.CUT if seq == LOOKS else Wrong.MISSING)
        elif deed == "cut":
            connection.execute(delete(schema.look).where(LOOK.seq >= seq))
            wrong = (seq, Wrong.CUT)
        else:
            last = connection.execute(select(schema.look).where(LOOK.seq == LOOKS)).mappings().one()
            row = {**last, "seq": LOOKS + 1}
            connection.execute(insert(schema.look).values({**row, "hash": looks.chained(last["hash"], row)}))
            wrong = (LOOKS + 1, Wrong.ADDED)

        assert check_looks(connection).breaks == [Break(None, *wrong)]
