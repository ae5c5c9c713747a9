"""Names of one meeting are destroyed: their rows go, and with them the key under which they were sealed.

What else that key sealed, the meeting's state and the names that stay, is sealed anew. So what lies on in freed pages,
in a log of the database or in whoever's copy of a row opens nowhere, as soon as the old key is gone from there too.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from sqlalchemy import bindparam, delete, select, update

from bot.domain.decide import decide
from bot.domain.forgotten import NamesErased
from bot.domain.participants import PersonId
from bot.domain.procedure import Procedure
from bot.ports import Delivery
from bot.store import rows, schema
from bot.store.driver import fetch, run_many
from bot.store.lapsing import REMEMBERS
from bot.store.rows import Held
from bot.store.unit import Unit

_person = schema.person.c
_SEALED = select(_person.person, _person.sealed).where(_person.meeting == bindparam("of"))
_THIS = (_person.meeting == bindparam("meeting_id"), _person.person == bindparam("person_id"))
_DELETE = delete(schema.person).where(*_THIS)
_RESEAL = update(schema.person).where(*_THIS)


def erase(unit: Unit, held: Held, people: Collection[PersonId], now: float, procedure: Procedure) -> None:
    """Have the names of *people* nowhere any more, and nobody in the meeting's memory. What was recorded stays.

    `unit` has to be written afterwards. Whoever else was in the meeting keeps their name for its audit alone.
    """
    delivery = _told(held, len(people), now)
    unit.enter(delivery, decide(delivery.event, held.meeting, procedure))
    _destroy(unit, held, people)


def drop(unit: Unit, held: Held, people: Collection[PersonId], now: float) -> None:
    """The same for *people* whom the meeting has forgotten before: what it remembers stays."""
    unit.tell(_told(held, len(people), now), held, **{REMEMBERS: True})
    _destroy(unit, held, people)


def _told(held: Held, people: int, now: float) -> Delivery:
    hour = datetime.fromtimestamp(now, UTC)
    return Delivery(f"erased:{held.id}:{held.audit_seq + 1}", held.meeting.where, NamesErased(hour, people), hour)


def _destroy(unit: Unit, held: Held, people: Collection[PersonId]) -> None:
    old, gone, sealed_anew = held.key, list(people), []
    held.rekey(unit.vault)
    for row in fetch(unit.connection, _SEALED, of=held.id):
        if row.person in people:
            continue
        try:
            sealed_anew.append((row.person, rows.reseal(row.person, row.sealed, old, held.key)))
        except InvalidTag:  # of a key that was destroyed before
            gone.append(row.person)
    run_many(unit.connection, _DELETE, [{"meeting_id": held.id, "person_id": one} for one in gone])
    changed = [{"meeting_id": held.id, "person_id": one, "sealed": sealed} for one, sealed in sealed_anew]
    run_many(unit.connection, _RESEAL, changed)
