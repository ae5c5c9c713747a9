"""One person everywhere: where an account's name stands, and what it takes that it stands nowhere.

Rows are found by their mark; those that an earlier version wrote have none, so they are opened and compared. Lists of
who is expected, and the marks of a series, are sealed with the meeting's memory, so that is opened too.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, bindparam, func, select, update

from bot.domain.change import replace
from bot.domain.expected import Invited
from bot.domain.marks import mark
from bot.domain.meeting import Meeting
from bot.domain.names import plain
from bot.domain.participants import Identity, PersonId
from bot.domain.procedure import Procedure
from bot.evidence.records import NOBODY, Look, Looker, Purpose, Seen
from bot.store import erasing, lapsing, looks, rows, schema
from bot.store.cache import Cache
from bot.store.driver import Among, Row, fetch, run
from bot.store.opened import Database
from bot.store.unit import Unit
from bot.store.vault import Vault
from bot.store.writing import write

_AT_ONCE = 200
_SEARCHES = 3
_BEFORE_ALL = -(2**63)
_meeting, _person, _look = schema.meeting.c, schema.person.c, schema.look.c
_SOME = select(_meeting.id).where(_meeting.id > bindparam("after")).order_by(_meeting.id).limit(_AT_ONCE)
_ROWS = select(_person.meeting, _person.person, _person.sealed, _meeting.wrapped_key).join(
    schema.meeting, _meeting.id == _person.meeting
)
_MARKED = _ROWS.where(_person.mark == bindparam("mark"))
_UNMARKED = _ROWS.where(_person.mark.is_(None), Among(_person.meeting, "ids"))
_THIS = _ROWS.where(_person.meeting == bindparam("of"), _person.person == bindparam("person"))
_BUSY = select(schema.effect.c.id).where(schema.effect.c.meeting == bindparam("of")).limit(1)
_ALL = select(func.count().label("many")).select_from(schema.meeting)
_LOOKS = select(func.count().label("many")).where(_look.mark == bindparam("mark"), _look.sealed.is_not(None))
_UNNAME = update(schema.look).where(_look.mark == bindparam("looker"), _look.sealed.is_not(None)).values(sealed=None)


class Outcome(StrEnum):
    """What became of a meeting where somebody's name stood."""

    ERASED = "erased"
    RUNS = "it runs: erase again once it is over"
    BUSY = "something of it is being done: erase again in some minutes"


@dataclass(slots=True)
class Somebody:
    """An account, as its rows tell of it, and where it stands: its pseudonyms by meeting, with none where a list or a
    mark names it. `looks`: how often it looked at names.
    """

    oid: str
    known: list[Identity] = field(default_factory=list)
    places: dict[int, set[PersonId]] = field(default_factory=lambda: defaultdict(set))
    looks: int = 0

    @property
    def names(self) -> int:
        return sum(len(people) for people in self.places.values())

    def is_named_in(self, meeting: Meeting) -> bool:
        """Whether *meeting* expects them by any of its lists, or holds their id in its join link."""
        invited = meeting.invitation
        lines = [invited.organizer, *invited.people, *invited.calendar, *(one.line for one in meeting.awaited)]
        lines += [line for said in meeting.announced.values() for line in said.people]
        return any(self._is(line) for line in lines) or bool(self.oid and self.oid in meeting.join_url.casefold())

    def has_mark_in(self, meeting: Meeting) -> bool:
        """Whether the series remembers them."""
        return bool(meeting.series) and self._mark(meeting) in meeting.series

    def without_mark(self, meeting: Meeting) -> Meeting:
        """*meeting* whose series does not remember them."""
        own = self._mark(meeting)
        return replace(meeting, series={key: past for key, past in meeting.series.items() if key != own})

    def _mark(self, meeting: Meeting) -> str:
        return mark(Identity(oid=self.oid), meeting.salt)

    def _is(self, line: Invited) -> bool:
        if line.oid:
            return line.oid == self.oid
        if line.address:
            return any(who.address == line.address for who in self.known)
        if line.mri:
            return any(who.mri == line.mri for who in self.known)
        return bool(line.name) and any(plain(who.name) == plain(line.name) for who in self.known)


