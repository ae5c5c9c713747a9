"""Meetings kept open between transactions, so that each change does not unseal and decode all that is remembered.

What is kept is what a committed transaction left, and never changes. It holds for a row as long as the row's key and
the hash of its last audit row are the same: whatever changes a meeting also writes an audit row. So what was rolled
back, what another process wrote, and what was erased is not taken from here.

The meetings of the last turns are kept as they are. Of an older one, if it is of few people, no more is kept than its
parts: as a whole it takes three times the memory, and what it keeps of itself is made anew in a few microseconds.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from bot.domain.meeting import Meeting
from bot.store import schema
from bot.store.folding import folded, unfolded
from bot.store.rows import Log
from bot.store.vault import MeetingKey

MEETINGS, PEOPLE = 500, 20_000
"""The most that is kept: a meeting of eight takes some five kilobytes here; in a large one, a person, or a line of an
invitation, takes one or two."""

WHOLE, _FEW = 32, 20
"""So many meetings are kept as they are; of the others those of at most so many people as their parts."""

KEPT_S = 600.0
"""What was not needed for so long is let go: names stay in memory while their meeting runs, not for the day."""

_KEYS = select(schema.meeting.c.id, schema.meeting.c.wrapped_key).where(
    schema.meeting.c.id.in_(bindparam("ids", expanding=True))
)


@dataclass(slots=True)  # not frozen: that would be half of what it costs to keep one
class Opened:
    """A meeting as its row has it under this key and this audit hash. `size`: how many people it names; `used`: the
    hour it was last needed.
    """

    key: MeetingKey
    wrapped_key: bytes
    audit_hash: bytes
    meeting: Meeting
    log: Log
    size: int
    used: float


@dataclass(slots=True)
class _Folded:
    """A meeting as its parts; the hours of its posts are read from the row again."""

    key: MeetingKey
    wrapped_key: bytes
    audit_hash: bytes
    parts: tuple[Any, ...]
    size: int
    used: float

    def opened(self) -> Opened:
        return Opened(self.key, self.wrapped_key, self.audit_hash, unfolded(self.parts), ("", []), self.size, self.used)


def named_in(meeting: Meeting) -> int:
    """How many people *meeting* names."""
    invitation = meeting.invitation
    announced = sum(len(said.people) for said in meeting.announced.values()) if meeting.announced else 0
    return len(meeting.identities) + len(invitation.people) + len(invitation.calendar) + announced


class Cache:
    """The opened meetings, by the id of their row; those that were not needed for longest go first."""

    def __init__(self, meetings: int = MEETINGS, people: int = PEOPLE) -> None:
        self._meetings, self._people = meetings, people
        self._kept: dict[int, Opened | _Folded] = {}
        self._whole: OrderedDict[int, Opened] = OrderedDict()  # the newest of them
        self._size = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def people(self) -> int:
        """How many people all kept meetings name."""
        return self._size

    def get(self, row: Row[Any]) -> Opened | None:
        """The meeting of this row; None: it is not kept as the row now has it."""
        kept = self._kept.get(row.id)
        if kept is None:
            return None
        if (kept.wrapped_key, kept.audit_hash) != (row.wrapped_key, row.audit_hash):
            self._drop(row.id)
            return None
        return kept if isinstance(kept, Opened) else kept.opened()

    def keep(self, number: int, opened: Opened) -> None:
        """Keep what stands in the tables now."""
        self._drop(number)
        self._kept[number] = self._whole[number] = opened
        self._size += opened.size
        if len(self._whole) > WHOLE:
            self._fold(*self._whole.popitem(last=False))
        while len(self._kept) > self._meetings or self._size > self._people:
            self._drop(next(iter(self._kept)))

    def sweep(self, connection: Connection, now: float) -> None:
        """Let go of what names were erased from, by whichever process: it has another key since, or none. And of what
        was not needed for a while.
        """
        gone = {number for number, one in self._kept.items() if abs(now - one.used) > KEPT_S}
        if self._kept:
            keys = connection.execute(_KEYS, {"ids": list(self._kept)})
            gone.update(row.id for row in keys if row.wrapped_key != self._kept[row.id].wrapped_key)
        self.let_go(gone)

    def let_go(self, numbers: Iterable[int]) -> None:
        """Keep these meetings no longer."""
        for number in numbers:
            self._drop(number)

    def _fold(self, number: int, one: Opened) -> None:
        one.key.rest()
        if one.size <= _FEW:
            parts = folded(one.meeting)
            self._kept[number] = _Folded(one.key, one.wrapped_key, one.audit_hash, parts, one.size, one.used)

    def _drop(self, number: int) -> None:
        gone = self._kept.pop(number, None)
        if gone is not None:
            self._size -= gone.size
            self._whole.pop(number, None)
