"""P2, S1–S9, V. The checklist is ticked together, and tells who and when."""

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import BotRemoved, CardPressed, CardShown, CommandGiven, MeetingEnded, PressRefused
from bot.domain.participants import Identity
from bot.domain.presses import ChecklistWanted, Command, CommandWanted, TickSet
from bot.domain.procedure import Clause, Variant
from tests.scenes import ANN, BO, CATO, EINAR, after, at, effects_of, invited, joined, last_decision, pid, started

FIRST = Matter(CardKind.CHECKLIST, 1, Variant.TEAMS)
SECOND = Matter(CardKind.CHECKLIST, 2, Variant.TEAMS)
STORY = (
    started(),
    invited(BO),
    joined(ANN, BO),
    CommandGiven(at(2), ANN, Command.CHECKLIST),
    CardShown(at(2), str(FIRST), "activity-1"),
)


def tick(by: Identity, clause: Clause, minutes: float, *, done: bool = True) -> CardPressed:
    return CardPressed(at(minutes), by, TickSet(Variant.TEAMS, clause, done))


def test_a_checklist_asked_for_again_comes_to_the_bottom_and_the_old_one_folds() -> None:
    assert effects_of(*STORY[:-1]) == (ShowCard(FIRST),)
    assert effects_of(*STORY, CommandGiven(at(3), BO, Command.CHECKLIST)) == (ShowCard(SECOND), ShowCard(FIRST))


def test_the_button_does_not_post_a_checklist_that_is_there() -> None:
    assert effects_of(*STORY, CardPressed(at(3), BO, ChecklistWanted())) == ()
    assert effects_of(*STORY[:3], CardPressed(at(3), BO, ChecklistWanted())) == (ShowCard(FIRST),)


def test_the_button_of_the_command_brings_one_like_the_command() -> None:
    asked = CardPressed(at(3), BO, CommandWanted(Command.CHECKLIST))

    assert effects_of(*STORY, asked) == (ShowCard(SECOND), ShowCard(FIRST))


def test_a_tick_tells_who_and_when() -> None:
    meeting = after(*STORY, tick(BO, Clause.S1, 3))
    ticked = meeting.ticks["teams:S1"]

    assert (ticked.by, ticked.at) == (pid(meeting, BO), at(3))


def test_ticks_set_and_never_toggle() -> None:
    meeting = after(*STORY, tick(BO, Clause.S1, 3), tick(ANN, Clause.S1, 4))

    assert meeting.ticks["teams:S1"].by == pid(meeting, BO)
    assert effects_of(*STORY, tick(BO, Clause.S1, 3), tick(ANN, Clause.S1, 4)) == ()


def test_a_tick_can_be_taken_back() -> None:
    assert after(*STORY, tick(BO, Clause.S1, 3), tick(BO, Clause.S1, 4, done=False)).ticks == {}


def test_a_stranger_ticks_nothing() -> None:
    decision = last_decision(*STORY, joined(EINAR, minutes=3), tick(EINAR, Clause.S1, 4))

    assert isinstance(decision.fact, PressRefused)
    assert decision.after.ticks == {}


def test_what_was_ticked_before_the_meeting_began_counts_for_it() -> None:
    early = (CommandGiven(at(-5), ANN, Command.CHECKLIST), tick(ANN, Clause.S7, -4))
    series = (started(), MeetingEnded(at(30), at(30)), CommandGiven(at(60), ANN, Command.CHECKLIST))

    assert "teams:S7" in after(*early, started()).ticks
    assert "teams:S7" in after(*series, tick(ANN, Clause.S7, 61), started(65)).ticks


def test_a_checklist_posted_between_two_occurrences_is_still_updated_in_the_second() -> None:
    between = (CommandGiven(at(60), ANN, Command.CHECKLIST), CardShown(at(60), str(FIRST), "activity-1"))
    story = (started(), MeetingEnded(at(30), at(30)), *between, tick(ANN, Clause.S4, 61), started(65))

    assert effects_of(*story, invited(BO), tick(BO, Clause.S1, 66)) == (ShowCard(FIRST),)


def test_what_was_ticked_in_one_occurrence_does_not_count_for_the_next() -> None:
    assert after(*STORY, tick(BO, Clause.S1, 3), MeetingEnded(at(30), at(30)), started(60)).ticks == {}


def test_a_chat_that_the_bot_was_taken_out_of_has_no_checklist_to_keep() -> None:
    assert ShowCard(FIRST) not in effects_of(*STORY, BotRemoved(at(3)), joined(CATO, minutes=4))


def test_that_the_meeting_is_over_changes_no_checklist() -> None:
    assert ShowCard(FIRST) not in effects_of(*STORY, MeetingEnded(at(30), at(30)))


def test_what_changes_nothing_brings_no_checklist() -> None:
    assert effects_of(*STORY[:3], tick(BO, Clause.S1, 3, done=False)) == ()
