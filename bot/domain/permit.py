"""Who may do what. A press that is not allowed becomes a refusal before anything is remembered."""

from enum import StrEnum
from typing import assert_never

from bot.domain.cautions import caution_of
from bot.domain.events import CardPressed, CommandGiven, Event, PressRefused
from bot.domain.meeting import Meeting
from bot.domain.participants import NO_ACCOUNT, Identity, Kind, PersonId, Role
from bot.domain.presses import (
    ChecklistWanted,
    Command,
    CommandWanted,
    FalseAlarm,
    Ground,
    HardenWanted,
    Introduce,
    Press,
    RoomTold,
    RoundWanted,
    Settle,
    StopWanted,
    TickSet,
    TrainingConfirmed,
)
from bot.domain.procedure import Clause
from bot.domain.reasons import Weight
from bot.domain.verdict import belongs, judge


class Standing(StrEnum):
    """The columns of the table of rights, judged from the right: stranger beats outside, outside beats presenter."""

    LEAD = "lead"  # organizer or presenter, own staff
    COLLEAGUE = "colleague"  # own staff, expected
    OUTSIDE = "outside"  # from outside and invited; or own staff of whom we cannot know whether they are expected
    STRANGER = "stranger"  # not expected, anonymous, telephone


_LEAD = frozenset({Standing.LEAD})
_OWN = frozenset({Standing.LEAD, Standing.COLLEAGUE})
_EXPECTED = _OWN | {Standing.OUTSIDE}
_ALL = frozenset(Standing)
_JUDGEMENT = frozenset({Clause.P2, Clause.V3, Clause.V8})  # ticks that only own staff can answer for
_FINE = frozenset({Weight.GREEN, Weight.NOTED})

_BY_COMMAND: dict[Command, frozenset[Standing]] = {
    Command.ROSTER: _OWN,
    Command.STATUS: _OWN,
    Command.LANGUAGE: _OWN,
    Command.EXPECTED: _LEAD,
    Command.STOP: _EXPECTED,
}


def standing(who: Identity, role: Role | None, meeting: Meeting) -> Standing:
    """*who*'s column. An unknown role gives no presenter's right; an unread invitation makes nobody a colleague."""
    known = meeting.known(who)
    if meeting.where.personal:  # their own chat; of their tenant, Teams may say nothing there
        ours = known.kind is Kind.USER and known.tenant in ("", meeting.where.tenant)
        return Standing.LEAD if ours else Standing.STRANGER
    weight = judge(who, meeting, role).weight
    if known.kind in NO_ACCOUNT or weight in (Weight.RED, Weight.AMBER):
        return Standing.STRANGER
    if not belongs(known, meeting):
        return Standing.OUTSIDE if weight in _FINE else Standing.STRANGER
    if role in (Role.ORGANIZER, Role.PRESENTER):
        return Standing.LEAD
    return Standing.COLLEAGUE if weight in _FINE else Standing.OUTSIDE


def entitled(press: Press) -> frozenset[Standing]:
    """Who may press this."""
    match press:
        case Settle():
            return _OWN
        case TickSet(clause=clause):
            return _OWN if clause in _JUDGEMENT else _EXPECTED
        case StopWanted():
            return _EXPECTED
        case Introduce(person=person):
            return _ALL if person is None else _OWN
        case ChecklistWanted() | RoundWanted() | RoomTold() | TrainingConfirmed() | FalseAlarm():
            return _ALL
        case HardenWanted():
            return _LEAD
        case CommandWanted(command):
            return _BY_COMMAND.get(command, _ALL)
        case _:
            assert_never(press)


def permit(event: Event, before: Meeting) -> Event:
    """*event*, or the refusal that takes its place."""
    card = ""
    match event:
        case CardPressed():
            press: Press = event.press
            card = event.card
        case CommandGiven():
            press = CommandWanted(event.command)
        case _:
            return event
    ground = _ground(press, event.by, event.role, before, card)
    if ground is None:
        return event
    return PressRefused(event.at, event.by, press, ground, typed=isinstance(event, CommandGiven))


def _ground(press: Press, by: Identity, role: Role | None, before: Meeting, card: str) -> Ground | None:
    rightful = entitled(press)
    if rightful != _ALL and standing(by, role, before) not in rightful:
        return Ground.NOT_ENTITLED
    match press:
        case Settle(person):
            return _about(person, by, before)
        case Introduce(person=str(person)):
            return _for_another(PersonId(person), by, before)
        case FalseAlarm():
            own = caution_of(before.person(by), card, before)
            return None if own is not None else Ground.NOT_THE_WRITER
        case _:
            return None


def _about(person: PersonId, by: Identity, before: Meeting) -> Ground | None:
    if person not in before.identities:
        return Ground.UNKNOWN_PERSON
    return Ground.ONESELF if person == before.person(by) else None


def _for_another(person: PersonId, by: Identity, before: Meeting) -> Ground | None:
    """Only for whoever cannot press a button; for oneself it is always right."""
    if person not in before.identities:
        return Ground.UNKNOWN_PERSON
    if person == before.person(by) or not before.can_press(person):
        return None
    return Ground.CAN_PRESS
