"""P2, S1–S9, V. The checklist is shown on request and ticked together; every tick tells who and when.

Source: the hospital's procedure, clauses P2, S1–S9 and V1–V9; the `/sjekkliste` command (the bot's order).
"""

from collections.abc import Iterator

from bot.domain.checklists import lines, made_of
from bot.domain.effects import CardKind, Effect, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.presses import ChecklistWanted, Command, CommandWanted, TickSet
from bot.domain.procedure import Procedure, Variant
from bot.domain.rules.concern import parts


def keep_checklist(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """A checklist asked for in words comes to all, at the bottom of the chat, and the one before it folds.

    A button asks more gently: a checklist that is there already is not posted again. One that is there follows what is
    ticked, who is there and who has introduced themselves.
    """
    match fact:
        case CommandGiven(command=Command.CHECKLIST, variant=variant):
            yield from _anew(variant, after)
        case CardPressed(press=CommandWanted(command=Command.CHECKLIST)):
            yield from _anew(Variant.TEAMS, after)
        case CardPressed(press=ChecklistWanted(variant=variant)):
            if after.latest_matter(CardKind.CHECKLIST, variant) is None:
                yield from _anew(variant, after)
        case CardPressed(press=TickSet(variant=variant)) if _is_news(
            variant, before, after
        ):  # pressed on a card of an earlier occurrence
            yield from _anew(variant, after)
        case _ if after.installed:  # lists judge everybody who is there: only those that stand are looked at
            for variant in Variant:
                shown = after.latest_matter(CardKind.CHECKLIST, variant)
                if shown is not None and _says_more(fact, variant, before, after, procedure):
                    yield ShowCard(shown)


def _may_follow(fact: Event, before: Meeting, after: Meeting) -> bool:
    """Whether a checklist that stands may say something else now; that people part changes nothing on it."""
    parted = (before.running and not after.running) or (parts(fact) and not after.present)
    return not parted and made_of(before) != made_of(after)


def _says_more(fact: Event, variant: Variant, before: Meeting, after: Meeting, procedure: Procedure) -> bool:
    """Whether a list is worth an update. That somebody leaves is, if it makes a line done or shuts an open room."""
    if not _may_follow(fact, before, after):
        return False
    then, now = lines(variant, before, procedure), lines(variant, after, procedure)
    if parts(fact):
        return [(line.done, line.open_rooms) for line in then] != [(line.done, line.open_rooms) for line in now]
    return then != now


def _is_news(variant: Variant, before: Meeting, after: Meeting) -> bool:
    """Whether something was ticked of which no card stands."""
    return before.ticks != after.ticks and after.latest_matter(CardKind.CHECKLIST, variant) is None


def _anew(variant: Variant, after: Meeting) -> Iterator[Effect]:
    shown = after.latest_matter(CardKind.CHECKLIST, variant)
    yield ShowCard(after.new_matter(CardKind.CHECKLIST, variant))
    if shown is not None:
        yield ShowCard(shown)  # folds
