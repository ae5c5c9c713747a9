"""S2. Whoever writes what does not belong in the chat is told so, once, and nobody else."""

import pytest

from bot.domain.alarms import Alarm
from bot.domain.chat import HOLDS, Closed, MessageEdited, MessagePosted, Suspicion
from bot.domain.effects import SetAlarm, ShowCard
from bot.domain.events import BotRemoved
from bot.domain.health.findings import Tier
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.records import Where
from tests.scenes import (
    CATO,
    EINAR,
    WHERE,
    after,
    at,
    effects_of,
    last_decision,
    pid,
)
from tests.writing import (
    AGAIN,
    ILLNESS,
    IN_NAME,
    NUMBER,
    P2,
    PATIENT,
    STORY,
    called_it_none,
    cautions,
    changed,
    not_told,
    notice,
    open_cautions,
    shows,
    stands,
    took_back,
    wrote,
)

# ---- told ----


@pytest.mark.parametrize("seen", [NUMBER, ILLNESS, PATIENT, IN_NAME], ids=lambda one: f"{one.kind} {one.tier}")
def test_the_writer_is_told_and_the_bot_sets_out_to_forget_it(seen: Suspicion) -> None:
    assert effects_of(*STORY, wrote("m1", seen)) == (
        ShowCard(notice(), P2),
        SetAlarm(Alarm.FORGET_CAUTIONS, at(2) + HOLDS),
    )


def test_what_holds_nothing_and_what_was_not_read_asks_for_nothing() -> None:
    assert effects_of(*STORY, wrote("m1")) == ()
    assert effects_of(*STORY, MessagePosted(at(2))) == ()
    assert effects_of(*STORY, MessageEdited(at(2))) == ()
    assert after(*STORY, wrote("m1")).chat_read == at(2)
    assert after(*STORY, MessagePosted(at(2))).chat_read is None


def test_the_same_message_again_tells_nobody_anything_new() -> None:
    assert effects_of(*STORY, wrote("m1", NUMBER), wrote("m1", NUMBER)) == ()
    assert effects_of(*STORY, wrote("m1", NUMBER), changed("m1", NUMBER)) == ()


def test_every_certain_message_has_a_notice_of_its_own() -> None:
    assert shows(wrote("m1", NUMBER), wrote("m2", NUMBER, minutes=3)) == [ShowCard(notice(number=2), P2)]


def test_each_writer_is_told_of_their_own_and_whoever_was_not_seen_before_is_met_by_it() -> None:
    assert shows(wrote("m1", NUMBER), wrote("m2", NUMBER, by=CATO)) == [ShowCard(notice("p4"), PersonId("p4"))]
    assert shows(wrote("m1", ILLNESS), wrote("m2", ILLNESS, by=EINAR)) == [ShowCard(notice("p3"), PersonId("p3"))]


def test_writing_brings_nobody_into_the_call() -> None:
    meeting = after(*STORY, wrote("m1", NUMBER, by=CATO))

    assert pid(meeting, CATO) not in meeting.people


def test_where_there_is_no_meeting_yet_the_writer_is_told_all_the_same() -> None:
    assert ShowCard(notice("p1"), PersonId("p1")) in effects_of(wrote("m1", NUMBER))


def test_a_bot_that_was_taken_out_tells_nobody() -> None:
    assert shows(BotRemoved(at(1.5)), wrote("m1", NUMBER)) == []


def test_in_ones_own_chat_the_notice_is_a_card_as_any_and_no_line_to_all_takes_its_place() -> None:
    own = Meeting(Where("a:1", WHERE.tenant, WHERE.service_url, personal=True))
    first = last_decision(wrote("m1", NUMBER), before=own)

    assert ShowCard(notice("p1")) in first.effects
    assert last_decision(wrote("m1", NUMBER), not_told(notice("p1")), before=own).effects == ()


def test_a_notice_that_is_put_anew_gives_its_place_to_no_other() -> None:
    two = (wrote("m1", NUMBER), wrote("m2", NUMBER), changed("m1"), changed("m1", NUMBER, minutes=5))

    assert shows(*two) == [ShowCard(notice(number=3), P2)]
    assert [set(one.messages) for one in cautions(*two)] == [set(), {"m2"}, {"m1"}]


# ---- edited and deleted ----


def test_what_is_edited_in_is_told_as_what_is_written() -> None:
    assert shows(wrote("m1"), changed("m1", NUMBER)) == [ShowCard(notice(), P2)]


def test_what_is_edited_out_closes_the_notice() -> None:
    (caution,) = cautions(wrote("m1", NUMBER), changed("m1"))

    assert (caution.closed, caution.messages) == (Closed.EDITED, {})
    assert shows(wrote("m1", NUMBER), changed("m1")) == [ShowCard(notice(), P2)]
    assert shows(wrote("m1", NUMBER), changed("m1"), changed("m1", minutes=4)) == []


def test_what_is_deleted_closes_the_notice() -> None:
    (caution,) = cautions(wrote("m1", NUMBER), took_back("m1"))

    assert (caution.closed, caution.messages) == (Closed.DELETED, {})
    assert shows(wrote("m1", NUMBER), took_back("m1")) == [ShowCard(notice(), P2)]
    assert shows(wrote("m1", NUMBER), took_back("m1"), took_back("m1", 5)) == []


