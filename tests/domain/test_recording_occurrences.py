"""S1. Of which occurrence a word on a recording is: its own hour says so, not the call that it is of."""

from datetime import timedelta

import pytest

from bot.domain.effects import Effect, SetAlarm, ShowCard
from bot.domain.events import BotInstalled, Event, MeetingEnded, MeetingFellSilent, MeetingStarted, Member, RosterRead
from bot.domain.recording import heard_since, is_recorded, runs, transcribed
from bot.domain.recordings import LOOK_BACK, Sign
from tests.domain.test_recording_alarm import BEGUN, NEXT, STOPPED, STORY, asked, said
from tests.scenes import ANN, BO, CATO, PROCEDURE, after, at, joined, started

DAY = 60 * 24
SILENT = (*STOPPED, MeetingFellSilent(at(300)), joined(CATO, minutes=370))
LATE = (BotInstalled(at(180)), RosterRead(at(180.1), (Member(ANN, present=True), Member(BO, present=True)), asked=30))


def pings(*events: Event) -> bool:
    return any(isinstance(one, ShowCard) and one.ping for one in asked(*events))


def test_a_recording_that_starts_anew_in_the_call_of_an_earlier_occurrence_is_an_alarm() -> None:
    story = (*SILENT, said(Sign.STARTED, 375))

    assert ShowCard(NEXT, ping=True) in asked(*story)
    assert [run.since for run in runs(after(*story))] == [at(375)], "the first was of the meeting before"
    assert [run.until for run in runs(after(*story, said(Sign.STOPPED, 380)))] == [at(380)]


def test_one_that_went_on_through_a_silence_is_an_alarm_in_the_next_occurrence() -> None:
    story = (*BEGUN, MeetingFellSilent(at(300)), joined(CATO, minutes=370), said(Sign.GOES_ON, 380))

    assert ShowCard(NEXT, ping=True) in asked(*story)
    assert [(run.since, run.until) for run in runs(after(*story))] == [(at(380), None)]
    earlier_told = (*story, said(Sign.STARTED, 376))
    assert [run.since for run in runs(after(*earlier_told))] == [at(376)]


def test_a_word_told_again_keeps_its_first_hour_and_so_its_occurrence() -> None:
    again = said(Sign.STARTED, 375, message="c1-started-12")

    assert not pings(*SILENT, again)
    assert not is_recorded(after(*SILENT, again))


def test_a_late_word_on_the_earlier_occurrence_stays_there_when_the_call_is_recorded_anew() -> None:
    story = (*SILENT, said(Sign.STARTED, 375), said(Sign.STOPPED, 20, told=376), said(Sign.TRANSCRIPT, 30, told=376))

    assert [(run.since, run.until) for run in runs(after(*story))] == [(at(375), None)]
    assert transcribed(after(*story)) is None


def test_words_without_a_call_belong_together_by_their_message() -> None:
    day1 = (*STORY, said(Sign.STARTED, 12, call="", message="m1"), said(Sign.STOPPED, 13, call="", message="m1"))
    story = (*day1, MeetingEnded(at(30), at(30)), started(DAY), joined(ANN, BO, minutes=DAY + 1))

    assert runs(after(*day1))[0].until == at(13)
    assert pings(*story, said(Sign.STARTED, DAY + 2, call="", message="m2"))


def test_an_old_message_that_is_touched_anew_before_or_in_the_first_occurrence_is_no_alarm() -> None:
    old = said(Sign.STARTED, -7 * DAY, told=2)

    assert asked(*STORY, old) == []
    assert asked(said(Sign.STARTED, -7 * DAY, told=-1)) == []
    assert not is_recorded(after(said(Sign.STARTED, -DAY), *STORY)), "what was heard of long before is not of it"
    assert is_recorded(after(said(Sign.STARTED, -1), *STORY))


@pytest.mark.parametrize(("hours", "alarms"), [(2, True), (13, False)])
def test_what_runs_already_when_the_bot_comes_in_is_asked_for_and_is_an_alarm(hours: int, alarms: bool) -> None:
    meeting = after(*LATE)

    assert heard_since(meeting) == at(180.1) - LOOK_BACK
    assert pings(*LATE, said(Sign.STARTED, 180 - 60 * hours, told=181)) is alarms


def test_where_we_saw_it_begin_teams_is_asked_from_then_on() -> None:
    assert heard_since(after(*STORY)) == at(0)
    assert heard_since(after(MeetingStarted(at(5), at(0)), BotInstalled(at(4)))) == at(0)
    assert heard_since(after()) is None


def test_a_transcript_told_soon_after_the_end_is_of_the_meeting_before() -> None:
    story = (*STORY, MeetingEnded(at(30), at(30)), started(40), joined(ANN, BO, minutes=41))
    late = said(Sign.TRANSCRIPT, 45, call="c0")

    assert asked(*story, late) == []
    assert after(*story, late).sweep is not None, "what is left of it is looked after all the same"
    assert asked(*story, said(Sign.TRANSCRIPT, 31 + PROCEDURE.resumed_within / timedelta(minutes=1), call="c0")) != []
    ended = (*story, MeetingEnded(at(50), at(50)))
    assert asked(*ended, said(Sign.TRANSCRIPT, 55, call="c0")) != [], "this one has ended since, and is nearer"


def test_an_alarm_of_the_next_occurrence_calls_on_somebody_anew() -> None:
    effects: list[Effect] = asked(*SILENT, said(Sign.STARTED, 375))

    assert any(isinstance(one, SetAlarm) for one in effects)
    assert after(*SILENT, said(Sign.STARTED, 375)).recordings["c1"].called is None
