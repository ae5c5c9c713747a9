"""A meeting that is folded is the same when it is unfolded, and its indexes are those of one that was never folded."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.decide import decide
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.verdict import judge_person
from bot.store.folding import folded, unfolded
from tests.cards.happenings import events
from tests.scenes import ANN, BO, CATO, PROCEDURE, WHERE, after, invited, joined, started


@settings(max_examples=150, deadline=None)
@given(st.lists(events, max_size=20))
def test_whatever_happened_it_is_the_same_and_judges_alike(happened: Sequence[Event]) -> None:
    meeting = Meeting(WHERE, salt="salt")
    for event in happened:
        meeting = unfolded(folded(decide(event, meeting, PROCEDURE).after))
    plain = Meeting(WHERE, salt="salt")
    for event in happened:
        plain = decide(event, plain, PROCEDURE).after

    assert meeting == plain
    for mapping in ("identities", "people", "cards", "latest"):
        assert list(getattr(meeting, mapping).items()) == list(getattr(plain, mapping).items()), "in order too"
    for person, who in plain.identities.items():
        assert judge_person(person, meeting) == judge_person(person, plain)
        assert meeting.person(who) == plain.person(who)


def test_lists_of_a_read_invitation_are_kept_and_hold() -> None:
    meeting = after(started(), invited(BO), joined(ANN, BO))
    back = unfolded(folded(meeting))

    assert back.lists is meeting.lists
    later = decide(joined(CATO, minutes=2), back, PROCEDURE).after
    assert later.lists is meeting.lists
    assert later.person(CATO) == "p3"
