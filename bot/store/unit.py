"""One transaction's view of the meetings: loaded together, decided in memory, written together.

Many deliveries share one transaction, so each table is read and written once, however many there are. Nothing is
written before every delivery was decided: one that fails leaves no trace in the others. What was opened before comes
from the cache, and goes there again once all is on disk.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, or_, select, update

from bot.domain.change import replace
from bot.domain.decide import Decision
from bot.domain.effects import Effect
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.records import Occurrence, Where
from bot.domain.trace import trace_decision, trace_fact
from bot.ports import Delivery
from bot.store import codec, rows, schema
from bot.store.cache import Cache, Opened, named_in
from bot.store.driver import Among, Row, fetch, run_many, upsert
from bot.store.rows import Held
from bot.store.vault import Vault

_row = schema.meeting.c
_MEETINGS = (
    select(
        _row.id, _row.conversation, _row.tenant, _row.wrapped_key, _row.occurrence, _row.met,
        _row.audit_seq, _row.audit_hash, _row.sent,
        (_row.wrapped_key.is_not(None) & _row.state.is_not(None)).label("whole"),
    )
    .where(
        or_(
            Among(_row.conversation, "names"),
            Among(_row.id, "ids"),
        )
    )
    .order_by(_row.id)
    .with_for_update()
)  # fmt: skip
_last = schema.occurrence.c
_STATES = (
    select(_row.id, _row.state, _last.began, _last.ended)
    .join(schema.occurrence, and_(_last.meeting == _row.id, _last.number == _row.occurrence), isouter=True)
    .where(Among(_row.id, "ids"))
)
_PEOPLE = (
    select(schema.person.c.meeting, schema.person.c.person, schema.person.c.sealed)
    .join(schema.meeting, schema.meeting.c.id == schema.person.c.meeting)
    .where(
        Among(schema.person.c.meeting, "ids"),
        schema.person.c.occurrence == schema.meeting.c.occurrence,
    )
)
_DECIDED = select(schema.audit.c.delivery, schema.audit.c.body).where(Among(schema.audit.c.delivery, "keys"))
_INSERT_MEETING, _INSERT_PERSON, _INSERT_AUDIT = insert(schema.meeting), insert(schema.person), insert(schema.audit)
_PUT_OCCURRENCE = upsert(schema.occurrence, ("meeting", "number"), ("began", "ended"))
_UPDATE_MEETING = update(schema.meeting).where(schema.meeting.c.id == bindparam("meeting_id"))
_FORGET_PERSON = (
    update(schema.person)
    .where(schema.person.c.meeting == bindparam("meeting_id"), schema.person.c.person == bindparam("person_id"))
    .where(schema.person.c.occurrence >= 0)
    .values(occurrence=-1 - schema.person.c.occurrence)  # see `rows.holding_of`
)
_UPDATE_PERSON = update(schema.person).where(
    schema.person.c.meeting == bindparam("meeting_id"), schema.person.c.person == bindparam("person_id")
)


@dataclass(slots=True)
class Unit:
    """The store's `Book` for one transaction. `effects` are those asked for in it, in order."""

    connection: Connection
    vault: Vault
    cache: Cache
    effects: list[tuple[Held, Effect]] = field(default_factory=list)
    _held: dict[str, Held] = field(default_factory=dict)
    _by_id: dict[int, Held] = field(default_factory=dict)
    _decided: dict[str, str] = field(default_factory=dict)
    _audit: list[dict[str, Any]] = field(default_factory=list)
    _occurrences: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)

    def load(self, *, conversations: Iterable[str] = (), ids: Iterable[int] = ()) -> None:
        """Hold these meetings, those that exist; locked against other replicas, in the order of their ids."""
        names = [name for name in set(conversations) if name not in self._held]
        numbers = [number for number in set(ids) if number not in self._by_id]
        if not names and not numbers:
            return
        found = fetch(self.connection, _MEETINGS, names=names, ids=numbers)
        kept = {row.id: self.cache.get(row) if row.whole else None for row in found}
        closed = [row.id for row in found if kept[row.id] is None]
        states = self._states(closed)
        for row in found:
            opened = kept[row.id]
            if opened is not None:
                held = rows.hold(row, opened.key, opened.wrapped_key, opened.meeting, opened.log)
            else:
                held = rows.open_row(row, *states[row.id], self.vault)
            self._hold(row.conversation, held)

    def load_decided(self, deliveries: Iterable[Delivery]) -> None:
        """Learn which of these were decided before. Of a meeting that is not known none was: a key is over its chat."""
        wanted = [one.key for one in deliveries if one.where.conversation in self._held]
        if wanted:
            for row in fetch(self.connection, _DECIDED, keys=wanted):
                self._decided[row.delivery] = codec.fact_in(row.body)

    def held(self, meeting: int) -> Held:
        """A meeting that was loaded, by its row's id."""
        return self._by_id[meeting]

    def decided(self, key: str) -> str | None:
        return self._decided.get(key)

    def meeting(self, where: Where) -> Meeting:
        held = self._at(where)
        news = held.meeting.where.updated(where)
        return held.meeting if news == held.meeting.where else replace(held.meeting, where=news)

    def enter(self, delivery: Delivery, decision: Decision) -> None:
        body = codec.dump_row(trace_decision(decision, delivery.arrived))
        held = self._at(delivery.where)
        before, held.meeting = held.meeting.occurrence, decision.after
        self.effects.extend((held, effect) for effect in decision.effects)
        self._note(held, delivery, type(decision.fact).__name__, body)
        if decision.after.occurrence is not before:
            self._note_occurrence(held, before)

    def tell(self, delivery: Delivery, held: Held, **more: bool) -> None:
        """Record a fact that changes nothing that is remembered of the meeting, and *more* of it."""
        body = codec.dump_row({**trace_fact(delivery.event, held.meeting), **more, "asked": []})
        self._note(held, delivery, type(delivery.event).__name__, body)

    def refuse(self, delivery: Delivery, cause: str) -> None:
        """Record a delivery that could not be decided, by the type of what went wrong. It changed nothing."""
        body = {"fact": "NotDecided", "event": type(delivery.event).__name__, "cause": cause}
        self._note(self._at(delivery.where), delivery, "NotDecided", codec.dump_row(body))

    def flush(self, now: float) -> None:
        """Write what was decided and recorded, at *now*."""
        touched = [held for held in self._held.values() if held.touched]
        new = sorted((held for held in touched if held.stored is None), key=_conversation)  # two wait in one order
        changed = [held for held in touched if held.stored is not None and held.changed]
        chained = [held for held in touched if held.stored is not None and not held.changed]
        self._write(_INSERT_MEETING, [rows.meeting_row(held) for held in new])
        self._write(_UPDATE_MEETING, [_keyed(rows.state_row(held)) for held in changed])
        self._write(_UPDATE_MEETING, [_keyed(rows.chain_row(held)) for held in chained])
        self._write_people([*new, *changed], now)
        self._write(_PUT_OCCURRENCE[self.connection.dialect.name], list(self._occurrences.values()))
        self._write(_INSERT_AUDIT, self._audit)

    def keep(self, now: float) -> None:
        """All is on disk: what was opened may serve the next transaction too."""
        for held in self._by_id.values():
            if held.stored is None and not held.touched:
                continue  # only looked for
            size = named_in(held.meeting)
            opened = Opened(held.key, held.wrapped_key, held.audit_hash, held.meeting, held.log, size, now)
            self.cache.keep(held.id, opened)

    def _states(self, ids: list[int]) -> dict[int, tuple[Row, dict[PersonId, bytes]]]:
        """What is sealed of these meetings: the state, with when they were last held, and each person's identity."""
        if not ids:
            return {}
        states: dict[int, tuple[Row, dict[PersonId, bytes]]] = {
            row.id: (row, {}) for row in fetch(self.connection, _STATES, ids=ids)
        }
        for person in fetch(self.connection, _PEOPLE, ids=ids):
            states[person.meeting][1][person.person] = person.sealed
        return states

    def _note(self, held: Held, delivery: Delivery, fact: str, body: str) -> None:
        held.audit_seq += 1
        row = {
            "meeting": held.id,
            "seq": held.audit_seq,
            "delivery": delivery.key,
            "at": delivery.arrived.timestamp(),
            "body": body,
        }
        held.audit_hash = rows.chained(held.audit_hash, row)
        held.touched = True
        self._audit.append({**row, "hash": held.audit_hash})
        self._decided[delivery.key] = fact

    def _note_occurrence(self, held: Held, before: Occurrence | None) -> None:
        """Have the newest occurrence written if it is new, or began or ended otherwise than *before*.

        One whose end nobody told of is over when the next has begun.
        """
        now = held.meeting.occurrence
        if now is None:
            return
        opens = before is None or before.number != now.number
        if opens and before is not None and before.running:
            self._put_occurrence(held, replace(before, ended=max(before.started, now.started)), opens=False)
        if opens or before is None or (before.started, before.ended) != (now.started, now.ended):
            self._put_occurrence(held, now, opens=opens)

    def _put_occurrence(self, held: Held, one: Occurrence, *, opens: bool) -> None:
        known = self._occurrences.get((held.id, one.number))
        # an earlier version wrote none: then its first row is not known, where it is not the meeting's own
        first = known["first"] if known else held.audit_seq if opens or one.number > 1 else 1
        self._occurrences[held.id, one.number] = rows.occurrence_row(held, one, first)

    def _at(self, where: Where) -> Held:
        held = self._held.get(where.conversation)
        return held or self._hold(where.conversation, rows.open_new(where, self.vault))

    def _hold(self, conversation: str, held: Held) -> Held:
        self._held[conversation] = self._by_id[held.id] = held
        return held

    def _write_people(self, meetings: list[Held], now: float) -> None:
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        forgotten: list[dict[str, Any]] = []
        for held in meetings:
            known = held.stored.identities if held.stored else {}
            moved = held.stored is not None and held.stored.occurrence_number != held.meeting.occurrence_number
            if held.meeting.identities is known and not moved:
                continue
            added = len(new)
            for person, who in held.meeting.identities.items():
                if person not in known:
                    new.append(rows.person_row(held, person, who, self.vault.mark(who.oid), now))
                elif moved or (known[person] is not who and known[person] != who):
                    row = rows.person_row(held, person, who, self.vault.mark(who.oid), now)
                    changed.append({"meeting_id": row.pop("meeting"), "person_id": row.pop("person"), **row})
            if not moved and len(held.meeting.identities) - (len(new) - added) < len(known):
                gone = known.keys() - held.meeting.identities.keys()
                forgotten += [{"meeting_id": held.id, "person_id": person} for person in gone]
        self._write(_FORGET_PERSON, forgotten)
        self._write(_INSERT_PERSON, new)
        self._write(_UPDATE_PERSON, changed)

    def _write(self, statement: Any, many: list[dict[str, Any]]) -> None:
        run_many(self.connection, statement, many)


def _conversation(held: Held) -> str:
    return held.meeting.where.conversation


def _keyed(row: dict[str, Any]) -> dict[str, Any]:
    return {"meeting_id": row.pop("id"), **row}
