"""Meetings held open between transactions: never half changed, never out of date, and gone when they are erased."""

import gc
import tracemalloc
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.domain.events import InvitationRead, MeetingEnded
from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.records import Where
from bot.errors import Undecidable
from bot.store import schema
from bot.store.cache import KEPT_S, WHOLE, Cache
from bot.store.opened import Database
from bot.store.replicas import EVERY_S
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, CATO, DINA, KARI, NINE, OWN, PROCEDURE, WHERE, at, joined, staff
from tests.store.conftest import SQLITE
from tests.store.ticks import NOW, delivery, facts, story

READ = InvitationRead(NINE, Invited("ann"), (Invited("ann", OWN), Invited("bo", OWN)))
UNWRITABLE = InvitationRead(NINE, Invited("ann"), (Invited(address="x\ud83d@y"),))


@pytest.fixture
def warm(ticker: Ticker) -> Ticker:
    """A ticker that holds one meeting open."""
    ticker.tick(NOW, [delivery(str(n), event) for n, event in enumerate(story())], [], 0)
    return ticker


def seen_by(ticker: Ticker, now: float = NOW) -> Meeting:
    (meeting,) = ticker.tick(now, [], [], 0, [WHERE]).seen
    return meeting


def on_disk(database: Database, vault: Vault) -> Meeting:
    """The meeting as a process sees it that has just started."""
    return seen_by(Ticker(database, vault, PROCEDURE))


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_an_open_meeting_is_not_unsealed_again(warm: Ticker, database: Database) -> None:
    read: list[str] = []
    with database.engine.connect() as connection:
        connection.connection.dbapi_connection.set_trace_callback(read.append)  # type: ignore[union-attr]  # SQLite's own
    warm.tick(NOW + 1, [delivery("a", joined(KARI, minutes=2))], [], 0)

    assert not [one for one in read if one.startswith("SELECT") and "sealed" in one]
    assert len([one for one in read if one.startswith(("INSERT INTO person", "UPDATE person"))]) == 1


def test_what_is_held_open_is_what_the_tables_have(warm: Ticker, database: Database, vault: Vault) -> None:
    for number in range(12):
        warm.tick(NOW, [delivery(f"more-{number}", joined(staff(f"Nr {number}", 40 + number), minutes=3))], [], 0)

    held, stored = seen_by(warm), on_disk(database, vault)
    assert held == stored
    assert list(held.identities) == list(stored.identities), "also in the order in which people were met"


def test_a_transaction_that_was_rolled_back_leaves_no_trace(warm: Ticker, database: Database, vault: Vault) -> None:
    with pytest.raises(UnicodeEncodeError):
        warm.tick(NOW, [delivery("a", joined(KARI, minutes=2)), delivery("b", UNWRITABLE)], [], 0)

    assert seen_by(warm) == on_disk(database, vault)
    warm.tick(NOW, [delivery("c", joined(DINA, minutes=2))], [], 0)
    held = seen_by(warm)
    assert held == on_disk(database, vault)
    assert {who.name for who in held.identities.values()} == {"Ann Berg", "Bo Dahl", "Cato Ek", "Dina Fors"}


def test_a_delivery_that_was_refused_leaves_no_trace(warm: Ticker, database: Database, vault: Vault) -> None:
    before = seen_by(warm)
    bad = MeetingEnded(at(1), None)  # type: ignore[arg-type]  # what the door would never let in
    (answer,) = warm.tick(NOW, [delivery("bad", bad)], [], 0).answers

    assert isinstance(answer, Undecidable)
    assert seen_by(warm) == before == on_disk(database, vault)
    assert facts(database)[-1] == "NotDecided"


def test_what_another_process_wrote_is_seen(warm: Ticker, database: Database, vault: Vault) -> None:
    """As after a commit whose success we did not live to hear of."""
    Ticker(database, vault, PROCEDURE).tick(NOW, [delivery("a", joined(KARI, minutes=2))], [], 0)
    warm.tick(NOW, [delivery("b", joined(DINA, minutes=2))], [], 0)

    assert len(seen_by(warm).present) == 5
    assert seen_by(warm) == on_disk(database, vault)


