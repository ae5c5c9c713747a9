"""The access log: who looked at names, when, and what for; a chain of its own over all meetings.

Each row's hash is over the hash before it and what the row says, as with the audit. The looker's name is sealed under a
key that comes from the data key, and goes when it is old: the row bears a hash of what was sealed, so that another name
in its place is found, and the chain still holds without it. The chain's head stands in `installation`: its row is
locked while one is added, so that replicas and pages append one after the other.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from bot.domain.participants import PersonId
from bot.evidence.records import Look, Looker, Purpose, Seen
from bot.store import codec, schema
from bot.store.driver import Among, Row, fetch, run
from bot.store.vault import MeetingKey, Vault

PURPOSE = "looks"
_COLUMN = "look"
_PAGE = 1_000  # rows read at once
_LEAST = -(2**31)  # whoever adds one before the first is found too

_look, _installation = schema.look.c, schema.installation.c
_HEAD = select(_installation.looks, _installation.looks_hash)
_LOCKED = _HEAD.with_for_update()
_INSERT = insert(schema.look)
_MOVE_HEAD = update(schema.installation)
_ALL = select(schema.look).where(_look.seq >= bindparam("begin")).order_by(_look.seq).limit(_PAGE)
_BEYOND = select(
    select(func.max(_look.seq)).scalar_subquery().label("last"),
    select(_installation.looks).scalar_subquery().label("looks"),
)
_IN_PERIOD = (
    select(schema.look).where(_look.at >= bindparam("since"), _look.at < bindparam("until")).order_by(_look.seq.desc())
)
_AT_MEETINGS = select(schema.look).where(Among(_look.meeting, "meetings")).order_by(_look.seq.desc())
_WIDE = select(schema.look).where(_look.meeting.is_(None), _look.at >= bindparam("since")).order_by(_look.seq.desc())


class _Body(msgspec.Struct, frozen=True):
    """What a row says. `by`: a hash over the looker's mark and sealed name."""

    by: str
    number: int | None
    people: tuple[PersonId, ...]
    purpose: Purpose
    seen: Seen


def add(connection: Connection, vault: Vault, look: Look, by: Looker) -> int:
    """Record that *by* looked (`look.by` is not looked at); gives the row's number.

    Raises:
        sqlalchemy.exc.DBAPIError: the database did not take it.
    """
    head = _head(connection, _LOCKED)
    seq = head[0] + 1
    sealed = _key(vault, seq).seal(msgspec.json.encode(by), _COLUMN)
    mark = vault.mark(by.oid)
    body = _Body(_bound(mark, sealed), look.number, look.people, look.purpose, look.seen)
    row = {"seq": seq, "at": look.at.timestamp(), "meeting": look.meeting, "body": codec.dump_row(body)}
    digest = chained(head[1], row)
    run(connection, _INSERT, **row, mark=mark, sealed=sealed, hash=digest)
    run(connection, _MOVE_HEAD.values(looks=bindparam("to"), looks_hash=bindparam("digest")), to=seq, digest=digest)
    return seq


def read(connection: Connection, vault: Vault, since: float, until: float) -> list[Look]:
    """Who looked from *since* until before *until*, newest first."""
    return [_told(row, vault) for row in fetch(connection, _IN_PERIOD, since=since, until=until)]


def read_of(connection: Connection, vault: Vault, meetings: Sequence[int]) -> list[Look]:
    """Who looked at these meetings, at each alone, newest first."""
    return [_told(row, vault) for row in fetch(connection, _AT_MEETINGS, meetings=list(meetings))]


def read_wide(connection: Connection, vault: Vault, since: float) -> list[Look]:
    """Who looked at more than one meeting from *since* on, newest first."""
    return [_told(row, vault) for row in fetch(connection, _WIDE, since=since)]


def verify(connection: Connection) -> int | None:
    """The number of the first row that was changed, dropped, added or moved; None: the chain holds."""
    looks, digest = _head(connection, _HEAD)
    before, expected = b"", 1
    for row in _rows(connection, looks):
        now = chained(before, {"seq": row.seq, "at": row.at, "meeting": row.meeting, "body": row.body})
        if row.seq != expected or now != row.hash or not _is_bound(row):
            return expected
        before, expected = now, expected + 1
    if expected <= looks:
        return expected
    if before != digest:
        return max(looks, 1)
    (found,) = fetch(connection, _BEYOND)
    return found.looks + 1 if (found.last or 0) > found.looks else None


def chained(before: bytes, row: dict[str, Any]) -> bytes:
    """The hash of a row: over the hash before it and all that the row says."""
    said = codec.dump_row([row["seq"], row["at"], row["meeting"], row["body"]])
    return hashlib.sha256(before + said.encode()).digest()


def _rows(connection: Connection, until: int) -> Iterator[Row]:
    """All rows up to the one with this number, a page at a time."""
    begin = _LEAST
    while page := [row for row in fetch(connection, _ALL, begin=begin) if row.seq <= until]:
        yield from page
        begin = page[-1].seq + 1


def _head(connection: Connection, statement: Select[Any]) -> tuple[int, bytes]:
    (found,) = fetch(connection, statement)
    return found.looks, found.looks_hash if found.looks else b""  # as it was made, SQLite has text there


def _told(row: Row, vault: Vault) -> Look:
    body = msgspec.json.decode(row.body, type=_Body)
    at = datetime.fromtimestamp(row.at, UTC)
    return Look(at, _name(row, vault), body.seen, body.purpose, row.meeting, body.number, body.people)


def _name(row: Row, vault: Vault) -> str:
    """Empty: it was erased, or is not what was sealed there, which `verify` tells."""
    if row.sealed is None:
        return ""
    try:
        return msgspec.json.decode(_key(vault, row.seq).open(row.sealed, _COLUMN), type=Looker).name
    except InvalidTag:
        return ""


def _key(vault: Vault, seq: int) -> MeetingKey:
    return MeetingKey(vault.derived(PURPOSE), seq)


def _bound(mark: bytes, sealed: bytes) -> str:
    return hashlib.sha256(mark + sealed).hexdigest()


def _is_bound(row: Row) -> bool:
    if row.sealed is None:
        return True
    try:
        return msgspec.json.decode(row.body, type=_Body).by == _bound(row.mark, row.sealed)
    except msgspec.MsgspecError:
        return False
