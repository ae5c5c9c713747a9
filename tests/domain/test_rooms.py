"""S5. Whoever sits in an open room says so with one press; the conversation waits until they say that they do not."""

from dataclasses import replace

from bot.domain.checklists import Line, lines
from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CardPressed, CommandGiven, MeetingEnded, ParticipantsLeft
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity
from bot.domain.presses import Command, RoomTold, StopWanted, TickSet
from bot.domain.procedure import Clause, Variant
from tests.scenes import (
    ANN,
    BO,
    CATO,
    EINAR,
    PROCEDURE,
    after,
    at,
    effects_of,
    invited,
    joined,
    last_decision,
    pid,
    started,
)

STOP = Matter(CardKind.STOP, 1)
CHECKLIST = Matter(CardKind.CHECKLIST, 1, Variant.TEAMS)
STORY = (started(), invited(BO), joined(ANN, BO), CommandGiven(at(2), ANN, Command.CHECKLIST))


def open_room(who: Identity, minutes: float) -> CardPressed:
    return CardPressed(at(minutes), who, RoomTold(public=True))


def apart(who: Identity, minutes: float) -> CardPressed:
    return CardPressed(at(minutes), who, RoomTold(public=False))


def said(who: Identity, minutes: float) -> CardPressed:
    return CardPressed(at(minutes), who, TickSet(Variant.TEAMS, Clause.S5, done=True))


def s5(meeting: Meeting) -> Line:
    return next(line for line in lines(Variant.TEAMS, meeting, PROCEDURE) if line.clause is Clause.S5)


def test_whoever_sits_in_the_open_stops_the_conversation_and_undoes_their_own_word() -> None:
    story = (*STORY, said(ANN, 3), said(BO, 3))
    meeting = after(*story, open_room(BO, 4))

    assert s5(after(*story)).done
    assert effects_of(*story, open_room(BO, 4)) == (ShowCard(CHECKLIST), ShowCard(STOP))
    assert s5(meeting).open_rooms == (pid(meeting, BO),)
    assert not s5(meeting).done
    assert [tick.by for tick in s5(meeting).ticks] == [pid(meeting, ANN)]


def test_only_the_same_person_lifts_it() -> None:
    story = (*STORY, open_room(BO, 4))

    assert s5(after(*story, apart(ANN, 5), said(ANN, 5))).open_rooms
    assert not s5(after(*story, apart(BO, 5))).open_rooms
    assert not s5(after(*story, said(BO, 5))).open_rooms
    assert effects_of(*story, apart(BO, 5)) == (ShowCard(CHECKLIST), ShowCard(STOP))


def test_lifting_it_is_a_confirmation_too() -> None:
    assert s5(after(*STORY, said(ANN, 3), open_room(BO, 4), apart(BO, 5))).done


def test_saying_it_again_says_nothing_new() -> None:
    assert effects_of(*STORY, open_room(BO, 4), open_room(BO, 4.5)) == ()


def test_sitting_in_the_open_again_later_stops_again() -> None:
    story = (*STORY, open_room(BO, 4), apart(BO, 5), open_room(BO, 9))

    assert effects_of(*story) == (ShowCard(CHECKLIST), ShowCard(Matter(CardKind.STOP, 2)), ShowCard(STOP))


def test_whoever_has_left_sits_nowhere_and_both_cards_say_so() -> None:
    story = (*STORY, open_room(BO, 4), ParticipantsLeft(at(5), (BO,)))

    assert not s5(after(*story)).open_rooms
    assert {ShowCard(CHECKLIST), ShowCard(STOP)} <= set(effects_of(*story))
    assert s5(after(*story, joined(BO, minutes=6))).open_rooms, "and is asked again when they come back"


def test_a_stranger_may_say_it_of_themselves() -> None:
    decision = last_decision(*STORY, joined(EINAR, minutes=3), open_room(EINAR, 4))

    assert isinstance(decision.fact, CardPressed)
    assert decision.after.rooms == {pid(decision.after, EINAR): at(4)}


