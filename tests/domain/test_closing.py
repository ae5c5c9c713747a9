"""V9, S9. One line at the end; silence is an end too."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.alarms import Alarm
from bot.domain.chat import MessagePosted
from bot.domain.effects import CardKind, Effect, Matter, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, BotRemoved, CardPressed, CommandGiven, Event, MeetingEnded, ParticipantsLeft
from bot.domain.presses import Command, StopWanted, TickSet
from bot.domain.procedure import Clause, Variant
from tests import scenes
from tests.scenes import ANN, BO, CATO, EINAR, after, at, invited, joined, started

SUMMARY = ShowCard(Matter(CardKind.SUMMARY, 1))


def effects_of(*events: Event) -> tuple[Effect, ...]:
    """What the last of these asks for, but to be reminded to forget (tests/domain/test_forgetting.py)."""
    asked = scenes.effects_of(*events)
    return tuple(one for one in asked if not (isinstance(one, SetAlarm) and one.name is Alarm.FORGET_ROSTER))


def test_one_line_closes_the_meeting_and_a_second_end_adds_none() -> None:
    ended = MeetingEnded(at(30), at(30))

    assert effects_of(started(), ended) == (SUMMARY,)
    assert effects_of(started(), ended, ended) == ()


def test_a_meeting_that_everybody_left_is_closed_after_a_while() -> None:
    story = (started(), joined(ANN), ParticipantsLeft(at(20), (ANN,)))

    assert SetAlarm(Alarm.IDLE, at(35)) in effects_of(*story)
    assert effects_of(*story, AlarmRang(at(35), Alarm.IDLE, at(35))) == (SUMMARY,)


def test_somebody_who_came_back_keeps_it_open() -> None:
    story = (started(), joined(ANN), ParticipantsLeft(at(20), (ANN,)), joined(BO, minutes=30))
    effects = effects_of(*story, AlarmRang(at(35), Alarm.IDLE, at(35)))

    assert effects == (SetAlarm(Alarm.IDLE, at(30) + timedelta(hours=4)),)


def test_a_meeting_of_which_nothing_was_heard_for_hours_is_closed() -> None:
    assert effects_of(started(), joined(ANN), AlarmRang(at(242), Alarm.IDLE, at(242))) == (SUMMARY,)


def test_an_alarm_after_the_end_does_nothing() -> None:
    story = (started(), MeetingEnded(at(30), at(30)), AlarmRang(at(240), Alarm.IDLE, at(240)))

    assert effects_of(*story) == ()
    assert not after(*story).running


def test_people_who_tick_and_write_keep_a_meeting_open() -> None:
    ticking = CardPressed(at(239), ANN, TickSet(Variant.TEAMS, Clause.S1, done=True))
    writing = MessagePosted(at(239))

    for sign in (ticking, writing):
        assert SUMMARY not in effects_of(started(), joined(ANN), sign, AlarmRang(at(242), Alarm.IDLE, at(242)))


def test_whoever_comes_soon_after_a_presumed_end_finds_the_meeting_as_it_was() -> None:
    story = (started(), joined(ANN, BO), AlarmRang(at(242), Alarm.IDLE, at(242)), joined(CATO, minutes=250))

    assert len(after(*story).present) == 3
    assert after(*story).occurrence_number == 1
    assert after(*story[:-1], joined(CATO, minutes=24 * 60)).occurrence_number == 2


def test_an_end_that_teams_tells_after_a_presumed_one_is_the_end() -> None:
    story = (started(), joined(ANN), AlarmRang(at(242), Alarm.IDLE, at(242)), MeetingEnded(at(243), at(243)))

    assert after(*story, joined(BO, minutes=260)).occurrence_number == 2


def test_a_meeting_that_was_never_reminded_is_not_closed_aloud() -> None:
    assert effects_of(joined(ANN, minutes=0), MeetingEnded(at(0.2), at(0.2))) == ()


def test_a_start_that_was_held_back_for_hours_is_not_taken_for_silence() -> None:
    asked = [one for one in effects_of(replace(started(0), at=at(300))) if isinstance(one, SetAlarm)]
    (alarm,) = [one for one in asked if one.name is Alarm.IDLE]

    assert alarm.at == at(300) + timedelta(hours=4)


def test_at_the_end_the_cards_whose_buttons_mean_nothing_any_more_are_told() -> None:
    round_, stop = CommandGiven(at(3), ANN, Command.ROUND), CardPressed(at(4), ANN, StopWanted())
    effects = effects_of(started(), invited(BO), joined(ANN, EINAR), round_, stop, MeetingEnded(at(30), at(30)))

    living = (CardKind.ALERT, CardKind.INTRODUCTIONS, CardKind.STOP)
    assert {ShowCard(Matter(kind, 1)) for kind in living} | {SUMMARY} <= set(effects)


def test_a_chat_the_bot_was_taken_out_of_is_closed_in_silence() -> None:
    story = (started(), invited(BO), joined(ANN, EINAR), BotRemoved(at(5)))

    assert effects_of(*story, MeetingEnded(at(30), at(30))) == ()
