"""S7. Whoever leads the meeting can say whom they expect, and see whom all sources expect.

Source: the hospital's procedure, clause S7; the `/forventet` command.
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.presses import Command, CommandWanted
from bot.domain.procedure import Procedure
from bot.domain.rules.asking import asked_for


def show_expected(fact: Event, _before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """The list with where each name comes from, on `/forventet`, with the names that were just said."""
    match fact:
        case CommandGiven(command=Command.EXPECTED) | CardPressed(press=CommandWanted(Command.EXPECTED)):
            yield asked_for(fact, CardKind.EXPECTED, after)
