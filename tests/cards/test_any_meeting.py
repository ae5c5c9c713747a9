"""Whatever happens in a meeting, its cards can be drawn, and are sound."""

from collections.abc import Sequence
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.decide import decide
from bot.domain.effects import CardKind, FlagParticipants, FoldOrphan, Matter, ShowCard
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Role
from bot.domain.presses import Command, Press
from bot.ports import Card
from cards import Site, answer, draw, fold, refresh
from tests.cards.happenings import BY_EVENT, BY_PRESS, CARDS, events, matter_of, people, roles
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, NO_LINKS
from tests.scenes import PROCEDURE, WHERE

PATIENTLY = settings(max_examples=100, deadline=None)
SITES = st.sampled_from([LINKS, NO_LINKS])


def test_no_event_and_no_press_is_forgotten() -> None:
    assert set(BY_EVENT) == set(get_args(Event))
    assert set(BY_PRESS) == set(get_args(Press))


@PATIENTLY
@given(st.lists(events, max_size=25), CARDS, SITES)
def test_every_card_that_was_asked_for_can_be_drawn_then_and_later(
    happenings: Sequence[Event], pressed: str, site: Site
) -> None:
    meeting, wanted = Meeting(WHERE), set[Matter]()
    for event in happenings:
        decision = decide(event, meeting, PROCEDURE)
        meeting = decision.after
        for effect in decision.effects:
            if isinstance(effect, ShowCard | FlagParticipants | FoldOrphan):
                wanted.add(effect.matter)
        _assert_answered(decision.fact, meeting, pressed, site)
        _assert_answered(event, meeting, pressed, site)
    for matter in wanted:
        for then in (meeting, Meeting(WHERE)):
            assert_sound(draw(matter, then, site), matter.kind.value)
            assert_sound(fold(matter, then, site), matter.kind.value)


@PATIENTLY
@given(
    st.lists(events, max_size=15),
    st.builds(matter_of, st.sampled_from(CardKind), st.integers(1, 3), st.booleans()),
    SITES,
)
def test_every_kind_of_card_can_be_drawn_of_any_meeting(
    happenings: Sequence[Event], matter: Matter, site: Site
) -> None:
    assert_sound(draw(matter, _after(happenings), site), matter.kind.value)


@PATIENTLY
@given(st.lists(events, max_size=15), people, roles, CARDS, st.none() | st.sampled_from(Command), SITES)
def test_anybody_can_ask_for_a_card_anew(
    happenings: Sequence[Event], who: Identity, role: Role | None, pressed: str, command: Command | None, site: Site
) -> None:
    told = refresh(who, role, _after(happenings), pressed, command, site)

    _assert_told(told)


def _after(happenings: Sequence[Event]) -> Meeting:
    meeting = Meeting(WHERE)
    for event in happenings:
        meeting = decide(event, meeting, PROCEDURE).after
    return meeting


def _assert_answered(fact: Event, meeting: Meeting, pressed: str, site: Site) -> None:
    _assert_told(answer(fact, meeting, pressed, site))


def _assert_told(told: Card | str) -> None:
    if isinstance(told, str):
        assert told
    else:
        assert_sound(told, told["body"][0]["id"])
