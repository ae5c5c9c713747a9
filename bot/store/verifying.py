"""All chains of a database, followed by as many processes as there are processors, each through its own connection.

Nothing is written, and the bot may be running. Each range of meetings is read as it stood at one moment. Memory stays
flat: rows are streamed, and so few ranges are under way at once.
"""

import multiprocessing
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path

from sqlalchemy import Connection, Engine, event, inspect, select
from sqlalchemy.exc import DBAPIError

from bot.errors import Misconfigured
from bot.store import schema, sqlite
from bot.store.chains import LOOKS, Found, Head, check_audit, check_looks
from bot.store.look import file_to_read

ROWS_A_RANGE = 50_000
"""About so many rows of the audit are followed at a time: some tenths of a second."""

WORTH_SHARING = 8
"""Fewer ranges than this are followed sooner than other processes have started."""

_IDS_AT_ONCE = 1_000
_AHEAD = 3
"""So many ranges a process are asked for before the first is done."""

_Range = tuple[int | None, int | None]


def engine_to_read(url: str) -> Engine:
    """The database at *url*, for reading alone.

    Raises:
        Misconfigured: there is none, or none of this version.
        sqlalchemy.exc.SQLAlchemyError: it cannot be reached or read.
    """
    if url.startswith(sqlite.SCHEME):
        path = Path(url.removeprefix(sqlite.SCHEME))
        if not path.is_file():
            raise Misconfigured((f"DATABASE_URL: there is no database at {path}",))
        engine = file_to_read(path)
    else:
        from bot.store.postgres import unpooled  # its driver is not for those who have a file

        engine = unpooled(url, read_only=True)
    if not inspect(engine).has_table(schema.look.name):
        raise Misconfigured(("DATABASE_URL: its tables are an older version's; start the bot once to migrate them",))
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it stands now, whatever is written meanwhile."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()
    else:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield connection


def verify(
    url: str,
    *,
    processes: int | None = None,
    kept: Iterable[Head] = (),
    checked: Callable[[Found, int, int], None] = lambda _found, _done, _all: None,
) -> Found:
    """Follow every chain. What is found has no heads: those are given to *checked*, in the order of the meetings' ids.

    *kept*: heads that must be in their chains, in that order too, the log's first. *checked* is told of each range
    when it is done, how many are done, and of how many.

    Raises:
        Misconfigured: there is no such database.
        sqlalchemy.exc.SQLAlchemyError: it cannot be reached or read.
    """
    engine, every, heads = engine_to_read(url), Found(), iter(kept)
    first = next(heads, None)
    log, heads = (first, heads) if first and first.meeting is LOOKS else (None, chain([first] if first else [], heads))
    ranges = _ranges(engine)
    shared = _shared(ranges, heads)
    found = _twice(url, partial(check_looks, kept=log))
    _add(every, found, checked, 0, len(ranges))
    for done, found in enumerate(_followed(url, shared, processes or os.cpu_count() or 1, len(ranges)), 1):
        _add(every, found, checked, done, len(ranges))
    return every


def _add(every: Found, found: Found, checked: Callable[[Found, int, int], None], done: int, of: int) -> None:
    every.chains += found.chains
    every.rows += found.rows
    every.looks += found.looks
    every.breaks += found.breaks
    checked(found, done, of)


def _ranges(engine: Engine) -> list[_Range]:
    """Ranges of ids with about as many rows each; together they hold every id there can be."""
    asked = select(schema.meeting.c.id, schema.meeting.c.audit_seq).order_by(schema.meeting.c.id)
    edges: list[int | None] = []
    rows = ROWS_A_RANGE
    with reading(engine) as connection:
        for number, seq in connection.execute(asked, execution_options={"yield_per": _IDS_AT_ONCE}):
            if rows >= ROWS_A_RANGE:
                edges.append(number if edges else None)
                rows = 0
            rows += seq if isinstance(seq, int) and seq > 0 else 1
    return list(zip(edges or [None], [*edges[1:], None], strict=True))


def _shared(ranges: Iterable[_Range], heads: Iterator[Head]) -> Iterator[tuple[_Range, dict[int, Head]]]:
    """Each range with the kept heads that belong to it."""
    head = next(heads, None)
    for first, until in ranges:
        own: dict[int, Head] = {}
        while head is not None and head.meeting is not None and (until is None or head.meeting < until):
            own[head.meeting] = head
            head = next(heads, None)
        yield (first, until), own


def _followed(
    url: str, ranges: Iterator[tuple[_Range, dict[int, Head]]], processes: int, count: int
) -> Iterator[Found]:
    """What is found in each range, in their order."""
    if processes == 1 or count < WORTH_SHARING:
        for one, own in ranges:
            yield follow(url, one, own)
        return
    fresh = multiprocessing.get_context("spawn")  # a copy of this process would share its connections
    with ProcessPoolExecutor(min(processes, count), mp_context=fresh) as pool:
        waiting: deque[Future[Found]] = deque()
        for one, own in ranges:
            waiting.append(pool.submit(follow, url, one, own))
            if len(waiting) >= _AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def follow(url: str, span: _Range, kept: Mapping[int, Head]) -> Found:
    """What is found in one range.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
    """
    first, until = span
    return _twice(url, partial(check_audit, first=first, until=until, kept=kept))


def _twice(url: str, check: Callable[[Connection], Found]) -> Found:
    """A break is believed when it is seen twice.

    A file that nobody had open is read as one that nobody writes; a bot that starts just then does write it.
    """
    try:
        with reading(engine_to_read(url)) as connection:
            found = check(connection)
        if not found.breaks:
            return found
    except DBAPIError:
        pass  # the second time it is told
    with reading(_lenient(engine_to_read(url))) as connection:
        return check(connection)


def _lenient(engine: Engine) -> Engine:
    """Text that is none, as whoever tampers may leave it in a file, is read all the same; it fits no hash."""

    @event.listens_for(engine, "connect")
    def read_all(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.text_factory = _text

    return engine


def _text(stored: bytes) -> str:
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return "\0" + stored.decode(errors="backslashreplace")  # what the bot writes has no such sign
