"""S6. Everyone introduces themselves; the card shows who is missing and closes by itself."""

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import (
    BotRemoved,
    CardPressed,
    CommandGiven,
    Event,
    MeetingEnded,
    ParticipantsLeft,
    PressRefused,
)
from bot.domain.meeting import must_introduce
from bot.domain.participants import Identity, Introduction, Kind
from bot.domain.permit import permit
from bot.domain.presses import Command, CommandWanted, Ground, Introduce, RoundWanted, Settle
from bot.domain.procedure import Profession
from tests.scenes import ANN, BO, CATO, DINA, EINAR, after, at, effects_of, invited, joined, pid, started

ROUND_1, ROUND_2 = Matter(CardKind.INTRODUCTIONS, 1), Matter(CardKind.INTRODUCTIONS, 2)
CALLER = Identity("+47 912 34 547", "4:+4791234547", kind=Kind.PHONE)
NOTES = Identity("Notater", "28:notes", kind=Kind.BOT)
MET: tuple[Event, ...] = (started(), invited(BO, DINA), joined(ANN, BO, CALLER, NOTES))
BEGUN: tuple[Event, ...] = (*MET, CommandGiven(at(2), ANN, Command.ROUND))


def introduced(by: Identity, minutes: float = 3, press: Introduce | None = None) -> CardPressed:
    return CardPressed(at(minutes), by, press or Introduce())


def test_a_round_asked_for_comes_to_all_and_the_one_before_folds() -> None:
    assert effects_of(*BEGUN) == (ShowCard(ROUND_1),)
    assert effects_of(*BEGUN, CommandGiven(at(4), BO, Command.ROUND)) == (ShowCard(ROUND_2), ShowCard(ROUND_1))
    assert effects_of(*MET, CardPressed(at(2), ANN, CommandWanted(Command.ROUND))) == (ShowCard(ROUND_1),)


def test_a_button_asks_for_one_only_where_there_is_none() -> None:
    assert effects_of(*MET, CardPressed(at(2), ANN, RoundWanted())) == (ShowCard(ROUND_1),)
    assert effects_of(*BEGUN, CardPressed(at(3), BO, RoundWanted())) == ()


def test_whoever_presses_is_introduced_with_role_and_how_many_others() -> None:
    press = introduced(BO, press=Introduce(None, Profession.NURSE, 2))
    meeting = after(*BEGUN, press)

    bo = pid(meeting, BO)
    assert meeting.introductions == {bo: Introduction(at(3), bo, Profession.NURSE, 2)}
    assert effects_of(*BEGUN, press) == (ShowCard(ROUND_1),)


def test_the_same_again_changes_nothing_and_another_role_does() -> None:
    again = (*BEGUN, introduced(BO), introduced(BO, 4))

    assert effects_of(*again) == ()
    assert effects_of(*again, introduced(BO, 5, Introduce(None, Profession.NURSE))) == (ShowCard(ROUND_1),)


def test_programs_are_not_waited_for_and_callers_are_ticked_by_a_colleague() -> None:
    meeting = after(*BEGUN)
    caller = pid(meeting, CALLER)

    assert set(must_introduce(meeting)) == {pid(meeting, ANN), pid(meeting, BO), caller}
    story = (*BEGUN, introduced(BO, press=Introduce(caller)))
    assert after(*story).introductions[caller].by == pid(meeting, BO)


def test_only_for_who_cannot_press_and_only_by_own_staff() -> None:
    meeting = after(*BEGUN, joined(DINA, EINAR))
    for_caller, for_ann = Introduce(pid(meeting, CALLER)), Introduce(pid(meeting, ANN))

    grounds = {
        (DINA, for_caller): Ground.NOT_ENTITLED,
        (EINAR, for_caller): Ground.NOT_ENTITLED,
        (BO, for_ann): Ground.CAN_PRESS,
        (BO, Introduce(pid(after(*MET, joined(CATO)), CATO))): Ground.UNKNOWN_PERSON,
    }
    for (by, press), ground in grounds.items():
        refused = permit(introduced(by, press=press), after(*BEGUN) if ground is Ground.UNKNOWN_PERSON else meeting)
        assert isinstance(refused, PressRefused), (by.name, press)
        assert refused.ground is ground
    assert isinstance(permit(introduced(ANN, press=for_ann), meeting), CardPressed)


def test_newcomers_and_leavers_change_the_card_and_nothing_else_does() -> None:
    assert ShowCard(ROUND_1) in effects_of(*BEGUN, joined(DINA, minutes=3))
    assert ShowCard(ROUND_1) in effects_of(*BEGUN, ParticipantsLeft(at(3), (BO,)))
    assert ShowCard(ROUND_1) not in effects_of(*BEGUN, invited(BO, DINA, minutes=3))


def test_a_chat_the_bot_was_taken_out_of_is_told_of_no_newcomer() -> None:
    assert ShowCard(ROUND_1) not in effects_of(*BEGUN, BotRemoved(at(3)), joined(DINA, minutes=4))


def test_the_next_occurrence_begins_anew() -> None:
    assert after(*BEGUN, introduced(BO), started(24 * 60)).introductions == {}


def test_another_number_of_others_counts_and_an_older_press_that_comes_late_does_not() -> None:
    bo = pid(after(*MET), BO)
    alone, with_two = Introduce(None, Profession.NURSE), Introduce(None, Profession.NURSE, 2)

    for late in (introduced(BO, 4, alone), introduced(BO, 6, with_two)):
        story = (*BEGUN, introduced(BO, 5, with_two if late.at < at(5) else alone), late)
        assert after(*story).introductions[bo].others == 2


def test_people_who_part_do_not_have_the_round_written_anew() -> None:
    story = (started(), invited(BO), joined(ANN, BO), CommandGiven(at(2), ANN, Command.ROUND))

    assert ShowCard(ROUND_1) not in effects_of(*story, ParticipantsLeft(at(9), (ANN, BO)))
    assert ShowCard(ROUND_1) in effects_of(*story, ParticipantsLeft(at(9), (BO,)))


def test_whoever_nobody_knew_and_has_left_is_not_missed_once_the_meeting_is_over() -> None:
    met = (started(), invited(BO), joined(ANN, BO, EINAR))
    unknown = CardPressed(at(3), ANN, Settle(pid(after(*met), EINAR), expected=False))
    over = after(*met, unknown, ParticipantsLeft(at(4), (EINAR,)), MeetingEnded(at(30), at(30)))

    assert must_introduce(over) == (pid(over, ANN), pid(over, BO))
