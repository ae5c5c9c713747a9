"""S1, S7. While a meeting runs, Graph tells of it by itself where it can: each feed is asked for, kept, and let go.

Source: the hospital's procedure, clauses S1 (no recording) and S7 (keep watching who is there).
"""

from collections.abc import Iterator

from bot.domain.alarms import Alarm
from bot.domain.effects import Effect, SetAlarm, Subscribe, Unsubscribe
from bot.domain.events import AlarmRang, BotWasAway, Event
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure

_RENEW = {Feed.CHAT: Alarm.RENEW_CHAT, Feed.CALL: Alarm.RENEW_CALL}
_FEED = {alarm: feed for feed, alarm in _RENEW.items()}


def hear_from_graph(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Subscribes when the meeting begins, renews half way to the end, and lets go when it is over."""
    if not procedure.subscribes or after.where.personal:
        return
    if not _listens(after):
        yield from _let_go(fact, before, after)
        return
    match fact:
        case _ if not _listens(before):
            yield from (Subscribe(feed) for feed in _wanted(procedure))
        case BotWasAway():
            yield from (Subscribe(feed) for feed in _wanted(procedure))
        case AlarmRang(name=Alarm.RENEW_CHAT | Alarm.RENEW_CALL) if _FEED[fact.name] in _wanted(procedure):
            yield Subscribe(_FEED[fact.name])
        case SubscriptionDoubted() if _is_newest(fact, before):
            yield Subscribe(fact.feed)
        case Subscribed():
            yield SetAlarm(_RENEW[fact.feed], fact.at + (fact.until - fact.at) / 2)
        case SubscriptionRefused(reason=why) if why is not Unread.OFF:  # a permission may be given meanwhile
            yield SetAlarm(_RENEW[fact.feed], fact.at + procedure.read_again)
        case Unsubscribed() if fact.feed in _wanted(procedure):  # the meeting was taken up again meanwhile
            yield Subscribe(fact.feed)


def _wanted(procedure: Procedure) -> tuple[Feed, ...]:
    """Who is in the call is asked wherever Graph reaches us; what is said in the chat, where the hospital lets us."""
    return (Feed.CHAT, Feed.CALL) if procedure.reads_chat else (Feed.CALL,)


def _listens(meeting: Meeting) -> bool:
    return meeting.running and meeting.installed


def _is_newest(fact: SubscriptionDoubted, before: Meeting) -> bool:
    standing = before.feeds.get(fact.feed)
    return standing is not None and standing.id == fact.id


def _let_go(fact: Event, before: Meeting, after: Meeting) -> Iterator[Effect]:
    """What stands when the meeting ends, and what Graph made too late."""
    if _listens(before):
        yield from (Unsubscribe(feed, one.id) for feed, one in after.feeds.items() if one.id)
    elif isinstance(fact, Subscribed):
        yield Unsubscribe(fact.feed, fact.id)
