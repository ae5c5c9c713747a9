"""A database with some meetings' audit and some looks, as the bot writes them, and ways to read and to forge them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from bot.evidence.records import Look, Looker, Purpose, Seen
from bot.store import looks, schema
from bot.store.chains import Head
from bot.store.opened import Database
from bot.store.rows import chained
from bot.store.tick import Ticker
from bot.store.vault import Vault
from bot.store.verifying import verify
from tests.scenes import DINA, EINAR, KARI, WHERE, at, joined
from tests.store.ticks import NOW, delivery, story

EVENTS = (*story(), joined(DINA, minutes=3), joined(EINAR, minutes=4), joined(KARI, minutes=5))
LENGTHS = (7, 1, 4, 5)
LOOKS = 5
AUDIT, MEETING, LOOK = schema.audit.c, schema.meeting.c, schema.look.c


def write_meetings(ticker: Ticker, database: Database, vault: Vault) -> None:
    """Some meetings' audit, as turns of the bot write it, and some looks."""
    for number, length in enumerate(LENGTHS):
        where = replace(WHERE, conversation=f"19:meeting_{number}@thread.v2")
        for place in range(length):
            ticker.tick(NOW + place, [delivery(f"{number}-{place}", EVENTS[place], where)], [], 0)
    with database.engine.begin() as connection:
        for minutes in range(LOOKS):
            look = Look(at(minutes), "", Seen.TIMELINE, Purpose.REQUEST, None if minutes == 1 else 7)
            looks.add(connection, vault, look, Looker("", f"oid-{minutes}", "Olga Officer"))


def chains(connection: Connection) -> list[list[Row[Any]]]:
    """The rows of each meeting, in their order."""
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(select(schema.audit).order_by(AUDIT.meeting, AUDIT.seq)):
        found.setdefault(row.meeting, []).append(row)
    return list(found.values())


def the(row: Row[Any]) -> Any:
    """Where this row is."""
    return (AUDIT.meeting == row.meeting) & (AUDIT.seq == row.seq)


def written_heads(url: str) -> list[Head]:
    heads = list[Head]()
    verify(url, processes=1, checked=lambda found, _done, _of: heads.extend(found.heads))
    assert heads[0].meeting is None
    return heads


def drop(connection: Connection, chain: list[Row[Any]]) -> None:
    """A meeting with all that hangs on it."""
    for table in (schema.audit, schema.person, schema.effect, schema.alarm, schema.occurrence):
        connection.execute(delete(table).where(table.c.meeting == chain[0].meeting))
    connection.execute(delete(schema.meeting).where(MEETING.id == chain[0].meeting))


def rewrite(connection: Connection, chain: list[Row[Any]], from_seq: int) -> None:
    """Another body in row *from_seq*, and every hash reckoned anew from there on."""
    before = chain[from_seq - 2].hash if from_seq > 1 else b""
    for row in chain[from_seq - 1 :]:
        said = {**row._mapping, "body": '{"fact":"Rewritten"}' if row.seq == from_seq else row.body}
        before = chained(before, said)
        connection.execute(update(schema.audit).where(the(row)).values(body=said["body"], hash=before))
    head = {"audit_seq": chain[-1].seq, "audit_hash": before}
    connection.execute(update(schema.meeting).where(MEETING.id == chain[0].meeting).values(**head))
