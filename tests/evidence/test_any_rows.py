"""Whatever rows say and in whatever order: a look never fails, and no spell runs backwards or over another."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calls import Place
from bot.domain.events import Event, MeetingEnded, ParticipantsLeft
from bot.domain.participants import PersonId
from bot.evidence.breach import breach
from bot.evidence.records import Holding, Row
from bot.evidence.spells import Spell, Timeline
from bot.evidence.tally import KEYS, tally
from bot.evidence.timeline import FACTS, timeline
from tests.domain.test_calls_any_order import Day, days, tellings
from tests.evidence.telling import holding, play
from tests.scenes import ANN, BO, DINA, EINAR, NINE, at, joined, started

_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3),
    max_leaves=6,
)
_HOURS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis wants them without
_NEAR = st.integers(0, 90).map(lambda minutes: at(minutes))
_LINES = st.builds(
    "{}: {} {}".format,
    st.sampled_from(["p1", "p2", "p3", "?", ""]),
    st.sampled_from([*Place, "red", "amber not_invited", "nonsense", ""]),
    _NEAR.map(datetime.isoformat) | _HOURS.map(datetime.isoformat) | st.just("recorder"),
)
_PRESSES = st.sampled_from(["settle", "stop", "introduce", "room", "false_alarm", "command"])
_VALUES = (
    _PLAIN | st.lists(_LINES, max_size=4) | _PRESSES | st.sampled_from(["p1", "p2", "off", "denied", "call", "chat"])
    | _NEAR.map(datetime.isoformat) | st.lists(st.sampled_from(["p1", "p2", "started", "stopped"]), max_size=3)
)  # fmt: skip
_NAMES = (
    "people places verdicts inside callers by person press expected said hours seen shares feed until reason ended "
    "started since matter procedure cause asked read command public recordings transcripts why"
)
_KEYS = st.sampled_from(_NAMES.split())
_BODIES = st.builds(
    lambda fact, rest: {**rest, "fact": fact},
    st.sampled_from(sorted(FACTS)) | _PLAIN, st.dictionaries(_KEYS | st.text(max_size=6), _VALUES, max_size=8),
)  # fmt: skip
_ROWS = st.lists(st.builds(Row, st.integers(0, 40), _NEAR | _HOURS, _BODIES), max_size=25)


def is_in_order(spells: tuple[Spell, ...]) -> bool:
    ends = [one.until or datetime.max.replace(tzinfo=UTC) for one in spells]
    begins = [one.since for one in spells]
    forward = all(since <= until for since, until in zip(begins, ends, strict=True))
    apart = all(until <= since for until, since in zip(ends, begins[1:], strict=False))
    return forward and apart and all(one.until is not None for one in spells[:-1])


@settings(max_examples=150, deadline=None)
@given(_ROWS, st.none() | _NEAR)
def test_no_row_stops_a_look(rows: list[Row], ended: datetime | None) -> None:
    found = timeline(holding(ended=ended), rows)

    assert all(is_in_order(one.call) and is_in_order(one.lobby) for one in found.people)
    assert ended is None or not found.inside
    assert found.rows == len({row.seq for row in rows})
    assert set(tally(found)) <= KEYS
    assert all(count > 0 for count in tally(found).values())
    assert breach(found, NINE).deadline == NINE + timedelta(hours=72)


@settings(max_examples=100, deadline=None)
@given(_ROWS, st.randoms())
def test_the_order_in_which_rows_are_handed_over_does_not_matter(rows: list[Row], chance: Any) -> None:
    numbered = list({row.seq: row for row in rows}.values())
    mixed = chance.sample(numbered, len(numbered))

    assert timeline(holding(), numbered) == timeline(holding(), mixed)


def present(found: Timeline) -> set[PersonId]:
    return set(found.inside)


@settings(max_examples=100, deadline=None)
@given(tellings(days(silent=True)))
def test_whoever_is_in_the_call_by_the_domain_is_by_the_rows(told: tuple[Day, list[Event]]) -> None:
    meeting, rows = play(started(), *told[1], verdicts=False)

    assert present(timeline(holding(meeting), rows)) == set(meeting.present)


@settings(max_examples=60, deadline=None)
@given(tellings(days(silent=True)))
def test_spells_begin_and_end_when_the_domain_says(told: tuple[Day, list[Event]]) -> None:
    meeting, rows = play(started(), *told[1], verdicts=False)
    found = timeline(holding(meeting), rows)

    for person in meeting.present:
        one = found.person(person)
        assert one is not None
        assert one.call[-1].since <= meeting.people[person].changed
    for person, seen in meeting.people.items():
        gone = found.person(person)
        if not seen.present and gone is not None and gone.call:
            assert gone.call[-1].until == max(seen.changed, gone.call[-1].since), [row.body for row in rows]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([ANN, BO, DINA, EINAR]), st.booleans()), max_size=12), st.booleans())
def test_older_rows_tell_the_same_where_teams_alone_tells_in_order(steps: list[Any], ends: bool) -> None:
    events: list[Event] = [started()]
    for number, (who, comes) in enumerate(steps, start=1):
        events.append(joined(who, minutes=number) if comes else ParticipantsLeft(at(number), (who,)))
    events += [MeetingEnded(at(60), at(60))] if ends else []
    meeting, rows = play(*events, places=False, verdicts=False)

    found = timeline(holding(meeting), rows)

    assert present(found) == set(meeting.present)
    assert found == timeline(holding(meeting), list(reversed(rows)))


def test_rows_of_an_hour_before_time_began_are_borne() -> None:
    body = {"fact": "ParticipantsJoined", "people": ["p1"], "places": ["p1: call 0001-01-01T00:00:00+14:00"]}

    assert timeline(Holding(1, 1, 1, NINE, at(5)), [Row(1, NINE, body)]).rows == 1