def test_what_was_erased_is_not_known_any_more(warm: Ticker, database: Database) -> None:
    erase(database)

    seen = seen_by(warm)
    assert replace(seen, salt="", occurrence=None) == Meeting(
        Where(WHERE.conversation, OWN, WHERE.service_url, WHERE.meeting), met=3
    )
    assert seen.salt, "marks of what comes now cannot be held against those of before"
    assert warm.cache.people == 0


def test_names_of_an_erased_meeting_leave_the_memory_though_nobody_asks_for_it(
    warm: Ticker, database: Database
) -> None:
    erase(database)
    assert warm.cache.people > 0
    warm.tick(NOW + EVERY_S, [], [], 0)

    assert (len(warm.cache), warm.cache.people) == (0, 0)


def test_a_meeting_that_nobody_needs_is_let_go(warm: Ticker) -> None:
    warm.tick(NOW + KEPT_S, [], [], 0)  # its alarms ring
    assert len(warm.cache) == 1
    warm.tick(NOW + 2 * KEPT_S + EVERY_S, [], [], 0)

    assert (len(warm.cache), warm.cache.people) == (0, 0)


def test_only_so_many_meetings_and_people_are_held_open(database: Database, vault: Vault) -> None:
    ticker = Ticker(database, vault, PROCEDURE)
    ticker.cache = Cache(meetings=3, people=5)
    chats = [Where(f"19:meeting_{n}@thread.v2", OWN, WHERE.service_url, "m") for n in range(6)]
    for number, chat in enumerate(chats):
        ticker.tick(NOW, [delivery(f"one-{number}", joined(ANN), chat)], [], 0)
    few = (len(ticker.cache), ticker.cache.people)
    for number, chat in enumerate(chats):
        ticker.tick(NOW, [delivery(f"two-{number}", joined(BO, CATO, minutes=2), chat)], [], 0)

    assert few == (3, 3)
    assert (len(ticker.cache), ticker.cache.people) == (1, 3)
    (first,) = ticker.tick(NOW, [], [], 0, chats[:1]).seen
    assert list(first.identities) == [PersonId("p1"), PersonId("p2"), PersonId("p3")]


def test_a_meeting_that_rests_is_whole_again_when_it_is_needed(database: Database, vault: Vault) -> None:
    ticker = Ticker(database, vault, PROCEDURE)
    chats = [Where(f"19:meeting_{n}@thread.v2", OWN, WHERE.service_url, f"m{n}") for n in range(WHOLE + 8)]
    for number, chat in enumerate(chats):
        ticker.tick(
            NOW, [delivery(f"one-{number}", joined(ANN, BO), chat), delivery(f"two-{number}", READ, chat)], [], 0
        )
    fresh = Ticker(database, vault, PROCEDURE)
    assert ticker.tick(NOW, [], [], 0, chats).seen == fresh.tick(NOW, [], [], 0, chats).seen

    for number, chat in enumerate(chats):
        ticker.tick(NOW, [delivery(f"three-{number}", joined(CATO, BO, minutes=2), chat)], [], 0)
    held = ticker.tick(NOW, [], [], 0, chats).seen
    assert held == Ticker(database, vault, PROCEDURE).tick(NOW, [], [], 0, chats).seen
    assert all(list(one.identities) == [PersonId("p1"), PersonId("p2"), PersonId("p3")] for one in held)
    assert (len(ticker.cache), ticker.cache.people) == (len(chats), (3 + 2) * len(chats))


def test_a_meeting_that_rests_takes_little(database: Database, vault: Vault) -> None:
    ticker = Ticker(database, vault, PROCEDURE)
    eight = [staff(f"Nr {number}", 40 + number) for number in range(8)]

    def opened(count: int, of: str) -> None:
        for n in range(count):
            chat = Where(f"19:meeting_{of}{n}@thread.v2", OWN, WHERE.service_url, f"{of}{n}")
            ticker.tick(NOW, [delivery(f"{of}{n}", joined(*eight), chat)], [], 0)

    opened(2 * WHOLE, "warm")
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        opened(100, "more")
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert (after - before) / 100 < 4_500, "bytes of Python's own, beside the people's texts"


def erase(database: Database) -> None:
    """As docs/DATA.md tells to."""
    with database.engine.begin() as connection:
        connection.execute(update(schema.meeting).values(wrapped_key=None, state=None))
