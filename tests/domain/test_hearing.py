"""S1, S7. While a meeting runs, Graph is asked to tell of it: each feed asked for, kept, and let go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alarms import Alarm
from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.effects import Effect, SetAlarm, Subscribe, Unsubscribe
from bot.domain.events import AlarmRang, BotInstalled, BotRemoved, BotWasAway, Event, MeetingEnded
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.procedure import Procedure
from tests.scenes import ANN, DINA, PROCEDURE, after, at, joined, last_decision, started

BOTH = replace(PROCEDURE, subscribes=True, reads_chat=True)
CALL_ALONE = replace(PROCEDURE, subscribes=True)
HOUR = timedelta(hours=4)


def subscribed(feed: Feed = Feed.CHAT, minutes: float = 0.1, number: str = "sub-1") -> Subscribed:
    return Subscribed(at(minutes), feed, number, at(minutes) + HOUR)


def effects_of(*events: Event, procedure: Procedure = BOTH) -> list[Effect]:
    decision = last_decision(*events, procedure=procedure)
    return [it for name, it in zip(decision.asked_by, decision.effects, strict=True) if name == "hear_from_graph"]


def test_both_feeds_are_asked_for_when_the_meeting_begins_and_once_only() -> None:
    assert effects_of(started()) == [Subscribe(Feed.CHAT), Subscribe(Feed.CALL)]
    assert effects_of(started(), joined(ANN)) == []
    assert effects_of(joined(ANN)) == [Subscribe(Feed.CHAT), Subscribe(Feed.CALL)], "Teams told of no start"
    assert effects_of(BotInstalled(at(-5))) == []


def test_where_the_hospital_reads_no_chat_nobody_subscribes_to_it() -> None:
    assert effects_of(started(), procedure=CALL_ALONE) == [Subscribe(Feed.CALL)]
    assert effects_of(started(), AlarmRang(at(3), Alarm.RENEW_CHAT, at(3)), procedure=CALL_ALONE) == []


def test_where_graph_cannot_reach_us_nothing_is_asked() -> None:
    assert effects_of(started(), procedure=replace(PROCEDURE, reads_chat=True)) == []


def test_a_subscription_is_renewed_half_way_to_its_end() -> None:
    begun = (started(), subscribed())

    assert effects_of(*begun) == [SetAlarm(Alarm.RENEW_CHAT, at(0.1) + HOUR / 2)]
    assert effects_of(*begun, AlarmRang(at(121), Alarm.RENEW_CHAT, at(121))) == [Subscribe(Feed.CHAT)]


def test_it_ends_with_the_meeting_and_when_the_app_is_taken_out() -> None:
    begun = (started(), subscribed(), subscribed(Feed.CALL, number="sub-2"))
    both = [Unsubscribe(Feed.CHAT, "sub-1"), Unsubscribe(Feed.CALL, "sub-2")]

    assert effects_of(*begun, MeetingEnded(at(30), at(30))) == both
    assert effects_of(*begun, BotRemoved(at(30))) == both
    assert effects_of(*begun, MeetingEnded(at(30), at(30)), AlarmRang(at(121), Alarm.RENEW_CALL, at(121))) == []


def test_one_that_graph_made_too_late_ends_at_once() -> None:
    over = (started(), MeetingEnded(at(30), at(30)))

    assert effects_of(*over, subscribed(minutes=31)) == [Unsubscribe(Feed.CHAT, "sub-1")]


@pytest.mark.parametrize("ended", [False, True])
def test_what_graph_doubts_or_has_ended_is_asked_for_anew_and_another_is_not(ended: bool) -> None:
    begun = (started(), subscribed())

    assert effects_of(*begun, SubscriptionDoubted(at(9), Feed.CHAT, "sub-1", ended)) == [Subscribe(Feed.CHAT)]
    assert effects_of(*begun, SubscriptionDoubted(at(9), Feed.CHAT, "older", ended)) == []


def test_a_subscription_that_graph_has_ended_is_not_held_for_one_that_stands() -> None:
    begun = (started(), subscribed())

    doubted = after(*begun, SubscriptionDoubted(at(9), Feed.CHAT, "sub-1"), procedure=BOTH)
    assert doubted.feeds[Feed.CHAT].id == "sub-1"
    gone = after(*begun, SubscriptionDoubted(at(9), Feed.CHAT, "sub-1", ended=True), procedure=BOTH)
    assert (gone.feeds[Feed.CHAT].id, gone.feeds[Feed.CHAT].until) == ("", None)
    let_go = after(*begun, Unsubscribed(at(9), Feed.CHAT), procedure=BOTH)
    assert let_go.feeds[Feed.CHAT].id == ""


def test_graph_that_is_away_or_refuses_is_asked_again() -> None:
    away = SubscriptionRefused(at(1), Feed.CALL, Unread.AWAY)
    again = [SetAlarm(Alarm.RENEW_CALL, at(1) + PROCEDURE.read_again)]

    assert effects_of(started(), away) == again
    assert effects_of(started(), SubscriptionRefused(at(1), Feed.CALL, Unread.DENIED)) == again
    assert effects_of(started(), SubscriptionRefused(at(1), Feed.CALL, Unread.OFF)) == []
    refused = after(started(), SubscriptionRefused(at(1), Feed.CALL, Unread.DENIED), procedure=BOTH)
    assert refused.feeds[Feed.CALL].reason is Unread.DENIED
    mended = after(started(), away, subscribed(Feed.CALL, 6), procedure=BOTH)
    assert mended.feeds[Feed.CALL].reason is None


def test_a_meeting_that_is_taken_up_again_is_not_left_deaf() -> None:
    begun = (started(), subscribed())

    assert effects_of(*begun, Unsubscribed(at(9), Feed.CHAT, "sub-1")) == [Subscribe(Feed.CHAT)]
    other = after(*begun, Unsubscribed(at(9), Feed.CHAT, "older"), procedure=BOTH)
    assert other.feeds[Feed.CHAT].id == "sub-1", "that one was not meant"


def test_what_graph_tells_of_a_chat_that_threw_the_app_out_is_not_remembered() -> None:
    out = (started(), joined(ANN), BotRemoved(at(5)))
    told = CallTold(at(6), Happened.ROSTER, at(6), (Caller(DINA, Place.CALL),))

    assert after(*out, told, procedure=BOTH) == after(*out, procedure=BOTH)


def test_after_we_were_away_both_are_asked_for_anew() -> None:
    back = BotWasAway(at(20), since=at(10))
    assert effects_of(started(), subscribed(), back) == [Subscribe(Feed.CHAT), Subscribe(Feed.CALL)]
