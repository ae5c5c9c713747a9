"""S7. Sequences in which somebody could be called wrongly, or be missed: each was found by looking for harm."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, FlagParticipants, Matter, SetAlarm, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotWasAway,
    CardPressed,
    Event,
    InvitationRead,
    InvitationUnavailable,
    MeetingAnnounced,
    MeetingEnded,
    Member,
    ParticipantsLeft,
    RosterRead,
)
from bot.domain.expected import Invited, Unread
from bot.domain.participants import Identity, Kind, Role
from bot.domain.presses import RoundWanted, Settle
from bot.domain.reasons import Reason, Weight
from bot.domain.rules.tidying import unsettled
from bot.domain.verdict import Verdict, judge_person
from tests.scenes import (
    ANN,
    BO,
    BUILT_IN,
    DINA,
    EINAR,
    ELSEWHERE,
    KARI,
    after,
    at,
    invited,
    joined,
    last_decision,
    line,
    pid,
    staff,
    started,
)

HOSPITAL = BUILT_IN
READ: tuple[Event, ...] = (started(), invited(BO, KARI))
NO_ADDRESS = replace(DINA, address="")


def effects(*events: Event) -> tuple[Effect, ...]:
    return last_decision(*events, procedure=HOSPITAL).effects


def flags(*events: Event) -> list[FlagParticipants]:
    return [one for one in effects(*events) if isinstance(one, FlagParticipants)]


def verdict(who: Identity, *events: Event) -> Verdict:
    meeting = after(*events, procedure=HOSPITAL)
    return judge_person(pid(meeting, who), meeting)


def settled(who: Identity, minutes: float, *events: Event, expected: bool = True) -> CardPressed:
    return CardPressed(at(minutes), ANN, Settle(pid(after(*events, procedure=HOSPITAL), who), expected))


def test_a_strangers_mouth_is_no_place_for_an_invited_name() -> None:
    calendar = (Invited(address="kari@sykehus.example", name="Kari Nes"),)
    called = (started(), InvitationRead(at(0.1), line(ANN), (line(KARI),), calendar))
    unsigned = Identity("Kari Nes", "29:anon", kind=Kind.ANONYMOUS)

    assert verdict(unsigned, *called, joined(unsigned)).weight is Weight.RED
    (flag,) = flags(*called, joined(unsigned))
    assert flag.ping


def test_a_name_cannot_be_changed_by_pressing_a_button() -> None:
    met = (*READ, joined(ANN, EINAR))
    kari = replace(EINAR, name="Kari Nes")
    changed = (*met, settled(EINAR, 2, *met), CardPressed(at(3), kari, RoundWanted()))

    assert Reason.RENAMED_SINCE in verdict(EINAR, *changed).reasons


def test_somebody_vouched_for_who_takes_another_name_in_the_call_is_flagged_anew_with_a_ping() -> None:
    met = (*READ, joined(ANN, EINAR))
    renamed = RosterRead(at(3), (Member(replace(EINAR, name="Kari Nes")),), 3)

    (flag,) = flags(*met, settled(EINAR, 2, *met), renamed)
    assert flag.matter == Matter(CardKind.ALERT, 2)
    assert flag.ping


def test_whoever_is_still_looked_for_on_the_lists_is_not_taken_for_a_look_alike() -> None:
    calendar = (Invited(address="dina@helse-x.example", name="Dína Fors"),)
    called = (started(), InvitationRead(at(0.1), line(ANN), (line(BO),), calendar))
    addressed = RosterRead(at(1.1), (Member(replace(DINA, address="dina@helse-x.example")),))

    assert flags(*called, joined(NO_ADDRESS)) == []
    assert verdict(DINA, *called, joined(NO_ADDRESS), addressed).weight is Weight.GREEN


def test_a_room_of_ours_is_no_look_alike_of_its_own_booking() -> None:
    room = replace(staff("Møterom-Poli 1", 50), kind=Kind.DEVICE)
    booked = Invited(address="poli1@sykehus.example", name="Møterom Poli 1", room=True)
    called = (started(), InvitationRead(at(0.1), line(ANN), (), (booked,)))

    assert verdict(room, *called, joined(room)).weight is Weight.NOTED


def test_an_amber_person_who_turns_red_is_flagged_anew_with_a_ping() -> None:
    unread = (started(), InvitationUnavailable(at(0.1), Unread.AWAY), joined(ANN, DINA))

    (flag,) = flags(*unread, invited(BO, minutes=5))
    assert (flag.matter, flag.ping) == (Matter(CardKind.ALERT, 2), True)


def test_a_call_that_finds_nobody_to_call_or_nobody_waiting_is_made_later() -> None:
    alone = (*READ, joined(EINAR))
    gone = (*READ, joined(ANN, EINAR), ParticipantsLeft(at(2.9), (EINAR,)))
    rang = AlarmRang(at(4), Alarm.UNSETTLED, at(4))
    again = SetAlarm(Alarm.UNSETTLED, at(4) + HOSPITAL.call_host_after)

    assert again in effects(*alone, rang)
    assert again in effects(*gone, rang)
    late = (*alone, rang, joined(ANN, minutes=5, role=Role.ORGANIZER))
    assert [one.call for one in flags(*late, AlarmRang(at(7), Alarm.UNSETTLED, at(7)))] == ["p2"]


def test_an_unsettled_stranger_who_returns_much_later_gets_a_card_of_their_own() -> None:
    gone = (*READ, joined(ANN, EINAR), ParticipantsLeft(at(3), (EINAR,)))

    assert flags(*gone, joined(EINAR, minutes=4)) == []
    (flag,) = flags(*gone, joined(EINAR, minutes=29))
    assert flag.ping


def test_a_newcomer_after_the_call_is_not_added_to_the_card_that_was_answered() -> None:
    called = (*READ, joined(ANN, EINAR), AlarmRang(at(4), Alarm.UNSETTLED, at(4)))
    other = Identity("Ola", "29:ola", kind=Kind.ANONYMOUS)

    (flag,) = flags(*called, joined(other, minutes=5))
    assert flag.matter == Matter(CardKind.ALERT, 3)


def test_whoever_comes_while_a_question_drags_on_waits_no_longer_than_others() -> None:
    outsider = staff("Olga Ness", 60, ELSEWHERE)
    dragging = (
        *READ,
        joined(DINA, minutes=3),
        AlarmRang(at(3.2), Alarm.CALL_NOW, at(3.2)),
        joined(outsider, minutes=3.3),
    )

    assert SetAlarm(Alarm.CALL_NOW, at(3.3) + HOSPITAL.list_waits) in effects(*dragging)
    assert flags(*dragging, AlarmRang(at(3.5), Alarm.CALL_NOW, at(3.5)))


def test_a_meeting_that_goes_on_after_a_silence_is_watched_again() -> None:
    silent = (*READ, joined(ANN), ParticipantsLeft(at(2), (ANN,)), AlarmRang(at(18), Alarm.IDLE, at(18)))
    names = {one.name for one in effects(*silent, joined(ANN, minutes=30)) if isinstance(one, SetAlarm)}

    assert not after(*silent, procedure=HOSPITAL).running
    assert {Alarm.PROBE, Alarm.IDLE} <= names


def test_whom_a_system_announced_is_expected_after_a_break_too() -> None:
    announced = MeetingAnnounced(at(0.2), "booking", (Invited(oid=DINA.oid),))
    held = (*READ, announced, joined(DINA), MeetingEnded(at(20), at(20)), invited(BO, minutes=25))

    assert verdict(DINA, *held, joined(DINA, minutes=25)).weight is not Weight.RED
    next_week = (*held, started(7 * 24 * 60), invited(BO, minutes=7 * 24 * 60))
    assert verdict(DINA, *next_week, joined(DINA, minutes=7 * 24 * 60 + 1)).weight is Weight.RED


def test_a_rejected_person_who_came_back_is_told_to_the_host() -> None:
    met = (*READ, joined(ANN, EINAR))
    rejected = settled(EINAR, 2, *met, expected=False)
    back = (*met, rejected, ParticipantsLeft(at(3), (EINAR,)), joined(EINAR, minutes=4))

    for over, told in (((*met, rejected), 0), (back, 1)):
        ended = after(*over, MeetingEnded(at(30), at(30)), procedure=HOSPITAL)
        assert len(unsettled(ended)) == told


def test_a_second_absence_is_told_with_its_own_hours() -> None:
    first = (*READ, joined(ANN), BotWasAway(at(20), since=at(10)))

    assert ShowCard(Matter(CardKind.RULES, 1)) in effects(*first, BotWasAway(at(50), since=at(40)))


def test_an_answer_that_comes_just_after_the_end_opens_no_meeting() -> None:
    over = (*READ, joined(ANN), MeetingEnded(at(30), at(30)))
    late = RosterRead(at(30.05), (Member(ANN, present=True),), 3)

    assert not after(*over, late, procedure=HOSPITAL).running
    much_later = replace(late, at=at(30) + HOSPITAL.empty_for + timedelta(minutes=1))
    assert after(*over, much_later, procedure=HOSPITAL).running


def test_people_whom_teams_confirms_are_no_silence() -> None:
    quiet = (*READ, joined(ANN, BO), RosterRead(at(200), (Member(ANN, present=True), Member(BO, present=True)), 3))

    assert after(*quiet, AlarmRang(at(242), Alarm.IDLE, at(242)), procedure=HOSPITAL).running


def test_a_mention_of_somebody_who_is_not_signed_in_calms_the_alert_and_does_not_silence_it() -> None:
    mentioned = MeetingAnnounced(at(0.1), "x", (Invited(name="Einar", mri=EINAR.mri),))

    assert verdict(EINAR, *READ, mentioned, joined(EINAR)) == Verdict(Weight.AMBER, (Reason.ANONYMOUS_EXPECTED,))


def test_a_clinician_of_a_trusted_organisation_is_asked_for_their_address_like_any_other() -> None:
    trusting = replace(HOSPITAL, trusted_tenants=frozenset({ELSEWHERE}))
    called = (started(), InvitationRead(at(0.1), line(ANN), (line(BO),), (Invited(address="dina@helse-x.example"),)))
    meeting = after(*called, joined(NO_ADDRESS), procedure=trusting)

    assert Reason.CHECKING in judge_person(pid(meeting, DINA), meeting).reasons
    told = RosterRead(at(1.1), (Member(replace(DINA, address="dina@helse-x.example")),))
    known = after(*called, joined(NO_ADDRESS), told, procedure=trusting)
    assert judge_person(pid(known, DINA), known).weight is Weight.GREEN


def test_a_mention_names_an_account_also_of_whom_nobody_has_met() -> None:
    mentioned = MeetingAnnounced(at(0.1), "x", (Invited(name="Dina Fors", mri=DINA.mri),))

    assert verdict(DINA, *READ, mentioned, joined(NO_ADDRESS)).weight is Weight.GREEN
