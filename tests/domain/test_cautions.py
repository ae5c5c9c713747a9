"""S2. What cannot be told to its writer alone, and how soon what was told is forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alarms import Alarm
from bot.domain.chat import HOLDS
from bot.domain.effects import SetAlarm, ShowCard
from bot.domain.events import MeetingEnded
from bot.store.codec import dump_meeting, load_meeting
from tests.scenes import (
    ANN,
    BO,
    EINAR,
    after,
    at,
    effects_of,
    joined,
    last_decision,
    pid,
    started,
)
from tests.writing import (
    AGAIN,
    ILLNESS,
    IN_NAME,
    NUMBER,
    STORY,
    TO_ALL,
    called_it_none,
    forgets,
    forgetting,
    not_told,
    notice,
    shows,
    stands,
    took_back,
    wrote,
)

# ---- not to be told ----


def test_where_nothing_private_reaches_the_writer_one_line_goes_to_all_and_nothing_is_kept() -> None:
    decision = last_decision(*STORY, wrote("m1", NUMBER), not_told(notice()))

    assert decision.effects == (ShowCard(TO_ALL),)
    assert decision.after.cautions == {}


def test_that_line_is_said_once_an_occurrence() -> None:
    once = (wrote("m1", NUMBER), not_told(notice()))
    twice = (*once, wrote("m2", NUMBER, by=EINAR), not_told(notice("p3")))
    week = 7 * 24 * 60.0
    later = (MeetingEnded(at(30), at(30)), started(week), joined(ANN, BO, minutes=week + 1))
    anew = after(*STORY, *twice, *later)
    bo = pid(anew, BO)

    assert shows(*twice) == []
    told = (wrote("m3", NUMBER, minutes=week + 2), not_told(notice(bo), minutes=week + 3))
    assert last_decision(*told, before=anew).effects == (ShowCard(replace(TO_ALL, number=2)),)


@pytest.mark.parametrize("cause", ["paused", "asker_gone"])
def test_a_notice_that_was_left_out_on_purpose_brings_no_line_to_all(cause: str) -> None:
    assert effects_of(*STORY, wrote("m1", NUMBER), not_told(notice(), cause)) == ()


def test_a_notice_that_is_mended_before_it_could_be_told_brings_no_line_to_all() -> None:
    assert shows(wrote("m1", NUMBER), took_back("m1"), not_told(notice(), minutes=5)) == []


def test_a_notice_that_stands_and_could_not_be_updated_is_kept() -> None:
    decision = last_decision(*STORY, wrote("m1", NUMBER), stands(notice()), took_back("m1"), not_told(notice()))

    assert decision.effects == ()
    assert len(decision.after.cautions) == 1


def test_a_line_to_all_that_could_not_be_said_is_tried_again_with_the_next() -> None:
    first = (wrote("m1", NUMBER), not_told(notice()), not_told(TO_ALL, minutes=4))

    assert shows(*first) == []
    assert shows(*first, wrote("m2", NUMBER, minutes=5), not_told(notice(number=2), minutes=6)) == [
        ShowCard(replace(TO_ALL, number=2))
    ]


# ---- forgotten ----


def test_an_open_notice_is_forgotten_when_teams_shows_it_no_more() -> None:
    day = HOLDS / timedelta(minutes=1)
    told = (*STORY, wrote("m1", NUMBER))

    assert after(*told, forgetting(1 + day)).cautions
    assert after(*told, forgetting(2 + day)).cautions == {}
    assert last_decision(*told, forgetting(2 + day)).effects == ()


def test_one_that_is_over_is_forgotten_as_soon_as_it_holds_nothing_back() -> None:
    told = (*STORY, wrote("m1", NUMBER), took_back("m1"))

    assert effects_of(*told)[-1] == forgets(4 + AGAIN)
    assert after(*told, forgetting(3.9 + AGAIN)).cautions
    assert after(*told, forgetting(4 + AGAIN)).cautions == {}


def test_the_alarm_is_set_anew_for_what_is_left() -> None:
    told = (*STORY, wrote("m1", NUMBER), wrote("m2", NUMBER, minutes=3), took_back("m1"), forgetting(4 + AGAIN))

    assert effects_of(*told) == (SetAlarm(Alarm.FORGET_CAUTIONS, at(3) + HOLDS),)


def test_another_occurrence_knows_nothing_of_the_last_ones_messages() -> None:
    week = 7 * 24 * 60.0
    over = (MeetingEnded(at(30), at(30)), started(week))
    meeting = after(*STORY, wrote("m1", NUMBER, shares=True), *over)

    assert (meeting.cautions, meeting.chat_read, meeting.file_shared) == ({}, None, None)
    assert shows(wrote("m1", NUMBER), *over, took_back("m1", week + 1)) == []


def test_it_is_stored_as_it_is() -> None:
    meeting = after(*STORY, wrote("m1", NUMBER, IN_NAME, shares=True), wrote("m2", ILLNESS), called_it_none())

    assert load_meeting(dump_meeting(meeting)).cautions == meeting.cautions
    assert load_meeting(dump_meeting(meeting)).file_shared == at(2)
