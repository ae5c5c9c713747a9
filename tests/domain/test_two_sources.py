"""S7. Where Graph and Teams' own events tell otherwise of somebody: the slow get time, a contradiction is told."""

from bot.domain.alarms import Alarm
from bot.domain.coverage import Blind, gaps
from bot.domain.effects import FetchRoster, SetAlarm
from bot.domain.events import AlarmRang, BotInstalled, Event, Member, ParticipantsLeft, RosterRead
from bot.domain.meeting import Meeting
from bot.domain.rules.watch import ASK_ALL
from tests.domain.test_call_roster import CALLER, MET, gone, names, told
from tests.scenes import ANN, BO, EINAR, KARI, PROCEDURE, after, at, effects_of, invited, joined, started

SECOND = 1 / 60


def rung(minutes: float, *story: Event) -> Meeting:
    return after(*story, AlarmRang(at(minutes), Alarm.COMPARE, at(minutes)))


def test_what_the_slower_source_follows_up_in_time_is_no_contradiction() -> None:
    left = (*MET, told(1, (BO, "b")), gone(5, (BO, "b")))
    agreed = (*left, ParticipantsLeft(at(5), (BO,)))

    assert SetAlarm(Alarm.COMPARE, at(5) + PROCEDURE.call_events_late) in effects_of(*left)
    assert rung(5 + 10 * SECOND, *agreed).watch.contradicted is None
    assert rung(5 + 9 * SECOND, *left).watch.contradicted is None


def test_that_graph_says_gone_and_teams_nothing_is_told_and_all_are_asked_for() -> None:
    left = (*MET, told(1, (BO, "b")), gone(5, (BO, "b")))
    rang = AlarmRang(at(5 + 10 * SECOND), Alarm.COMPARE, at(5 + 10 * SECOND))
    meeting = after(*left, rang)

    assert meeting.watch.contradicted == rang.at
    assert BO.name not in names(meeting)
    assert Blind.CONTRADICTED in [gap.blind for gap in gaps(meeting)]
    assert FetchRoster(ASK_ALL) in effects_of(*left, rang)
    assert not meeting.call.differ


def test_the_reverse_is_told_too_and_once() -> None:
    story = (*MET, told(1, (BO, "b")), ParticipantsLeft(at(5), (BO,)))
    once = rung(6, *story)

    assert once.watch.contradicted == at(6)
    assert rung(7, *story, AlarmRang(at(6), Alarm.COMPARE, at(6))).watch.contradicted == at(6)


def test_an_alarm_that_rings_for_one_waits_on_for_the_next() -> None:
    story = (*MET, told(1, (BO, "b"), (ANN, "a")), gone(5, (BO, "b")), gone(5.1, (ANN, "a")))

    assert [one for one in effects_of(*story) if isinstance(one, SetAlarm) and one.name is Alarm.COMPARE] == []
    rang = AlarmRang(at(5 + 10 * SECOND), Alarm.COMPARE, at(5 + 10 * SECOND))
    assert SetAlarm(Alarm.COMPARE, at(5.1) + PROCEDURE.call_events_late) in effects_of(*story, rang)


def test_an_account_that_teams_never_tells_of_is_a_contradiction_and_a_telephone_is_none() -> None:
    assert rung(3, *MET, told(2, (KARI, "k"))).watch.contradicted == at(3)
    assert rung(3, *MET, told(2, (CALLER, "c"), (EINAR, "e"))).watch.contradicted is None
    late = (BotInstalled(at(5)), started(0), invited(BO), told(6, (KARI, "k")))
    assert rung(7, *late).watch.contradicted is None


def test_that_graph_says_nothing_of_somebody_is_no_contradiction() -> None:
    assert rung(9, *MET, told(2, (KARI, "k")), joined(KARI, minutes=2)).watch.contradicted is None


def test_somebody_unsigned_of_whom_both_tell_may_be_contradicted_too() -> None:
    story = (*MET, joined(EINAR, minutes=2), told(2, (EINAR, "e")), gone(5, (EINAR, "e")))

    assert EINAR.name not in names(after(*story))
    assert rung(6, *story).watch.contradicted == at(6)


def test_whoever_teams_finds_in_the_call_is_there_whatever_graph_said_before() -> None:
    left = (*MET, told(1, (BO, "b")), gone(5, (BO, "b")))
    answer = RosterRead(at(6), (Member(ANN, True), Member(BO, True)), asked=ASK_ALL)
    outside = RosterRead(at(6), (Member(ANN, True), Member(BO, False)), asked=ASK_ALL)

    assert BO.name in names(after(*left, answer))
    assert BO.name not in names(after(*left, outside))
    assert not after(*left, outside).call.differ
    assert BO.name not in names(after(*left, RosterRead(at(4), (Member(BO, True),), asked=3)))
