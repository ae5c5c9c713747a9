"""The holdings of meetings, each with its rows of the audit, and what was counted of them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from bot.domain.participants import PersonId
from bot.evidence.records import Holding, Row
from bot.store import driver, schema
from bot.store.driver import fetch, run_many
from bot.store.names import named_in

_holding, _audit = schema.occurrence.c, schema.audit.c
_COLUMNS = select(_holding.meeting, _holding.number, _holding.first, _holding.began, _holding.ended)
_BEGUN = _COLUMNS.where(_holding.began >= bindparam("since"), _holding.began < bindparam("until")).order_by(
    _holding.began, _holding.meeting, _holding.number
)
_RUNNING = _COLUMNS.where(_holding.ended.is_(None)).order_by(_holding.began, _holding.meeting)
_ONE = _COLUMNS.where(_holding.meeting == bindparam("meeting"), _holding.number == bindparam("number"))
_OF_MEETING = _COLUMNS.where(_holding.meeting == bindparam("meeting")).order_by(_holding.number)
_NEXT_FIRST = select(func.min(_holding.first).label("first")).where(
    _holding.meeting == bindparam("meeting"), _holding.number > bindparam("number")
)
_ROWS = (
    select(_audit.seq, _audit.at, _audit.body)
    .where(_audit.meeting == bindparam("meeting"), _audit.seq >= bindparam("first"), _audit.seq < bindparam("until"))
    .order_by(_audit.seq)
)
_HASH = select(_audit.hash).where(_audit.meeting == bindparam("meeting"), _audit.seq == bindparam("row"))
_MENTIONS = (
    select(_audit.seq, _audit.at, _audit.body)
    .where(_audit.meeting == bindparam("meeting"), _audit.body.like(bindparam("pattern")))
    .order_by(_audit.seq)
)
_SPAN = select(func.min(_audit.at).label("began"), func.max(_audit.at).label("ended")).where(
    _audit.meeting == bindparam("meeting")
)
_TALLIED = (
    select(_holding.began, _holding.tally)
    .where(_holding.began >= bindparam("since"), _holding.began < bindparam("until"))
    .where(_holding.ended.is_not(None), _holding.tally.is_not(None))
    .order_by(_holding.began)
)
_UNCOUNTED = (
    _COLUMNS.where(_holding.ended >= bindparam("since"), _holding.ended < bindparam("before"))
    .where(
        or_(
            _holding.ended > bindparam("since"),
            _holding.meeting > bindparam("meeting"),
            and_(_holding.meeting == bindparam("meeting"), _holding.number > bindparam("number")),
        )
    )
    .where(_holding.tally.is_(None))
    .order_by(_holding.ended, _holding.meeting, _holding.number)
    .limit(bindparam("room"))
)
_COUNTED = (
    update(schema.occurrence)
    .where(_holding.meeting == bindparam("of"), _holding.number == bindparam("numbered"))
    .where(_holding.ended.is_not(None), _holding.tally.is_(None))
    .values(tally=bindparam("counted"))
)
_NO_END = 2**31 - 1


def begun(connection: Connection, since: float, until: float) -> list[Holding]:
    return [_read(row) for row in fetch(connection, _BEGUN, since=since, until=until)]


def running(connection: Connection) -> list[Holding]:
    return [_read(row) for row in fetch(connection, _RUNNING)]


def one(connection: Connection, meeting: int, number: int) -> Holding | None:
    found = fetch(connection, _ONE, meeting=meeting, number=number)
    return _read(found[0]) if found else None


def rows(connection: Connection, holding: Holding) -> list[Row]:
    """All that was recorded from its first row on, until the meeting's next holding has its first."""
    return [Row(row.seq, _hour(row.at), msgspec.json.decode(row.body)) for row in _stored(connection, holding)]


def fingerprint(connection: Connection, meeting: int, row: int) -> str:
    """The hash of that row, in hexadecimal digits; empty: there is none."""
    return "".join(bytes(one.hash).hex() for one in fetch(connection, _HASH, meeting=meeting, row=row))


def people(connection: Connection, holding: Holding) -> set[PersonId]:
    """The pseudonyms that stand in its rows."""
    return set().union(*(named_in(row.body) for row in _stored(connection, holding)))


def with_person(connection: Connection, meeting: int, person: PersonId, newest: int) -> list[Holding]:
    """The holdings of a meeting whose rows tell of *person*, in their order.

    Of somebody who is known to a meeting and stands in no row of a holding, the one with the number *newest*; where
    there is none, as in a chat in which nothing is held, all that was recorded there.
    """
    all_of_it = [_read(row) for row in fetch(connection, _OF_MEETING, meeting=meeting)]
    firsts = [holding.first for holding in all_of_it]
    mentions = fetch(connection, _MENTIONS, meeting=meeting, pattern=f"%{person}%")
    at = {bisect_right(firsts, row.seq) - 1 for row in mentions if person in named_in(row.body)}
    found = [all_of_it[index] for index in sorted(at) if index >= 0]
    return found or [one for one in all_of_it if one.number == newest] or _whole(connection, meeting, newest)


def tallies(connection: Connection, since: float, until: float) -> list[tuple[datetime, dict[str, int]]]:
    """What was counted, by the hour of the beginning. Equal counts are one and the same, not to be changed."""
    known: dict[str, dict[str, int]] = {}
    told: list[tuple[datetime, dict[str, int]]] = []
    for row in connection.execute(_TALLIED.execution_options(yield_per=500), {"since": since, "until": until}):
        if row.tally not in known:
            known[row.tally] = msgspec.json.decode(row.tally, type=dict[str, int])
        told.append((_hour(row.began), known[row.tally]))
    return told


def uncounted(connection: Connection, after: Holding | None, before: float, room: int) -> list[Holding]:
    """At most *room* holdings that ended before that hour and were not counted, those after *after* in their order."""
    ended = after.ended.timestamp() if after and after.ended else 0.0
    meeting, number = (after.meeting, after.number) if after else (0, 0)
    found = fetch(connection, _UNCOUNTED, since=ended, before=before, meeting=meeting, number=number, room=room)
    return [_read(row) for row in found]


def keep_tallies(connection: Connection, counted: Iterable[tuple[Holding, str]]) -> None:
    """Store what was counted, but for a holding that was taken up again."""
    new = [{"of": one.meeting, "numbered": one.number, "counted": tally} for one, tally in counted]
    run_many(connection, _COUNTED, new)


def _whole(connection: Connection, meeting: int, number: int) -> list[Holding]:
    (span,) = fetch(connection, _SPAN, meeting=meeting)
    if span.began is None:
        return []
    return [Holding(meeting, number, 1, _hour(span.began), _hour(span.ended))]


def _stored(connection: Connection, holding: Holding) -> Sequence[driver.Row]:
    (after,) = fetch(connection, _NEXT_FIRST, meeting=holding.meeting, number=holding.number)
    until = _NO_END if after.first is None else after.first
    return fetch(connection, _ROWS, meeting=holding.meeting, first=holding.first, until=until)


def _read(row: driver.Row) -> Holding:
    ended = None if row.ended is None else _hour(row.ended)
    return Holding(row.meeting, row.number, row.first, _hour(row.began), ended)


def _hour(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
