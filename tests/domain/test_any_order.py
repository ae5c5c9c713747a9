"""S7. Teams delivers twice, late and in any order: the roster ends the same, nobody is flagged twice."""

from collections.abc import Sequence
from datetime import timedelta
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alarms import Alarm
from bot.domain.decide import decide
from bot.domain.effects import FlagParticipants
from bot.domain.events import (
    AlarmRang,
    Arrival,
    ChatMembersChanged,
    Event,
    MeetingEnded,
    Member,
    ParticipantsJoined,
    ParticipantsLeft,
    RosterRead,
)
from bot.domain.forgetting import FORGOTTEN_AFTER
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity
from bot.domain.rules.roster import newest_alert
from bot.domain.verdict import stands_out
from tests.scenes import ANN, BO, CATO, DINA, EINAR, KARI, NINE, PROCEDURE, WHERE, at, invited, started

PEOPLE = (ANN, BO, CATO, DINA, KARI, EINAR)
OPENED: tuple[Event, ...] = (started(), invited(BO, DINA))

steps = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["in", "out", "add", "remove"])), max_size=14)


def history(told: Sequence[tuple[Identity, str]]) -> list[Event]:
    """What happened, a second apart."""
    return [_event(who, what, number) for number, (who, what) in enumerate(told, start=1)]


def _event(who: Identity, what: str, number: int) -> Event:
    hour = NINE + timedelta(seconds=number)
    match what:
        case "in":
            return ParticipantsJoined(hour, (Arrival(who),))
        case "out":
            return ParticipantsLeft(hour, (who,))
        case "add":
            return ChatMembersChanged(hour, added=(who,))
        case _:
            return ChatMembersChanged(hour, removed=(who,))


def play(events: Sequence[Event], before: Meeting | None = None) -> Meeting:
    return reduce(lambda meeting, event: decide(event, meeting, PROCEDURE).after, events, before or Meeting(WHERE))


def names(meeting: Meeting) -> set[str]:
    return {meeting.identities[person].name for person in meeting.present}


def around(meeting: Meeting) -> set[str]:
    return {meeting.identities[person].name for person in meeting.around}


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Event], list[Event]]:
    """A history, and how it was delivered: each event once or more, in any order."""
    happened = history(draw(steps))
    again = draw(st.lists(st.sampled_from(happened), max_size=6)) if happened else []
    return happened, draw(st.permutations([*happened, *again]))


@settings(max_examples=300, deadline=None)
@given(deliveries())
def test_any_order_repetition_and_delay_end_in_the_same_roster(told: tuple[list[Event], list[Event]]) -> None:
    happened, delivered = told

    late, prompt = play([*OPENED, *delivered]), play([*OPENED, *happened])
    assert names(late) == names(prompt)
    assert around(late) == around(prompt)


@settings(max_examples=300, deadline=None)
@given(deliveries())
def test_nobody_is_flagged_twice_and_all_who_stand_out_stand_on_the_living_alert(
    told: tuple[list[Event], list[Event]],
) -> None:
    _, delivered = told
    meeting, flagged = play(OPENED), list[str]()
    for event in delivered:
        decision = decide(event, meeting, PROCEDURE)
        (before, meeting) = meeting, decision.after
        known = {person for alert in before.alerts.values() for person in alert.people}
        for effect in decision.effects:
            if isinstance(effect, FlagParticipants):
                flagged += [person for person in effect.people if person not in known]
    assert len(flagged) == len(set(flagged))
    newest = newest_alert(meeting)
    on_it = newest[1].people if newest else ()
    assert len(on_it) == len(set(on_it))
    assert {person for person in meeting.around if stands_out(person, meeting)} <= set(on_it)


@settings(max_examples=300, deadline=None)
@given(deliveries(), st.data())
def test_lost_deliveries_are_mended_by_the_next_reading(
    told: tuple[list[Event], list[Event]], data: st.DataObject
) -> None:
    happened, delivered = told
    lost = data.draw(st.sets(st.integers(0, max(0, len(delivered) - 1))))
    kept = [event for number, event in enumerate(delivered) if number not in lost]
    truth = names(play([*OPENED, *happened])) - {EINAR.name}
    members = tuple(Member(who, present=who.name in truth) for who in PEOPLE if who.oid)
    meeting = play([*OPENED, *kept, RosterRead(at(1), members, asked=30)])

    assert names(meeting) - {EINAR.name} == truth


@settings(max_examples=100, deadline=None)
@given(st.permutations([*OPENED, *history([(BO, "in"), (DINA, "in"), (BO, "out")])]))
def test_a_leave_or_a_join_that_overtakes_the_start_is_not_lost(delivered: Sequence[Event]) -> None:
    assert names(play(delivered)) == {DINA.name}


@settings(max_examples=200, deadline=None)
@given(deliveries())
def test_what_is_delivered_after_a_meeting_was_forgotten_brings_nobody_back_into_it(
    told: tuple[list[Event], list[Event]],
) -> None:
    _, delivered = told
    over, due = at(30), at(30) + FORGOTTEN_AFTER
    gone = play([*OPENED, *delivered, MeetingEnded(over, over), AlarmRang(due, Alarm.FORGET_ROSTER, due)])
    late = play(delivered, gone)

    assert gone.identities == {}
    assert (late.present, late.occurrence_number) == ((), 1)
    assert late.chat.keys() <= late.identities.keys()
