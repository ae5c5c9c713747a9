"""Whatever happens in a meeting, its cards can be drawn, and are sound."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.decide import decide
from bot.domain.effects import CardKind, FlagParticipants, Matter, ShowCard
from bot.domain.events import (
    AlarmRang,
    Arrival,
    BotInstalled,
    BotRemoved,
    CardGivenUp,
    CardPressed,
    CardShown,
    ChatMembersChanged,
    CommandGiven,
    Event,
    InvitationRead,
    InvitationUnavailable,
    MeetingEnded,
    MeetingFellSilent,
    MeetingStarted,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ParticipantsJoined,
    ParticipantsLeft,
    PressRefused,
)
from bot.domain.expected import Invited, Unread
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, PersonId, Role
from bot.domain.presses import ChecklistWanted, Command, CommandWanted, Ground, Settle, TickSet
from bot.domain.procedure import Clause, Variant
from cards import answer, draw
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS
from tests.scenes import NINE, OWN, PROCEDURE, WHERE

hours = st.integers(0, 90).map(lambda minutes: NINE + timedelta(minutes=minutes))
people = st.builds(
    Identity,
    name=st.sampled_from(["", "Ann Berg", "Bo_Dahl*", "[klikk](http://ond.example)", "+47 912 34 547", "\u202e" * 80]),
    mri=st.sampled_from(["", *(f"29:{number}" for number in range(6))]),
    oid=st.sampled_from(["", "oid-1", "oid-2"]),
    tenant=st.sampled_from(["", OWN, "elsewhere"]),
    kind=st.sampled_from(Kind),
)
roles = st.none() | st.sampled_from(Role)
matters = st.builds(Matter, st.sampled_from(CardKind), st.integers(1, 3), st.just("teams")).map(str)
presses = st.one_of(
    st.builds(Settle, st.integers(1, 8).map(lambda number: PersonId(f"p{number}")), st.booleans()),
    st.builds(TickSet, st.sampled_from(Variant), st.sampled_from(Clause), st.booleans()),
    st.builds(ChecklistWanted, st.sampled_from(Variant)),
    st.builds(CommandWanted, st.sampled_from(Command)),
)
invited = st.builds(Invited, st.sampled_from(["", "oid-1", "oid-2"]), st.sampled_from(["", OWN, "elsewhere"]))
several = st.lists(people, max_size=4).map(tuple)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(MeetingStarted, hours, hours),
    st.builds(MeetingEnded, hours, hours),
    st.builds(ParticipantsJoined, hours, st.lists(st.builds(Arrival, people, roles), max_size=4).map(tuple)),
    st.builds(ParticipantsLeft, hours, several),
    st.builds(CommandGiven, hours, people, st.sampled_from(Command), st.sampled_from(Variant), st.booleans(), roles),
    st.builds(CardPressed, hours, people, presses, roles),
    st.builds(PressRefused, hours, people, presses, st.sampled_from(Ground), st.booleans()),
    st.builds(InvitationRead, hours, invited, st.lists(invited, max_size=3).map(tuple)),
    st.builds(InvitationUnavailable, hours, st.sampled_from(Unread)),
    st.builds(CardShown, hours, matters, st.sampled_from(["", "a1", "a2"])),
    st.builds(CardGivenUp, hours, matters, st.just("denied")),
    st.builds(AlarmRang, hours, st.sampled_from(["idle", "start-overdue"]), hours),
    st.builds(ChatMembersChanged, hours, several, several),
    *(
        st.builds(quiet, hours)
        for quiet in (BotInstalled, BotRemoved, MeetingFellSilent, MessagePosted, MessageEdited, MessageDeleted)
    ),
)
pressed_cards = st.sampled_from(["", "a1", "a2"])


@settings(max_examples=150, deadline=None)
@given(st.lists(events, max_size=25), pressed_cards)
def test_every_card_that_was_asked_for_can_be_drawn_then_and_later(happenings: Sequence[Event], pressed: str) -> None:
    meeting, wanted = Meeting(WHERE), set[Matter]()
    for event in happenings:
        decision = decide(event, meeting, PROCEDURE)
        meeting = decision.after
        wanted |= {effect.matter for effect in decision.effects if isinstance(effect, ShowCard | FlagParticipants)}
        _assert_answered(decision.fact, meeting, pressed)
        _assert_answered(event, meeting, pressed)
    for matter in wanted:
        assert_sound(draw(matter, meeting, LINKS), matter.kind.value)
        assert_sound(draw(matter, Meeting(WHERE), LINKS), matter.kind.value)


def _assert_answered(fact: Event, meeting: Meeting, pressed: str) -> None:
    told = answer(fact, meeting, pressed, LINKS)
    if isinstance(told, str):
        assert told
    else:
        assert_sound(told, told["body"][0]["id"])
