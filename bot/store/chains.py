"""Whether the chains hold: each meeting's audit, and the log of who looked.

A chain's hashes are recomputed row by row, and its end must be the one its head names. Each holding must begin with
the row that says so: the list by which pages and exports find it is in no hash itself. What a chain alone cannot tell
is that somebody who can write the database reckoned all hashes anew, or dropped a meeting with its head. For that heads
are kept elsewhere, and it is proven that each still is in its chain.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select, type_coerce
from sqlalchemy.types import NullType

from bot.store import looks, rows, schema

LOOKS = None
"""Stands for the log of who looked where a meeting's id stands else."""

ROWS_AT_ONCE = 1_000
_HOLDING = '"holding":'
_BEGINS = re.compile(rf"{_HOLDING}([0-9]{{1,9}})[,}}]")


class Wrong(StrEnum):
    """What is wrong with the first row that does not hold."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    SWAPPED = "another row of the chain stands in its place"
    CUT = "the end is cut off from here on"
    NO_HEAD = "its meeting is not there"
    GONE = "the whole chain is gone"
    HOLDING = "the list of holdings does not have, or has elsewhere, one that begins here"
    REWRITTEN = "not the row whose hash was kept: this or an earlier one was rewritten"


@dataclass(frozen=True, slots=True)
class Break:
    """The first row of a chain that does not hold. `meeting` none: of the log of who looked."""

    meeting: int | None
    seq: int
    wrong: Wrong


class Head(NamedTuple):
    """Where a chain ends: its last row's number and hash. `seq` 0: it has no row."""

    meeting: int | None
    seq: int
    hash: bytes


@dataclass(slots=True)
class Found:
    """What was found in some meetings' chains. `rows` of the audit hold, and `looks` of the log of who looked."""

    chains: int = 0
    rows: int = 0
    looks: int = 0
    breaks: list[Break] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)


class _Link(NamedTuple):
    """A row as its chain has it: what is hashed, and the hash that stands there."""

    meeting: Any
    seq: Any
    said: tuple[Any, ...]
    hash: Any


_Hash = Callable[[bytes, Any, Any, tuple[Any, ...]], bytes]
"""The hash of a row: of the hash before, the meeting, the number, and what the row says besides."""


def check_audit(
    connection: Connection, first: int | None, until: int | None, kept: Mapping[int, Head] | None = None
) -> Found:
    """The chains of meetings with ids from *first* to before *until*; none: from the least, to the greatest.

    *kept*: heads that must be in their chains, unchanged; all of meetings in that range.

    Raises:
        sqlalchemy.exc.DBAPIError: the database cannot be read.
    """
    left, found, owed = _heads(connection, first, until), Found(), dict(kept or {})
    listed = _holdings(connection, first, until)
    for number, links in groupby(_audit(connection, first, until), key=itemgetter(0)):
        head = left.pop(number, None)
        if head is None:
            found.breaks.append(Break(number, next(links).seq, Wrong.NO_HEAD))
            owed.pop(number, None)
        else:
            begun = dict[int, int]()
            _check(found, _noting(links, begun), head, owed.pop(number, None), _hash_of_audit)
            misplaced = _misplaced(begun, listed.get(number, {}))
            if misplaced is not None and found.heads and found.heads[-1].meeting == number:
                found.heads.pop()
                found.breaks.append(Break(number, misplaced, Wrong.HOLDING))
    for head in left.values():
        _check(found, iter(()), head, owed.pop(head.meeting or 0, None), _hash_of_audit)
    found.breaks += [Break(one.meeting, 1, Wrong.GONE) for one in owed.values()]
    return found


def check_looks(connection: Connection, kept: Head | None = None) -> Found:
    """The chain of the log of who looked, and that each sealed name is the one that was sealed there.

    Raises:
        sqlalchemy.exc.DBAPIError: the database cannot be read.
    """
    installation, look = schema.installation.c, schema.look.c
    told = connection.execute(select(installation.looks, _raw(installation.looks_hash))).one_or_none()
    found = Found()
    if told is None:
        found.breaks.append(Break(LOOKS, 1, Wrong.NO_HEAD))
        return found
    asked = select(look.seq, look.at, look.meeting, look.body, _raw(look.hash)).order_by(look.seq)
    links = (_Link(LOOKS, seq, (at, meeting, body), end) for seq, at, meeting, body, end in _stream(connection, asked))
    _check(found, links, Head(LOOKS, told[0], told[1] or b""), kept, _hash_of_look)
    if not found.breaks and (renamed := looks.verify(connection)) is not None:
        found.breaks.append(Break(LOOKS, renamed, Wrong.CHANGED))
    found.chains, found.rows, found.looks = 0, 0, found.rows
    return found


def _heads(connection: Connection, first: int | None, until: int | None) -> dict[Any, Head]:
    meeting = schema.meeting.c
    asked = select(meeting.id, meeting.audit_seq, _raw(meeting.audit_hash)).where(*_between(meeting.id, first, until))
    return {one: Head(one, seq if isinstance(seq, int) else 0, end) for one, seq, end in connection.execute(asked)}


def _holdings(connection: Connection, first: int | None, until: int | None) -> dict[Any, dict[Any, tuple[Any, Any]]]:
    """By meeting and number, each holding's first row as the list of holdings has it, and the newest one's number."""
    listed = defaultdict[Any, dict[Any, tuple[Any, Any]]](dict)
    holding, meeting = schema.occurrence.c, schema.meeting.c
    asked = (
        select(holding.meeting, holding.number, holding.first, meeting.occurrence)
        .join(schema.meeting, meeting.id == holding.meeting)
        .where(*_between(holding.meeting, first, until))
    )
    for of, number, begins, newest in connection.execute(asked):
        listed[of][number] = begins, newest
    return listed


