"""S7. Forty people of every kind, each with the verdict and the reasons in the order they are told."""

from dataclasses import replace

import pytest

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
    RosterUnavailable,
)
from bot.domain.expected import Answer, Invited, Unread
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, PersonId, Role
from bot.domain.presses import Command, Settle
from bot.domain.procedure import Procedure
from bot.domain.reasons import WEIGHTS, Reason, Weight
from bot.domain.verdict import Verdict, judge, judge_person
from tests.scenes import (
    ANN,
    BO,
    DINA,
    EINAR,
    ELSEWHERE,
    GUEST,
    KARI,
    PROCEDURE,
    after,
    at,
    joined,
    line,
    staff,
    started,
)

TRUSTED = "0c000000-0000-4000-8000-000000000003"
HOSPITAL = replace(PROCEDURE, trusted_tenants=frozenset({TRUSTED}))

ROOM = replace(staff("Møterom 3", 20), address="rom3@sykehus.example")
DEVICE = replace(staff("Møterom 4", 21), kind=Kind.DEVICE)
OUTSIDE_DEVICE = replace(staff("Rom hos andre", 22, ELSEWHERE), kind=Kind.DEVICE)
OTTO = staff("Lars Otter", 23, ELSEWHERE)
BY_ADDRESS = replace(staff("Eva Lund", 24, ELSEWHERE), address="eva@kommune.example")
TRUSTEE = staff("Tora Vik", 25, TRUSTED)
SECOND_BO = staff("Bo Dahl", 26)
ANONYMOUS_BO = Identity("Bo Dahl", "29:anon-bo", kind=Kind.ANONYMOUS)
FALSE_KARI = replace(staff("Kаri Nеs", 27, ELSEWHERE))  # Cyrillic а and е
FALSE_KARI_UNSIGNED = Identity("Кari Nes", "29:anon-kari", kind=Kind.ANONYMOUS)  # Cyrillic К
CALLER = Identity("+47 912 34 547", "4:+4791234547", kind=Kind.PHONE)
OTTER_AI = Identity("Otter.ai", "29:otter", kind=Kind.ANONYMOUS)
OTTER_GUEST = Identity("Lars Otter", "29:lars", kind=Kind.ANONYMOUS)
NOTES = Identity("Notater Pluss", "28:notes", kind=Kind.BOT)
NAMED = staff("Siri Moe", 28)
NAMED_OUTSIDE = staff("Per Aas", 29, ELSEWHERE)
NAMED_UNSIGNED = Identity("Per Aas", "29:per", kind=Kind.ANONYMOUS)
ANNOUNCED_BY_OID = staff("Nina Sol", 30, ELSEWHERE)
ANNOUNCED_BY_ADDRESS = replace(staff("Ola Tun", 31, ELSEWHERE), address="ola@helse-x.example")
NO_TENANT = staff("Ukjent Uten", 32, "")
NO_ADDRESS = replace(staff("Uten Adresse", 33, ELSEWHERE), address="")
DECLINED = staff("Nora Nei", 34)
CATO = staff("Cato Ek", 3)

CALENDAR = (
    Invited(address="eva@kommune.example", name="Eva Lund", answer=Answer.YES),
    Invited(address=DECLINED.address, name="Nora Nei", answer=Answer.NO),
    Invited(address="rom3@sykehus.example", name="Møterom 3", room=True),
)
CALLED_IN = InvitationRead(at(0.01), line(ANN), (line(BO), line(KARI), line(DINA), line(GUEST)), CALENDAR)
ANNOUNCED = MeetingAnnounced(
    at(0.02), "booking", (Invited(oid=ANNOUNCED_BY_OID.oid), Invited(address="ola@helse-x.example"))
)
AWAITED = CommandGiven(
    at(0.03), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(name="siri moe"), Invited(name="Per Aas"))
)
READ: tuple[Event, ...] = (started(), CALLED_IN, ANNOUNCED, AWAITED)
UNREAD: tuple[Event, ...] = (started(), InvitationUnavailable(at(0.01), Unread.DENIED))
NOT_YET: tuple[Event, ...] = (started(),)

G, N, U, A, R = Weight.GREEN, Weight.NOTED, Weight.UNKNOWN, Weight.AMBER, Weight.RED
OUT, OWN_, NI = Reason.OTHER_ORGANISATION, Reason.OWN_STAFF, Reason.NOT_INVITED