def test_the_next_meeting_does_not_remember_where_people_sat() -> None:
    assert after(*STORY, open_room(BO, 4), MeetingEnded(at(30), at(30)), started(60)).rooms == {}


def test_lifting_it_brings_no_checklist_that_nobody_asked_for() -> None:
    story = (*STORY[:-1], open_room(BO, 4))

    assert effects_of(*story, apart(BO, 5)) == (ShowCard(STOP),)
    assert after(*story, apart(BO, 5)).ticks == {}


def test_it_can_be_lifted_where_no_checklist_asks_for_it() -> None:
    without = replace(PROCEDURE, ticks={**PROCEDURE.ticks, Variant.TEAMS: (Clause.P2,)})

    assert after(*STORY, open_room(BO, 4), apart(BO, 5), procedure=without).rooms == {}


def test_the_word_of_a_stranger_alone_confirms_nothing() -> None:
    alone = (started(), invited(BO), joined(ANN, EINAR), CommandGiven(at(2), ANN, Command.CHECKLIST))

    assert not s5(after(*alone, apart(EINAR, 3), ParticipantsLeft(at(4), (ANN,)))).done


def test_what_somebody_said_just_before_the_next_meeting_counts_for_it() -> None:
    between = (*STORY, MeetingEnded(at(30), at(30)), open_room(BO, 58))
    meeting = after(*between, started(60), joined(BO, minutes=60.5))

    assert s5(meeting).open_rooms == (pid(meeting, BO),)
    assert meeting.stops.keys() == {str(STOP)}
    assert meeting.identities[pid(meeting, BO)].name == "Bo Dahl"


def test_a_tick_of_something_else_does_not_lift_it() -> None:
    other = CardPressed(at(5), BO, TickSet(Variant.TEAMS, Clause.S1, done=True))

    assert s5(after(*STORY, open_room(BO, 4), other)).open_rooms


def test_taking_back_a_confirmation_does_not_lift_it() -> None:
    taken_back = CardPressed(at(5), BO, TickSet(Variant.TEAMS, Clause.S5, done=False))

    assert s5(after(*STORY, open_room(BO, 4), taken_back)).open_rooms


def test_whoever_sits_in_the_open_does_so_on_every_checklist() -> None:
    join = CardPressed(at(3), BO, TickSet(Variant.JOIN, Clause.S5, done=True))
    meeting = after(*STORY, said(BO, 3), join, open_room(BO, 4))

    assert meeting.ticks == {}


def test_the_checklist_says_so_of_whoever_had_not_confirmed_too() -> None:
    assert effects_of(*STORY, open_room(BO, 4)) == (ShowCard(CHECKLIST), ShowCard(STOP))


def test_nobody_else_is_missed_in_an_open_room_where_they_are_asked_whether_they_are_overheard() -> None:
    s4 = next(
        line for line in lines(Variant.TEAMS, after(*STORY, open_room(BO, 4)), PROCEDURE) if line.clause is Clause.S4
    )

    assert s4.open_rooms == ()


def test_a_stop_and_an_open_room_of_the_same_person_are_two_words() -> None:
    stop = CardPressed(at(4), BO, StopWanted())

    assert [one.room for one in after(*STORY, stop, open_room(BO, 4.5)).stops[str(STOP)]] == [False, True]


def test_while_anybody_sits_in_the_open_the_line_is_not_done_though_all_who_are_asked_have_confirmed() -> None:
    confirmed = (*STORY, said(ANN, 3), said(BO, 3), joined(EINAR, minutes=3.5))

    assert s5(after(*confirmed)).done
    assert not s5(after(*confirmed, open_room(EINAR, 4))).done


def test_whoever_says_it_and_was_never_seen_in_the_call_counts_too() -> None:
    meeting = after(*STORY, open_room(CATO, 4))

    assert s5(meeting).open_rooms == (pid(meeting, CATO),)
