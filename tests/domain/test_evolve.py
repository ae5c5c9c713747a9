"""What is remembered: late, repeated and reversed news change nothing that newer news told."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.effects import CardKind, Matter
from bot.domain.events import (
    BotInstalled,
    BotRemoved,
    CardPressed,
    CardShown,
    CommandGiven,
    Event,
    InvitationUnavailable,
    MeetingEnded,
    ParticipantsLeft,
)
from bot.domain.expected import Unread
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind
from bot.domain.presses import Command, Settle
from bot.domain.records import Reading, Where
from bot.domain.verdict import belongs
from tests.scenes import ANN, BO, CATO, EINAR, ELSEWHERE, WHERE, after, at, invited, joined, pid, started


def test_an_older_join_that_comes_after_the_leave_brings_nobody_back() -> None:
    assert after(started(), joined(ANN), ParticipantsLeft(at(5), (ANN,)), joined(ANN, minutes=4)).present == ()


def test_an_older_word_that_comes_late_does_not_outweigh_the_newer() -> None:
    story = (started(), invited(BO), joined(ANN, BO, EINAR))
    einar = pid(after(*story), EINAR)
    newer, older = CardPressed(at(6), ANN, Settle(einar, False)), CardPressed(at(5), BO, Settle(einar, True))

    assert not after(*story, newer, older).settled[einar].expected


def test_a_word_counts_for_its_occurrence_and_names_are_not_carried_over() -> None:
    story = (started(), invited(BO), joined(ANN, EINAR))
    word = CardPressed(at(5), ANN, Settle(pid(after(*story), EINAR), True))
    second = after(*story, word, MeetingEnded(at(30), at(30)), started(60))

    assert second.settled == {}
    assert second.identities == {}
    assert second.met == 2, "no pseudonym is given twice"


def test_an_invitation_that_was_read_stays_read() -> None:
    meeting = after(started(), invited(BO), InvitationUnavailable(at(9), Unread.AWAY))

    assert meeting.invitation.reading is Reading.READ


def test_no_tenant_told_is_no_own_staff_even_where_the_meeting_has_none() -> None:
    assert not belongs(replace(ANN, tenant=""), Meeting(replace(WHERE, tenant="")))


def test_the_tenant_of_a_meeting_is_not_replaced_by_a_later_activity() -> None:
    moved = WHERE.updated(Where(WHERE.conversation, ELSEWHERE, "https://smba.example/", ""))

    assert (moved.tenant, moved.service_url, moved.meeting) == (WHERE.tenant, "https://smba.example/", WHERE.meeting)


def test_an_account_that_teams_once_told_in_part_does_not_become_anonymous() -> None:
    partly = Identity("Ann Berg", ANN.mri, kind=Kind.ANONYMOUS)
    meeting = after(started(), joined(ANN), joined(partly, minutes=2))

    assert meeting.identities[pid(meeting, ANN)].kind is Kind.USER


_NEWS = st.lists(
    st.builds(
        lambda who, minutes, came: joined(who, minutes=minutes) if came else ParticipantsLeft(at(minutes), (who,)),
        st.sampled_from([ANN, BO, CATO, EINAR]),
        st.integers(1, 20),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda event: event.at,
)


@given(_NEWS, st.randoms(use_true_random=False))
def test_any_order_and_repetition_of_the_same_news_ends_in_the_same_roster(news: list[Event], chance: Random) -> None:
    shuffled = news + news
    chance.shuffle(shuffled)
    names = [
        {meeting.identities[person].name for person in meeting.present}
        for meeting in (after(started(), *news_in_order(news)), after(started(), *shuffled))
    ]

    assert names[0] == names[1]


def news_in_order(news: list[Event]) -> list[Event]:
    return sorted(news, key=lambda event: event.at)


def test_of_two_news_of_the_bot_itself_the_newer_holds_and_the_same_again_changes_nothing() -> None:
    added, taken_out = BotInstalled(at(4)), BotRemoved(at(5))

    assert not after(taken_out, added).installed
    assert after(taken_out, BotInstalled(at(6))).installed
    assert after(added, taken_out, BotInstalled(at(6)), BotInstalled(at(6))) == after(
        added, taken_out, BotInstalled(at(6))
    )


def test_a_card_that_stands_keeps_its_id_when_it_is_asked_for_anew() -> None:
    rules = Matter(CardKind.RULES, 1)
    english = CommandGiven(at(3), ANN, Command.LANGUAGE, language=Language.EN)
    story = (started(), invited(BO), joined(ANN, BO), CardShown(at(1), str(rules), "known"))

    assert after(*story, english).cards[str(rules)] == "known"
