"""With Graph off nobody asks it, everybody is told so from the start, and nobody waits for an answer without end."""

from dataclasses import replace

import pytest

from bot.domain.alarms import Alarm
from bot.domain.effects import Effect, FetchInvitation, FetchOptions, FetchRoster, SetAlarm
from bot.domain.events import (
    AlarmRang,
    BotInstalled,
    Event,
    InvitationUnavailable,
    MeetingAnnounced,
    MeetingEnded,
)
from bot.domain.expected import Invited, Unread
from bot.domain.meeting import Meeting
from bot.domain.options import OptionsRead, OptionsUnavailable
from bot.domain.procedure import Procedure
from bot.domain.reasons import Reason
from bot.domain.records import Reading
from bot.domain.verdict import judge_person
from bot.errors import Denied
from bot.worker.giving_up import given_up
from tests.scenes import ANN, BO, CATO, PROCEDURE, WHERE, after, at, invited, joined, last_decision, pid, started

OFF = replace(PROCEDURE, graph=False)
ASKED = (FetchInvitation, FetchOptions)
UNADDRESSED = replace(CATO, address="")


def asked(*events: Event, procedure: Procedure = OFF, before: Meeting | None = None) -> list[Effect]:
    return [one for one in last_decision(*events, before=before, procedure=procedure).effects if isinstance(one, ASKED)]


@pytest.mark.parametrize("first", [BotInstalled(at(-5)), started(), joined(BO)])
def test_nothing_is_asked_and_all_is_known_to_be_unread(first: Event) -> None:
    assert asked(first) == []
    meeting = after(first, procedure=OFF)
    assert (meeting.invitation.reading, meeting.invitation.reason) == (Reading.UNAVAILABLE, Unread.OFF)
    assert meeting.options.reason is Unread.OFF


def test_the_next_occurrence_knows_it_too() -> None:
    events = (started(), MeetingEnded(at(30), at(30)), started(60))
    assert asked(*events) == []
    assert after(*events, procedure=OFF).invitation.reason is Unread.OFF


def test_in_a_chat_of_ones_own_there_is_nothing_to_read() -> None:
    meeting = after(BotInstalled(at(0)), before=Meeting(replace(WHERE, personal=True)), procedure=OFF)
    assert meeting.invitation.reason is None
    assert meeting.options.reason is None


def test_switched_off_while_a_list_is_read_it_is_asked_for_once_and_never_again() -> None:
    running = after(started(), invited(ANN, BO), joined(BO))
    first = last_decision(joined(UNADDRESSED, minutes=2), before=running, procedure=OFF)
    assert FetchInvitation(at(2)) in first.effects

    meeting, rounds, effects = first.after, 0, first.effects
    while asking := [one for one in effects if isinstance(one, FetchInvitation)]:
        rounds += 1
        assert rounds <= 1, "asks for ever"
        decision = last_decision(given_up(asking[0], Denied(Unread.OFF), at(2)), before=meeting, procedure=OFF)
        meeting, effects = decision.after, decision.effects
    assert (meeting.invitation.reading, meeting.invitation.reason) == (Reading.READ, Unread.OFF)


def test_whoever_a_system_announced_by_name_is_not_checked_for_ever() -> None:
    named = Invited(name=CATO.name, address="cato@annet.example")
    events = (started(), MeetingAnnounced(at(0.5), "dips", (named,)), joined(UNADDRESSED))
    decision = last_decision(*events, procedure=OFF)
    person = pid(decision.after, UNADDRESSED)
    assert Reason.CHECKING in judge_person(person, decision.after).reasons
    assert any(isinstance(one, FetchRoster) for one in decision.effects)
    (alarm,) = [one for one in decision.effects if isinstance(one, SetAlarm) and one.name is Alarm.CALL_NOW]

    again = last_decision(joined(BO, minutes=1.01), before=decision.after, procedure=OFF)
    assert not any(isinstance(one, FetchRoster) for one in again.effects), "it is asked already"

    later = after(AlarmRang(alarm.at, Alarm.CALL_NOW, alarm.at), before=decision.after, procedure=OFF)
    assert Reason.CHECKING not in judge_person(person, later).reasons


@pytest.mark.parametrize("why", [Unread.AWAY, Unread.DENIED])
def test_why_it_was_unread_before_gives_way(why: Unread) -> None:
    before = after(started(), InvitationUnavailable(at(0.1), why), OptionsUnavailable(at(0.1), why))
    rings = AlarmRang(at(3), Alarm.READ_OPTIONS, at(3))
    assert asked(rings, before=before) == []
    meeting = after(rings, before=before, procedure=OFF)
    assert (meeting.invitation.reason, meeting.options.reason) == (Unread.OFF, Unread.OFF)


def test_options_that_were_read_are_asked_for_once_more() -> None:
    before = after(started(), OptionsRead(at(0.1), {}))
    rings = AlarmRang(at(6), Alarm.READ_OPTIONS, at(6))
    assert asked(rings, before=before) == [FetchOptions()]
    told = after(rings, OptionsUnavailable(at(6), Unread.OFF), before=before, procedure=OFF)
    assert asked(AlarmRang(at(12), Alarm.READ_OPTIONS, at(12)), before=told) == []


def test_switched_on_again_the_next_occurrence_asks() -> None:
    off = after(started(), MeetingEnded(at(30), at(30)), procedure=OFF)
    assert len(asked(started(60), before=off, procedure=PROCEDURE)) == 2


def test_switched_on_between_install_and_start_it_is_asked() -> None:
    off = after(BotInstalled(at(-5)), procedure=OFF)
    assert len(asked(started(), before=off, procedure=PROCEDURE)) == 2
