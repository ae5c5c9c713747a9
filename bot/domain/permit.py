"""Who may do what. A press that is not allowed becomes a refusal before anything is remembered."""

from enum import StrEnum

from bot.domain.events import (
    CardPressed,
    ChecklistWanted,
    Command,
    CommandGiven,
    CommandWanted,
    Event,
    Ground,
    Press,
    PressRefused,
    Settle,
    TickSet,
)
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Role
from bot.domain.procedure import Clause
from bot.domain.verdict import STRANGE_KINDS, Weight, belongs, judge


class Standing(StrEnum):
    """The columns of the table of rights, judged from the right: stranger beats outside, outside beats presenter."""

    LEAD = "lead"  # organizer or presenter, own staff
    COLLEAGUE = "colleague"  # own staff, expected
    OUTSIDE = "outside"  # from outside and invited; or own staff of whom we cannot know whether they are expected
    STRANGER = "stranger"  # not expected, anonymous, telephone


_OWN = frozenset({Standing.LEAD, Standing.COLLEAGUE})
_EXPECTED = _OWN | {Standing.OUTSIDE}
_ALL = frozenset(Standing)
_JUDGEMENT = frozenset({Clause.P2, Clause.V3, Clause.V8})  # ticks that only own staff can answer for


def standing(who: Identity, role: Role | None, meeting: Meeting) -> Standing:
    """*who*'s column. An unknown role gives no presenter's right; an unread invitation makes nobody a colleague."""
    known = meeting.known(who)
    weight = judge(who, meeting, role).weight
    if known.kind in STRANGE_KINDS or weight in (Weight.RED, Weight.AMBER):
        return Standing.STRANGER
    if not belongs(known, meeting):
        return Standing.OUTSIDE if weight is Weight.GREEN else Standing.STRANGER
    if role in (Role.ORGANIZER, Role.PRESENTER):
        return Standing.LEAD
    return Standing.COLLEAGUE if weight is Weight.GREEN else Standing.OUTSIDE


def entitled(press: Press) -> frozenset[Standing]:
    """Who may press this."""
    match press:
        case Settle():
            return _OWN
        case TickSet(clause=clause):
            return _OWN if clause in _JUDGEMENT else _EXPECTED
        case ChecklistWanted():
            return _ALL
        case CommandWanted(command):
            return _OWN if command is Command.ROSTER else _ALL


def permit(event: Event, before: Meeting) -> Event:
    """*event*, or the refusal that takes its place."""
    match event:
        case CardPressed():
            press: Press = event.press
        case CommandGiven():
            press = CommandWanted(event.command)
        case _:
            return event
    ground = _ground(press, event.by, event.role, before)
    if ground is None:
        return event
    return PressRefused(event.at, event.by, press, ground, typed=isinstance(event, CommandGiven))


def _ground(press: Press, by: Identity, role: Role | None, before: Meeting) -> Ground | None:
    if standing(by, role, before) not in entitled(press):
        return Ground.NOT_ENTITLED
    if isinstance(press, Settle):
        if press.person not in before.identities:
            return Ground.UNKNOWN_PERSON
        if press.person == before.person(by):
            return Ground.ONESELF
    return None
