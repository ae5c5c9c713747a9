"""P1. Once the meeting is over no card in its chat names anybody; a day later it is forgotten who was in it.

Source: the hospital's procedure, clause P1 (confidentiality is kept and privacy respected); how long: docs/DATA.md.
"""

from collections.abc import Iterator

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, Matter, SetAlarm, ShowCard
from bot.domain.events import CardShown, Event
from bot.domain.forgetting import FORGOTTEN_AFTER, is_private, knows_somebody_new
from bot.domain.forgotten import RosterForgotten
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.recording import runs
from bot.domain.rules.closing import living


def take_names_off(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """At the end, each card that stands and names somebody is updated; cards are drawn without names from then on.

    One that was on its way to the chat is updated when it stands: it may have been drawn before.
    """
    over = after.occurrence
    if over is None or over.running or not after.installed or after.where.personal:
        return
    if before.running:
        updated = living(after) if over.reminded else ()  # by the rule that closes the meeting
        named = [card for card in map(Matter.parse, after.cards) if names_somebody(card, after)]
        if runs(before) != runs(after):  # by the one that tells of recordings
            named = [card for card in named if card.kind is not CardKind.RECORDING]
        yield from (ShowCard(card) for card in named if card not in updated)
    elif isinstance(fact, CardShown) and fact.activity and not before.cards.get(fact.matter):
        card = Matter.parse(fact.matter)
        yield from [ShowCard(card)] if names_somebody(card, after) else []


def names_somebody(card: Matter, meeting: Meeting) -> bool:
    """Whether a card that stands for all tells who somebody is, while the meeting runs. Of a folded one few do."""
    newest = meeting.latest.get(card.series, 0) <= card.number
    match card.kind:
        case _ if is_private(card.series):
            return False
        case CardKind.ALERT:
            alert = meeting.alerts.get(str(card))
            return alert is not None and (newest or any(person in meeting.settled for person in alert.people))
        case CardKind.STOP:
            return newest and str(card) in meeting.stops
        case CardKind.INTRODUCTIONS:
            return newest
        case CardKind.CHECKLIST:
            return newest and (bool(meeting.rooms) or any(key.startswith(f"{card.of}:") for key in meeting.ticks))
        case CardKind.RECORDING:
            return newest and any(run.by or run.program for run in runs(meeting))
        case CardKind.TRAINING:
            return bool(meeting.trained or meeting.series)
        case CardKind.ROSTER | CardKind.EXPECTED:
            return True
        case _:
            return False


def forget_roster(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """Sets the alarm by the meeting's end; later, for whoever is met or told of before the next one begins."""
    then, now = before.occurrence, after.occurrence
    if now is None or now.ended is None:
        return
    if then is None or then.ended != now.ended:
        yield SetAlarm(Alarm.FORGET_ROSTER, now.ended + FORGOTTEN_AFTER)
    elif now.forgets is None and (knows_somebody_new(before, after) or _keeps_readers(fact, after)):
        yield SetAlarm(Alarm.FORGET_ROSTER, fact.at + FORGOTTEN_AFTER)


def _keeps_readers(fact: Event, after: Meeting) -> bool:
    """Whether somebody was added to the chat so lately that the next occurrence may be about to begin."""
    return isinstance(fact, RosterForgotten) and bool(after.chat)
