"""A meeting as rows, and back: what is sealed, and under which key."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Row, select

from bot.domain.change import replace
from bot.domain.forgetting import still_known
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.records import Occurrence, Where
from bot.errors import Misconfigured
from bot.log import get_log
from bot.store import codec, schema
from bot.store.vault import MeetingKey, Vault

_meeting = schema.meeting.c
_ANY = (
    select(_meeting.id, _meeting.wrapped_key, _meeting.state)
    .where(_meeting.wrapped_key.is_not(None), _meeting.state.is_not(None))
    .limit(1)
)
_SALT_BYTES = 16
ANOTHER_KEY = "DATA_KEY_PATH: not the key that DATABASE_URL was written with; restore the key, or both"
_BLANK = Meeting(Where("", "", ""))
_numbers = count(secrets.randbits(62))
"""Ids for new meetings: from anywhere on, so that no two processes give the same, then one after the other: rows of
meetings that run at the same time lie side by side, on few pages."""

_log = get_log("store")


Log = tuple[str, list[float]]
"""The hours of posts in a chat, as a row has them and as a list: up to 1,799, not to be read and written each time."""


@dataclass(slots=True)
class Held:
    """A meeting held in one transaction. `stored` is what the tables have; None: it is not in them yet.

    `sent` are the hours of our posts in its chat, `log` the same as last read or written, with their text. `touched`:
    its row must be written. `rekeyed`: under a key that the tables do not have yet.
    """

    id: int
    key: MeetingKey
    wrapped_key: bytes
    meeting: Meeting
    stored: Meeting | None
    audit_seq: int
    audit_hash: bytes
    sent: list[float]
    log: Log
    touched: bool = False
    rekeyed: bool = False

    @property
    def changed(self) -> bool:
        """Whether the meeting is not as the tables have it."""
        return self.rekeyed or (self.meeting is not self.stored and self.meeting != self.stored)

    def rekey(self, vault: Vault) -> None:
        """Give it a new key: once its row is written the old one is nowhere, and what it sealed opens no more."""
        self.wrapped_key, self.key = vault.new_key(self.id)
        self.touched = self.rekeyed = True


def check_key(connection: Connection, vault: Vault) -> None:
    """Make sure that this database was written with *vault*'s key; with another all meetings would be lost.

    Raises:
        Misconfigured: it was not, or by a version whose meetings cannot be read.
    """
    row = connection.execute(_ANY).first()
    if row is None:
        return
    try:
        codec.load_meeting(vault.unwrap(row.wrapped_key, row.id).open(row.state, "state"))
    except InvalidTag as wrong:
        raise Misconfigured((ANOTHER_KEY,)) from wrong
    except ValueError as wrong:
        raise Misconfigured(("DATABASE_URL: its meetings were written by another version",)) from wrong


def blank(where: Where, met: int = 0) -> Meeting:
    """A meeting of which nothing is remembered, with a salt of its own for the marks of its series."""
    return replace(_BLANK, where=where, salt=secrets.token_hex(_SALT_BYTES), met=met)


def open_new(where: Where, vault: Vault) -> Held:
    """A meeting that has no row yet."""
    number = next(_numbers)
    wrapped, key = vault.new_key(number)
    return Held(number, key, wrapped, blank(where), None, 0, b"", [], ("", []))


def hold(row: Row[Any], key: MeetingKey, wrapped_key: bytes, meeting: Meeting, log: Log = ("", [])) -> Held:
    """A meeting of a row, opened. *log* serves if the row has the same text."""
    log = log if log[0] == row.sent else (row.sent, codec.load_hours(row.sent))
    return Held(row.id, key, wrapped_key, meeting, meeting, row.audit_seq, row.audit_hash, log[1], log)


def open_row(row: Row[Any], stored: Row[Any], people: Mapping[PersonId, bytes], vault: Vault) -> Held:
    """The meeting of a row, its state (*stored*) and its people's rows. Where it was erased, its audit goes on, under a
    new key, or under the one it has if that still opens names; what is held next is counted from what was held last.

    A row that cannot be opened is told, and counts as erased: one meeting must not stop the others.
    """
    state = stored.state if row.whole else None
    held = None if state is None else _opened(row, state, people, vault)
    if held is None:
        wrapped, key = (_key_of(row, vault) if state is None else None) or vault.new_key(row.id)
        meeting = blank(Where(row.conversation, row.tenant, ""), row.met)
        held = hold(row, key, wrapped, replace(meeting, occurrence=_last_of(row, stored)))
    return held


def _key_of(row: Row[Any], vault: Vault) -> tuple[bytes, MeetingKey] | None:
    """The key that a meeting without a state has; None: it has none that can be used."""
    if row.wrapped_key is None:
        return None
    try:
        return row.wrapped_key, vault.unwrap(row.wrapped_key, row.id)
    except InvalidTag:
        return None


def _last_of(row: Row[Any], stored: Row[Any]) -> Occurrence | None:
    """What can be told of an erased meeting's last occurrence; one that runs begins anew. None: there is no row."""
    if stored.began is None:
        return None
    began = datetime.fromtimestamp(stored.began, UTC)
    ended = began if stored.ended is None else datetime.fromtimestamp(stored.ended, UTC)
    return Occurrence(row.occurrence, began, provisional=False, ended=ended)


