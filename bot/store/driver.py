"""Statements as the driver runs them: each is compiled once, and its text is always the same.

SQLAlchemy writes the SQL of both databases, and its transactions and errors stay. Run through its engine, a statement
costs fifty microseconds more within a turn, and seven more a row (docs/adr/0014).
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Dialect, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import NullType

Row = Any
"""A row, with its columns by name."""

_Bind = Callable[[Mapping[str, Any]], Any]
_json = msgspec.json.Encoder().encode


class Among(ColumnElement[Any]):
    """Whether *column* is one of the list that is given under *name*: one text, however long the list is."""

    inherit_cache = False
    type = NullType()  # a boolean would be compared with 1, and then no index serves

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column: ColumnElement[Any] = column
        self.listed: ColumnElement[Any] = bindparam(name)


@compiles(Among, "sqlite")
def _among_sqlite(one: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, listed = compiler.process(one.column, **options), compiler.process(one.listed, **options)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608  # of our own columns


@compiles(Among, "postgresql")
def _among_postgresql(one: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, listed = compiler.process(one.column, **options), compiler.process(one.listed, **options)
    return f"{column} = ANY({listed})"


def fetch(connection: Connection, statement: ClauseElement, **values: Any) -> list[Row]:
    """What *statement*, a select, finds.

    Raises:
        sqlalchemy.exc.DBAPIError: the database could not be reached, or did not take it.
    """
    text, bind, row = _compiled(statement, connection.dialect)
    return [row(*found) for found in _run(connection, text, bind(values), many=False, fetches=True)]


def run(connection: Connection, statement: ClauseElement, **values: Any) -> None:
    """Run *statement*, an insert, update or delete.

    Raises:
        sqlalchemy.exc.DBAPIError: as `fetch`.
    """
    text, bind, _ = _compiled(statement, connection.dialect)
    _run(connection, text, bind(values), many=False, fetches=False)


def upsert(table: Table, keys: Collection[str], changes: Collection[str]) -> Mapping[str, ClauseElement]:
    """By dialect, the statement that inserts a row of *table*, or makes these *changes* to the one with its *keys*."""
    inserts: Mapping[str, Any] = {"sqlite": sqlite.insert(table), "postgresql": postgresql.insert(table)}
    return {
        dialect: one.on_conflict_do_update(
            index_elements=list(keys), set_={name: one.excluded[name] for name in changes}
        )
        for dialect, one in inserts.items()
    }


def run_many(connection: Connection, statement: ClauseElement, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run *statement*, an insert, update or delete, for each of *rows*, which all have the same parts.

    Raises:
        sqlalchemy.exc.DBAPIError: as `fetch`.
    """
    if rows:
        text, bind, _ = _compiled(statement, connection.dialect, tuple(rows[0]))
        _run(connection, text, [bind(row) for row in rows], many=True, fetches=False)


@lru_cache(maxsize=256)
def _compiled(
    statement: ClauseElement, dialect: Dialect, names: tuple[str, ...] | None = None
) -> tuple[str, _Bind, Callable[..., Row]]:
    """Its text, what makes the driver's parameters of values by name, and what makes a row. *names*: its columns."""
    compiled = statement.compile(dialect=dialect, column_keys=names and list(names))
    columns = [str(one.key) for one in getattr(statement, "selected_columns", ())]
    order: list[str] | None = getattr(compiled, "positiontup", None)
    binds: Mapping[str, Any] = getattr(compiled, "binds", {})
    asked = {name for name, one in binds.items() if one.required}
    fixed = {name: value for name, value in compiled.params.items() if name not in asked}
    if order is None:
        bind = _by_name(fixed)
    elif names is not None and len(order) > 1 and set(order) <= set(names):
        bind = itemgetter(*order)  # a row to be written; lists are looked for alone
    else:
        bind = _in_order(order, fixed)
    return str(compiled), bind, namedtuple("Row", columns)  # its columns are the statement's


def _by_name(fixed: Mapping[str, Any]) -> _Bind:
    return lambda values: {**fixed, **values}


def _in_order(order: Sequence[str], fixed: Mapping[str, Any]) -> _Bind:
    def bind(values: Mapping[str, Any]) -> list[Any]:
        found = [values[name] if name in values else fixed[name] for name in order]
        return [_json(one).decode() if type(one) is list else one for one in found]

    return bind


def _run(connection: Connection, text: str, values: Any, *, many: bool, fetches: bool) -> Sequence[Any]:
    opened = connection.connection.dbapi_connection
    try:
        with closing(opened.cursor()) as cursor:  # type: ignore[union-attr]  # in a transaction there is one
            cursor.executemany(text, values) if many else cursor.execute(text, values)
            return cursor.fetchall() if fetches else ()
    except connection.dialect.loaded_dbapi.Error as wrong:
        raise _told(connection, text, wrong) from wrong


def _told(connection: Connection, text: str, wrong: Exception) -> Exception:
    """As SQLAlchemy tells it. A connection that is gone is not used again. What was to be written is not told."""
    dialect = connection.dialect
    gone = dialect.is_disconnect(wrong, connection.connection.dbapi_connection, None)  # type: ignore[arg-type]
    if gone:
        connection.invalidate(wrong)
    error = dialect.loaded_dbapi.Error
    return DBAPIError.instance(text, None, wrong, error, connection_invalidated=gone, dialect=dialect)
