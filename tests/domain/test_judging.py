"""S7. What a verdict leans on where several things are told of somebody at once, or nothing yet."""

from dataclasses import replace

from bot.domain.effects import CardKind, Effect, FetchInvitation, FlagParticipants, Matter
from bot.domain.events import (
    CardPressed,
    ChatMembersChanged,
    CommandGiven,
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
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, Role
from bot.domain.presses import Command, Settle
from bot.domain.reasons import Reason, Weight
from bot.domain.verdict import Verdict, judge_person
from tests.scenes import (
    ANN,
    BO,
    CATO,
    DINA,
    EINAR,
    ELSEWHERE,
    GUEST,
    WHERE,
    after,
    at,
    effects_of,
    invited,
    joined,
    line,
    pid,
    staff,
    started,
)

ALERT_2 = Matter(CardKind.ALERT, 2)
MET: tuple[Event, ...] = (started(), invited(BO, DINA), joined(ANN))
G, N, U, A, R = Weight.GREEN, Weight.NOTED, Weight.UNKNOWN, Weight.AMBER, Weight.RED
OUT, OWN_ = Reason.OTHER_ORGANISATION, Reason.OWN_STAFF
FALSE_DINA = replace(staff("Dinа Fors", 50, ELSEWHERE))  # Cyrillic а
FALSE_CATO = replace(staff("Cаto Ek", 51, ELSEWHERE))  # Cyrillic а
ROOM_ELSEWHERE = replace(staff("Rom hos andre", 52, ELSEWHERE), kind=Kind.DEVICE)
ROOM = replace(staff("Møterom 3", 53), address="rom3@sykehus.example")


def met(*events: Event) -> Meeting:
    return after(*events, before=Meeting(WHERE, salt="salt"))


def verdict(who: Identity, *events: Event) -> Verdict:
    meeting = met(*events)
    return judge_person(pid(meeting, who), meeting)


def word(before: tuple[Event, ...], who: Identity, minutes: float, *, expected: bool) -> CardPressed:
    return CardPressed(at(minutes), ANN, Settle(pid(met(*before), who), expected))


def awaited(*lines: Invited, minutes: float = 0.5) -> CommandGiven:
    return CommandGiven(at(minutes), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=lines)


def flags(*events: Event) -> list[Effect]:
    return [effect for effect in effects_of(*events) if isinstance(effect, FlagParticipants)]


def test_somebody_rejected_who_stays_waits_for_no_second_word() -> None:
    story = (*MET, joined(EINAR))
    rejected = word(story, EINAR, 2, expected=False)
    later = joined(FALSE_DINA, minutes=2.5)

    newcomer = pid(after(*story, rejected, later), FALSE_DINA)
    assert flags(*story, rejected, later) == [FlagParticipants(at(2.5), ALERT_2, (newcomer,), ping=True)]


def test_somebody_vouched_for_may_go_out_and_come_back() -> None:
    story = (*MET, joined(EINAR))
    vouched = word(story, EINAR, 2, expected=True)

    assert flags(*story, vouched, ParticipantsLeft(at(3), (EINAR,)), joined(EINAR, minutes=4)) == []


def test_an_account_that_changes_its_name_after_a_word_keeps_the_word() -> None:
    story = (*MET, joined(CATO))
    renamed = joined(replace(CATO, name="Cato Ekeberg"), minutes=3)

    said = verdict(CATO, *story, word(story, CATO, 2, expected=True), renamed)
    assert said == Verdict(N, (Reason.VOUCHED, OWN_, Reason.RENAMED))


def test_a_name_that_is_told_late_is_no_change_of_name() -> None:
    nameless = replace(BO, name="")

    assert verdict(BO, *MET, joined(nameless), joined(BO, minutes=2)) == Verdict(G, (OWN_, Reason.INVITED))


def test_an_outsider_after_a_reading_in_vain_is_worth_another_and_whoever_has_no_account_is_not() -> None:
    in_vain = (started(), InvitationUnavailable(at(0.1), Unread.DENIED))
    later = 60 * 7  # the list of these tests stays fresh for hours

    assert FetchInvitation(at(later)) in effects_of(*in_vain, joined(DINA, minutes=later))
    assert FetchInvitation(at(later)) not in effects_of(*in_vain, joined(EINAR, minutes=later))


def test_whoever_has_no_object_id_is_not_the_organizer_of_an_invitation_that_names_none() -> None:
    nobody = Identity("Ukjent", "29:unknown", tenant=ANN.tenant)

    assert verdict(nobody, started(), joined(nobody)) == Verdict(U, (OWN_, Reason.INVITATION_UNREAD))


def test_every_kind_of_source_that_names_somebody_is_told() -> None:
    announced = MeetingAnnounced(at(0.2), "booking", (Invited(oid=DINA.oid),))

    assert verdict(DINA, *MET, announced, joined(DINA)) == Verdict(G, (OUT, Reason.INVITED, Reason.ANNOUNCED))


def test_a_room_that_the_invitation_names_and_the_calendar_knows_for_one_is_a_room() -> None:
    read = InvitationRead(at(0.01), line(ANN), (Invited(oid=ROOM.oid),), (Invited(address=ROOM.address, room=True),))

    assert Reason.DEVICE in verdict(ROOM, started(), read, joined(ROOM)).reasons


def test_a_room_of_others_stays_a_room_whatever_is_told_of_it() -> None:
    by_name = awaited(Invited(name=ROOM_ELSEWHERE.name))
    assert verdict(ROOM_ELSEWHERE, *MET, by_name, joined(ROOM_ELSEWHERE)).reasons == (
        Reason.DEVICE,
        Reason.NAME_EXPECTED,
    )
    story = (*MET, joined(ROOM_ELSEWHERE))
    known = (*story, word(story, ROOM_ELSEWHERE, 2, expected=True), *next_day(), joined(ROOM_ELSEWHERE, minutes=1441))
    assert verdict(ROOM_ELSEWHERE, *known) == Verdict(N, (Reason.DEVICE, Reason.VOUCHED_EARLIER))


def test_a_word_of_an_earlier_meeting_weighs_more_than_a_name_on_a_list() -> None:
    stranger = staff("Per Aas", 54, ELSEWHERE)
    story = (*MET, joined(stranger))
    vouched = word(story, stranger, 2, expected=True)
    again = (*story, vouched, *next_day(), awaited(Invited(name="Per Aas"), minutes=1440.5))

    assert verdict(stranger, *again, joined(stranger, minutes=1441)) == Verdict(G, (OUT, Reason.VOUCHED_EARLIER))


def test_whoever_was_there_earlier_is_called_uninvited_no_sooner_than_anybody() -> None:
    seen = (*MET, joined(CATO), MeetingEnded(at(60), at(60)), started(1440), joined(CATO, minutes=1441))

    assert verdict(CATO, *seen) == Verdict(U, (OWN_, Reason.INVITATION_UNREAD))
    failed = (*seen, InvitationUnavailable(at(1442), Unread.DENIED))
    assert verdict(CATO, *failed) == Verdict(U, (OWN_, Reason.INVITATION_UNREAD))


def test_an_outsider_without_an_address_is_told_at_once_where_no_list_goes_by_addresses() -> None:
    read = InvitationRead(at(0.01), line(ANN), (Invited(oid=BO.oid, address=BO.address),))
    stranger = replace(DINA, address="")

    assert verdict(stranger, started(), read, joined(stranger)) == Verdict(R, (OUT, Reason.OUTSIDER_NOT_INVITED))


def test_a_colleague_named_by_nothing_but_the_name_is_expected_at_once() -> None:
    unaddressed = replace(CATO, address="")

    assert verdict(unaddressed, *MET, awaited(Invited(name="Cato Ek")), joined(unaddressed)) == Verdict(
        G, (OWN_, Reason.AWAITED)
    )


def test_a_guest_whose_tenant_is_not_told_is_a_guest() -> None:
    guest = replace(GUEST, tenant="")

    assert Reason.GUEST in verdict(guest, *MET, joined(guest)).reasons


def test_whoever_is_expected_by_account_or_is_own_staff_is_no_look_alike_of_an_impostor() -> None:
    assert verdict(DINA, *MET, joined(FALSE_DINA), joined(DINA)) == Verdict(G, (OUT, Reason.INVITED))
    assert Reason.LOOK_ALIKE in verdict(FALSE_DINA, *MET, joined(FALSE_DINA), joined(DINA)).reasons
    assert verdict(CATO, *MET, joined(FALSE_CATO), joined(CATO)) == Verdict(A, (OWN_, Reason.NOT_INVITED))


def test_only_who_was_added_under_our_eyes_and_never_came_in_is_told_to_be_in_the_chat_alone() -> None:
    added = ChatMembersChanged(at(2), added=(CATO,))

    assert Reason.ONLY_CHAT in verdict(CATO, *MET, added).reasons
    assert Reason.ONLY_CHAT not in verdict(CATO, *MET, added, joined(CATO, minutes=3)).reasons
    assert Reason.ONLY_CHAT not in verdict(CATO, *MET, RosterRead(at(2), (Member(CATO),))).reasons


def next_day() -> tuple[Event, ...]:
    return MeetingEnded(at(60), at(60)), started(1440), invited(BO, DINA, minutes=1440.1)
