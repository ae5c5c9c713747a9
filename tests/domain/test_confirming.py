"""P2, S1–S9, V. What each confirms for themselves, what one says for all, and what the bot sees by itself."""

from dataclasses import replace

import pytest

from bot.domain.checklists import Line, lines, open_clauses
from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event, MeetingEnded, ParticipantsLeft
from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, Role
from bot.domain.presses import Command, Introduce, Settle, TickSet
from bot.domain.procedure import Clause, Variant
from bot.domain.records import Where
from tests.scenes import (
    ANN,
    BO,
    CATO,
    EINAR,
    KARI,
    OWN,
    PROCEDURE,
    after,
    at,
    effects_of,
    invited,
    joined,
    pid,
    started,
)  # fmt: skip

CHECKLIST = Matter(CardKind.CHECKLIST, 1, Variant.TEAMS)
CALLER = Identity("+47 912 34 547", "4:+4791234547", kind=Kind.PHONE)
STORY: tuple[Event, ...] = (
    started(),
    invited(BO, KARI),
    joined(ANN, BO),
    CommandGiven(at(2), ANN, Command.CHECKLIST),
)


def tick(who: Identity, clause: Clause, minutes: float = 3, *, done: bool = True, to: Variant = Variant.TEAMS) -> Event:
    return CardPressed(at(minutes), who, TickSet(to, clause, done))


def line(clause: Clause, *events: Event, variant: Variant = Variant.TEAMS) -> Line:
    return next(one for one in lines(variant, after(*events), PROCEDURE) if one.clause is clause)


@pytest.mark.parametrize("clause", [Clause.S4, Clause.S5])
def test_where_they_sit_each_confirms_for_themselves(clause: Clause) -> None:
    half = line(clause, *STORY, tick(ANN, clause))

    assert not half.done
    assert half.missing == ("p2",)
    assert line(clause, *STORY, tick(ANN, clause), tick(BO, clause)).done


@pytest.mark.parametrize("clause", [Clause.P2, Clause.S1, Clause.S2, Clause.S3, Clause.S7, Clause.S8, Clause.S9])
def test_for_the_rest_one_speaks_for_all(clause: Clause) -> None:
    assert line(clause, *STORY, tick(ANN, clause)).done


def test_whoever_comes_later_is_asked_too_and_the_card_says_so() -> None:
    story = (*STORY, tick(ANN, Clause.S4), tick(BO, Clause.S4), joined(KARI, minutes=4))

    assert line(Clause.S4, *story).missing == ("p3",)
    assert ShowCard(CHECKLIST) in effects_of(*story)


def test_whoever_leaves_is_not_waited_for() -> None:
    story = (*STORY, tick(ANN, Clause.S4), ParticipantsLeft(at(4), (BO,)))

    assert line(Clause.S4, *story).done
    assert ShowCard(CHECKLIST) in effects_of(*story)


def test_people_who_part_do_not_have_the_card_written_anew() -> None:
    half = (*STORY, joined(KARI, minutes=2.5), tick(ANN, Clause.S4))

    assert ShowCard(CHECKLIST) not in effects_of(*half, ParticipantsLeft(at(4), (KARI,)))
    assert ShowCard(CHECKLIST) not in effects_of(*half, ParticipantsLeft(at(4), (ANN, BO, KARI)))


@pytest.mark.parametrize("who", [CALLER, EINAR, CATO], ids=lambda who: who.name)
def test_whoever_cannot_press_or_is_to_be_settled_first_is_not_waited_for(who: Identity) -> None:
    both = (tick(ANN, Clause.S4), tick(BO, Clause.S4))

    assert line(Clause.S4, *STORY, joined(who, minutes=2.5), *both).done


def test_a_stranger_who_is_vouched_for_is_waited_for() -> None:
    vouched = CardPressed(at(4), ANN, Settle(pid(after(*STORY, joined(CATO, minutes=2.5)), CATO), expected=True))

    assert line(Clause.S4, *STORY, joined(CATO, minutes=2.5), vouched).missing == ("p1", "p2", "p3")


def test_one_takes_back_their_own_word_alone() -> None:
    taken_back = tick(ANN, Clause.S4, 5, done=False)

    assert line(Clause.S4, *STORY, tick(ANN, Clause.S4), tick(BO, Clause.S4), taken_back).missing == ("p1",)


def test_where_nobody_is_in_a_call_one_word_is_enough() -> None:
    asked = CommandGiven(at(-9), ANN, Command.CHECKLIST, Variant.JOIN)

    assert line(Clause.S4, asked, tick(ANN, Clause.S4, -8, to=Variant.JOIN), variant=Variant.JOIN).done


def test_the_bot_ticks_itself_that_everybody_has_introduced_themselves() -> None:
    one, other = (CardPressed(at(minute), who, Introduce()) for minute, who in ((4, ANN), (6, BO)))

    assert not line(Clause.S6, *STORY, one).done
    assert line(Clause.S6, *STORY, one, other).proven == at(6)
    assert ShowCard(CHECKLIST) in effects_of(*STORY, one, other)
    assert not line(Clause.S6, *STORY, one, other, joined(KARI, minutes=7)).done, "somebody new has not"
    assert line(Clause.S6, *STORY, one, other, variant=Variant.JOIN).proven is None, "the patient is not in this call"


