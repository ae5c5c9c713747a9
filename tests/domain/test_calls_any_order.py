"""S7. Two sources tell of the same comings and goings, each in any order and more than once: the truth comes out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.events import Arrival, Event, ParticipantsJoined, ParticipantsLeft
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind
from tests.domain.test_any_order import OPENED, play
from tests.scenes import ANN, BO, DINA, EINAR, NINE

OTHER_EINAR = Identity("Einar (Guest)", "29:einar-2", kind=Kind.ANONYMOUS)
PHONE = Identity("+47 912 34 547", "4:+4791234547", kind=Kind.PHONE)
HIDDEN = Identity("", "4:anonymous", kind=Kind.PHONE)
PEOPLE = (ANN, BO, DINA, EINAR, OTHER_EINAR, PHONE, HIDDEN)
UNTOLD = (PHONE, HIDDEN, EINAR)
"""Some of those of whom Teams' own events may say nothing."""


@dataclass(frozen=True)
class Day:
    """What was true at the end, and all that both sources tell of it."""

    inside: Counter[str]
    by_teams: list[Event]
    by_graph: list[Event]


def as_graph_names(who: Identity) -> Identity:
    """Graph names an account by its object id, and whoever has none by kind and name."""
    return Identity(who.name, oid=who.oid, tenant=who.tenant, kind=who.kind if not who.oid else Kind.USER)


@st.composite
def days(draw: st.DrawFn, people: Sequence[Identity] = PEOPLE, silent: bool = False) -> Day:
    """People come and go some seconds apart. Teams tells of it at once, Graph up to eight seconds later."""
    steps = draw(st.lists(st.sampled_from(people), max_size=10))
    untold = draw(st.sets(st.sampled_from(UNTOLD))) if silent else set()
    inside: dict[Identity, str] = {}
    by_teams, by_graph = list[Event](), list[Event]()
    for number, who in enumerate(steps, start=1):
        hour = NINE + timedelta(seconds=10 * number)
        later = hour + timedelta(seconds=draw(st.integers(0, 8)))
        came = who not in inside
        key = inside.pop(who, f"part-{number}")
        if came:
            inside[who] = key
        if who not in untold:
            by_teams.append(ParticipantsJoined(hour, (Arrival(who),)) if came else ParticipantsLeft(hour, (who,)))
        caller = Caller(as_graph_names(who), Place.CALL if came else Place.GONE, key)
        waits = came and draw(st.booleans())
        if waits:
            lobby = CallTold(
                hour, Happened.ROSTER, hour - timedelta(seconds=5), (Caller(caller.who, Place.LOBBY, key),)
            )
            by_graph.append(lobby)
        by_graph.append(CallTold(later, Happened.ROSTER, later, (caller,)))
    return Day(Counter(who.name.removesuffix(" (Guest)") for who in inside), by_teams, by_graph)


@st.composite
def tellings(draw: st.DrawFn, all_days: st.SearchStrategy[Day]) -> tuple[Day, list[Event]]:
    """A day, and how it was told: each telling once or more, in any order."""
    day = draw(all_days)
    told = [*day.by_teams, *day.by_graph]
    again = draw(st.lists(st.sampled_from(told), max_size=5)) if told else []
    return day, draw(st.permutations([*told, *again]))


def inside(meeting: Meeting) -> Counter[str]:
    return Counter(meeting.identities[one].name.removesuffix(" (Guest)") for one in meeting.present)


@settings(max_examples=400, deadline=None)
@given(tellings(days()))
def test_however_two_sources_tell_the_truth_comes_out(told: tuple[Day, list[Event]]) -> None:
    day, delivered = told
    meeting = play([*OPENED, *delivered])

    assert inside(meeting) == day.inside
    assert not meeting.lobby


@settings(max_examples=400, deadline=None)
@given(tellings(days(silent=True)))
def test_whoever_only_one_source_tells_of_is_there_as_surely(told: tuple[Day, list[Event]]) -> None:
    day, delivered = told

    assert inside(play([*OPENED, *delivered])) == day.inside


@settings(max_examples=300, deadline=None)
@given(tellings(days(silent=True)))
def test_nobody_who_has_an_account_is_two(told: tuple[Day, list[Event]]) -> None:
    meeting = play(OPENED)
    for event in told[1]:
        meeting = play([event], meeting)
        accounts = [who.oid for who in meeting.identities.values() if who.oid]
        assert len(accounts) == len(set(accounts))


@settings(max_examples=300, deadline=None)
@given(tellings(days()))
def test_once_all_is_told_the_sources_differ_about_nobody(told: tuple[Day, list[Event]]) -> None:
    day, delivered = told
    meeting = play([*OPENED, *delivered])

    assert {meeting.identities[one].name for one in meeting.call.differ} == set(), day