PEOPLE: list[tuple[Identity, tuple[Event, ...], Weight, tuple[Reason, ...]]] = [
    (ANN, READ, G, (OWN_, Reason.ORGANIZER)),
    (BO, READ, G, (OWN_, Reason.INVITED)),
    (DINA, READ, G, (OUT, Reason.INVITED)),
    (GUEST, READ, G, (Reason.GUEST, Reason.INVITED)),
    (BY_ADDRESS, READ, G, (OUT, Reason.INVITED)),
    (DECLINED, READ, G, (OWN_, Reason.INVITED, Reason.DECLINED)),
    (ROOM, READ, N, (Reason.DEVICE, OWN_, Reason.INVITED)),
    (DEVICE, READ, N, (Reason.DEVICE,)),
    (OUTSIDE_DEVICE, READ, R, (Reason.DEVICE, Reason.OUTSIDER_NOT_INVITED)),
    (ANNOUNCED_BY_OID, READ, G, (OUT, Reason.ANNOUNCED)),
    (ANNOUNCED_BY_ADDRESS, READ, G, (OUT, Reason.ANNOUNCED)),
    (NAMED, READ, G, (OWN_, Reason.AWAITED)),
    (NAMED_OUTSIDE, READ, A, (OUT, Reason.NAME_EXPECTED)),
    (NAMED_UNSIGNED, READ, A, (Reason.ANONYMOUS_EXPECTED,)),
    (CATO, READ, A, (OWN_, NI)),
    (OTTO, READ, R, (OUT, Reason.OUTSIDER_NOT_INVITED)),
    (TRUSTEE, READ, A, (Reason.TRUSTED_ORGANISATION, NI)),
    (replace(GUEST, oid="x", mri="29:x", address="x@y"), READ, R, (Reason.GUEST, Reason.OUTSIDER_NOT_INVITED)),
    (NO_TENANT, READ, R, (Reason.ORGANISATION_UNKNOWN, Reason.OUTSIDER_NOT_INVITED)),
    (NO_ADDRESS, READ, U, (OUT, Reason.CHECKING)),
    (EINAR, READ, R, (Reason.ANONYMOUS,)),
    (CALLER, READ, R, (Reason.TELEPHONE,)),
    (NOTES, READ, R, (Reason.RECORDER,)),
    (OTTER_AI, READ, R, (Reason.RECORDER,)),
    (OTTER_GUEST, READ, R, (Reason.ANONYMOUS,)),
    (FALSE_KARI, (*READ, joined(KARI)), R, (Reason.LOOK_ALIKE, OUT, Reason.OUTSIDER_NOT_INVITED)),
    (FALSE_KARI_UNSIGNED, (*READ, joined(KARI)), R, (Reason.LOOK_ALIKE, Reason.ANONYMOUS)),
    (KARI, (*READ, joined(FALSE_KARI)), G, (OWN_, Reason.INVITED)),
    (SECOND_BO, (*READ, joined(BO)), A, (OWN_, NI, Reason.SAME_NAME)),
    (BO, (*READ, joined(SECOND_BO)), N, (OWN_, Reason.INVITED, Reason.SAME_NAME)),
    (ANONYMOUS_BO, (*READ, joined(BO)), R, (Reason.ANONYMOUS, Reason.SAME_NAME)),
    (BO, UNREAD, U, (OWN_, Reason.INVITATION_UNREAD)),
    (DINA, UNREAD, A, (OUT, Reason.OUTSIDER_UNREAD)),
    (GUEST, UNREAD, A, (Reason.GUEST, Reason.OUTSIDER_UNREAD)),
    (TRUSTEE, UNREAD, U, (Reason.TRUSTED_ORGANISATION, Reason.INVITATION_UNREAD)),
    (EINAR, UNREAD, R, (Reason.ANONYMOUS,)),
    (CALLER, UNREAD, R, (Reason.TELEPHONE,)),
    (DEVICE, UNREAD, N, (Reason.DEVICE,)),
    (DINA, NOT_YET, U, (OUT, Reason.INVITATION_UNREAD)),
    (CATO, NOT_YET, U, (OWN_, Reason.INVITATION_UNREAD)),
    (NOTES, NOT_YET, R, (Reason.RECORDER,)),
]


