"""What a transaction has decided, written: the meetings, then the alarms and effects that their rules ask for."""

from collections.abc import Collection
from functools import partial

from bot.domain.effects import SetAlarm
from bot.store import alarms, claiming, queue
from bot.store.queue import Waiting
from bot.store.unit import Unit


def write(unit: Unit, now: float, lanes: Collection[str] = ()) -> bool:
    """Write it at *now*. *lanes*: those whose head is gone. Gives whether there is anything new to be done."""
    connection = unit.connection
    unit.flush(now)
    alarms.set_all(connection, [(held.id, one) for held, one in unit.effects if isinstance(one, SetAlarm)])
    turn = partial(claiming.turn, unit, now)
    queue.advance(connection, lanes, turn)
    new = [Waiting(held.id, one, opened_now=held.stored is None) for held, one in unit.effects]
    queue.add(connection, new, now, turn)
    return bool(lanes or new)
