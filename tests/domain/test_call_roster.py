"""S7. What Graph tells of the call, beside Teams' own events: who is there, who waits, and where the two differ."""

import sys
from collections import Counter
from types import FrameType

from bot.domain.call_roster import told_of
from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.effects import Effect, FlagParticipants
from bot.domain.events import (
    Arrival,
    CardPressed,
    ChatMembersChanged,
    Event,
    ParticipantsJoined,
    ParticipantsLeft,
)
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, Role
from bot.domain.presses import Settle
from bot.domain.reasons import Reason, Weight
from bot.domain.rules.roster import newest_alert
from bot.domain.verdict import judge_person
from bot.store.codec import dump_meeting, load_meeting
from tests.domain.test_calls_any_order import as_graph_names
from tests.scenes import (
    ANN,
    BO,
    CATO,
    DINA,
    EINAR,
    KARI,
    after,
    at,
    effects_of,
    invited,
    joined,
    pid,
    started,
)

MET: tuple[Event, ...] = (started(), invited(BO, CATO), joined(ANN, BO))
CALLER = Identity("+47 912 34 547", kind=Kind.PHONE)
HIDDEN = Identity(kind=Kind.PHONE)


def told(
    minutes: float, *people: tuple[Identity, str], place: Place = Place.CALL, heard: float | None = None
) -> CallTold:
    """Graph tells of people, each by what it calls the participation."""
    callers = tuple(Caller(as_graph_names(who), place, key) for who, key in people)
    return CallTold(at(minutes if heard is None else heard), Happened.ROSTER, at(minutes), callers)


def waits(minutes: float, *people: tuple[Identity, str]) -> CallTold:
    return told(minutes, *people, place=Place.LOBBY)


def gone(minutes: float, *people: tuple[Identity, str]) -> CallTold:
    return told(minutes, *people, place=Place.GONE)


def call(happened: Happened, minutes: float) -> CallTold:
    return CallTold(at(minutes), happened, at(minutes))


def names(meeting: Meeting) -> list[str]:
    return [meeting.identities[one].name for one in meeting.present]


def waiting(meeting: Meeting) -> list[str]:
    return [meeting.identities[one].name for one in meeting.lobby]


def flagged(effects: tuple[Effect, ...], meeting: Meeting) -> list[str]:
    flags = (one for one in effects if isinstance(one, FlagParticipants))
    return [meeting.identities[person].name for one in flags for person in one.people]


# ---- who is there ----


def test_an_account_is_one_person_whichever_source_told_first() -> None:
    for story in ((joined(KARI, minutes=2), told(2.1, (KARI, "k"))), (told(2.1, (KARI, "k")), joined(KARI, minutes=2))):
        meeting = after(*MET, *story)

        assert names(meeting).count(KARI.name) == 1
        assert meeting.identities[pid(meeting, KARI)].mri == KARI.mri


def test_a_guest_stays_one_and_a_name_that_graph_writes_otherwise_is_no_new_name() -> None:
    guest = Identity("Geir Holm", "29:g", "oid-g", ANN.tenant, "g@x.example", Kind.GUEST)
    meeting = after(*MET, joined(guest), told(2, (Identity("Geir Holm (Helse X)", oid="oid-g"), "g")))
    now = meeting.identities[pid(meeting, guest)]

    assert (now.kind, now.name, now.renamed) == (Kind.GUEST, "Geir Holm", None)


def test_a_telephone_of_which_only_graph_tells_is_there_and_flagged_like_any() -> None:
    story = (*MET, told(2, (CALLER, "c")))
    meeting = after(*story)
    person = meeting.call.told["c"].person

    assert judge_person(person, meeting).weight is Weight.RED
    assert Reason.TELEPHONE in judge_person(person, meeting).reasons
    assert flagged(effects_of(*story), meeting) == [CALLER.name]
    assert effects_of(*story, told(2, (CALLER, "c"))) == ()


def test_an_account_of_which_only_graph_tells_is_judged_and_its_organisation_asked_for() -> None:
    story = (*MET, told(2, (DINA, "d")))

    assert flagged(effects_of(*story), after(*story)) == [DINA.name]
    assert "FetchOrganisation" in [type(one).__name__ for one in effects_of(*story)]


