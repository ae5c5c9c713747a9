"""The access log: whoever looked at names stands in it, and whatever is changed in it is found."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from bot.domain.participants import PersonId
from bot.evidence.records import Look, Looker, Purpose, Seen
from bot.store import looks, schema
from bot.store.opened import Database
from bot.store.vault import Vault
from tests.scenes import NINE, at

OFFICER = Looker("own-tenant", "Officer-Oid", "Olga Officer")
HOST = Looker("own-tenant", "host-oid", "Henrik Host")
_look = schema.look.c


def looked(minutes: float, meeting: int | None = 7) -> Look:
    return Look(at(minutes), "", Seen.TIMELINE, Purpose.DEVIATION, meeting, 1, (PersonId("p1"),))


@pytest.fixture
def three(database: Database, vault: Vault) -> Database:
    """A log of three looks."""
    with database.engine.begin() as connection:
        for minutes, who in ((0, OFFICER), (1, HOST), (2, OFFICER)):
            looks.add(connection, vault, looked(minutes), who)
    return database


def test_looks_are_told_newest_first_with_the_name_that_the_sign_in_told(three: Database, vault: Vault) -> None:
    with three.engine.begin() as connection:
        told = looks.read(connection, vault, NINE.timestamp(), at(2).timestamp())

    assert [one.by for one in told] == ["Henrik Host", "Olga Officer"], "up to, and not with, the end of the period"
    assert told[1] == Look(at(0), "Olga Officer", Seen.TIMELINE, Purpose.DEVIATION, 7, 1, (PersonId("p1"),))
    assert verify(three) is None


def test_no_name_and_no_account_of_a_looker_stands_in_the_log(three: Database) -> None:
    with three.engine.begin() as connection:
        written = " ".join(str(row) for row in connection.execute(select(schema.look)))

    for word in ("Olga", "Henrik", OFFICER.oid, OFFICER.tenant):
        assert word not in written


def test_the_same_accounts_looks_bear_the_same_mark(three: Database, vault: Vault) -> None:
    with three.engine.begin() as connection:
        marks = connection.execute(select(_look.mark).order_by(_look.seq)).scalars().all()

    assert marks == [vault.mark("officer-OID"), vault.mark("host-oid"), vault.mark("officer-oid")]
    assert vault.mark("") == b""


def test_a_name_that_is_erased_is_told_no_more_and_the_chain_holds(three: Database, vault: Vault) -> None:
    with three.engine.begin() as connection:
        connection.execute(update(schema.look).where(_look.seq == 2).values(sealed=None))
        told = looks.read(connection, vault, 0, at(9).timestamp())

    assert [one.by for one in told] == ["Olga Officer", "", "Olga Officer"]
    assert verify(three) is None


def changed(**values: Any) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(update(schema.look).where(_look.seq == 2).values(**values))


def swapped(connection: Connection) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        connection.execute(update(schema.look).where(_look.seq == old).values(seq=new))


def renamed(connection: Connection) -> None:
    """Another one's name and mark in the second row's place."""
    other = connection.execute(select(_look.mark, _look.sealed).where(_look.seq == 1)).one()
    changed(mark=other.mark, sealed=other.sealed)(connection)


def added(seq: int) -> Callable[[Connection], Any]:
    row = {"at": 1.0, "meeting": None, "body": "{}", "mark": b"", "sealed": None, "hash": b"x"}
    return lambda connection: connection.execute(insert(schema.look).values(seq=seq, **row))


TAMPERINGS: dict[str, tuple[Callable[[Connection], Any], int]] = {
    "changed body": (changed(body="{}"), 2),
    "changed hour": (changed(at=1.0), 2),
    "changed meeting": (changed(meeting=8), 2),
    "meeting taken away": (changed(meeting=None), 2),
    "changed hash": (changed(hash=b"x"), 2),
    "another's mark": (changed(mark=b"x"), 2),
    "another's name": (changed(sealed=b"x" * 40), 2),
    "another's mark and name": (renamed, 2),
    "dropped first": (lambda connection: connection.execute(delete(schema.look).where(_look.seq == 1)), 1),
    "dropped": (lambda connection: connection.execute(delete(schema.look).where(_look.seq == 2)), 2),
    "dropped last": (lambda connection: connection.execute(delete(schema.look).where(_look.seq == 3)), 3),
    "dropped all": (lambda connection: connection.execute(delete(schema.look)), 1),
    "swapped": (swapped, 2),
    "added": (added(4), 4),
    "added far off": (added(9), 4),
    "added before": (added(0), 1),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_whatever_is_changed_is_found(three: Database, name: str) -> None:
    tamper, first_broken = TAMPERINGS[name]
    with three.engine.begin() as connection:
        tamper(connection)

    assert verify(three) == first_broken


def test_a_log_of_nothing_holds(database: Database) -> None:
    assert verify(database) is None


def test_a_long_log_is_verified_to_its_end(database: Database, vault: Vault) -> None:
    with database.engine.begin() as connection:
        for minutes in range(2_100):
            looks.add(connection, vault, looked(minutes), OFFICER)
    assert verify(database) is None
    with database.engine.begin() as connection:
        connection.execute(update(schema.look).where(_look.seq == 2_050).values(at=0.0))

    assert verify(database) == 2_050


def test_replicas_that_look_at_the_same_time_append_one_after_the_other(
    another: Callable[[], Database], vault: Vault
) -> None:
    replicas = [another() for _ in range(4)]

    def look_often(database: Database) -> None:
        for minutes in range(25):
            with database.engine.begin() as connection:
                looks.add(connection, vault, looked(minutes), HOST)

    with ThreadPoolExecutor() as threads:
        list(threads.map(look_often, replicas))

    assert verify(replicas[0]) is None
    with replicas[0].engine.begin() as connection:
        assert len(looks.read(connection, vault, 0, at(99).timestamp())) == 100


def verify(database: Database) -> int | None:
    with database.engine.begin() as connection:
        return looks.verify(connection)
