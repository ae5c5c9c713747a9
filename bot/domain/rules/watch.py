"""S7. We watch our own watching: silence is normal, an answer that differs from what we hold is not.

Source: the hospital's procedure, clause S7. Events of Teams have been seen to stay away (docs/TEAMS.md A1, J2).
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.alarms import Alarm
from bot.domain.coverage import gaps
from bot.domain.effects import CardKind, Effect, FetchRoster, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, BotInstalled, BotWasAway, Event, RosterRead, RosterUnavailable
from bot.domain.expected import Unread
from bot.domain.feeds import Subscribed, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.meeting import Meeting
from bot.domain.presence import contradictions
from bot.domain.procedure import Procedure
from bot.domain.recording import refuses_to_tell

ASK_A_FEW, ASK_ALL = 3, 30
"""How many people Teams is asked about: for a probe; when something is wrong. A tenant's calls are few."""

_OF_A_FEED = (Subscribed, SubscriptionRefused, SubscriptionDoubted, Unsubscribed)


def watch_roster(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Ask at install, soon after the start, after our own absence, and when nothing was told for a while."""
    if after.where.personal:
        return
    if isinstance(fact, BotInstalled) and after.installed:
        yield FetchRoster(ASK_ALL)
        return
    if not after.running or not after.installed:
        return
    if not before.running:
        yield SetAlarm(Alarm.PROBE, fact.at + procedure.probe_first)
    match fact:
        case BotWasAway():
            yield FetchRoster(ASK_ALL)
        case AlarmRang(name=Alarm.PROBE):
            yield from _probe(fact, after, procedure)
        case RosterRead(asked=asked) if asked:
            if asked < ASK_ALL and contradictions(before, fact):
                yield FetchRoster(ASK_ALL)
            yield _next_probe(fact.at, fact.unanswered, procedure)
        case RosterUnavailable(reason=reason):
            yield _next_probe(fact.at, reason, procedure)


def compare_tellings(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Where Graph's events of the call and Teams' own tell otherwise of somebody, the slower gets time to follow; what
    they tell otherwise even then is a contradiction, and Teams is asked about all.
    """
    if not after.running or not after.installed:
        return
    rang, differ = _is_to_compare(fact), after.call.differ
    if rang and before.watch.contradicted != after.watch.contradicted:
        yield FetchRoster(ASK_ALL)
    if differ and (rang or not before.call.differ):
        yield SetAlarm(Alarm.COMPARE, min(differ.values()) + procedure.call_events_late)


def say_what_is_not_seen(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """The rules card, which everybody has, tells when we come to see less or more; it is updated where it stands."""
    told = after.latest_matter(CardKind.RULES)
    if told is None or not after.running or not after.installed:
        return
    sees_otherwise = isinstance(fact, (BotWasAway, RosterRead, RosterUnavailable, *_OF_A_FEED)) or _is_to_compare(fact)
    of_the_roster = sees_otherwise and gaps(before) != gaps(after)
    if of_the_roster or refuses_to_tell(before) != refuses_to_tell(after):
        yield ShowCard(told)


def _is_to_compare(fact: Event) -> bool:
    return isinstance(fact, AlarmRang) and fact.name == Alarm.COMPARE


def _next_probe(at: datetime, why: Unread | None, procedure: Procedure) -> SetAlarm:
    """Soon, if nobody answered; *why*: what was asked for was not told."""
    return SetAlarm(Alarm.PROBE, at + (procedure.probe_again if why is Unread.AWAY else procedure.probe_every))


def _probe(rang: AlarmRang, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Ask, unless Teams has told of somebody by itself in the meantime. The first question is always asked."""
    watch = after.watch
    news = max(hour for hour in (watch.told, watch.probed, rang.at - procedure.probe_every) if hour)
    if watch.probed is not None and rang.at - news < procedure.probe_every:
        yield SetAlarm(Alarm.PROBE, news + procedure.probe_every)
    else:
        yield FetchRoster(ASK_A_FEW)
