"""T1. Whoever is in a chat with the bot is told what it is: with the first rules card, or by itself if that is far off.

Source: the hospital's procedure, clause T1 (guidance in the service is given), and GDPR art. 13 (people are told).
"""

from collections.abc import Iterator

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, BotInstalled, Event
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure


def introduce_itself(fact: Event, _before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """At once in somebody's own chat; in a meeting's only if none begins soon, for then one card is enough."""
    if not after.is_new_here or not after.installed:
        return
    match fact:
        case BotInstalled() if after.where.personal:
            yield ShowCard(after.new_matter(CardKind.WELCOME))
        case BotInstalled() if not after.running:
            yield SetAlarm(Alarm.WELCOME, fact.at + procedure.welcome_waits)
        case AlarmRang(name=Alarm.WELCOME) if not after.running:
            yield ShowCard(after.new_matter(CardKind.WELCOME))
