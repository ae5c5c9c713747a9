"""S7. The lobby, which only Graph tells of; and how a call begins and ends by Graph's word."""

from bot.domain.alarms import Alarm
from bot.domain.calls import Happened
from bot.domain.effects import SetAlarm
from bot.domain.events import MeetingEnded, MeetingFellSilent, ParticipantsLeft
from tests.domain.test_call_roster import CALLER, MET, call, flagged, gone, names, told, waiting, waits
from tests.scenes import ANN, BO, DINA, EINAR, KARI, PROCEDURE, after, at, effects_of, joined, pid, started


def test_whoever_waits_in_the_lobby_is_neither_present_nor_flagged_until_admitted() -> None:
    story = (*MET, waits(2, (DINA, "d")))
    meeting = after(*story)

    assert meeting.lobby == {pid(meeting, DINA): at(2)}
    assert DINA.name not in names(meeting)
    assert effects_of(*story) == ()
    admitted = (*story, told(3, (DINA, "d")))
    assert not after(*admitted).lobby
    assert flagged(effects_of(*admitted), after(*admitted)) == [DINA.name]


def test_whoever_gives_up_waiting_is_gone_and_was_never_in_the_call() -> None:
    meeting = after(*MET, waits(2, (EINAR, "e")), gone(3, (EINAR, "e")))

    assert not meeting.lobby
    assert len(meeting.people) == 2


def test_whom_teams_tells_of_as_come_in_waits_no_more_nor_after_they_left() -> None:
    came = (*MET, waits(2, (DINA, "d")), joined(DINA, minutes=3))

    assert not after(*came).lobby
    assert not after(*came, ParticipantsLeft(at(4), (DINA,))).lobby


def test_whoever_is_sent_back_to_the_lobby_waits_again() -> None:
    meeting = after(*MET, joined(DINA, minutes=2), told(2, (DINA, "d")), waits(3, (DINA, "d")))

    assert waiting(meeting) == [DINA.name]
    assert DINA.name not in names(meeting)


def test_two_who_wait_under_one_name_are_two() -> None:
    assert waiting(after(*MET, waits(2, (EINAR, "e"), (EINAR, "f")))) == [EINAR.name, EINAR.name]


def test_who_waits_before_the_start_still_waits_after_it_and_opens_nothing() -> None:
    early = (waits(0, (KARI, "k")),)

    assert not after(*early).running
    assert waiting(after(*early, started(1))) == [KARI.name]
    over = (*MET, MeetingEnded(at(30), at(30)))
    assert not after(*over, waits(29, (KARI, "k"))).lobby
    assert waiting(after(*over, waits(58, (KARI, "k")), started(60))) == [KARI.name]
    assert waiting(after(*over, waits(31, (KARI, "k")), started(1440))) == []


# ---- how a call begins and ends ----


def test_a_call_that_graph_says_began_opens_a_meeting_that_teams_told_nothing_of() -> None:
    began = call(Happened.STARTED, 0)
    occurrence = after(began).occurrence

    assert occurrence is not None
    assert (occurrence.provisional, occurrence.started) == (True, at(0))
    assert SetAlarm(Alarm.START_OVERDUE, at(0) + PROCEDURE.start_overdue) in effects_of(began)
    assert after(*MET, call(Happened.STARTED, 1)).occurrence_number == 1


def test_that_the_call_is_over_means_that_all_have_left_and_the_meeting_ends_by_silence() -> None:
    story = (*MET, told(2, (CALLER, "c")), call(Happened.ENDED, 10))
    meeting = after(*story)

    assert (names(meeting), meeting.running) == ([], True)
    assert SetAlarm(Alarm.IDLE, at(10) + PROCEDURE.empty_for) in effects_of(*story)
    assert names(after(*story, told(9, (CALLER, "c")), joined(BO, minutes=9))) == []
    assert names(after(*story, joined(BO, minutes=11), call(Happened.ENDED, 10))) == [BO.name]


def test_what_comes_after_the_end_is_over_and_the_next_occurrence_starts_afresh() -> None:
    over = (*MET, told(2, (CALLER, "c")), MeetingEnded(at(30), at(30)))

    assert after(*over, told(29, (KARI, "k")), gone(31, (CALLER, "c"))).people == after(*over).people
    assert after(*over).call.is_silent
    anew = after(*over, told(60, (KARI, "k")))
    assert (anew.occurrence_number, names(anew)) == (2, [KARI.name])


def test_a_meeting_taken_for_over_goes_on_when_graph_tells_of_somebody() -> None:
    silent = (*MET, MeetingFellSilent(at(30)))

    assert after(*silent, told(40, (KARI, "k"))).occurrence_number == 1
    assert after(*silent, told(40, (KARI, "k"))).running


def test_whoever_came_early_for_the_next_occurrence_stays_who_they_are_to_both_sources() -> None:
    early = (*MET, told(55, (KARI, "k")), joined(KARI, minutes=55), started(60))

    assert names(after(*early)) == [KARI.name]
    assert names(after(*early, gone(61, (KARI, "k")))) == []


def test_a_late_word_on_somebody_just_after_the_end_opens_nothing() -> None:
    over = (*MET, told(2, (ANN, "a")), MeetingEnded(at(30), at(30)))

    for late in (told(30.02, (ANN, "a")), told(30 + 10 / 60, (KARI, "k"))):
        assert effects_of(*over, late) == ()
        assert after(*over, late).people == after(*over).people
        assert not after(*over, late).running
    admitted = (*over, waits(30.03, (KARI, "k")), told(30.1, (KARI, "k")))
    assert names(after(*admitted)) == [KARI.name]


def test_a_call_that_begins_anew_just_after_the_end_is_the_next_occurrence() -> None:
    over = (*MET, MeetingEnded(at(30), at(30)))
    anew = after(*over, call(Happened.STARTED, 30.05), told(30.1, (KARI, "k")))

    assert (anew.occurrence_number, names(anew)) == (2, [KARI.name])
    assert after(*over, told(30.2, (KARI, "k"))).occurrence_number == 2
    assert after(*MET, MeetingFellSilent(at(30)), told(30.02, (KARI, "k"))).running
