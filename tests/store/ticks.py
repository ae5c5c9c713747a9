"""What tests of the store tell and read."""

from datetime import datetime

from sqlalchemy import select

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CardShown, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.presses import Command
from bot.domain.records import Where
from bot.ports import Accepted, Delivery, Done, Finished, Task
from bot.store import codec, schema
from bot.store.opened import Database
from bot.store.tick import Ticked
from tests.scenes import ANN, BO, CATO, NINE, WHERE, at, invited, joined, started

NOW = NINE.timestamp()


def delivery(key: str, event: Event, where: Where = WHERE) -> Delivery:
    return Delivery(key, where, event, event.at)


def done(task: Task, when: datetime = NINE) -> Finished:
    matter = task.effect.matter if isinstance(task.effect, ShowCard) else Matter(CardKind.RULES, 1)
    return Finished(task, Done(CardShown(when, str(matter), f"activity-{task.id}")), when)


def shows(tasks: list[Task]) -> list[str]:
    return [str(task.effect.matter) for task in tasks if isinstance(task.effect, ShowCard)]


def story() -> list[Event]:
    return [started(), invited(BO), joined(ANN, BO, CATO), CommandGiven(at(2), ANN, Command.CHECKLIST)]


def meeting_of(ticked: Ticked) -> Meeting:
    (*_, last) = ticked.answers
    assert isinstance(last, Accepted)
    return last.meeting


def facts(database: Database) -> list[str]:
    """The names of all facts in the audit."""
    with database.engine.begin() as connection:
        rows = connection.execute(select(schema.audit.c.body).order_by(schema.audit.c.meeting, schema.audit.c.seq))
        return [codec.fact_in(body) for body in rows.scalars()]
