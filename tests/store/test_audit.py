"""Evidence and erasure: a chain that tells what was changed, and names that can be destroyed."""

import pytest
from sqlalchemy import delete, select, update

from bot.store import schema
from bot.store.opened import Database
from bot.store.rows import chained
from bot.store.tick import Ticker
from tests.scenes import ANN, BO, CATO, joined
from tests.store.ticks import NOW, delivery, meeting_of, story


def test_an_erased_meeting_goes_on_with_new_pseudonyms_and_its_old_chain(ticker: Ticker, database: Database) -> None:
    before = meeting_of(ticker.tick(NOW, [delivery(str(n), event) for n, event in enumerate(story())], [], 0))
    with database.engine.begin() as connection:
        connection.execute(update(schema.meeting).values(wrapped_key=None, state=None))
    after = meeting_of(ticker.tick(NOW, [delivery("later", joined(ANN, BO, minutes=99))], [], 0))

    assert not set(before.identities) & set(after.identities)
    assert verify(database) == 5
    again = meeting_of(ticker.tick(NOW, [delivery("even later", joined(CATO, minutes=100))], [], 0))
    assert len(again.present) == 3, "what is remembered since the erasure stays"


@pytest.mark.parametrize(
    "change",
    [{"body": '{"fact":"ParticipantsJoined"}'}, {"at": 0.0}, {"delivery": "another"}, {"hash": b"another"}],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_audit_row_is_found(ticker: Ticker, database: Database, change: dict[str, object]) -> None:
    ticker.tick(NOW, [delivery(str(n), event) for n, event in enumerate(story())], [], 0)
    assert verify(database) == 4
    with database.engine.begin() as connection:
        connection.execute(update(schema.audit).where(schema.audit.c.seq == 3).values(**change))

    assert verify(database) == 2


def test_a_dropped_or_a_swapped_audit_row_is_found(ticker: Ticker, database: Database) -> None:
    ticker.tick(NOW, [delivery(str(n), event) for n, event in enumerate(story())], [], 0)
    with database.engine.begin() as connection:
        connection.execute(delete(schema.audit).where(schema.audit.c.seq == 1))
    assert verify(database) == 0
    with database.engine.begin() as connection:
        for old, new in ((2, 9), (3, 2), (9, 3)):
            connection.execute(update(schema.audit).where(schema.audit.c.seq == old).values(seq=new))
    assert verify(database) == 0


def test_no_name_stands_in_any_table(ticker: Ticker, database: Database) -> None:
    ticker.tick(NOW, [delivery(str(n), event) for n, event in enumerate(story())], [], 0)

    with database.engine.begin() as connection:
        for table in schema.metadata.sorted_tables:
            written = " ".join(str(row) for row in connection.execute(select(table)))
            for word in ("Ann", "Bo ", "Cato", "sykehus.example", "l/meetup-join", ANN.oid):
                assert word not in written, (table.name, word)


def verify(database: Database) -> int:
    """How many rows of the one chain hold, from its beginning."""
    before = b""
    with database.engine.begin() as connection:
        for held, row in enumerate(connection.execute(select(schema.audit).order_by(schema.audit.c.seq)).mappings()):
            before = chained(before, dict(row))
            if before != row["hash"]:
                return held
    return held + 1