def test_two_callers_behind_one_switchboard_are_two_and_vouching_for_one_is_not_for_the_other() -> None:
    one = (*MET, told(2, (CALLER, "c")))
    known = after(*one).call.told["c"].person
    vouched = (*one, CardPressed(at(3), ANN, Settle(known, expected=True), Role.ORGANIZER))
    both = (*vouched, told(20, (CALLER, "d")))
    meeting = after(*both)
    second = meeting.call.told["d"].person

    assert meeting.call.told["c"].person == known != second
    assert names(meeting).count(CALLER.name) == 2
    assert judge_person(known, meeting).weight is not Weight.RED
    assert judge_person(second, meeting).weight is Weight.RED
    assert flagged(effects_of(*both), meeting) == [CALLER.name]
    assert after(*both, gone(21, (CALLER, "c"))).is_present(second)


def test_two_who_call_from_one_number_at_once_are_two_and_whoever_hung_up_is_known_again() -> None:
    both = (*MET, told(2, (CALLER, "c"), (CALLER, "d")))
    again = after(*both, gone(3, (CALLER, "d")), told(4, (CALLER, "e")))

    assert names(after(*both)).count(CALLER.name) == 2
    assert again.call.told["e"].person == again.call.told["d"].person
    assert names(again).count(CALLER.name) == 2


def test_a_telephone_that_teams_tells_of_too_is_known_again_and_a_second_caller_is_one_too_many() -> None:
    by_teams = Identity("Ola", "4:+4791234547", kind=Kind.PHONE)
    met = (*MET, joined(by_teams, minutes=2), told(2.1, (CALLER, "c")))
    two = after(*met, told(3, (CALLER, "d")))
    back = after(*met, ParticipantsLeft(at(5), (by_teams,)), gone(5.1, (CALLER, "c")), told(20, (CALLER, "d")))

    assert len(two.present) == 4
    assert names(after(*met)).count("Ola") == 1
    assert (len(back.people), len(back.present)) == (3, 3)


def test_a_telephone_is_known_again_by_its_number_and_hidden_ones_are_counted() -> None:
    by_teams = Identity("+47 912 34 547", "4:+4791234547", kind=Kind.PHONE)
    one = after(
        *MET, told(2, (CALLER, "c")), joined(by_teams, minutes=2), gone(3, (CALLER, "c")), told(4, (CALLER, "x"))
    )
    two = after(*MET, told(2, (HIDDEN, "a"), (HIDDEN, "b")), gone(3, (HIDDEN, "a")))

    assert names(one).count(CALLER.name) == 1
    assert len(one.people) == 3
    assert names(two).count("") == 1
    assert two.is_present(two.call.told["b"].person)


def test_somebody_unsigned_whom_both_sources_tell_of_is_one() -> None:
    for story in (
        (joined(EINAR, minutes=2), told(2.1, (EINAR, "e"))),
        (told(2.1, (EINAR, "e")), joined(EINAR, minutes=2)),
        (ChatMembersChanged(at(1.9), added=(EINAR,)), told(2, (EINAR, "e")), joined(EINAR, minutes=2)),
        (waits(1, (EINAR, "e")), ChatMembersChanged(at(1.5), added=(EINAR,)), told(2, (EINAR, "e"))),
    ):
        meeting = after(*MET, *story)
        assert names(meeting).count(EINAR.name) == 1
        assert [who.name for who in meeting.identities.values()].count(EINAR.name) == 1


def test_a_second_of_the_name_is_somebody_else_and_flagged() -> None:
    both = (*MET, joined(EINAR, minutes=2), told(2.1, (EINAR, "e")))
    story = (*both, told(3, (EINAR, "f")))
    meeting = after(*story)

    assert names(meeting).count(EINAR.name) == 2
    assert flagged(effects_of(*story), meeting).count(EINAR.name) == 1
    assert names(after(*story, ParticipantsLeft(at(4), (EINAR,)), gone(4.1, (EINAR, "e")))).count(EINAR.name) == 1


def test_somebody_unsigned_who_comes_again_is_not_taken_for_who_left() -> None:
    left = (*MET, told(2, (EINAR, "e")), gone(3, (EINAR, "e")))
    meeting = after(*left, told(4, (EINAR, "f")))

    assert meeting.call.told["e"].person != meeting.call.told["f"].person