def find(connection: Connection, vault: Vault, oid: str) -> Iterator[tuple[Somebody, float]]:
    """Where the account *oid* stands, and how far the search has come, from 0 to 1; complete at its end.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it cannot be read.
    """
    found = Somebody(oid.casefold())
    found.looks = fetch(connection, _LOOKS, mark=vault.mark(oid))[0].many
    every, seen = 2 * fetch(connection, _ALL)[0].many, 0  # they are gone through twice
    for row in fetch(connection, _MARKED, mark=vault.mark(oid)):
        _take(found, row, _opened(row, vault))
    yield found, 0.0
    for ids in _windows(connection):
        for row in fetch(connection, _UNMARKED, ids=ids):
            who = _opened(row, vault)
            if who is not None and who.oid.casefold() == found.oid:
                _take(found, row, who)
        seen += len(ids)
        yield found, min(seen / every, 1.0)
    for ids in _windows(connection):
        for number, meeting in lapsing.read(connection, vault, ids).items():
            if found.is_named_in(meeting) or found.has_mark_in(meeting):
                found.places[number].update(())
        seen += len(ids)
        yield found, min(seen / every, 1.0)


def find_in(connection: Connection, vault: Vault, meeting: int, person: PersonId) -> Somebody | None:
    """Whoever has that pseudonym in that meeting, there alone; None: their name is not kept."""
    for row in fetch(connection, _THIS, of=meeting, person=person):
        who = _opened(row, vault)
        found = Somebody(who.oid.casefold() if who else "")
        _take(found, row, who)
        return found
    return None


def erase(
    database: Database, vault: Vault, procedure: Procedure, who: Somebody, by: Looker, now: float
) -> Iterator[tuple[int, Outcome]]:
    """Have their name stand nowhere, one meeting after the other; gives each meeting's id, and what became of it. That
    *by* did so is in the access log, with the pseudonyms; and that looks lost their name, in a row without a meeting.

    Raises:
        StillRead: all that was given is done; what was erased lies in the database's log yet.
        sqlalchemy.exc.SQLAlchemyError: the database did not take it; what was given is done.
    """
    places = dict(who.places)
    for _ in range(_SEARCHES):
        for number, people in sorted(places.items()):
            with database.engine.begin() as connection:
                outcome = _erase(Unit(connection, vault, Cache()), number, people, who, now, procedure)
                if people and outcome is Outcome.ERASED:
                    at, shown = datetime.fromtimestamp(now, UTC), tuple(sorted(people))
                    look = Look(at, by.name, Seen.ERASURE, Purpose.REQUEST, number, None, shown)
                    looks.add(connection, vault, look, by)
            yield number, outcome
        places = _since(database, vault, who)
    if who.looks:
        with database.engine.begin() as connection:
            run(connection, _UNNAME, looker=vault.mark(who.oid))
            at = datetime.fromtimestamp(now, UTC)
            looks.add(connection, vault, Look(at, by.name, Seen.ERASURE, Purpose.REQUEST, people=NOBODY), by)
    database.clean()


def _since(database: Database, vault: Vault, who: Somebody) -> dict[int, set[PersonId]]:
    """Where they were met anew since they were looked for, as a bot lets them be that runs: to search takes a while."""
    if not who.oid:
        return {}
    found = defaultdict[int, set[PersonId]](set)
    with database.engine.begin() as connection:
        for row in fetch(connection, _MARKED, mark=vault.mark(who.oid)):
            if row.person not in who.places.get(row.meeting, ()):
                found[row.meeting].add(row.person)
    for number, people in found.items():
        who.places[number].update(people)
    return dict(found)


def _erase(unit: Unit, number: int, people: set[PersonId], who: Somebody, now: float, procedure: Procedure) -> Outcome:
    unit.load(ids=[number])
    held = unit.held(number)
    lives = who.is_named_in(held.meeting) or any(person in held.meeting.identities for person in people)
    if lives and held.meeting.running:
        return Outcome.RUNS
    if lives and fetch(unit.connection, _BUSY, of=number):
        return Outcome.BUSY
    if lives:
        erasing.erase(unit, held, people, now, procedure)
    else:
        erasing.drop(unit, held, people, now)
    if who.oid:
        held.meeting = who.without_mark(held.meeting)
    write(unit, now)
    return Outcome.ERASED


def _windows(connection: Connection) -> Iterator[Sequence[int]]:
    """The ids of all meetings, some at a time."""
    after = _BEFORE_ALL
    while ids := [row.id for row in fetch(connection, _SOME, after=after)]:
        yield ids
        after = ids[-1]


def _opened(row: Row, vault: Vault) -> Identity | None:
    """None: nothing opens it any more."""
    if row.wrapped_key is None:
        return None
    try:
        return rows.identity(row.person, row.sealed, vault.unwrap(row.wrapped_key, row.meeting))
    except InvalidTag:
        return None


def _take(found: Somebody, row: Row, who: Identity | None) -> None:
    found.places[row.meeting].add(row.person)
    if who is not None:
        found.known.append(who)
