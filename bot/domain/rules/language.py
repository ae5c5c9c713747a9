"""T1. A chat is written in the language that its people choose.

Source: the hospital's procedure, clause T1; the `/språk` command. Bokmål and nynorsk are equal by law (språklova § 4).
"""

from collections.abc import Iterator

from bot.domain.effects import LANGUAGE, CardKind, Effect, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.presses import Command, CommandWanted
from bot.domain.procedure import Procedure, Variant
from bot.domain.rules.asking import asked_for

_LIVING = (CardKind.RULES, CardKind.ALERT, CardKind.STOP, CardKind.INTRODUCTIONS, CardKind.TRAINING)


def speak_language(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """Which language we write, and which there are; when it changes, the cards that live on are written anew."""
    match fact:
        case CommandGiven(command=Command.LANGUAGE) | CardPressed(press=CommandWanted(command=Command.LANGUAGE)):
            yield asked_for(fact, CardKind.HELP, after, LANGUAGE)
    if before.language != after.language and after.installed:
        shown = [after.latest_matter(kind) for kind in _LIVING]
        shown += [after.latest_matter(CardKind.CHECKLIST, variant) for variant in Variant]
        yield from (ShowCard(matter) for matter in shown if matter is not None)
