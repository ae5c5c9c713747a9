"""S7. Who comes and goes: what is told late, told twice, or answered after the fact."""

from bot.domain.alarms import Alarm
from bot.domain.coverage import Blind, Gap, gaps
from bot.domain.effects import FetchRoster, SetAlarm
from bot.domain.events import (
    AlarmRang,
    BotInstalled,
    ChatMembersChanged,
    Event,
    MeetingEnded,
    Member,
    ParticipantsLeft,
    RosterRead,
    RosterUnavailable,
)
from bot.domain.expected import Unread
from bot.domain.participants import Identity, Participant, Role
from tests.scenes import ANN, BO, CATO, KARI, PROCEDURE, after, at, effects_of, invited, joined, pid, started

MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO))
OVER: tuple[Event, ...] = (*MET, MeetingEnded(at(30), at(30)))


def read(minutes: float, inside: tuple[Identity, ...], outside: tuple[Identity, ...] = ()) -> RosterRead:
    members = (*(Member(who, present=True) for who in inside), *(Member(who, present=False) for who in outside))
    return RosterRead(at(minutes), members, asked=3)


def blind(*events: Event) -> set[Blind]:
    return {gap.blind for gap in gaps(after(*events))}


def seen(who: Identity, *events: Event) -> Participant:
    meeting = after(*events)
    return meeting.people[pid(meeting, who)]


def test_whoever_goes_out_and_comes_back_was_first_seen_then_and_leads_as_before() -> None:
    twice = (joined(KARI, minutes=2, role=Role.PRESENTER), joined(KARI, minutes=2.5))
    back = (*MET, *twice, ParticipantsLeft(at(3), (KARI,)))

    assert seen(KARI, *back) == Participant(False, at(3), at(2), Role.PRESENTER)
    assert seen(KARI, *back, joined(KARI, minutes=4)) == Participant(True, at(4), at(2), Role.PRESENTER)


def test_a_leave_or_an_answer_that_comes_after_the_end_opens_nothing() -> None:
    for late in (ParticipantsLeft(at(29), (BO,)), ParticipantsLeft(at(31), (BO,)), read(29, (ANN, BO))):
        assert effects_of(*OVER, late) == ()
        assert not after(*OVER, late).running


def test_whoever_teams_finds_after_the_end_has_begun_the_next_and_contradicts_nothing() -> None:
    meeting = after(*OVER, read(45, (ANN,)))

    assert (meeting.occurrence_number, meeting.running) == (2, True)
    assert Blind.CONTRADICTED not in blind(*OVER, read(45, (ANN,)))
    assert SetAlarm(Alarm.IDLE, at(45) + PROCEDURE.silent_for) in effects_of(*OVER, read(45, (ANN,)))


def test_a_chat_in_which_nobody_is_in_the_call_is_no_meeting_and_one_who_is_makes_it_one() -> None:
    installed = BotInstalled(at(5))

    assert not after(installed, read(5.1, (), (ANN, BO))).running
    assert after(installed, read(5.1, (ANN,), (BO,))).running


def test_members_of_the_chat_are_no_newcomers_at_the_first_reading_of_the_next_occurrence() -> None:
    meeting = after(*MET, read(2, (ANN, BO)), MeetingEnded(at(30), at(30)), read(1440, (ANN,), (CATO,)))

    assert not meeting.is_around(pid(meeting, CATO))


def test_what_came_before_a_bot_that_was_late_is_no_contradiction_but_what_follows_is() -> None:
    late = (BotInstalled(at(5)), started(0), read(5.2, (ANN, BO)))

    assert Blind.CONTRADICTED not in blind(*late)
    assert Blind.CONTRADICTED in blind(*late, read(15, (ANN, BO, KARI)))


def test_an_answer_that_agrees_on_who_has_left_contradicts_nothing() -> None:
    assert Blind.CONTRADICTED not in blind(*MET, ParticipantsLeft(at(2), (BO,)), read(3, (ANN,), (BO,)))


def test_why_teams_did_not_answer_is_said_until_it_does() -> None:
    nobody_told = RosterRead(at(2), (Member(ANN), Member(BO)), asked=3, unanswered=Unread.NOT_FOUND)

    for answer, why in ((nobody_told, Unread.NOT_FOUND), (RosterUnavailable(at(2), Unread.DENIED), Unread.DENIED)):
        story = (*MET, answer)
        assert Gap(Blind.ROSTER_UNREAD, since=at(2), reason=why) in gaps(after(*story))
        assert Blind.ROSTER_UNREAD not in blind(*story, read(4, (ANN, BO)))


def test_whom_the_answer_finds_leads_by_the_role_it_names() -> None:
    found = RosterRead(at(2), (Member(ANN, True), Member(BO, True), Member(KARI, True, Role.PRESENTER)), asked=3)

    assert seen(KARI, *MET, found) == Participant(True, at(2), at(2), Role.PRESENTER)


def test_an_answer_that_names_no_role_leaves_the_one_we_know_and_when_they_came() -> None:
    story = (*MET, joined(KARI, minutes=2, role=Role.PRESENTER), read(3, (ANN, BO), (KARI,)))

    assert seen(KARI, *story) == Participant(False, at(3), at(2), Role.PRESENTER)


def test_who_was_taken_out_or_added_since_teams_was_asked_stays_so() -> None:
    asked_before = RosterRead(at(3), (Member(ANN), Member(BO), Member(CATO)))
    added = ChatMembersChanged(at(2), added=(CATO,))
    removed = after(*MET, read(1.5, (ANN, BO)), added, ChatMembersChanged(at(4), removed=(CATO,)), asked_before)
    newly = after(*MET, ChatMembersChanged(at(4), added=(KARI,)), asked_before)

    assert not removed.is_around(pid(removed, CATO))
    assert newly.is_around(pid(newly, KARI))


def test_whoever_was_taken_out_of_the_chat_and_is_found_there_again_is_a_newcomer() -> None:
    out = (*MET, read(2, (ANN, BO), (CATO,)), ChatMembersChanged(at(3), removed=(CATO,)))
    meeting = after(*out, read(12, (ANN, BO), (CATO,)))

    assert not after(*out).is_around(pid(meeting, CATO))
    assert meeting.is_around(pid(meeting, CATO))


def test_leavers_are_news_too_and_old_news_that_come_late_move_no_hour_back() -> None:
    told = (*MET, read(2, (ANN, BO)), ParticipantsLeft(at(11), (BO,)))
    again = SetAlarm(Alarm.PROBE, at(11) + PROCEDURE.probe_every)
    probe = AlarmRang(at(12), Alarm.PROBE, at(12))

    assert effects_of(*told, probe) == (again,)
    assert effects_of(*told, joined(KARI, minutes=5), probe) == (again,)
    assert not [one for one in effects_of(*told, probe) if isinstance(one, FetchRoster)]


def test_a_changed_name_keeps_the_one_before_it() -> None:
    renamed = Identity("Bo Berg", BO.mri, BO.oid, BO.tenant, BO.address)
    meeting = after(*MET, joined(renamed, minutes=2))
    now = meeting.identities[pid(meeting, BO)]

    assert (now.name, now.formerly, now.renamed) == ("Bo Berg", "Bo Dahl", at(2))
