"""What a meeting keeps to find people quickly is never older than the meeting."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.decide import decide
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.verdict import judge_person
from tests.cards.happenings import events
from tests.scenes import ANN, BO, PROCEDURE, WHERE, after, invited, joined, started


@settings(max_examples=150, deadline=None)
@given(st.lists(events, max_size=20))
def test_whatever_happens_verdicts_are_those_of_a_meeting_that_was_indexed_anew(happened: Sequence[Event]) -> None:
    meeting = Meeting(WHERE, salt="salt")
    for event in happened:
        meeting = decide(event, meeting, PROCEDURE).after
        anew = replace(meeting)
        for person, who in meeting.identities.items():
            assert judge_person(person, meeting) == judge_person(person, anew)
            assert meeting.person(who) == anew.person(who)


def test_an_index_is_carried_over_while_what_it_is_made_of_is_the_same() -> None:
    before = after(started(), invited(BO), joined(ANN, BO))
    same = decide(joined(BO, minutes=2), before, PROCEDURE).after
    other = decide(joined(BO, minutes=2), same, PROCEDURE).after

    assert same.lists is before.lists
    assert other.accounts is same.accounts
