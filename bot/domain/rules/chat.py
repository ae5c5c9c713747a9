"""S2. Whoever writes person or health data in the chat is told so, and nobody else; where nothing private reaches them,
one line says the rule to all, and names nobody.

Source: the hospital's procedure, clause S2. Works where the hospital has switched it on (CHAT_GUARD).
"""

from collections.abc import Iterator

from bot.domain.alarms import Alarm
from bot.domain.chat import forgotten_at
from bot.domain.effects import CardKind, Effect, Matter, SetAlarm, ShowCard
from bot.domain.events import CardGivenUp, Event
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure

_NOBODY_MISSED = frozenset({"paused", "asker_gone"})
"""Causes by which a notice was left out on purpose (bot/worker/giving_up.py)."""


def guard_chat(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """A notice to the writer for what is new, and its card anew when the message is mended or was none."""
    if before.cautions is after.cautions or not after.installed:
        return
    changed = [(key, one) for key, one in after.cautions.items() if one != before.cautions.get(key)]
    for key, caution in changed:
        yield ShowCard(Matter.parse(key), None if after.where.personal else caution.by)
    if after.cautions:
        yield SetAlarm(Alarm.FORGET_CAUTIONS, min(forgotten_at(one, procedure) for one in after.cautions.values()))
    if isinstance(fact, CardGivenUp) and fact.matter in before.cautions and fact.cause not in _NOBODY_MISSED:
        open_ = before.cautions[fact.matter].closed is None
        if open_ and not after.where.personal and after.latest_matter(CardKind.CHAT_WARNING) is None:
            yield ShowCard(after.new_matter(CardKind.CHAT_WARNING))