def test_another_message_that_goes_closes_nothing() -> None:
    for other in (took_back("m2"), changed("m2"), took_back("")):
        assert effects_of(*STORY, wrote("m1", NUMBER), other) == ()


def test_an_edit_to_something_else_changes_the_one_notice() -> None:
    meeting = after(*STORY, wrote("m1", ILLNESS), changed("m1", NUMBER))

    assert [one.seen for one in open_cautions(meeting)] == [(NUMBER,)]
    assert shows(wrote("m1", ILLNESS), changed("m1", NUMBER)) == [ShowCard(notice(), P2)]


def test_a_number_that_is_taken_back_from_deletion_is_told_anew() -> None:
    assert shows(wrote("m1", NUMBER), took_back("m1"), changed("m1", NUMBER, minutes=5)) == [
        ShowCard(notice(number=2), P2)
    ]


# ---- soft ones ----


def test_soft_ones_within_ten_minutes_are_one_notice_that_grows() -> None:
    first, second = wrote("m1", ILLNESS), wrote("m2", PATIENT, minutes=2 + AGAIN - 0.1)
    (caution,) = cautions(first, second)

    assert (set(caution.messages), caution.seen) == ({"m1", "m2"}, (ILLNESS, PATIENT))
    assert shows(first, second) == [ShowCard(notice(), P2)]


def test_after_ten_minutes_there_is_another() -> None:
    assert shows(wrote("m1", ILLNESS), wrote("m2", ILLNESS, minutes=2 + AGAIN)) == [ShowCard(notice(number=2), P2)]


def test_a_notice_that_grows_puts_the_next_one_off_no_further() -> None:
    often = [wrote(f"m{number}", ILLNESS, minutes=2 + number * AGAIN / 3) for number in range(4)]

    assert len(cautions(*often)) == 2


def test_a_notice_of_several_is_over_when_the_last_is_mended() -> None:
    both = (wrote("m1", ILLNESS), wrote("m2", PATIENT, minutes=3))
    (half,), (done,) = cautions(*both, took_back("m1")), cautions(*both, took_back("m1"), changed("m2", minutes=5))

    assert (half.closed, set(half.messages)) == (None, {"m2"})
    assert done.closed is Closed.EDITED


def test_a_number_after_something_soft_is_told_at_once_and_for_itself() -> None:
    assert shows(wrote("m1", ILLNESS), wrote("m2", NUMBER, minutes=3)) == [ShowCard(notice(number=2), P2)]


def test_a_number_edited_into_one_of_several_soft_messages_is_told_for_itself() -> None:
    both = (wrote("m1", ILLNESS), wrote("m2", PATIENT, minutes=3))
    soft, sure = cautions(*both, changed("m2", NUMBER, minutes=4))

    assert (set(soft.messages), soft.tier) == ({"m1"}, Tier.LIKELY)
    assert (set(sure.messages), sure.tier) == ({"m2"}, Tier.CERTAIN)


def test_something_soft_after_a_number_is_told_too() -> None:
    assert shows(wrote("m1", NUMBER), wrote("m2", ILLNESS, minutes=3)) == [ShowCard(notice(number=2), P2)]


def test_an_edit_of_one_of_several_that_brings_nothing_new_says_nothing() -> None:
    both = (wrote("m1", ILLNESS), wrote("m2", PATIENT, minutes=3))

    assert shows(*both, changed("m2", ILLNESS, minutes=4)) == []


# ---- a false alarm ----


def test_a_false_alarm_closes_the_notice_and_holds_the_next_soft_one_back_for_as_long() -> None:
    pressed = (wrote("m1", ILLNESS), called_it_none(minutes=3))
    (caution,) = cautions(*pressed)

    assert (caution.closed, caution.changed) == (Closed.MISTAKEN, at(3))
    assert shows(*pressed) == [ShowCard(notice(), P2)]
    assert shows(*pressed, wrote("m2", PATIENT, minutes=4)) == []
    assert shows(*pressed, changed("m1", ILLNESS, minutes=4)) == []
    assert shows(*pressed, wrote("m2", PATIENT, minutes=2 + AGAIN)) == [ShowCard(notice(number=2), P2)]


def test_a_false_alarm_holds_no_number_back() -> None:
    assert shows(wrote("m1", ILLNESS), called_it_none(minutes=3), wrote("m2", NUMBER, minutes=4)) == [
        ShowCard(notice(number=2), P2)
    ]


def test_a_false_alarm_twice_is_one_and_what_is_mended_is_no_false_alarm() -> None:
    assert cautions(wrote("m1", NUMBER), called_it_none(), called_it_none(minutes=6))[0].changed == at(4)
    assert cautions(wrote("m1", NUMBER), took_back("m1"), called_it_none(minutes=6))[0].closed is Closed.DELETED


def test_of_two_notices_the_one_that_was_pressed_is_closed() -> None:
    two = (wrote("m1", NUMBER), wrote("m2", NUMBER), stands(notice()), stands(notice(number=2)))
    first, second = cautions(*two, called_it_none(card=f"activity-of-{notice()}"))

    assert (first.closed, second.closed) == (Closed.MISTAKEN, None)


def test_of_a_card_that_nobody_told_us_of_the_newest_is_meant() -> None:
    first, second = cautions(wrote("m1", NUMBER), wrote("m2", NUMBER), called_it_none(card="unknown"))

    assert (first.closed, second.closed) == (None, Closed.MISTAKEN)
