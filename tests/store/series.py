"""Holdings for those who look: a series, and whose rows are whose."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.domain.events import Event, MeetingEnded
from bot.domain.participants import Identity
from bot.domain.records import Where
from bot.evidence.records import Holding, Looker, Records
from bot.store import codec, schema
from bot.store.opened import Database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, CATO, KARI, NINE, OWN, WHERE, at, joined, started
from tests.store.ticks import delivery

WEEK = 7 * 24 * 60
OFFICER = Looker(OWN, "officer-oid", "Olga Officer")
OTHER = Where("19:meeting_b@thread.v2", OWN, WHERE.service_url, "m")
LATE = at(99 * WEEK)


class Standing:
    """A clock that stands."""

    hour = at(2 * WEEK)

    def now(self) -> datetime:
        return self.hour


def hold(ticker: Ticker, database: Database, where: Where, minutes: float, *people: Identity) -> None:
    """A holding of half an hour, and of three rows."""
    story: list[Event] = [
        started(minutes),
        joined(*people, minutes=minutes + 1),
        MeetingEnded(at(minutes + 30), at(minutes + 30)),
    ]
    for n, one in enumerate(story):
        ticker.tick(one.at.timestamp(), [delivery(f"{where.conversation}:{minutes}:{n}", one, where)], [], 0)
        with database.engine.begin() as connection:
            connection.execute(delete(schema.alarm))


def note(database: Database, vault: Vault, *, marked: bool = True) -> None:
    """Write down which holdings there are, and whose rows of `person` are whose; *marked*: as this version does."""
    with database.engine.begin() as connection:
        connection.execute(delete(schema.occurrence))
        numbers: dict[int, int] = {}
        for row in connection.execute(select(schema.audit).order_by(schema.audit.c.meeting, schema.audit.c.seq)).all():
            of = numbers.get(row.meeting, 0)
            if codec.fact_in(row.body) == "MeetingStarted":
                of = numbers[row.meeting] = of + 1
                values = {"meeting": row.meeting, "number": of, "first": row.seq, "began": row.at}
                connection.execute(insert(schema.occurrence).values(**values))
            if codec.fact_in(row.body) == "MeetingEnded":
                holding = (schema.occurrence.c.meeting == row.meeting, schema.occurrence.c.number == of)
                connection.execute(update(schema.occurrence).where(*holding).values(ended=row.at))
        connection.execute(update(schema.person).values(mark=None))
    if marked:
        _mark(database, vault)


def all_of(records: Records) -> Sequence[Holding]:
    return records.holdings(NINE, LATE)


def tell_series(ticker: Ticker, database: Database, vault: Vault) -> None:
    """Three weekly holdings of one meeting, Ann in all, Bo in the first, Cato in the second; and one of another."""
    hold(ticker, database, WHERE, 0, ANN, BO)
    hold(ticker, database, WHERE, WEEK, ANN, CATO)
    hold(ticker, database, WHERE, 2 * WEEK, ANN)
    hold(ticker, database, OTHER, WEEK + 5, KARI)
    note(database, vault)


def _mark(database: Database, vault: Vault) -> None:
    person = schema.person.c
    with database.engine.begin() as connection:
        sealed = select(person.meeting, person.person, person.sealed, schema.meeting.c.wrapped_key)
        for row in connection.execute(sealed.join(schema.meeting)).all():
            opened = vault.unwrap(row.wrapped_key, row.meeting).open(row.sealed, f"person:{row.person}")
            mark = vault.mark(codec.load_identity(opened).oid)
            of = (person.meeting == row.meeting, person.person == row.person)
            connection.execute(update(schema.person).where(*of).values(mark=mark))