@pytest.mark.parametrize(
    ("who", "before", "weight", "reasons"),
    PEOPLE,
    ids=lambda value: f"{value.name}-{value.kind}" if isinstance(value, Identity) else None,
)
def test_each_kind_of_person_gets_its_verdict_with_reasons(
    who: Identity, before: tuple[Event, ...], weight: Weight, reasons: tuple[Reason, ...]
) -> None:
    meeting = _after(*before, joined(who))

    assert _verdict(who, meeting) == Verdict(weight, reasons)


def test_a_role_asked_for_now_makes_the_organizer() -> None:
    assert judge(CATO, _after(*READ), Role.ORGANIZER).reasons == (OWN_, Reason.ORGANIZER)
    assert judge(EINAR, _after(*READ), Role.ORGANIZER).weight is R


def test_a_vouched_person_is_expected_and_a_rejected_one_is_not() -> None:
    met = (*READ, joined(CATO, EINAR))
    vouched, rejected = _settled(met, CATO, expected=True), _settled(met, EINAR, expected=False)

    assert _verdict(CATO, _after(*met, vouched)) == Verdict(G, (Reason.VOUCHED, OWN_))
    assert _verdict(EINAR, _after(*met, rejected)) == Verdict(R, (Reason.REJECTED,))


def test_a_rejected_person_who_is_back_is_red_whatever_they_call_themselves() -> None:
    met = (*READ, joined(EINAR))
    renamed = replace(EINAR, name="Kari Nes")
    back = (*met, _settled(met, EINAR, expected=False), ParticipantsLeft(at(3), (EINAR,)), joined(renamed, minutes=4))

    assert _verdict(EINAR, _after(*back)) == Verdict(R, (Reason.REJECTED, Reason.RENAMED))


def test_whoever_chose_a_name_and_was_vouched_for_is_not_vouched_for_under_another() -> None:
    met = (*READ, joined(EINAR))
    vouched = _settled(met, EINAR, expected=True)
    renamed = joined(replace(EINAR, name="Kari Nes"), minutes=4)

    assert Reason.RENAMED_SINCE in _verdict(EINAR, _after(*met, vouched, renamed)).reasons
    same = joined(replace(EINAR, name="einar (Guest)"), minutes=4)
    assert _verdict(EINAR, _after(*met, vouched, same)).weight is G


def test_an_account_that_changes_its_name_is_noted_and_stays_expected() -> None:
    renamed = joined(replace(BO, name="Bo Berg"), minutes=2)

    assert _verdict(BO, _after(*READ, joined(BO), renamed)) == Verdict(N, (OWN_, Reason.INVITED, Reason.RENAMED))


def test_somebody_added_to_the_chat_can_read_it_and_is_judged_like_anybody() -> None:
    meeting = _after(*READ, ChatMembersChanged(at(2), added=(CATO, BO)))

    assert _verdict(CATO, meeting) == Verdict(A, (OWN_, NI, Reason.ONLY_CHAT))
    assert _verdict(BO, meeting) == Verdict(G, (OWN_, Reason.INVITED, Reason.ONLY_CHAT))


def test_somebody_from_an_earlier_occurrence_is_told_to_be_so_and_is_not_expected_for_that() -> None:
    meeting = _after(*READ, joined(CATO, OTTO), *_next_day(), joined(CATO, OTTO, BO, minutes=1441))

    assert _verdict(CATO, meeting) == Verdict(A, (OWN_, NI, Reason.SEEN_EARLIER))
    assert _verdict(OTTO, meeting) == Verdict(R, (OUT, Reason.OUTSIDER_NOT_INVITED, Reason.SEEN_EARLIER))
    assert Reason.SEEN_EARLIER not in _verdict(BO, meeting).reasons


def test_a_word_holds_in_the_series_for_whoever_has_an_account() -> None:
    met = (*READ, joined(CATO, EINAR))
    words = (_settled(met, CATO, expected=True), _settled(met, EINAR, expected=True))
    meeting = _after(*met, *words, *_next_day(), joined(CATO, EINAR, minutes=1441))

    assert _verdict(CATO, meeting) == Verdict(G, (OWN_, Reason.VOUCHED_EARLIER))
    assert _verdict(EINAR, meeting) == Verdict(R, (Reason.ANONYMOUS,))