def test_a_word_of_somebodys_own_stands_before_what_we_see() -> None:
    introduced = [CardPressed(at(4), who, Introduce()) for who in (ANN, BO)]
    told = line(Clause.S6, *STORY, tick(ANN, Clause.S6), *introduced)

    assert told.proven is None
    assert told.done


def test_at_the_end_whoever_was_still_there_and_did_not_confirm_is_missing() -> None:
    over, both = MeetingEnded(at(30), at(30)), (tick(ANN, Clause.S4), tick(BO, Clause.S4))
    left = ParticipantsLeft(at(4), (KARI,))

    assert line(Clause.S4, *STORY, tick(ANN, Clause.S4), over).missing == ("p2",)
    assert line(Clause.S4, *STORY, joined(KARI, minutes=2.5), left, *both, over).done
    assert line(Clause.S4, *STORY, *both, over).done


def test_people_of_the_last_meeting_are_not_missed_on_a_list_for_the_next() -> None:
    asked = CommandGiven(at(300), ANN, Command.CHECKLIST)
    story = (*STORY, tick(ANN, Clause.S4), MeetingEnded(at(30), at(30)), asked)

    assert line(Clause.S4, *story) == Line(Clause.S4)
    assert line(Clause.S4, *story, tick(BO, Clause.S4, 301)).done


@pytest.mark.parametrize("variant", [Variant.JOIN, Variant.WHEREBY])
def test_a_list_for_another_patient_bears_no_tick_of_the_last(variant: Variant) -> None:
    alone = Meeting(Where("a:1", OWN, "https://smba.trafficmanager.net/emea/", personal=True))
    asked = CommandGiven(at(20), ANN, Command.CHECKLIST, variant)
    shown = tick(ANN, Clause.V3, 2, to=variant)

    assert after(shown, before=alone).ticks
    assert after(shown, asked, before=alone).ticks == {}
    assert after(shown, CommandGiven(at(20), ANN, Command.CHECKLIST, Variant.TEAMS), before=alone).ticks


def test_what_was_ticked_within_the_hour_before_a_meeting_stays_when_the_list_is_asked_for_again() -> None:
    early = tick(ANN, Clause.S7, -40)

    assert after(early, CommandGiven(at(-5), ANN, Command.CHECKLIST)).ticks
    assert not after(early, CommandGiven(at(25), ANN, Command.CHECKLIST)).ticks
    assert after(*STORY, tick(ANN, Clause.S7), CommandGiven(at(200), ANN, Command.CHECKLIST)).ticks, "it runs still"


def test_the_card_follows_whom_a_colleague_names() -> None:
    named = CommandGiven(at(4), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(oid=CATO.oid),))

    assert ShowCard(CHECKLIST) in effects_of(*STORY, joined(CATO, minutes=2.5), tick(ANN, Clause.S4), named)


def test_ten_people_at_once_tick_one_list() -> None:
    people = [Identity(f"Lege {number}", f"29:l{number}", f"oid-{number}", OWN) for number in range(10)]
    clauses = PROCEDURE.ticks[Variant.TEAMS]
    ticks = [tick(who, clause, 3 + number / 100) for number, who in enumerate(people) for clause in clauses]
    everybody = (started(), invited(*people), joined(*people), CommandGiven(at(2), people[0], Command.CHECKLIST))
    meeting = after(*everybody, *ticks, *reversed(ticks))

    assert open_clauses(Variant.TEAMS, meeting, PROCEDURE) == ()
    assert len(meeting.ticks) == len(clauses) - 2 + 2 * len(people)


def test_in_somebodys_own_chat_they_answer_for_everything() -> None:
    alone = Meeting(Where("a:1", OWN, "https://smba.trafficmanager.net/emea/", personal=True))
    ticks = [tick(ANN, clause, to=Variant.JOIN) for clause in PROCEDURE.ticks[Variant.JOIN]]

    assert open_clauses(Variant.JOIN, after(*ticks, before=alone), PROCEDURE) == ()


def test_a_word_for_all_counts_as_ones_own_once_each_must_speak_for_themselves() -> None:
    for_all = replace(PROCEDURE, by_everybody=frozenset())
    meeting = after(*STORY, tick(ANN, Clause.S4), procedure=for_all)
    told = next(one for one in lines(Variant.TEAMS, meeting, PROCEDURE) if one.clause is Clause.S4)

    assert ([one.by for one in told.ticks], told.missing) == (["p1"], ("p2",))


def test_whoever_is_vouched_for_is_asked_on_the_checklist_that_stands() -> None:
    story = (*STORY, joined(CATO, minutes=2.5))
    vouched = CardPressed(at(4), ANN, Settle(pid(after(*story), CATO), expected=True))

    assert ShowCard(CHECKLIST) in effects_of(*story, vouched)


def test_what_a_hospitals_checklist_does_not_hold_cannot_be_ticked() -> None:
    shorter = replace(PROCEDURE, ticks={**PROCEDURE.ticks, Variant.TEAMS: (Clause.S4,)})

    assert after(*STORY, tick(ANN, Clause.S1), procedure=shorter).ticks == {}
