"""The hours that rules asked for. One alarm a name and meeting: the same name again moves it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, literal, select, update

from bot.domain.alarms import Alarm
from bot.domain.effects import SetAlarm
from bot.store import schema
from bot.store.driver import fetch, run_many, upsert

GRACE_S = 120.0
"""How long after start-up an overdue alarm waits: we were away, Teams was not silent, and may tell us yet."""

_alarm = schema.alarm.c
_DUE = (
    select(schema.alarm)
    .join(schema.meeting, schema.meeting.c.id == _alarm.meeting)
    .where(_alarm.rings <= bindparam("now"))
    .order_by(_alarm.rings)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True)
)
_SET = upsert(schema.alarm, ("meeting", "name"), ("due", "rings"))
_REMOVE = delete(schema.alarm).where(_alarm.meeting == bindparam("of"), _alarm.name == bindparam("called"))


def set_all(connection: Connection, alarms: Sequence[tuple[int, SetAlarm]]) -> None:
    """Set alarms of the meetings with these row ids; of two with one name the later asked for holds."""
    newest = {(meeting, alarm.name): alarm.at.timestamp() for meeting, alarm in alarms}
    rows = [{"meeting": meeting, "name": name, "due": at, "rings": at} for (meeting, name), at in newest.items()]
    run_many(connection, _SET[connection.dialect.name], rows)


def due(connection: Connection, now: float, room: int) -> Sequence[Row[Any]]:
    return fetch(connection, _DUE, now=now, room=room)


def remove(connection: Connection, alarms: Sequence[tuple[int, str]]) -> None:
    if alarms:
        run_many(connection, _REMOVE, [{"of": meeting, "called": name} for meeting, name in alarms])


def grant_grace(connection: Connection, now: float) -> None:
    """At start-up: nothing rings before Teams had the time to tell what we missed, but that we were away."""
    overdue = (_alarm.rings < now + GRACE_S, _alarm.name != Alarm.BACK)
    connection.execute(update(schema.alarm).where(*overdue).values(rings=now + GRACE_S))


def tell_absence(connection: Connection, since: float, now: float) -> None:
    """Ring in every meeting that waits for an alarm, and so may be running: nobody listened *since* then.

    Where that is not yet told of an absence before this one, the earlier one's hour holds.
    """
    waiting = select(_alarm.meeting, literal(Alarm.BACK.value), literal(since), literal(now)).distinct()
    told = select(_alarm.meeting).where(_alarm.name == Alarm.BACK)
    columns = [_alarm.meeting, _alarm.name, _alarm.due, _alarm.rings]
    connection.execute(insert(schema.alarm).from_select(columns, waiting.where(_alarm.meeting.not_in(told))))
