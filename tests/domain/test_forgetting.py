"""P1. A day after the meeting nobody is known who was in it; what the next one needs is kept, and nothing breaks."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alarms import Alarm
from bot.domain.decide import decide
from bot.domain.effects import CardKind, Effect, FetchInvitation, FetchRoster, SetAlarm, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotRemoved,
    CardPressed,
    CardShown,
    ChatMembersChanged,
    CommandGiven,
    Event,
    MeetingAnnounced,
    MeetingEnded,
    Member,
    RosterRead,
    StartTold,
)
from bot.domain.expected import Invited
from bot.domain.forgetting import FORGOTTEN_AFTER, forget_everybody, pointed_at, still_known
from bot.domain.forgotten import NamesErased, RosterForgotten
from bot.domain.language import Language
from bot.domain.marks import past_of
from bot.domain.meeting import Meeting
from bot.domain.participants import Role
from bot.domain.presses import Command, Settle, StopWanted, TickSet
from bot.domain.procedure import Clause, Variant
from bot.domain.reasons import Reason
from bot.domain.recordings import FilesFound, RecordingsTold, Said, Sign
from bot.domain.records import Reading
from bot.domain.verdict import judge_person
from tests.cards.happenings import events
from tests.scenes import (
    ANN,
    BO,
    CATO,
    DINA,
    EINAR,
    KARI,
    PROCEDURE,
    WHERE,
    after,
    at,
    invited,
    joined,
    last_decision,
    pid,
    started,
)

DAY = 24 * 60
OPENED = Meeting(WHERE, salt="salt")
STORY: tuple[Event, ...] = (
    replace(started(), recurring=True),
    RosterRead(at(0.02), (Member(ANN), Member(BO), Member(CATO)), 0),
    invited(BO),
    joined(ANN, BO, DINA, EINAR),
    CardShown(at(1), "participant-alert::1", "alert"),
    CommandGiven(at(2), ANN, Command.CHECKLIST),
    CardPressed(at(3), BO, TickSet(Variant.TEAMS, Clause.S1, done=True)),
    CardPressed(at(4), BO, StopWanted()),
    CommandGiven(at(5), ANN, Command.LANGUAGE, language=Language.EN),
    CommandGiven(at(6), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(name=KARI.name),)),
    MeetingAnnounced(at(7), "booking", (Invited(oid=CATO.oid, name=CATO.name),)),
)
ENDED = MeetingEnded(at(30), at(30))
OVER = (*STORY, ENDED)


def rang(minutes: float) -> AlarmRang:
    return AlarmRang(at(minutes), Alarm.FORGET_ROSTER, at(minutes))


GONE = (*OVER, rang(30 + DAY))


def told(*events: Event) -> Meeting:
    return after(*events, before=OPENED)


def asked(*events: Event) -> tuple[Effect, ...]:
    return last_decision(*events, before=OPENED).effects


def alarm(*events: Event) -> list[SetAlarm]:
    """When the last of these has people forgotten."""
    return [one for one in asked(*events) if isinstance(one, SetAlarm) and one.name is Alarm.FORGET_ROSTER]


def kept_text(meeting: Meeting) -> str:
    """All that is remembered, as the store writes it, names included."""
    return msgspec.json.encode(meeting).decode()


def assert_nobody(meeting: Meeting) -> None:
    for who in (ANN, BO, CATO, DINA, EINAR, KARI):
        for known in (who.name, who.oid, who.mri, who.address):
            assert not known or known not in kept_text(meeting), known


def test_the_alarm_is_set_by_the_end_whichever_way_it_came() -> None:
    assert alarm(*OVER) == [SetAlarm(Alarm.FORGET_ROSTER, at(30 + DAY))]
    assert alarm(*STORY, AlarmRang(at(250), Alarm.IDLE, at(250))) == [SetAlarm(Alarm.FORGET_ROSTER, at(250 + DAY))]
    assert alarm(*OVER, MeetingEnded(at(40), at(40))) == [SetAlarm(Alarm.FORGET_ROSTER, at(40 + DAY))]
    assert alarm(*OVER, ENDED) == []
    assert alarm(MeetingEnded(at(30), at(30))) == [SetAlarm(Alarm.FORGET_ROSTER, at(30 + DAY))]


def test_a_chat_the_bot_was_taken_out_of_is_forgotten_too() -> None:
    removed = (*STORY, BotRemoved(at(20)), ENDED)

    assert alarm(*removed)
    assert_nobody(told(*removed, rang(30 + DAY)))


def test_a_day_after_the_end_nobody_is_named_and_what_the_series_needs_is_kept() -> None:
    meeting = told(*GONE)

    assert last_decision(*GONE, before=OPENED).fact == RosterForgotten(at(30 + DAY))
    assert_nobody(meeting)
    assert meeting.identities == {}
    assert pointed_at(meeting) == set()
    assert "meetup-join" not in kept_text(meeting)
    assert meeting.invitation.reading is Reading.NOT_READ
    assert past_of(BO, meeting.series, meeting.salt) is not None
    assert (meeting.language, meeting.met, meeting.occurrence_number) == (Language.EN, told(*OVER).met, 1)
    assert meeting.occurrence is not None
    assert meeting.occurrence.forgets is None


def test_what_the_last_hours_told_the_host_stands_until_then() -> None:
    early = told(*OVER, rang(20 + DAY))

    assert early.people == told(*OVER).people
    assert last_decision(*OVER, rang(20 + DAY), before=OPENED).fact == rang(20 + DAY)


def test_a_meeting_that_was_taken_up_again_is_not_forgotten_while_it_runs() -> None:
    silent = (*STORY, AlarmRang(at(250), Alarm.IDLE, at(250)), joined(CATO, minutes=260))
    meeting = told(*silent, rang(250 + DAY))

    assert meeting.running
    assert pid(meeting, ANN)
    assert alarm(*silent, MeetingEnded(at(300), at(300))) == [SetAlarm(Alarm.FORGET_ROSTER, at(300 + DAY))]


def test_what_was_ticked_and_said_for_the_next_one_is_kept_with_who_said_it() -> None:
    tick = CardPressed(at(900), BO, TickSet(Variant.TEAMS, Clause.S4, done=True))
    named = CommandGiven(at(901), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(name="Geir Holm"),))
    meeting = told(*OVER, tick, named, rang(30 + DAY))

    assert {who.name for who in meeting.identities.values()} == {"Ann Berg", "Bo Dahl"}
    assert [one.line.name for one in meeting.awaited] == ["Geir Holm"]
    assert len(meeting.ticks) == 1
    assert told(*OVER, tick, named, rang(30 + DAY), started(2 * DAY)).ticks == meeting.ticks


def test_whoever_is_met_after_that_is_forgotten_a_day_later() -> None:
    late = (*GONE, CommandGiven(at(2 * DAY), BO, Command.HELP))

    assert alarm(*late) == [SetAlarm(Alarm.FORGET_ROSTER, at(3 * DAY))]
    assert alarm(*late, CommandGiven(at(2 * DAY + 60), ANN, Command.HELP)) == []
    assert_nobody(told(*late, rang(3 * DAY)))


def test_whoever_was_added_to_the_chat_just_before_is_news_to_the_next_one_and_forgotten_without_it() -> None:
    added = (*OVER, ChatMembersChanged(at(20 + DAY), added=(KARI,)), rang(30 + DAY))

    assert told(*added, started(60 + DAY)).is_around(pid(told(*added), KARI))
    assert alarm(*added) == [SetAlarm(Alarm.FORGET_ROSTER, at(30 + 2 * DAY))]
    assert_nobody(told(*added, rang(30 + 2 * DAY)))


def test_the_host_is_kept_as_long_as_what_was_recorded_is_looked_after() -> None:
    said = RecordingsTold(at(10), (Said(at(10), Sign.STARTED, "m1", "c1"), Said(at(12), Sign.STOPPED, "m2", "c1")))
    recorded = (*STORY, said, ENDED, rang(30 + DAY))
    meeting = told(*recorded)
    host = pid(meeting, ANN)

    assert meeting.identities == {host: told(*OVER).identities[host]}
    assert meeting.sweep is not None
    assert meeting.join_url
    found = FilesFound(at(30 + 2 * DAY), 1, 0)
    assert [one.to for one in asked(*recorded, found) if isinstance(one, ShowCard)] == [host]
    gone = (*recorded, found, FilesFound(at(30 + 3 * DAY), 0, 0), FilesFound(at(30 + 9 * DAY), 0, 0))
    assert_nobody(told(*gone, CommandGiven(at(10 * DAY), BO, Command.HELP), rang(11 * DAY)))


def test_the_host_of_the_next_one_is_asked_for_again_before_they_are_told_of_it() -> None:
    week = 7 * DAY
    begins = (*GONE, StartTold(at(31 + DAY), at(week)), StartTold(at(week - 9), at(week)))
    known = (*begins, invited(BO, minutes=week - 8.9), RosterRead(at(week - 8.8), (Member(ANN), Member(BO)), 0))

    assert set(asked(*begins)) == {FetchInvitation(at(week - 9)), FetchRoster(0)}
    early = [one for one in asked(*known) if isinstance(one, ShowCard)]
    assert [(one.matter.kind, one.to) for one in early] == [(CardKind.RULES, pid(told(*known), ANN))]


def test_a_word_that_counts_for_the_series_is_remembered_by_its_mark() -> None:
    met = after(*STORY, before=OPENED)
    vouched = (*STORY, CardPressed(at(8), ANN, Settle(pid(met, DINA), expected=True)), ENDED, rang(30 + DAY))
    second = told(*vouched, started(7 * DAY), joined(DINA, minutes=7 * DAY + 1))

    assert Reason.VOUCHED_EARLIER in judge_person(pid(second, DINA), second).reasons


def test_no_old_card_can_be_pressed_into_anything() -> None:
    old = pid(told(*OVER), DINA)
    pressed = CardPressed(at(40 + DAY), BO, Settle(old, expected=True), card="alert")

    assert told(*GONE, pressed).settled == {}
    assert not [one for one in asked(*GONE, pressed) if isinstance(one, ShowCard)]


def test_names_that_the_audit_needs_longer_do_not_come_back_into_the_meeting() -> None:
    names, meeting = told(*OVER).identities, told(*GONE)
    late = told(*GONE, CommandGiven(at(2 * DAY), BO, Command.HELP))

    assert still_known(names, meeting) == {}
    assert still_known({**names, **late.identities}, late) == late.identities
    assert still_known(names, told(*OVER)) == names


@pytest.mark.parametrize("meeting", [OPENED, told(*STORY), told(*OVER), told(*GONE)])
def test_erasing_leaves_nothing_that_names_or_points_at_anybody(meeting: Meeting) -> None:
    left = decide(NamesErased(at(60 * DAY), 4), meeting, PROCEDURE)

    assert left.after == forget_everybody(meeting)
    assert_nobody(left.after)
    assert (left.after.identities, left.after.sweep, pointed_at(left.after)) == ({}, None, set())
    assert not [key for key in left.after.latest if ":to-" in key]


def test_erasing_asks_for_nothing_once_the_meeting_is_over() -> None:
    assert asked(*OVER, NamesErased(at(60 * DAY), 4)) == ()
    assert asked(*GONE, NamesErased(at(60 * DAY), 4)) == ()
    assert asked(NamesErased(at(60 * DAY), 4)) == ()


def in_order(happenings: Sequence[Event], rings: Sequence[int]) -> list[Event]:
    """What happens, with the end, and the alarm that rings a day after it, in between."""
    story = list(happenings)
    for place in rings:
        last = max((one.at for one in story[:place]), default=at(0))
        due = last + FORGOTTEN_AFTER
        story[place:place] = [MeetingEnded(last, last), AlarmRang(due, Alarm.FORGET_ROSTER, due)]
    return story


@settings(max_examples=150, deadline=None)
@given(st.lists(events, max_size=25), st.lists(st.integers(0, 25), max_size=2))
def test_whoever_is_pointed_at_is_known_whenever_it_rings(happenings: Sequence[Event], rings: Sequence[int]) -> None:
    meeting = OPENED
    for event in in_order(happenings, rings):
        meeting = decide(event, meeting, PROCEDURE).after
        pointing = {*meeting.around, *meeting.settled, *meeting.introductions, *pointed_at(meeting)}
        assert pointing <= meeting.identities.keys()
        assert all(judge_person(one, meeting) for one in meeting.around)
        assert still_known(meeting.identities, meeting) == meeting.identities