def _noting(links: Iterable[_Link], begun: dict[int, int]) -> Iterator[_Link]:
    """*links*; of each that a holding begins with, *begun* is told that holding's number and the row's."""
    for link in links:
        body = link.said[2]
        if isinstance(body, str) and _HOLDING in body and (told := _BEGINS.search(body)):
            begun.setdefault(int(told[1]), link.seq)
        yield link


def _misplaced(begun: Mapping[int, int], listed: Mapping[Any, tuple[Any, Any]]) -> int | None:
    """The first row where the chain tells of a holding that the list has not or elsewhere, or the list of one that the
    chain does not. Rows of an earlier version tell of none: it may have run before, or in between.
    """
    if not begun:
        return None
    wrong = [seq for number, seq in begun.items() if number not in listed or listed[number][0] != seq]
    oldest, since = min(begun), min(begun.values())
    wrong += [
        max(begins, since)
        for number, (begins, newest) in listed.items()
        if number not in begun and (number > newest or (number < oldest and begins >= since))
    ]
    return min(wrong, default=None)


def _audit(connection: Connection, first: int | None, until: int | None) -> Iterator[_Link]:
    audit = schema.audit.c
    asked = (
        select(audit.meeting, audit.seq, audit.delivery, audit.at, audit.body, _raw(audit.hash))
        .where(*_between(audit.meeting, first, until))
        .order_by(audit.meeting, audit.seq)
    )
    for meeting, seq, delivery, at, body, end in _stream(connection, asked):
        yield _Link(meeting, seq, (delivery, at, body), end)


def _stream(connection: Connection, asked: Any) -> Iterable[Any]:
    return connection.execute(asked, execution_options={"yield_per": ROWS_AT_ONCE})


def _between(column: ColumnElement[int], first: int | None, until: int | None) -> list[ColumnElement[bool]]:
    least = [] if first is None else [column >= first]
    return least if until is None else [*least, column < until]


def _raw(column: ColumnElement[bytes]) -> ColumnElement[Any]:
    """As the driver gives it: whoever tampers may have left something else than bytes there."""
    return type_coerce(column, NullType())


def _hash_of_audit(before: bytes, meeting: Any, seq: Any, said: tuple[Any, ...]) -> bytes:
    delivery, at, body = said
    return rows.chained(before, {"meeting": meeting, "seq": seq, "delivery": delivery, "at": at, "body": body})


def _hash_of_look(before: bytes, _none: Any, seq: Any, said: tuple[Any, ...]) -> bytes:
    at, meeting, body = said
    return looks.chained(before, {"seq": seq, "at": at, "meeting": meeting, "body": body})


def _check(found: Found, links: Iterator[_Link], head: Head, kept: Head | None, hashed: _Hash) -> None:
    """Follow one chain to its end, or to the first row that does not hold."""
    before, held = b"", 0
    wrong: tuple[int, Wrong] | None = None
    for link in links:
        meeting, seq, said, end = link
        if seq != held + 1 or (reckoned := hashed(before, meeting, seq, said)) != end:
            wrong = _why(before, held + 1, link, links, head, hashed)
            break
        before, held = reckoned, seq
        if kept is not None and kept.seq == held and kept.hash != before:
            wrong = held, Wrong.REWRITTEN
            break
    else:
        wrong = _at_the_end(before, held, head, kept)
    found.chains += 1
    found.rows += held
    if wrong is None:
        found.heads.append(Head(head.meeting, held, before))
    else:
        found.breaks.append(Break(head.meeting, *wrong))


def _at_the_end(before: bytes, held: int, head: Head, kept: Head | None) -> tuple[int, Wrong] | None:
    """What is wrong although each row follows from the one before."""
    if held < head.seq or (kept is not None and held < kept.seq):
        return held + 1, Wrong.CUT
    if held > head.seq:
        return head.seq + 1, Wrong.ADDED
    return None if before == head.hash else (held, Wrong.CHANGED)


def _why(before: bytes, place: int, link: _Link, rest: Iterator[_Link], head: Head, hashed: _Hash) -> tuple[int, Wrong]:
    """What has become of the row that should stand at *place*, where *link* stands, or a gap is before *link*.

    Where a row further on follows from the row before *place*, if only it were numbered so, it stood here once.
    """
    if link.seq != place and not (isinstance(link.seq, int) and link.seq > place):
        return (link.seq if isinstance(link.seq, int) else place), Wrong.ADDED
    gap = link.seq != place
    reckoned = hashed(before, link.meeting, place, link.said)
    ends = {bytes(link.hash)} if not gap and isinstance(link.hash, bytes) else set()
    goes_on = not gap and head.seq == place and head.hash in {link.hash, reckoned}
    elsewhere, last = gap and reckoned == link.hash, link.seq
    for number, one in enumerate(rest):
        if number == 0 and not gap and one.seq == place + 1:
            goes_on = one.hash in {hashed(start, one.meeting, one.seq, one.said) for start in (*ends, reckoned)}
        would = hashed(before, one.meeting, place, one.said)
        elsewhere = elsewhere or would == one.hash or would in ends
        last = one.seq
    if elsewhere:
        return place, Wrong.ADDED if last > head.seq else Wrong.SWAPPED
    if gap:
        return place, Wrong.MISSING
    if goes_on or last == head.seq:
        return place, Wrong.CHANGED
    return place, Wrong.ADDED if last > head.seq else Wrong.MISSING
