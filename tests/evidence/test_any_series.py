"""Of a meeting held again and again, told late, twice or not at all, each holding's rows tell who was in it when."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alarms import Alarm
from bot.domain.decide import decide
from bot.domain.events import (
    AlarmRang,
    Arrival,
    Event,
    MeetingEnded,
    MeetingFellSilent,
    MeetingStarted,
    Member,
    ParticipantsJoined,
    ParticipantsLeft,
    RosterRead,
)
from bot.domain.forgotten import RosterForgotten
from bot.domain.meeting import Meeting
from bot.domain.participants import Participant, PersonId
from bot.domain.trace import trace_decision
from bot.evidence.records import Holding, Row
from bot.evidence.timeline import timeline
from tests.scenes import ANN, BO, CATO, DINA, EINAR, KARI, PROCEDURE, WHERE, at

PEOPLE = (ANN, BO, CATO, DINA, KARI, EINAR)
LATE = st.integers(-6, 0)
MAKE: dict[str, Callable[[float, float, Any], Event]] = {
    "in": lambda _now, hour, who: ParticipantsJoined(at(hour), (Arrival(who),)),
    "out": lambda _now, hour, who: ParticipantsLeft(at(hour), (who,)),
    "start": lambda _now, hour, _: MeetingStarted(at(hour), at(hour)),
    "end": lambda _now, hour, _: MeetingEnded(at(hour), at(hour)),
    "silent": lambda now, _hour, _: MeetingFellSilent(at(now)),
    "forget": lambda now, _hour, _: AlarmRang(at(now), Alarm.FORGET_ROSTER, at(now)),
    "read": lambda _now, hour, inside: RosterRead(
        at(hour), tuple(Member(who, present=who in inside) for who in PEOPLE if who.oid), 5
    ),
}
steps = st.lists(
    st.tuples(st.sampled_from(["in", "out"]), st.sampled_from(PEOPLE), LATE)
    | st.tuples(st.sampled_from(["start", "end", "silent", "forget"]), st.none(), LATE)
    | st.tuples(st.just("read"), st.sets(st.sampled_from(PEOPLE[:5])), LATE)
    | st.tuples(st.just("wait"), st.none(), st.sampled_from([1, 10, 60, 300, 1500])),
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(steps)
def test_each_holding_tells_of_its_people_as_the_domain_knew_them(told: Sequence[tuple[str, Any, int]]) -> None:
    meeting, rows, now = Meeting(WHERE, salt="salt"), list[Row](), 0.0
    holdings, people = dict[int, Holding](), dict[int, dict[PersonId, Participant]]()
    for what, whom, minutes in told:
        now += 1 + (minutes if what == "wait" else 0)
        if what == "wait":
            continue
        decision = decide(MAKE[what](now, max(now + minutes, 0), whom), meeting, PROCEDURE)
        meeting = decision.after
        rows.append(Row(len(rows) + 1, at(now), dict(trace_decision(decision, at(now)))))
        if meeting.occurrence is None:
            continue
        number, began, ended = meeting.occurrence_number, meeting.occurrence.started, meeting.occurrence.ended
        last = holdings.get(number - 1)
        if last is not None and last.ended is None:
            holdings[number - 1] = replace(last, ended=began)
        known = holdings.setdefault(number, Holding(7, number, len(rows), began, ended))
        holdings[number] = replace(known, began=began, ended=ended)
        if not isinstance(decision.fact, RosterForgotten):
            people[number] = dict(meeting.people)
    for number, holding in holdings.items():
        until = holdings[number + 1].first if number + 1 in holdings else len(rows) + 1
        _agrees(holding, rows[holding.first - 1 : until - 1], people[number])


def _agrees(holding: Holding, rows: list[Row], people: dict[PersonId, Participant]) -> None:
    found = timeline(holding, rows)
    inside = {person for person, seen in people.items() if seen.present}
    places = [line for row in rows for line in row.body.get("places", ())]

    assert set(found.inside) == (inside if holding.ended is None else set())
    for person, seen in people.items():
        one = found.person(person)
        assert one is not None
        if seen.present:
            assert one.call[-1].since <= seen.changed
        elif one.call and f"{person}: call {seen.changed.isoformat()}" not in places:  # of a moment nothing is told
            assert one.call[-1].until == max(seen.changed, one.call[-1].since)