def test_whoever_leaves_by_teams_word_first_leaves_no_ghost_until_graph_follows() -> None:
    met = (*MET, joined(EINAR, minutes=2), told(2.1, (EINAR, "e")))
    left = (*met, ParticipantsLeft(at(5), (EINAR,)))

    assert EINAR.name not in names(after(*left))
    assert EINAR.name not in names(after(*left, gone(5.1, (EINAR, "e"))))


def test_an_account_that_is_told_in_part_at_first_becomes_one() -> None:
    part = Identity(KARI.name, KARI.mri)
    meeting = after(*MET, ParticipantsLeft(at(1), (part,)), told(2, (KARI, "k")), joined(KARI, minutes=2.1))

    assert names(meeting).count(KARI.name) == 1
    assert [who.oid for who in meeting.identities.values()].count(KARI.oid) == 1
    assert meeting.call.told["k"].person == pid(meeting, KARI)


def test_two_devices_of_one_account_are_in_until_both_have_left() -> None:
    both = (*MET, told(2, (KARI, "desk")), told(3, (KARI, "phone")), gone(4, (KARI, "phone")))

    assert KARI.name in names(after(*both))
    assert KARI.name not in names(after(*both, gone(5, (KARI, "desk"))))


def test_the_newest_word_by_its_own_hour_holds_whichever_source_it_came_from() -> None:
    story = (*MET, told(2, (BO, "b")), gone(4, (BO, "b")))

    assert BO.name not in names(after(*story))
    assert BO.name not in names(after(*story, joined(BO, minutes=3)))
    assert BO.name in names(after(*story, joined(BO, minutes=5)))
    assert BO.name in names(after(*MET, joined(BO, minutes=5), gone(4, (BO, "b"))))


def test_a_crowd_of_one_name_that_is_told_of_at_once_is_shared_out_once() -> None:
    crowd = [Identity("Gjest", f"29:g{number}", kind=Kind.ANONYMOUS) for number in range(40)]
    met, news = after(*MET, joined(*crowd, minutes=1)), told(1.1, *((who, who.mri) for who in crowd))
    calls = Counter[str]()

    def count(frame: FrameType, event: str, _: object) -> None:
        calls[frame.f_code.co_name] += event == "call"

    sys.setprofile(count)
    try:
        meeting = after(news, call(Happened.ENDED, 2), before=met)
    finally:
        sys.setprofile(None)

    assert calls["share_out"] == 2  # for what came, and for the end
    assert not meeting.present
    assert len(after(news, before=met).present) == len(met.present)


# ---- what others make of it ----


def test_the_audit_names_whom_graph_told_of_by_pseudonym() -> None:
    fact = told(2, (CALLER, "c"), (KARI, "k"))
    meeting = after(*MET, fact)

    assert told_of(fact, meeting) == (meeting.call.told["c"].person, pid(meeting, KARI))
    assert told_of(fact, after(*MET)) == (None, None)


def test_a_latecomer_whom_graph_told_of_first_still_gets_the_rules() -> None:
    reminded = (*MET, told(9, (CATO, "k")))

    assert "rules" in [
        one.matter.kind for one in effects_of(*reminded, joined(CATO, minutes=9)) if hasattr(one, "matter")
    ]


def test_the_alert_says_of_whoever_only_graph_told_of_that_they_have_gone() -> None:
    story = (*MET, told(2, (EINAR, "e"), (EINAR, "f")))
    newest = newest_alert(after(*story))
    assert newest is not None

    left = effects_of(*story, gone(3, (EINAR, "f")))
    assert newest[0] in [one.matter for one in left if hasattr(one, "matter")]


def test_joins_in_a_batch_are_all_weighed() -> None:
    batch = ParticipantsJoined(at(2), (Arrival(KARI), Arrival(CATO)))

    assert names(after(*MET, gone(3, (KARI, "k")), batch)) == [ANN.name, BO.name, CATO.name]


def test_what_graph_told_outlives_a_restart() -> None:
    meeting = after(*MET, told(2, (CALLER, "c")), gone(3, (BO, "b")), waits(4, (EINAR, "e")), call(Happened.ENDED, 9))

    assert load_meeting(dump_meeting(meeting)).call == meeting.call