def _opened(row: Row[Any], state: bytes, people: Mapping[PersonId, bytes], vault: Vault) -> Held | None:
    try:
        key = vault.unwrap(row.wrapped_key, row.id)
        meeting = codec.load_meeting(key.open(state, "state"))
    except (InvalidTag, ValueError) as wrong:
        _log.error("meeting_unreadable", error=type(wrong).__name__, act="operator: restore the database or its key")
        return None
    seen = sorted(people.items(), key=lambda one: int(one[0][1:]))  # in the order in which they were met
    names = {person: who for person, sealed in seen if (who := identity(person, sealed, key)) is not None}
    return hold(row, key, row.wrapped_key, replace(meeting, identities=still_known(names, meeting)))


def identity(person: PersonId, sealed: bytes, key: MeetingKey) -> Identity | None:
    """Who that is; None: it was sealed with a key that was destroyed, so they are erased."""
    try:
        return codec.load_identity(key.open(sealed, _column(person)))
    except InvalidTag:
        return None


def meeting_row(held: Held) -> dict[str, Any]:
    """The whole row of a meeting."""
    where = held.meeting.where
    return {"conversation": where.conversation, "tenant": where.tenant, **state_row(held)}


def state_row(held: Held) -> dict[str, Any]:
    """What changes in a meeting's row when the meeting changes."""
    return {
        "wrapped_key": held.wrapped_key,
        "state": held.key.seal(codec.dump_meeting(held.meeting), "state"),
        "occurrence": held.meeting.occurrence_number,
        "met": held.meeting.met,
        **chain_row(held),
    }


def chain_row(held: Held) -> dict[str, Any]:
    """What changes in a meeting's row whenever something is recorded or posted."""
    if held.sent is not held.log[1] or not held.log[0]:
        held.log = (codec.dump_hours(held.sent), held.sent)
    return {
        "id": held.id,
        "audit_seq": held.audit_seq,
        "audit_hash": held.audit_hash,
        "sent": held.log[0],
    }


def person_row(held: Held, person: PersonId, who: Identity, mark: bytes, now: float) -> dict[str, Any]:
    """Somebody's row as it is written at *now*. *mark*: of their account (`Vault.mark`)."""
    return {
        "meeting": held.id,
        "person": person,
        "occurrence": held.meeting.occurrence_number,
        "sealed": held.key.seal(codec.dump_identity(who), _column(person)),
        "mark": mark,
        "kept": now,
    }


def holding_of(occurrence: int) -> int:
    """In which holding somebody was last, by what stands in their row: below 0, the meeting has forgotten them since,
    and their name serves nobody but those who read its audit.
    """
    return occurrence if occurrence >= 0 else -1 - occurrence


def reseal(person: PersonId, sealed: bytes, old: MeetingKey, new: MeetingKey) -> bytes:
    """Somebody's identity, sealed with *new* instead of *old*.

    Raises:
        cryptography.exceptions.InvalidTag: it was not sealed with *old*.
    """
    column = _column(person)
    return new.seal(old.open(sealed, column), column)


def occurrence_row(held: Held, occurrence: Occurrence, first: int) -> dict[str, Any]:
    """An occurrence. *first*: its first row of the audit."""
    ended = occurrence.ended
    return {
        "meeting": held.id,
        "number": occurrence.number,
        "first": first,
        "began": occurrence.started.timestamp(),
        "ended": None if ended is None else ended.timestamp(),
    }


def chained(before: bytes, row: Mapping[str, Any]) -> bytes:
    """The hash of an audit row: over the hash before it and all that the row says."""
    said = codec.dump_row([row["meeting"], row["seq"], row["delivery"], row["at"], row["body"]])
    return hashlib.sha256(before + said.encode()).digest()


def _column(person: PersonId) -> str:
    return f"person:{person}"
