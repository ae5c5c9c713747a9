"""S6. An outsider comes in: the conversation stops, by command, by button, or by not knowing somebody."""

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event, ParticipantsLeft
from bot.domain.participants import Identity
from bot.domain.presses import Command, Press, Settle, StopWanted
from tests.scenes import ANN, BO, DINA, EINAR, after, at, effects_of, invited, joined, pid, started

STOP_1, STOP_2 = Matter(CardKind.STOP, 1), Matter(CardKind.STOP, 2)
MET: tuple[Event, ...] = (started(), invited(BO, DINA), joined(ANN, BO, DINA, EINAR))


def pressed(press: Press, by: Identity, minutes: float) -> CardPressed:
    return CardPressed(at(minutes), by, press)


def rejected(minutes: float, by: Identity = BO) -> CardPressed:
    return pressed(Settle(pid(after(*MET), EINAR), expected=False), by, minutes)


def test_stop_comes_by_command_by_button_and_by_not_knowing_somebody() -> None:
    for stop in (CommandGiven(at(2), BO, Command.STOP), pressed(StopWanted(), DINA, 2), rejected(2)):
        assert ShowCard(STOP_1) in effects_of(*MET, stop)


def test_vouching_stops_nothing() -> None:
    vouched = pressed(Settle(pid(after(*MET), EINAR), expected=True), BO, 2)

    assert ShowCard(STOP_1) not in effects_of(*MET, vouched)


def test_whoever_says_it_soon_after_is_told_on_the_same_card() -> None:
    story = (*MET, pressed(StopWanted(), BO, 2), rejected(2.5, ANN))

    assert ShowCard(STOP_1) in effects_of(*story)
    assert [said.by for said in after(*story).stops[str(STOP_1)]] == [pid(after(*MET), BO), pid(after(*MET), ANN)]


def test_the_same_word_again_is_one_word() -> None:
    story = (*MET, pressed(StopWanted(), BO, 2), pressed(StopWanted(), BO, 2.2))

    assert effects_of(*story) == ()
    assert len(after(*story).stops[str(STOP_1)]) == 1


def test_later_there_is_another_card_and_the_first_folds() -> None:
    effects = effects_of(*MET, pressed(StopWanted(), BO, 2), pressed(StopWanted(), BO, 9))

    assert effects == (ShowCard(STOP_2), ShowCard(STOP_1))


def test_the_card_is_told_when_the_person_in_question_has_left() -> None:
    story = (*MET, rejected(2), ParticipantsLeft(at(3), (EINAR,)))

    assert ShowCard(STOP_1) in effects_of(*story)
    assert ShowCard(STOP_1) not in effects_of(*MET, rejected(2), ParticipantsLeft(at(3), (BO,)))


def test_the_card_is_told_when_the_person_in_question_is_back_or_is_known_after_all() -> None:
    gone = (*MET, rejected(2), ParticipantsLeft(at(3), (EINAR,)))
    vouched = pressed(Settle(pid(after(*MET), EINAR), expected=True), ANN, 3)

    assert ShowCard(STOP_1) in effects_of(*gone, joined(EINAR, minutes=4))
    assert ShowCard(STOP_1) in effects_of(*MET, rejected(2), vouched)


def test_the_next_occurrence_knows_nothing_of_it() -> None:
    assert after(*MET, rejected(2), started(24 * 60)).stops == {}
