"""T1. Whoever asks is told what Møtevakt can do; whoever may not do something is told so, alone.

Source: the hospital's procedure, clause T1 (guidance in the service is given).
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event, PressRefused
from bot.domain.meeting import Meeting
from bot.domain.presses import Command, CommandWanted
from bot.domain.procedure import Procedure
from bot.domain.rules.asking import asked_for

REFUSED = "refused"


def give_help(fact: Event, _before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """The commands, one line each, on `/hjelp`."""
    match fact:
        case CommandGiven(command=Command.HELP) | CardPressed(press=CommandWanted(Command.HELP)):
            yield asked_for(fact, CardKind.HELP, after)
        case PressRefused(typed=True):
            person = after.person(fact.by)
            asked = fact.asked.command if isinstance(fact.asked, CommandWanted) else Command.HELP
            to = None if after.where.personal else person
            yield ShowCard(after.new_matter(CardKind.HELP, f"{REFUSED}-{asked}-{person}"), to)
