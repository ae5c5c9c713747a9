"""Who pseudonyms are, and which pseudonyms are somebody's. Whoever opens names for people to see records it first."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, bindparam, select

from bot.domain.participants import Identity, PersonId
from bot.store import schema
from bot.store.driver import Among, fetch
from bot.store.rows import holding_of, identity
from bot.store.vault import MeetingKey, Vault

_AT_ONCE = 500  # rows
_person, _meeting = schema.person.c, schema.meeting.c
_SEALED = (
    select(_person.person, _person.sealed, _meeting.wrapped_key)  # at once: by the next statement it may be another key
    .join(schema.meeting, _meeting.id == _person.meeting)
    .where(_person.meeting == bindparam("meeting"), Among(_person.person, "people"))
)
_MARKED = select(_person.meeting, _person.person, _person.occurrence).where(_person.mark == bindparam("mark"))
_UNMARKED = (
    select(_person.meeting, _person.person, _person.occurrence, _person.sealed, _meeting.wrapped_key)
    .join(schema.meeting, _meeting.id == _person.meeting)
    .where(_person.mark.is_(None), _meeting.wrapped_key.is_not(None))
)
_NAMED = re.compile(r'(?:"|to-)(p[0-9]+)(?=[":])')


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody's pseudonym in a meeting, and the newest of its holdings that they were known in."""

    meeting: int
    person: PersonId
    occurrence: int


def named_in(body: str) -> set[PersonId]:
    """The pseudonyms that stand in an audit row's body."""
    return {PersonId(one) for one in _NAMED.findall(body)}


def opened(
    connection: Connection, vault: Vault, meeting: int, people: Collection[PersonId]
) -> dict[PersonId, Identity]:
    """Who these pseudonyms of a meeting are, but for those that are erased.

    They are found whichever holding their row stands at: it goes along with whoever comes again.
    """
    found = fetch(connection, _SEALED, meeting=meeting, people=sorted(people))
    key = _unwrapped(found[0].wrapped_key, meeting, vault) if found and found[0].wrapped_key else None
    if key is None:  # it was destroyed
        return {}
    return {row.person: who for row in found if (who := identity(row.person, row.sealed, key)) is not None}


def find(connection: Connection, vault: Vault, oid: str) -> list[Known]:
    """The pseudonyms of the account with this object id, in all meetings."""
    if not oid:
        return []
    marked = fetch(connection, _MARKED, mark=vault.mark(oid))
    return [
        *(Known(row.meeting, row.person, holding_of(row.occurrence)) for row in marked),
        *_unmarked(connection, vault, oid),
    ]


def _unmarked(connection: Connection, vault: Vault, oid: str) -> Iterator[Known]:
    """Those that an earlier version wrote: each has to be opened."""
    last: tuple[int, MeetingKey | None] | None = None
    for row in connection.execute(_UNMARKED.execution_options(yield_per=_AT_ONCE)):
        if last is None or last[0] != row.meeting:
            last = (row.meeting, _unwrapped(row.wrapped_key, row.meeting, vault))
        who = identity(row.person, row.sealed, last[1]) if last[1] else None
        if who is not None and who.oid.casefold() == oid.casefold():
            yield Known(row.meeting, row.person, holding_of(row.occurrence))


def _unwrapped(wrapped: bytes, meeting: int, vault: Vault) -> MeetingKey | None:
    """None: it cannot be opened, which is told where the meeting itself is."""
    try:
        return vault.unwrap(wrapped, meeting)
    except InvalidTag:
        return None
