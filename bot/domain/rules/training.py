"""T1, T2. Whoever asks is shown where the training is, and may say that they have done theirs.

Source: the hospital's procedure, clauses T1 (training is given) and T2 (everybody answers for having done it).
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.presses import Command, CommandWanted
from bot.domain.procedure import Procedure
from bot.domain.rules.asking import asked_for


def offer_training(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """The card of `/opplæring`; the one that stands for all is updated when somebody confirms."""
    match fact:
        case CommandGiven(command=Command.TRAINING) | CardPressed(press=CommandWanted(Command.TRAINING)):
            yield asked_for(fact, CardKind.TRAINING, after)
        case CardPressed() if before.trained != after.trained:
            standing = after.latest_matter(CardKind.TRAINING)
            if standing is not None:
                yield ShowCard(standing)
