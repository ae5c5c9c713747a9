"""Who may do what, column by column of the table of rights."""

from dataclasses import replace

import pytest

from bot.domain.events import CardPressed, CommandGiven, InvitationUnavailable, PressRefused
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, PersonId, Role
from bot.domain.permit import permit
from bot.domain.presses import (
    ChecklistWanted,
    Command,
    CommandWanted,
    Ground,
    Introduce,
    Press,
    RoomTold,
    RoundWanted,
    Settle,
    StopWanted,
    TickSet,
    TrainingConfirmed,
)
from bot.domain.procedure import TICKS, Clause, Regime, Variant
from bot.domain.records import Where
from tests.scenes import (
    ANN,
    BO,
    CATO,
    DINA,
    EINAR,
    ELSEWHERE,
    GUEST,
    after,
    at,
    invited,
    joined,
    pid,
    staff,
    started,
)
from tests.writing import NUMBER, called_it_none, notice, stands, wrote

TELEPHONE = Identity("+47 922 22 222", "4:+4792222222", kind=Kind.PHONE)
MEETING = after(started(), invited(BO, DINA), joined(ANN, BO, CATO, DINA, EINAR, TELEPHONE))
SETTLE = Settle(pid(MEETING, EINAR), expected=True)
TICK = TickSet(Variant.TEAMS, Clause.S1, done=True)
JUDGEMENT = TickSet(Variant.TEAMS, Clause.P2, done=True)
IDENTIFIED = TickSet(Variant.JOIN, Clause.V3, done=True)
LOCKED = TickSet(Variant.JOIN, Clause.V8, done=True)
ROSTER = CommandWanted(Command.ROSTER)
SHOW = ChecklistWanted()
HELP = CommandWanted(Command.HELP)
PHONE = Identity("", "4:+4711111111", kind=Kind.PHONE)

STATUS, EXPECTED, STOP_COMMAND = (CommandWanted(one) for one in (Command.STATUS, Command.EXPECTED, Command.STOP))
STOP = StopWanted()
ROUND = RoundWanted()
MYSELF = Introduce()
CALLER = Introduce(pid(MEETING, TELEPHONE))

TRAINING, INSIGHT = CommandWanted(Command.TRAINING), CommandWanted(Command.INSIGHT)

ANYBODY: set[Press] = {SHOW, HELP, ROUND, MYSELF, TrainingConfirmed(), TRAINING, INSIGHT}
OUTSIDE: set[Press] = {*ANYBODY, TICK, STOP, STOP_COMMAND}
OWN: set[Press] = {*OUTSIDE, SETTLE, JUDGEMENT, IDENTIFIED, LOCKED, ROSTER, STATUS, CALLER}
LEAD: set[Press] = {*OWN, EXPECTED}


@pytest.mark.parametrize(
    ("who", "role", "may"),
    [
        (ANN, Role.ORGANIZER, LEAD),
        (ANN, None, OWN),
        (BO, Role.PRESENTER, LEAD),
        (BO, Role.ATTENDEE, OWN),
        (BO, None, OWN),
        (DINA, Role.PRESENTER, OUTSIDE),
        (DINA, None, OUTSIDE),
        (CATO, Role.PRESENTER, ANYBODY),  # own staff, presenter even, but not expected
        (EINAR, Role.PRESENTER, ANYBODY),
        (PHONE, None, ANYBODY),
        (GUEST, Role.PRESENTER, ANYBODY),
        (staff("Ukjent Uten", 99, ""), None, ANYBODY),
    ],
    ids=lambda value: value.name if isinstance(value, Identity) else None,
)
def test_each_kind_of_person_may_press_what_the_table_says(who: Identity, role: Role | None, may: set[Press]) -> None:
    for press in LEAD:
        allowed = permit(CardPressed(at(5), who, press, role), MEETING)
        assert isinstance(allowed, CardPressed) == (press in may), press


def test_only_what_own_staff_must_answer_for_is_kept_from_the_invited_of_others() -> None:
    for clause in TICKS[Regime.WITH_THE_PATIENT]:
        allowed = permit(CardPressed(at(5), DINA, TickSet(Variant.JOIN, clause, done=True)), MEETING)
        assert isinstance(allowed, CardPressed) == (clause not in (Clause.P2, Clause.V3, Clause.V8)), clause


def test_nobody_vouches_for_themselves() -> None:
    refused = permit(CardPressed(at(5), BO, Settle(pid(MEETING, BO), expected=True)), MEETING)

    assert isinstance(refused, PressRefused)
    assert refused.ground is Ground.ONESELF


def test_somebody_nobody_saw_cannot_be_settled() -> None:
    refused = permit(CardPressed(at(5), BO, Settle(PersonId("p99"), expected=True)), MEETING)

    assert isinstance(refused, PressRefused)
    assert refused.ground is Ground.UNKNOWN_PERSON


