"""The audit's rows, streamed: all, a meeting's, or those of the holdings that began in a period."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Select, func, select

from bot.store import schema

ROWS_AT_ONCE = 1_000

_audit, _holding = schema.audit.c, schema.occurrence.c
_COLUMNS = (_audit.meeting, _audit.seq, _audit.at, _audit.body, _audit.delivery, _audit.hash)
_NO_END = 2**31 - 1


class Stored(NamedTuple):
    """A row as it is stored. `at`: seconds since 1970; `body`: JSON."""

    meeting: int
    seq: int
    at: float
    body: str
    delivery: str
    hash: bytes


def stream(
    connection: Connection, meeting: int | None = None, since: float | None = None, until: float | None = None
) -> Iterator[Stored]:
    """The rows of *meeting*, or of all; where a period is told, of holdings that began from *since* to before *until*.

    Without a period in the order of meetings' ids; with one, the holding that began first comes first. A holding's rows
    go from its first until the meeting's next holding has its first. Memory is flat, however many there are.

    Raises:
        sqlalchemy.exc.DBAPIError: the database cannot be read.
    """
    whole = since is None and until is None
    asked = _whole(meeting) if whole else _begun(meeting, since, until)
    for row in connection.execute(asked, execution_options={"yield_per": ROWS_AT_ONCE}):
        yield Stored._make(row)


def _whole(meeting: int | None) -> Select[tuple[int, int, float, str, str, bytes]]:
    asked = select(*_COLUMNS).order_by(_audit.meeting, _audit.seq)
    return asked if meeting is None else asked.where(_audit.meeting == meeting)


def _begun(
    meeting: int | None, since: float | None, until: float | None
) -> Select[tuple[int, int, float, str, str, bytes]]:
    after = schema.occurrence.alias()
    end = select(func.coalesce(func.min(after.c.first), _NO_END)).where(
        after.c.meeting == _holding.meeting, after.c.number > _holding.number
    )
    asked = (
        select(*_COLUMNS)
        .join_from(schema.occurrence, schema.audit, _audit.meeting == _holding.meeting)
        .where(_audit.seq >= _holding.first, _audit.seq < end.scalar_subquery())
        .order_by(_holding.began, _holding.meeting, _holding.number, _audit.seq)
    )
    if meeting is not None:
        asked = asked.where(_holding.meeting == meeting)
    if since is not None:
        asked = asked.where(_holding.began >= since)
    return asked if until is None else asked.where(_holding.began < until)
