"""S6. Everybody present introduces themselves, also those off camera; the card shows who is missing.

Source: the hospital's procedure, clause S6. It closes by itself when all have.
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting, must_introduce
from bot.domain.presses import Command, CommandWanted, Introduce, RoundWanted
from bot.domain.procedure import Procedure
from bot.domain.rules.concern import parts


def introduce_everyone(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """A round asked for in words comes to all, and the one before it folds; a button asks for one if there is none."""
    round_ = after.latest_matter(CardKind.INTRODUCTIONS)
    match fact:
        case CommandGiven(command=Command.ROUND) | CardPressed(press=CommandWanted(Command.ROUND)):
            yield ShowCard(after.new_matter(CardKind.INTRODUCTIONS))
            if round_ is not None:
                yield ShowCard(round_)  # folds
        case CardPressed(press=RoundWanted() | Introduce()) if round_ is None:
            yield ShowCard(after.new_matter(CardKind.INTRODUCTIONS))
        case _ if parts(fact) and not after.present:
            return  # people part: the end is told by the end, or by somebody who comes back
        case _ if round_ is not None and after.running and after.installed and _round(before) != _round(after):
            yield ShowCard(round_)


def _round(meeting: Meeting) -> object:
    """What the card says."""
    return must_introduce(meeting), meeting.introductions