def unread() -> Meeting:
    return after(started(), InvitationUnavailable(at(1), Unread.DENIED), joined(ANN, BO, DINA, EINAR))


def test_with_an_unread_invitation_only_who_leads_the_meeting_settles() -> None:
    settle = Settle(pid(unread(), EINAR), expected=True)

    assert isinstance(permit(CardPressed(at(5), BO, settle, Role.PRESENTER), unread()), CardPressed)
    assert isinstance(permit(CardPressed(at(5), BO, settle, Role.ATTENDEE), unread()), PressRefused)
    assert isinstance(permit(CardPressed(at(5), BO, settle, None), unread()), PressRefused)
    assert isinstance(permit(CardPressed(at(5), BO, TICK, None), unread()), CardPressed)
    assert isinstance(permit(CardPressed(at(5), DINA, TICK, Role.PRESENTER), unread()), PressRefused)


def test_somebody_vouched_for_may_what_the_expected_may() -> None:
    meeting = after(CardPressed(at(5), ANN, Settle(pid(MEETING, CATO), expected=True)), before=MEETING)

    assert isinstance(permit(CardPressed(at(6), CATO, SETTLE, None), meeting), CardPressed)


def test_an_anonymous_person_who_was_vouched_for_stays_in_the_rightmost_column() -> None:
    meeting = after(CardPressed(at(5), ANN, SETTLE), before=MEETING)

    assert isinstance(permit(CardPressed(at(6), EINAR, TICK, None), meeting), PressRefused)


def test_a_press_from_an_anonymous_account_is_theirs_whatever_object_id_it_bears() -> None:
    disguised = replace(EINAR, oid=BO.oid, tenant=BO.tenant, kind=Kind.USER)

    assert isinstance(permit(CardPressed(at(6), disguised, TICK, None), MEETING), PressRefused)


def test_an_address_alone_does_not_outweigh_another_account() -> None:
    stranger = replace(staff("Falsk Bo", 77, ELSEWHERE), address=BO.address)

    assert isinstance(permit(CardPressed(at(6), stranger, TICK, None), MEETING), PressRefused)


def test_before_the_invitation_is_read_nobody_from_outside_ticks() -> None:
    early = after(started(), joined(DINA))

    assert isinstance(permit(CardPressed(at(5), DINA, TICK, Role.PRESENTER), early), PressRefused)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (BO, LEAD),
        (replace(BO, tenant=""), LEAD),  # Teams may say nothing of the tenant there
        (DINA, ANYBODY),
        (GUEST, ANYBODY),
        (EINAR, ANYBODY),
    ],
    ids=["ours", "of no tenant told", "of another organisation", "guest", "anonymous"],
)
def test_in_their_own_chat_our_own_staff_may_everything_and_nobody_else(who: Identity, may: set[Press]) -> None:
    own = Meeting(Where("a:1", MEETING.where.tenant, "https://smba.trafficmanager.net/emea/", personal=True))
    for press in LEAD - {SETTLE, CALLER}:  # there is nobody to settle
        assert isinstance(permit(CardPressed(at(5), who, press), own), CardPressed) == (press in may), press


def test_whoever_sits_in_the_open_may_say_so_whoever_they_are() -> None:
    for who in (ANN, BO, CATO, DINA, EINAR):
        assert isinstance(permit(CardPressed(at(5), who, RoomTold(public=True)), MEETING), CardPressed)


def test_only_own_staff_choose_the_language_of_a_chat() -> None:
    allowed = {
        who.name
        for who in (ANN, BO, CATO, DINA, EINAR)
        if isinstance(permit(CommandGiven(at(5), who, Command.LANGUAGE), MEETING), CommandGiven)
    }

    assert allowed == {ANN.name, BO.name}


def test_whoever_is_named_as_themselves_may_introduce_themselves() -> None:
    assert isinstance(permit(CardPressed(at(5), BO, Introduce(pid(MEETING, BO))), MEETING), CardPressed)


def test_only_whoever_wrote_the_message_says_that_there_was_nothing_in_it() -> None:
    meeting = after(wrote("m1", NUMBER, by=BO), stands(notice()), before=MEETING)
    card = f"activity-of-{notice()}"

    for who in (ANN, CATO, DINA, EINAR, PHONE):
        refused = permit(called_it_none(who, card=card), meeting)
        assert isinstance(refused, PressRefused), who
        assert refused.ground is Ground.NOT_THE_WRITER
    assert isinstance(permit(called_it_none(BO, card=card), meeting), CardPressed)


def test_whoever_wrote_something_too_does_not_answer_for_another() -> None:
    both = (wrote("m1", NUMBER, by=BO), stands(notice()), wrote("m2", NUMBER, by=EINAR))

    assert isinstance(
        permit(called_it_none(EINAR, card=f"activity-of-{notice()}"), after(*both, before=MEETING)), PressRefused
    )
