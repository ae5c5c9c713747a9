"""S7. The invitation is read at install, at the start, and again before anybody is called "not invited"."""

from dataclasses import replace

from bot.domain.alarms import Alarm
from bot.domain.effects import Effect, FetchInvitation, FetchRoster, FlagParticipants, SetAlarm
from bot.domain.events import (
    AlarmRang,
    BotInstalled,
    BotRemoved,
    Event,
    InvitationRead,
    InvitationUnavailable,
    MeetingEnded,
)
from bot.domain.expected import Invited, Unread
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity
from tests.scenes import ANN, BO, BUILT_IN, CATO, DINA, EINAR, after, at, invited, joined, last_decision, line, started

HOSPITAL = BUILT_IN
READ: tuple[Event, ...] = (started(), invited(BO, CATO))


def effects_of(*events: Event) -> tuple[Effect, ...]:
    return last_decision(*events, procedure=HOSPITAL).effects


def flagged(*events: Event) -> bool:
    return any(isinstance(effect, FlagParticipants) for effect in effects_of(*events))


def meeting(*events: Event) -> Meeting:
    return after(*events, procedure=HOSPITAL)


def test_it_is_read_at_install_and_at_the_start() -> None:
    assert FetchInvitation(at(-60)) in effects_of(BotInstalled(at(-60)))
    assert FetchInvitation(at(0)) in effects_of(BotInstalled(at(-60)), invited(BO, minutes=-59), started())


def test_nothing_is_read_for_a_chat_we_were_taken_out_of_nor_for_a_meeting_that_is_over() -> None:
    again = AlarmRang(at(35), Alarm.READ_AGAIN, at(35))

    assert effects_of(BotRemoved(at(3)), BotInstalled(at(2))) == ()
    assert effects_of(*READ, MeetingEnded(at(30), at(30)), again) == ()


def test_whoever_comes_soon_after_a_reading_is_judged_by_it() -> None:
    assert flagged(*READ, joined(DINA, minutes=1))


def test_whoever_comes_later_is_judged_only_when_it_was_read_anew() -> None:
    late = (*READ, joined(DINA, minutes=5))

    assert effects_of(*late)[:3] == (
        FetchInvitation(at(5)),
        FetchRoster(0),
        SetAlarm(Alarm.CALL_NOW, at(5) + HOSPITAL.list_waits),
    )
    assert not flagged(*late)
    assert flagged(*late, invited(BO, CATO, minutes=5.01))


def test_whoever_was_called_in_under_way_is_never_flagged() -> None:
    late = (*READ, joined(DINA, minutes=5), invited(BO, CATO, DINA, minutes=5.01))

    assert not flagged(*late)
    assert not flagged(*late, AlarmRang(at(5.2), Alarm.CALL_NOW, at(5.2)))


def test_one_question_is_under_way_at_a_time() -> None:
    late = (*READ, joined(DINA, minutes=5))

    assert FetchInvitation(at(5.01)) not in effects_of(*late, joined(staff_from_elsewhere(), minutes=5.01))
    assert FetchInvitation(at(8)) in effects_of(*late, joined(ANN, EINAR, staff_from_elsewhere(), minutes=8))


def test_an_answer_that_does_not_come_is_not_waited_for_long() -> None:
    late = (*READ, joined(DINA, minutes=5))

    assert flagged(*late, AlarmRang(at(5.2), Alarm.CALL_NOW, at(5.2)))
    assert not flagged(*late, AlarmRang(at(5.2), Alarm.PROBE, at(5.2)))


def test_a_reading_that_fails_leaves_what_was_read_and_says_when() -> None:
    late = (*READ, joined(DINA, minutes=5), InvitationUnavailable(at(6), Unread.AWAY))

    assert flagged(*late)
    assert meeting(*late).invitation.people == (line(BO), line(CATO))
    assert meeting(*late).invitation.read == at(0.01)
    assert meeting(*late).invitation.reason is Unread.AWAY


def test_a_question_that_was_answered_in_vain_is_not_under_way_any_more() -> None:
    late = (*READ, joined(DINA, minutes=5), InvitationUnavailable(at(5.1), Unread.DENIED))

    assert FetchInvitation(at(6.2)) in effects_of(*late, joined(staff_from_elsewhere(), minutes=6.2))


def test_strangers_by_their_kind_are_flagged_at_once() -> None:
    assert flagged(*READ, joined(EINAR, minutes=5))


def test_an_attempt_in_vain_is_repeated_for_whoever_comes_later_unless_it_is_switched_off() -> None:
    for reason, again in ((Unread.DENIED, True), (Unread.NOT_FOUND, True), (Unread.OFF, False)):
        late = (started(), InvitationUnavailable(at(0.1), reason), joined(CATO, minutes=5))
        assert (FetchInvitation(at(5)) in effects_of(*late)) == again, reason
        early = (started(), InvitationUnavailable(at(0.1), reason), joined(CATO, minutes=0.5))
        assert FetchInvitation(at(0.5)) not in effects_of(*early)


def test_a_source_that_is_away_is_asked_again_after_a_while() -> None:
    online = InvitationRead(at(1), line(ANN), (), (Invited(address="bo@sykehus.example"),), unread=Unread.AWAY)
    calendar = InvitationRead(at(1), line(ANN), (line(BO),), calendar_unread=Unread.AWAY)

    for away in (online, calendar, InvitationUnavailable(at(1), Unread.AWAY)):
        again = SetAlarm(Alarm.READ_AGAIN, at(1) + HOSPITAL.read_again)
        assert again in effects_of(started(), away)
    denied = InvitationRead(at(1), line(ANN), (line(BO),), calendar_unread=Unread.DENIED)
    assert not [one for one in effects_of(started(), denied) if isinstance(one, SetAlarm)]


def test_a_source_that_fails_once_keeps_what_it_told_and_a_private_event_is_forgotten() -> None:
    full = InvitationRead(at(1), line(ANN), (line(BO),), (Invited(address="x@y.example"),))
    away = InvitationRead(at(2), Invited(), (), (), unread=Unread.AWAY, calendar_unread=Unread.AWAY)
    private = InvitationRead(at(2), line(ANN), (line(BO),), calendar_unread=Unread.PRIVATE)
    by_calendar = InvitationRead(at(2), line(CATO), (), (), unread=Unread.AWAY)

    assert meeting(started(), full, away).invitation.people == (line(BO),)
    assert meeting(started(), full, away).invitation.calendar == full.calendar
    assert meeting(started(), full, away).invitation.organizer == line(ANN)
    assert meeting(started(), full, away).invitation.read == at(1)
    assert meeting(started(), full, by_calendar).invitation.organizer == line(CATO)
    assert meeting(started(), full, private).invitation.calendar == ()


def staff_from_elsewhere() -> Identity:
    return replace(DINA, mri="29:x", oid="x", address="")
