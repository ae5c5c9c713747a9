"""A day after the meeting the store's meeting knows nobody, also after a restart; names for the audit stay apart."""

from pathlib import Path

from sqlalchemy import func, select

from bot.domain.alarms import Alarm
from bot.domain.events import AlarmRang, CommandGiven, Event, MeetingEnded
from bot.domain.forgotten import NamesErased, RosterForgotten
from bot.domain.meeting import Meeting
from bot.domain.presses import Command
from bot.store import codec, schema
from tests.scenes import ANN, BO, CATO, EINAR, at, invited, joined, pid, started
from tests.store.test_series import Bot

DAY = 24 * 60
GONE: tuple[Event, ...] = (
    started(),
    invited(BO),
    joined(ANN, CATO, EINAR),
    MeetingEnded(at(30), at(30)),
    AlarmRang(at(30 + DAY), Alarm.FORGET_ROSTER, at(30 + DAY)),
)


def told(bot: Bot, *events: Event) -> Meeting:
    return bot.tell(*events).meeting


def test_nobody_comes_back_with_a_restart_though_the_audit_can_be_read_by_name(tmp_path: Path) -> None:
    bot = Bot(tmp_path)
    accepted = bot.tell(*GONE)
    bot.restart()
    late = told(bot, CommandGiven(at(30 + 2 * DAY), BO, Command.HELP))
    bot.restart()
    later = told(bot, CommandGiven(at(31 + 2 * DAY), BO, Command.HELP))
    with bot.database.engine.begin() as connection:
        names = connection.execute(select(func.count()).select_from(schema.person)).scalar_one()
    bot.database.close()

    assert accepted.fact == RosterForgotten(at(30 + DAY))
    assert [who.name for who in late.identities.values()] == [BO.name]
    assert later.identities == late.identities
    assert pid(late, BO) == "p4"
    assert names == len((ANN, CATO, EINAR, BO))


def test_the_next_meeting_begins_as_ever(tmp_path: Path) -> None:
    bot = Bot(tmp_path)
    bot.tell(*GONE)
    bot.restart()
    meeting = told(bot, started(7 * DAY), invited(BO, minutes=7 * DAY), joined(ANN, BO, minutes=7 * DAY + 1))
    bot.database.close()

    assert {meeting.identities[person].name for person in meeting.present} == {ANN.name, BO.name}


def test_that_names_were_erased_is_recorded_with_how_many(tmp_path: Path) -> None:
    bot = Bot(tmp_path)
    meeting = told(bot, *GONE[:-1], NamesErased(at(40 * DAY), 3))
    with bot.database.engine.begin() as connection:
        bodies = connection.execute(select(schema.audit.c.body).order_by(schema.audit.c.seq)).scalars().all()
    bot.database.close()

    assert meeting.identities == {}
    assert codec.fact_in(bodies[-1]) == "NamesErased"
    assert '"people":3' in bodies[-1]
    assert '"asked":[]' in bodies[-1]
    assert '"verdicts":["p' in bodies[2]
