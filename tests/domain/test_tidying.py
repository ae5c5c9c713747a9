"""S7. The host alone is told who was never settled, and once a month who still reads the chat of a series."""

from dataclasses import replace

from bot.domain.chat import MessagePosted
from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import (
    BotRemoved,
    CardPressed,
    ChatMembersChanged,
    CommandGiven,
    Event,
    InvitationUnavailable,
    MeetingEnded,
    Member,
    RosterRead,
)
from bot.domain.expected import Invited, Unread
from bot.domain.participants import Role
from bot.domain.presses import Command, Settle
from bot.domain.rules.tidying import leftover, unsettled
from tests.scenes import ANN, BO, CATO, DINA, EINAR, KARI, after, at, effects_of, invited, joined, pid, started

DAY = 24 * 60


def occurrence(day: int, *members: object) -> tuple[Event, ...]:
    """Ann and Bo meet; Cato and Dina are in the chat still."""
    start = day * DAY
    chat = tuple(Member(who) for who in (ANN, BO, CATO, DINA))
    return (
        replace(started(start), recurring=True),
        invited(BO, organizer=ANN, minutes=start + 0.01),
        joined(ANN, BO, minutes=start + 1),
        RosterRead(at(start + 2), chat),
        MeetingEnded(at(start + 30), at(start + 30)),
    )


def to_host(*events: Event) -> list[ShowCard]:
    return [one for one in effects_of(*events) if isinstance(one, ShowCard) and one.to is not None]


def test_whoever_still_reads_the_chat_is_told_to_the_host_alone() -> None:
    story = occurrence(0)
    meeting = after(*story)

    assert set(leftover(meeting)) == {pid(meeting, CATO), pid(meeting, DINA)}
    ann = pid(meeting, ANN)
    assert to_host(*story) == [ShowCard(Matter(CardKind.SUMMARY, 1, f"to-{ann}-tidy"), ann)]


def test_once_a_month_at_most() -> None:
    assert to_host(*occurrence(0), *occurrence(7)) == []
    assert len(to_host(*occurrence(0), *occurrence(7), *occurrence(31))) == 1


def test_another_card_for_one_alone_does_not_make_the_host_be_told_sooner() -> None:
    *held, ended = occurrence(7)
    asked = CommandGiven(at(7 * DAY + 5), BO, Command.HELP, private=True)

    assert to_host(*occurrence(0), *held, asked, ended) == []


def test_not_where_the_invitation_could_not_be_read_nor_in_a_single_meeting() -> None:
    start, _, came, read, ended = occurrence(0)

    assert to_host(start, InvitationUnavailable(at(0.1), Unread.DENIED), came, read, ended) == []
    assert to_host(started(), *occurrence(0)[1:]) == []


def test_who_was_there_who_is_invited_and_who_was_vouched_for_are_not_told() -> None:
    start, _, came, read, ended = occurrence(0)
    met = (start, invited(BO, DINA), came, joined(KARI), read)
    vouched = CardPressed(at(3), ANN, Settle(pid(after(*met), CATO), expected=True))
    meeting = after(*met, vouched, ended)

    assert leftover(meeting) == ()


def test_whoever_was_flagged_and_never_settled_is_told_to_the_host() -> None:
    story = (started(), invited(BO), joined(ANN, BO, EINAR, DINA))
    settled = CardPressed(at(2), BO, Settle(pid(after(*story), DINA), expected=True))
    over = (*story, settled, MeetingEnded(at(30), at(30)))

    assert unsettled(after(*over)) == (pid(after(*over), EINAR),)
    assert len(to_host(*over)) == 1
    assert to_host(*over, MessagePosted(at(31))) == [], "once"


def test_nor_where_it_could_not_be_read_again_since() -> None:
    start, read, came, roster, ended = occurrence(0)

    assert to_host(start, read, came, roster, InvitationUnavailable(at(20), Unread.AWAY), ended) == []


def test_a_meeting_that_is_held_again_is_a_series_though_teams_does_not_say_so() -> None:
    again = (started(7 * DAY), *occurrence(7)[1:])

    assert len(to_host(started(), *occurrence(0)[1:], *again)) == 1


def test_whoever_was_flagged_and_then_named_by_whoever_leads_the_meeting_is_not_told() -> None:
    story = (started(), invited(BO), joined(ANN, BO, CATO))
    named = CommandGiven(at(2), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(name=CATO.name),))

    assert to_host(*story, named, MeetingEnded(at(30), at(30))) == []
    assert len(to_host(*story, MeetingEnded(at(30), at(30)))) == 1


def test_a_calm_meeting_tells_the_host_nothing() -> None:
    assert to_host(started(), invited(BO), joined(ANN, BO), MeetingEnded(at(30), at(30))) == []


def test_a_bot_that_was_taken_out_tells_the_host_nothing() -> None:
    story = (started(), invited(BO), joined(ANN, BO, EINAR), BotRemoved(at(20)))

    assert to_host(*story, MeetingEnded(at(30), at(30))) == []


def test_thirty_days_later_the_host_is_told_again() -> None:
    assert len(to_host(*occurrence(0), *occurrence(30))) == 1


def test_what_was_open_in_one_meeting_does_not_put_off_who_still_reads_the_chat() -> None:
    start, read, came, _, ended = occurrence(0)
    first = (start, read, came, joined(EINAR, minutes=2), ended)

    assert not to_host(*first)[0].matter.of.endswith("-tidy")
    assert to_host(*first, *occurrence(7))[0].matter.of.endswith("-tidy")


def test_whoever_was_in_the_call_is_not_told_to_read_the_chat_still() -> None:
    start, read, came, roster, ended = occurrence(0)
    meeting = after(start, read, came, roster, joined(CATO, minutes=3), ended)

    assert leftover(meeting) == (pid(meeting, DINA),)


def test_whoever_was_added_to_the_chat_while_it_ran_was_seen_then_and_is_not_told_as_left_over() -> None:
    start, read, came, roster, ended = occurrence(0)
    meeting = after(start, read, came, roster, ChatMembersChanged(at(5), added=(KARI,)), ended)

    assert set(leftover(meeting)) == {pid(meeting, CATO), pid(meeting, DINA)}
