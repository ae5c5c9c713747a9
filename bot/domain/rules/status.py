"""S7. `/status` tells what we see of the meeting, what we do not, and since when.

Source: the hospital's procedure, clause S7: whoever keeps watch must know what the bot does not see for them.
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.presses import Command, CommandWanted
from bot.domain.procedure import Procedure
from bot.domain.rules.asking import asked_for


def tell_status(fact: Event, _before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """The sources, how fresh they are, and the blind spots."""
    match fact:
        case CommandGiven(command=Command.STATUS) | CardPressed(press=CommandWanted(Command.STATUS)):
            yield asked_for(fact, CardKind.STATUS, after)
