"""T1. Whoever asks is shown what is kept about them, and who has seen it: in their own chat, and nowhere else.

Source: GDPR art. 15 (everybody may know what is kept about them); the procedure's clause T1 (guidance is given).
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.effects import CardKind, Effect, Matter, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.presses import Command, CommandWanted
from bot.domain.procedure import Procedure

_MINUTE_S = 60


def give_insight(fact: Event, _before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """What is kept, on `/innsyn` in somebody's own chat; asked again in the same minute, the same card is updated.

    In a meeting's chat they alone are told where to ask. A button's answer tells it already (cards/answer.py).
    """
    match fact:
        case CommandGiven(command=Command.INSIGHT) | CardPressed(press=CommandWanted(Command.INSIGHT)):
            person = after.person(fact.by)
            if person is None:
                return
            if after.where.personal:
                yield ShowCard(Matter(CardKind.INSIGHT, _minute(fact.at), f"to-{person}"))
            elif isinstance(fact, CommandGiven):
                yield ShowCard(after.new_matter(CardKind.INSIGHT, f"to-{person}"), person)


def _minute(at: datetime) -> int:
    """The card's number: the minute in which it was asked for, counted from 1970."""
    return int(at.timestamp()) // _MINUTE_S
