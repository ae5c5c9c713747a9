"""What is kept for longer than it should be, by what stands in plain columns: of a few meetings at a time.

A name lapses so many days after its row was last written (`RETENTION_DAYS`). Those whom a meeting still lives with go
with all that it remembers of people, once it is over and nobody was told of for the next. What a series remembers by
marks goes when it was not held for ninety days, and the key with it, once it seals no name any more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, and_, bindparam, func, select

from bot.domain.expected import Invited
from bot.domain.forgetting import looks_after_recordings
from bot.domain.forgotten import NamesErased
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.evidence.records import LOOKS_KEPT
from bot.store import codec, schema
from bot.store.driver import Among, Row, fetch
from bot.store.vault import Vault

SERIES_KEPT = timedelta(days=90)
"""As long as a colleague's word holds (`Procedure.vouch_holds`): so long the marks of a series live at most."""

REMEMBERS = "remembers"
"""Stands in the audit's row where names went whom the meeting had forgotten before, and what it remembers stayed."""

_meeting, _person, _held, _audit = schema.meeting.c, schema.person.c, schema.occurrence.c, schema.audit.c
_SOME = select(_meeting.id).where(_meeting.id > bindparam("after")).order_by(_meeting.id).limit(bindparam("many"))
_MEETINGS = (
    select(
        _meeting.id,
        _meeting.occurrence,
        _meeting.wrapped_key.is_not(None).label("keyed"),
        and_(_meeting.wrapped_key.is_not(None), _meeting.state.is_not(None)).label("whole"),
        _held.began,
        _held.ended,
        _audit.at.label("last"),
        and_(
            _audit.body.contains(f'"fact":"{NamesErased.__name__}"', autoescape=True),
            ~_audit.body.contains(f'"{REMEMBERS}":true', autoescape=True),
        ).label("erased"),
        select(schema.effect.c.id).where(schema.effect.c.meeting == _meeting.id).exists().label("busy"),
    )
    .join(schema.occurrence, and_(_held.meeting == _meeting.id, _held.number == _meeting.occurrence), isouter=True)
    .join(schema.audit, and_(_audit.meeting == _meeting.id, _audit.seq == _meeting.audit_seq), isouter=True)
    .where(Among(_meeting.id, "ids"))
    .order_by(_meeting.id)
)
_PEOPLE = select(_person.meeting, _person.person, _person.occurrence, _person.kept).where(Among(_person.meeting, "ids"))
_STATES = select(_meeting.id, _meeting.wrapped_key, _meeting.state).where(Among(_meeting.id, "ids"))
_LOOKS = (
    select(func.count().label("many"))
    .select_from(schema.look)
    .where(schema.look.c.at < bindparam("before"), schema.look.c.sealed.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is older than this has lapsed, each in seconds since 1970."""

    names: float
    series: float
    looks: float


def limits(now: float, retention: timedelta) -> Limits:
    """The limits at *now* of a database whose names are kept so long."""
    return Limits(*(now - kept.total_seconds() for kept in (retention, SERIES_KEPT, LOOKS_KEPT)))


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What has, or may have, lapsed of a meeting. `forgotten`: names of those whom it has forgotten before; `live`: of
    those it lives with still. `stale`: nobody else is live, and it was not held lately; `silent`: nor did anything else
    happen. `over`: its series is. `left`: how many names are to stay. `keyed`: it has a key; `whole`: and a state.
    `busy`: an effect of it waits.
    """

    meeting: int
    forgotten: tuple[PersonId, ...]
    live: tuple[PersonId, ...]
    left: int
    stale: bool
    silent: bool
    over: bool
    keyed: bool
    whole: bool
    busy: bool

    @property
    def people(self) -> tuple[PersonId, ...]:
        return self.forgotten + self.live

    def erases(self, meeting: Meeting, now: float, limit: Limits) -> bool:
        """Whether all that *meeting*, as it is at *now*, remembers of people is to go."""
        lapsed = self.live or (self.stale and (self.silent or _names_somebody(meeting)))
        return self.whole and bool(lapsed) and not self.still_serves(meeting, now, limit)

    def still_serves(self, meeting: Meeting, now: float, limit: Limits) -> bool:
        """Whether it runs, has something to do, looks after a recording, or knows of somebody new for the next time."""
        if meeting.running or self.busy or looks_after_recordings(meeting):
            return True
        if meeting.starts is not None and meeting.starts.timestamp() > now:
            return True
        told = [*(said.at for said in meeting.announced.values()), *(one.at for one in meeting.awaited)]
        told += [meeting.invitation.read] if meeting.invitation.read else []
        return any(at.timestamp() >= limit.names for at in told)


@dataclass(frozen=True, slots=True)
class Found:
    """What has lapsed among so many meetings. `last`: the last one's id. `unaged`: those with rows without an hour."""

    lapsed: tuple[Lapsed, ...]
    many: int
    last: int
    unaged: tuple[int, ...]


def look_through(connection: Connection, after: int, many: int, limit: Limits) -> Found | None:
    """What has lapsed of the *many* meetings whose ids come after this one; None: there is no such meeting."""
    ids = [row.id for row in fetch(connection, _SOME, after=after, many=many)]
    if not ids:
        return None
    people = defaultdict[int, list[Row]](list)
    for person in fetch(connection, _PEOPLE, ids=ids):
        people[person.meeting].append(person)
    told = (_lapsed(row, people[row.id], limit) for row in fetch(connection, _MEETINGS, ids=ids))
    unaged = tuple(number for number, rows in people.items() if any(row.kept is None for row in rows))
    return Found(tuple(one for one in told if one is not None), len(ids), ids[-1], unaged)


def read(connection: Connection, vault: Vault, ids: Sequence[int]) -> Mapping[int, Meeting]:
    """What these meetings remember, without names; those alone that can be opened. No row is locked."""
    found = {}
    for row in fetch(connection, _STATES, ids=list(ids)):
        try:
            key = vault.unwrap(row.wrapped_key, row.id)
            found[row.id] = codec.load_meeting(key.open(row.state, "state"))
        except (InvalidTag, ValueError, TypeError):  # TypeError: erased
            continue
    return found


def old_looks(connection: Connection, limit: Limits) -> int:
    """How many rows of the access log tell who looked, and should not any more."""
    (found,) = fetch(connection, _LOOKS, before=limit.looks)
    return int(found.many)


def _lapsed(row: Row, people: Sequence[Row], limit: Limits) -> Lapsed | None:
    old = [one for one in people if one.kept is not None and one.kept < limit.names]
    live = tuple(one.person for one in old if one.occurrence == row.occurrence)
    forgotten = tuple(one.person for one in old if one.occurrence != row.occurrence)
    young = sum(one.occurrence == row.occurrence for one in people) > len(live)
    last = limit.names if row.last is None else row.last
    ended = row.ended if row.began is not None else last if row.occurrence else None  # an earlier version wrote no row
    held_lately = bool(row.occurrence) and (ended is None or ended >= limit.names)
    stale = bool(row.whole) and not row.erased and not young and not held_lately
    heard = ended if row.occurrence else last
    over = bool(row.keyed) and heard is not None and heard < limit.series and bool(row.whole or len(people) == len(old))
    if not (live or forgotten or stale or over):
        return None
    left = len(people) - len(live) - len(forgotten)
    silent = last < limit.names
    whole, keyed, busy = bool(row.whole), bool(row.keyed), bool(row.busy)
    return Lapsed(row.id, forgotten, live, left, stale, silent, over, keyed, whole, busy)


def _names_somebody(meeting: Meeting) -> bool:
    invited = meeting.invitation
    listed = invited.people or invited.calendar or meeting.awaited or invited.organizer != Invited()
    return bool(listed or meeting.identities or meeting.people or meeting.chat or meeting.announced)
