"""S7. Whoever comes from outside is called by their organisation, where it can be named."""

from dataclasses import replace

from bot.domain.effects import CardKind, FetchOrganisation, Matter, ShowCard
from bot.domain.events import (
    BotRemoved,
    ChatMembersChanged,
    Event,
    MeetingEnded,
    Member,
    OrganisationNamed,
    RosterRead,
)
from tests.scenes import ANN, BO, DINA, EINAR, ELSEWHERE, GUEST, after, at, effects_of, invited, joined, started

ALERT = Matter(CardKind.ALERT, 1)
MET: tuple[Event, ...] = (started(), invited(BO))


def asked(*events: Event) -> list[str]:
    return [one.tenant for one in effects_of(*events) if isinstance(one, FetchOrganisation)]


def test_an_outside_tenant_is_asked_for_once() -> None:
    assert asked(*MET, joined(ANN, DINA)) == [ELSEWHERE]
    assert asked(*MET, joined(DINA), joined(DINA, minutes=2)) == []


def test_however_somebody_is_found_their_tenant_is_asked_for_while_a_meeting_runs_that_we_are_in() -> None:
    added, read = ChatMembersChanged(at(2), added=(DINA,)), RosterRead(at(2), (Member(DINA, True),), asked=3)

    for found in (added, read):
        assert asked(*MET, found) == [ELSEWHERE], found
    assert asked(*MET, BotRemoved(at(1)), added) == []
    assert asked(*MET, MeetingEnded(at(1), at(1)), added) == []


def test_a_tenant_that_only_the_invitation_tells_is_asked_for() -> None:
    assert asked(started(), invited(DINA), joined(replace(DINA, tenant=""))) == [ELSEWHERE]


def test_neither_own_staff_nor_guests_nor_the_unsigned_have_a_tenant_to_ask_for() -> None:
    assert asked(*MET, joined(ANN, GUEST, EINAR)) == []


def test_one_that_could_not_be_named_is_asked_for_again_in_the_next_occurrence() -> None:
    for name, again in (("", [ELSEWHERE]), ("Helse X", [])):
        held = (*MET, joined(DINA), OrganisationNamed(at(2), ELSEWHERE, name))
        assert asked(*held, started(24 * 60), joined(DINA, minutes=24 * 60 + 1)) == again


def test_the_alert_is_told_the_name_when_it_comes() -> None:
    story = (*MET, joined(DINA))

    assert ShowCard(ALERT) in effects_of(*story, OrganisationNamed(at(2), ELSEWHERE, "Helse X"))
    assert effects_of(*story, OrganisationNamed(at(2), ELSEWHERE, "")) == ()
    assert after(*story, OrganisationNamed(at(2), ELSEWHERE, "Helse X")).organisations == {ELSEWHERE: "Helse X"}