def test_a_word_holds_for_ninety_days_and_no_longer() -> None:
    met = (*READ, joined(CATO))
    vouched = _settled(met, CATO, expected=True)

    for days, holds in ((89, True), (91, False)):
        later = 1440 * days
        meeting = _after(*met, vouched, *_next_day(later), joined(CATO, minutes=later + 1))
        assert (_verdict(CATO, meeting).weight is G) == holds


def test_a_later_rejection_ends_a_word_in_the_series() -> None:
    met = (*READ, joined(CATO))
    first = (*met, _settled(met, CATO, expected=True), *_next_day(), joined(CATO, minutes=1441))
    rejected = CardPressed(at(1442), ANN, Settle(_pid(_after(*first), CATO), expected=False))
    meeting = _after(*first, rejected, *_next_day(2880), joined(CATO, minutes=2881))

    assert _verdict(CATO, meeting).weight is A


def test_every_reason_has_a_weight_and_somebody_here_who_has_it() -> None:
    told_apart = {
        Reason.VOUCHED, Reason.VOUCHED_EARLIER, Reason.REJECTED, Reason.RENAMED, Reason.RENAMED_SINCE,
        Reason.ONLY_CHAT, Reason.SEEN_EARLIER, Reason.NOT_COMPARABLE,
    }  # fmt: skip

    assert WEIGHTS.keys() == set(Reason)
    assert {reason for *_, reasons in PEOPLE for reason in reasons} | told_apart == set(Reason)


def test_a_colleague_of_an_invited_ones_name_is_told_apart_by_the_address() -> None:
    namesake = replace(staff("Nora Nei", 40), address="")
    asked = (*READ, joined(namesake))

    assert _verdict(namesake, _after(*asked)).reasons == (OWN_, Reason.CHECKING)
    told = RosterRead(at(1.1), (Member(replace(namesake, address="nora.nei2@sykehus.example")),))
    assert _verdict(namesake, _after(*asked, told)) == Verdict(A, (OWN_, NI))


def test_a_guest_who_looks_like_own_staff_until_the_roster_tells_is_asked_for_first() -> None:
    guest = replace(staff("Gry Gjest", 41), address="")
    asked = (*READ, joined(guest))

    assert _verdict(guest, _after(*asked)).reasons == (OWN_, Reason.CHECKING)
    told = RosterRead(at(1.1), (Member(replace(guest, kind=Kind.GUEST, address="gry@elsewhere.example")),))
    assert _verdict(guest, _after(*asked, told)) == Verdict(R, (Reason.GUEST, Reason.OUTSIDER_NOT_INVITED))


def test_whoever_may_stand_there_by_address_is_asked_for_it_before_they_are_called_anything() -> None:
    asked = (*READ, joined(NO_ADDRESS))

    for answer in (RosterRead(at(1.1), (Member(NO_ADDRESS),)), RosterUnavailable(at(1.1), Unread.AWAY)):
        assert _verdict(NO_ADDRESS, _after(*asked, answer)) == Verdict(A, (OUT, Reason.NOT_COMPARABLE))
    told = RosterRead(at(1.1), (Member(replace(NO_ADDRESS, address="eva@kommune.example")),))
    assert _verdict(NO_ADDRESS, _after(*asked, told)) == Verdict(G, (OUT, Reason.INVITED))


def _after(*events: Event, procedure: Procedure = HOSPITAL) -> Meeting:
    return after(*events, before=Meeting(after().where, salt="salt"), procedure=procedure)


def _verdict(who: Identity, meeting: Meeting) -> Verdict:
    return judge_person(_pid(meeting, who), meeting)


def _pid(meeting: Meeting, who: Identity) -> PersonId:
    person = meeting.person(who)
    assert person is not None
    return person


def _settled(before: tuple[Event, ...], who: Identity, *, expected: bool) -> CardPressed:
    return CardPressed(at(2), ANN, Settle(_pid(_after(*before), who), expected))


def _next_day(minutes: float = 1440) -> tuple[Event, ...]:
    """The meeting ends, and another day the link is used again, with the same invitation."""
    hour = at(minutes)
    return MeetingEnded(at(60), at(60)), started(minutes), replace(CALLED_IN, at=hour)
