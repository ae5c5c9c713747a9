"""The audit tells how people were judged, whenever that changes; by pseudonym, weight and reasons."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alarms import Alarm
from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.change import replace
from bot.domain.decide import decide
from bot.domain.events import (
    AlarmRang,
    CardPressed,
    ChatMembersChanged,
    CommandGiven,
    Event,
    InvitationUnavailable,
    MeetingAnnounced,
    MeetingEnded,
    Member,
    ParticipantsLeft,
    RosterRead,
)
from bot.domain.expected import Invited, Unread
from bot.domain.meeting import Meeting
from bot.domain.participants import Role
from bot.domain.presses import Command, Settle, StopWanted
from bot.domain.recordings import RecordingsTold, Said, Sign
from bot.domain.trace import trace_decision
from bot.domain.verdict import judge_person
from tests.scenes import ANN, BO, CATO, DINA, EINAR, KARI, PROCEDURE, WHERE, after, at, invited, joined, pid, started

OPENED = after(started(), invited(BO), joined(ANN, BO))


def row_of(event: Event, before: Meeting = OPENED, late: float = 0.01) -> dict[str, Any]:
    """The audit's row of an event that arrived so many minutes after its own hour."""
    return trace_decision(decide(event, before, PROCEDURE), event.at + (at(late) - at(0)))


def verdicts(event: Event, before: Meeting = OPENED) -> list[str]:
    told = row_of(event, before).get("verdicts", [])
    assert isinstance(told, list)
    return told


def test_whoever_comes_is_told_with_weight_and_reasons_and_nobody_else_is() -> None:
    assert verdicts(joined(DINA, minutes=2)) == ["p3: red other_organisation outsider_not_invited"]
    assert verdicts(joined(ANN, minutes=2)) == []


def test_whoever_comes_back_is_told_again() -> None:
    away = after(ParticipantsLeft(at(2), (BO,)), before=OPENED)

    assert verdicts(joined(BO, minutes=3), away) == ["p2: green own_staff invited"]
    assert verdicts(ParticipantsLeft(at(2), (BO,))) == []


def test_a_press_that_tells_who_somebody_is_tells_how_they_are_judged_since() -> None:
    nowhere = replace(DINA, tenant="", address="")
    there = after(joined(nowhere, minutes=2), RosterRead(at(3), (Member(ANN),), 0), before=OPENED)
    known = CardPressed(at(4), DINA, StopWanted())

    assert "organisation_unknown" in verdicts(joined(nowhere, minutes=2))[0]
    assert verdicts(known, there) == ["p3: red other_organisation outsider_not_invited"]


def test_an_invitation_tells_of_those_whom_it_judges_otherwise() -> None:
    waiting = after(started(), joined(ANN, BO, DINA, minutes=0.5))

    assert verdicts(invited(BO, DINA, minutes=1), waiting) == [
        "p1: green own_staff organizer",
        "p2: green own_staff invited",
        "p3: green other_organisation invited",
    ]
    assert verdicts(invited(BO, minutes=1)) == []
    assert verdicts(InvitationUnavailable(at(1), Unread.DENIED), waiting) == [
        "p3: amber other_organisation outsider_unread"
    ]


def test_a_wait_that_ends_tells_of_those_who_are_called_uninvited_since() -> None:
    waiting = after(joined(CATO, minutes=400), before=OPENED)

    assert verdicts(AlarmRang(at(402), Alarm.CALL_NOW, at(402)), waiting) == ["p3: amber own_staff not_invited"]
    assert verdicts(AlarmRang(at(402), Alarm.PROBE, at(402)), waiting) == []


def test_a_colleagues_word_and_a_list_are_told_as_what_they_change() -> None:
    inside = after(joined(DINA, minutes=2), before=OPENED)
    named = CommandGiven(at(3), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(oid=DINA.oid),))

    assert verdicts(CardPressed(at(3), ANN, Settle(pid(inside, DINA), expected=False)), inside)[0].startswith("p3: red")
    assert verdicts(CardPressed(at(3), ANN, Settle(pid(inside, DINA), expected=True)), inside) == [
        "p3: green vouched other_organisation"
    ]
    assert verdicts(named, inside) == ["p3: green other_organisation awaited"]
    assert verdicts(replace(named, awaited=()), inside) == []
    assert verdicts(MeetingAnnounced(at(3), "booking", (Invited(oid=DINA.oid),)), inside) == [
        "p3: green other_organisation announced"
    ]


