"""P2, S1–S9, V. The checklist is ticked together, and tells who and when."""

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CardPressed, CardShown, ChecklistWanted, Command, CommandGiven, PressRefused, TickSet
from bot.domain.participants import Identity
from bot.domain.procedure import Clause, Variant
from tests.scenes import ANN, BO, EINAR, after, at, effects_of, invited, joined, last_decision, pid, started

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


def test_a_tick_tells_who_and_when() -> None:
    meeting = after(*STORY, tick(BO, Clause.S1, 3))
    ticked = meeting.tick(Variant.TEAMS, Clause.S1)

    assert ticked is not None
    assert (ticked.by, ticked.at) == (pid(meeting, BO), at(3))


def test_ticks_set_and_never_toggle() -> None:
    meeting = after(*STORY, tick(BO, Clause.S1, 3), tick(ANN, Clause.S1, 4))
    ticked = meeting.tick(Variant.TEAMS, Clause.S1)

    assert ticked is not None
    assert ticked.by == pid(meeting, BO)
    assert effects_of(*STORY, tick(BO, Clause.S1, 3), tick(ANN, Clause.S1, 4)) == ()


def test_a_tick_can_be_taken_back() -> None:
    assert after(*STORY, tick(BO, Clause.S1, 3), tick(BO, Clause.S1, 4, done=False)).ticks == {}


def test_a_stranger_ticks_nothing() -> None:
    decision = last_decision(*STORY, joined(EINAR, minutes=3), tick(EINAR, Clause.S1, 4))

    assert isinstance(decision.fact, PressRefused)
    assert decision.after.ticks == {}
