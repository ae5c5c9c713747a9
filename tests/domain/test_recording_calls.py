"""S1. Who is called on to stop a recording when people come and go; programs that come and go; cards that are lost."""

from dataclasses import replace

from bot.domain.alarms import Alarm
from bot.domain.effects import Effect, SetAlarm, ShowCard
from bot.domain.events import CardGivenUp, CardPressed, Event, MeetingEnded, ParticipantsLeft
from bot.domain.participants import Role
from bot.domain.presses import Settle
from bot.domain.recording import called_on, runs
from bot.domain.recordings import Run, Sign
from tests.domain.test_recording_alarm import BEGUN, CARD, NEXT, NOTES, STOPPED, STORY, asked, rang, said
from tests.scenes import ANN, BO, CATO, EINAR, PROCEDURE, after, at, joined, pid

CALLED = (*BEGUN, rang(13))
LOST = (*BEGUN, CardGivenUp(at(12.5), str(CARD), "denied"))
LEFT = ParticipantsLeft(at(13.5), (BO,))
THIRD = replace(NEXT, number=3)


def again(minutes: float) -> SetAlarm:
    return SetAlarm(Alarm.STILL_RECORDED, at(minutes) + PROCEDURE.recording_call_after)


def in_and_out(*hours: float) -> tuple[Event, ...]:
    """The program comes in, goes out, comes in…"""
    return tuple(
        ParticipantsLeft(at(hour), (NOTES,)) if place % 2 else joined(NOTES, minutes=hour)
        for place, hour in enumerate(hours)
    )


def test_while_nobody_who_can_stop_it_is_there_it_is_looked_at_again_and_whoever_comes_is_called_on() -> None:
    nobody = (*BEGUN, ParticipantsLeft(at(12.5), (ANN, BO)), joined(EINAR, minutes=12.6), rang(13))

    assert asked(*nobody) == [again(13)]
    came = (*nobody, joined(ANN, minutes=13.5, role=Role.ORGANIZER), rang(14))
    assert asked(*came) == [ShowCard(NEXT), ShowCard(CARD)]
    assert called_on(after(*came)) == pid(after(*came), ANN)
    assert asked(*STOPPED, rang(13.1)) == [], "nothing is recorded any more"


def test_when_whoever_was_called_on_leaves_they_are_mentioned_no_more_and_another_is_called_on() -> None:
    left = (*CALLED, LEFT)

    assert asked(*left) == [again(13.5), ShowCard(NEXT)]
    assert called_on(after(*left)) is None
    assert asked(*left, rang(14.5)) == [ShowCard(THIRD), ShowCard(NEXT)]
    assert called_on(after(*left, rang(14.5))) == pid(after(*left), ANN)


def test_that_they_leave_with_the_recording_stopped_or_the_meeting_over_asks_nothing_of_anybody() -> None:
    assert asked(*CALLED, said(Sign.STOPPED, 13.2), LEFT) == []
    assert asked(*CALLED, MeetingEnded(at(30), at(30))) == [ShowCard(NEXT)]


def test_a_program_that_drops_out_and_returns_grows_the_card_silently() -> None:
    flaps = (12, 13, 14, 15, 16)

    assert asked(*STORY, *in_and_out(*flaps[:3])) == [ShowCard(CARD)]
    assert asked(*STORY, *in_and_out(*flaps)) == [ShowCard(CARD)]
    assert [run.until for run in runs(after(*STORY, *in_and_out(*flaps)))] == [None]


def test_a_program_that_renames_itself_is_one_still_until_it_leaves_or_somebody_vouches_for_it() -> None:
    person = pid(after(*STORY, *in_and_out(12)), NOTES)
    renamed = [joined(replace(NOTES, name=name), minutes=13) for name in ("Ola Nordmann", "Kari Nordmann")]
    story: tuple[Event, ...] = (*STORY, *in_and_out(12), *renamed)

    assert runs(after(*story)) == (Run(at(12), program=person),)
    assert [run.until for run in runs(after(*story, ParticipantsLeft(at(15), (NOTES,))))] == [at(15)]
    assert runs(after(*story, CardPressed(at(15), ANN, Settle(person, True), Role.ORGANIZER))) == ()


def test_one_that_was_long_away_or_another_is_a_new_card() -> None:
    other = replace(NOTES, name="Fireflies.ai", mri="29:fireflies")

    assert ShowCard(NEXT) in asked(*STORY, *in_and_out(12, 13, 19)), "the alert on participants pings"
    news: list[Effect] = asked(*STORY, *in_and_out(12, 13), joined(other, minutes=14))
    assert ShowCard(NEXT, ping=True) in news


def test_a_card_that_was_lost_pings_when_it_comes_again_while_it_is_recorded() -> None:
    assert asked(*LOST, joined(CATO, minutes=13)) == [ShowCard(NEXT, ping=True)]
    assert asked(*LOST, said(Sign.STOPPED, 13)) == [ShowCard(NEXT)]
    program = (*STORY, *in_and_out(12), CardGivenUp(at(12.5), str(CARD), "denied"))
    assert asked(*program, joined(CATO, minutes=13)) == [ShowCard(NEXT)], "the alert has pinged"


def test_a_card_that_was_lost_is_not_asked_for_once_the_meeting_is_over() -> None:
    over = (*LOST, MeetingEnded(at(30), at(30)))

    assert asked(*over) == []
    assert asked(*over, said(Sign.STOPPED, 29, told=31)) == []
    assert ShowCard(NEXT, ping=True) in asked(*over, said(Sign.STARTED, 40)), "this is of another"