def test_whom_the_chat_the_roster_or_graph_brings_is_told() -> None:
    assert len(verdicts(ChatMembersChanged(at(2), added=(CATO,)))) == 1
    assert len(verdicts(RosterRead(at(2), (Member(CATO, present=True),), asked=3))) == 1
    call = CallTold(at(2), Happened.ROSTER, at(2), (Caller(CATO, Place.CALL, "1"),))
    assert verdicts(call) == ["p3: amber own_staff not_invited"]


def test_all_who_are_there_are_told_anew_when_another_meeting_begins() -> None:
    early = after(MeetingEnded(at(30), at(30)), joined(BO, minutes=60), before=OPENED)

    assert verdicts(joined(BO, minutes=60), after(MeetingEnded(at(30), at(30)), before=OPENED))
    assert early.occurrence_number == 2
    assert verdicts(started(61), early) == []


def test_no_verdict_tells_a_name() -> None:
    told = " ".join(verdicts(joined(CATO, DINA, EINAR, minutes=2)))

    assert not [who for who in (CATO, DINA, EINAR) if who.name in told or (who.oid and who.oid in told)]


def test_what_is_heard_late_bears_its_own_hour() -> None:
    assert row_of(joined(CATO, minutes=2), late=1)["when"] == at(2).isoformat()
    assert row_of(ParticipantsLeft(at(2), (BO,)), late=1)["when"] == at(2).isoformat()
    assert "when" not in row_of(joined(CATO, minutes=2))
    told = CallTold(at(4), Happened.ROSTER, at(2), (Caller(CATO, Place.CALL, "1"),))
    assert row_of(told)["when"] == at(2).isoformat()


def test_words_on_recordings_are_told_with_their_hours() -> None:
    said = (Said(at(3), Sign.STARTED, "m1", "c1"), Said(at(5), Sign.STOPPED, "m2", "c1"))

    row = row_of(RecordingsTold(at(5), said))
    assert (row["said"], row["hours"]) == (["started", "stopped"], [at(3).isoformat(), at(5).isoformat()])


steps = st.lists(
    st.sampled_from(
        [
            joined(CATO, minutes=2),
            joined(DINA, minutes=3),
            joined(EINAR, minutes=3),
            joined(KARI, minutes=4),
            ParticipantsLeft(at(5), (CATO,)),
            invited(BO, DINA, minutes=6),
            ChatMembersChanged(at(7), added=(KARI,)),
            AlarmRang(at(8), Alarm.CALL_NOW, at(8)),
            CardPressed(at(9), ANN, Settle(pid(OPENED, BO), expected=False)),
            MeetingEnded(at(30), at(30)),
            started(60),
        ]
    ),
    max_size=10,
)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_verdicts_that_are_kept_are_those_that_a_fresh_look_comes_to(told: list[Event]) -> None:
    meeting = Meeting(WHERE)
    for event in [started(), invited(BO), joined(ANN, BO), *told]:
        meeting = decide(event, meeting, PROCEDURE).after
        fresh = replace(meeting)
        assert all(judge_person(one, meeting) == judge_person(one, fresh) for one in meeting.around)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_the_last_that_was_told_of_somebody_is_what_they_are_judged_now(told: list[Event]) -> None:
    meeting, said = Meeting(WHERE), dict[str, str]()
    for event in [started(), invited(BO), joined(ANN, BO), *told]:
        before, decision = meeting, decide(event, meeting, PROCEDURE)
        meeting = decision.after
        said = said if before.occurrence_number == meeting.occurrence_number else {}
        said |= dict(line.split(": ", 1) for line in row_of(event, before).get("verdicts", []))
        for one in meeting.around if meeting.running else ():
            verdict = judge_person(one, meeting)
            assert said[one] == " ".join([verdict.weight, *verdict.reasons])
