"""S7. What is not seen is said: the lobby and the telephone unless Graph tells of them, the rest when it is so."""

from dataclasses import replace

from bot.domain.coverage import ALWAYS, Blind, Gap, gaps
from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import (
    BotInstalled,
    CommandGiven,
    InvitationRead,
    InvitationUnavailable,
    MeetingEnded,
    Member,
    RosterRead,
)
from bot.domain.expected import Invited, Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.presses import Command
from tests.scenes import ANN, BO, DINA, after, at, effects_of, invited, joined, line, started


def test_the_lobby_and_the_telephone_are_not_seen_by_teams_own_events() -> None:
    assert gaps(after()) == gaps(after(started(), invited(BO), joined(BO))) == ALWAYS
    assert [gap.blind for gap in ALWAYS] == [Blind.LOBBY, Blind.TELEPHONE]


def test_an_invitation_that_could_not_be_read_is_a_gap_with_its_reason() -> None:
    unread = after(started(), InvitationUnavailable(at(1), Unread.DENIED))

    assert gaps(unread)[2:] == (Gap(Blind.INVITATION, reason=Unread.DENIED),)


def test_one_that_was_read_and_now_fails_says_when_it_was_read() -> None:
    stale = after(started(), invited(BO, minutes=1), InvitationUnavailable(at(9), Unread.AWAY))

    assert gaps(stale)[2:] == (Gap(Blind.INVITATION, since=at(1), reason=Unread.AWAY),)


def test_a_calendar_that_is_not_read_is_a_gap_of_its_own() -> None:
    told = InvitationRead(at(1), line(ANN), (line(BO),), calendar_unread=Unread.PRIVATE)
    only_calendar = InvitationRead(at(1), line(ANN), (), (Invited(address="x@y.example"),), unread=Unread.DENIED)

    assert [gap.blind for gap in gaps(after(started(), told))[2:]] == [Blind.CALENDAR]
    assert [gap.blind for gap in gaps(after(started(), only_calendar))[2:]] == [Blind.INVITATION]


def test_status_is_told_to_own_staff_who_ask() -> None:
    story = (started(), invited(BO), joined(BO))

    assert effects_of(*story, CommandGiven(at(2), BO, Command.STATUS)) == (ShowCard(Matter(CardKind.STATUS, 1)),)


# ---- where Graph tells of the call ----

HEARS = Subscribed(at(0), Feed.CALL, "sub", at(60))


def test_where_graph_tells_of_the_call_the_lobby_and_the_telephone_are_seen_as_long_as_it_does() -> None:
    assert gaps(after(HEARS, started())) == ()
    assert gaps(after(HEARS, started(), joined(BO, minutes=60))) == ALWAYS
    assert gaps(after(HEARS, Unsubscribed(at(1), Feed.CALL), started())) == ALWAYS
    assert gaps(after(Subscribed(at(0), Feed.CHAT, "sub", at(60)), started())) == ALWAYS


def test_of_a_meeting_that_is_over_what_was_seen_till_its_end_stays_seen() -> None:
    let_go, over = Unsubscribed(at(30.1), Feed.CALL, "sub"), MeetingEnded(at(30), at(30))

    assert gaps(after(started(), HEARS, over, let_go)) == ()
    assert gaps(after(started(), HEARS, over, let_go, started(minutes=40))) == ALWAYS, "nobody has been asked yet"
    assert gaps(after(started(), HEARS, SubscriptionDoubted(at(9), Feed.CALL, "sub", ended=True), over)) == ALWAYS
    assert gaps(after(started(), over)) == ALWAYS


def test_of_a_call_that_graph_tells_of_only_since_later_it_is_said_what_was_before() -> None:
    story = (started(), Subscribed(at(5), Feed.CALL, "sub", at(60)))
    before_five = (Gap(Blind.CALLED_BEFORE, until=at(5)),)

    assert gaps(after(*story)) == before_five
    assert gaps(after(*story, Subscribed(at(30), Feed.CALL, "sub", at(90)))) == before_five
    assert gaps(after(*story, MeetingEnded(at(60), at(60)))) == ()
    assert gaps(after(started(), Subscribed(at(10 / 60), Feed.CALL, "sub", at(60)))) == ()


def test_a_subscription_made_anew_tells_only_since_then_and_a_renewed_one_as_before() -> None:
    renewed = Subscribed(at(30), Feed.CALL, "sub", at(90))
    ended = SubscriptionDoubted(at(20), Feed.CALL, "sub", ended=True)

    assert gaps(after(HEARS, started(), renewed)) == ()
    for anew in (
        (HEARS, started(), replace(renewed, id="new")),
        (HEARS, started(), ended, renewed),
        (replace(HEARS, until=at(25)), started(), renewed),
    ):
        assert gaps(after(*anew)) == (Gap(Blind.CALLED_BEFORE, until=at(30)),)


def test_where_people_were_in_before_the_bot_whoever_called_in_before_is_not_seen() -> None:
    found = RosterRead(at(10.1), (Member(ANN, present=True), Member(BO, present=True)), asked=30)
    story = (BotInstalled(at(10)), found, Subscribed(at(10.12), Feed.CALL, "sub", at(60)))

    assert [gap.blind for gap in gaps(after(*story))] == [Blind.CALLED_BEFORE, Blind.BEFORE_US]


def test_why_graph_does_not_tell_of_the_call_is_told_and_a_renewal_in_vain_only_once_it_is_silent() -> None:
    denied = SubscriptionRefused(at(1), Feed.CALL, Unread.DENIED)

    assert {gap.reason for gap in gaps(after(started(), denied))} == {Unread.DENIED}
    assert gaps(after(HEARS, started(), denied)) == ()


def test_cards_that_stand_follow_when_we_come_to_see_the_lobby_or_no_more() -> None:
    story = (started(), invited(BO), joined(BO, DINA))
    rules, alert = ShowCard(Matter(CardKind.RULES, 1)), ShowCard(Matter(CardKind.ALERT, 1))
    hears = Subscribed(at(2), Feed.CALL, "sub", at(60))

    assert {rules, alert} <= set(effects_of(*story, hears))
    assert effects_of(*story, hears, hears) == ()
    assert {rules, alert} <= set(effects_of(*story, hears, SubscriptionDoubted(at(3), Feed.CALL, "sub", ended=True)))
