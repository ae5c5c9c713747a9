"""Questions to Graph: what each source withholds, and what the others tell all the same."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.domain.effects import FetchInvitation, FetchOrganisation
from bot.domain.events import InvitationRead, InvitationUnavailable, OrganisationNamed
from bot.domain.expected import Invited, Unread
from bot.errors import Denied, TryLater
from bot.ports import Again, Done
from tests.fakes import FakeGraph
from tests.scenes import ANN, ELSEWHERE, NINE
from tests.stage import MEETING, count, failing, stage, task

ORGANIZER, PEOPLE = Invited(oid="ann"), (Invited(oid="bo"),)
NAMED = (Invited(address="post@pasient.example", name="Pasienten"),)
OF_DETAILS = Invited(ANN.oid, ANN.tenant, ANN.address)


@dataclass
class Noting(FakeGraph):
    """Notes what its calendar was asked."""

    asked: list[tuple[str, str, datetime]] = field(default_factory=list)

    async def calendar(self, organizer_oid: str, join_url: str, around: datetime) -> tuple[Invited, ...]:
        self.asked.append((organizer_oid, join_url, around))
        return NAMED


async def test_the_invitation_is_read_from_the_online_meeting_and_the_calendar() -> None:
    graph = Noting()
    worker, _, metrics = stage(graph=graph)

    done = await worker.perform(task(FetchInvitation(NINE)))

    assert done == Done(InvitationRead(NINE, ORGANIZER, PEOPLE, NAMED))
    assert graph.asked == [(ANN.oid, "https://teams.microsoft.com/link", NINE)]
    assert count(metrics, "sources", source="invitation", result="read") == 1
    assert count(metrics, "sources", source="calendar", result="read") == 1


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Denied("403", 403), Unread.DENIED),
        (Denied("no_event", 404), Unread.NOT_FOUND),
        (Denied(Unread.PRIVATE), Unread.PRIVATE),
        (TryLater("503"), Unread.AWAY),
    ],
    ids=str,
)
async def test_a_calendar_that_tells_nothing_does_not_hold_up_the_online_meeting(
    trouble: Exception, reason: Unread
) -> None:
    worker, _, metrics = stage(graph=FakeGraph(planned=failing(trouble)))

    done = await worker.perform(task(FetchInvitation(NINE)))

    assert done == Done(InvitationRead(NINE, ORGANIZER, PEOPLE, calendar_unread=reason))
    assert count(metrics, "sources", source="calendar", result=reason) == 1


@pytest.mark.parametrize(
    ("no", "reason"), [(Denied("403", 403), Unread.DENIED), (Denied("no_meeting", 404), Unread.NOT_FOUND)], ids=str
)
async def test_where_the_online_meeting_is_denied_the_calendar_tells(no: Denied, reason: Unread) -> None:
    worker, _, metrics = stage(graph=FakeGraph(answer=failing(no), planned=lambda: NAMED))

    done = await worker.perform(task(FetchInvitation(NINE)))

    assert done == Done(InvitationRead(NINE, OF_DETAILS, (), NAMED, unread=reason))
    assert count(metrics, "sources", source="invitation", result=reason) == 1


async def test_an_online_meeting_that_is_away_is_asked_again_before_the_calendar_must_do() -> None:
    graph = FakeGraph(answer=failing(TryLater("503")), planned=lambda: NAMED)
    worker, _, metrics = stage(graph=graph)

    assert isinstance(await worker.perform(task(FetchInvitation(NINE))), Again)
    assert count(metrics, "sources", source="calendar", result="read") == 0
    last = await worker.perform(task(FetchInvitation(NINE), minutes_old=1))
    assert last == Done(InvitationRead(NINE, OF_DETAILS, (), NAMED, unread=Unread.AWAY))


async def test_a_teams_that_is_away_does_not_keep_the_calendar_from_telling() -> None:
    away = TryLater("503")
    worker, _, _ = stage(away, away, graph=FakeGraph(planned=lambda: NAMED))

    last = await worker.perform(task(FetchInvitation(NINE), minutes_old=1))

    assert last == Done(InvitationRead(NINE, Invited(), (), NAMED, unread=Unread.AWAY))


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Denied("403", 403), Unread.DENIED),
        (Denied("no_meeting", 404), Unread.NOT_FOUND),
        (TryLater("503"), Unread.AWAY),
    ],
    ids=str,
)
async def test_where_nothing_can_be_read_the_online_meetings_reason_is_told(trouble: Exception, reason: Unread) -> None:
    worker, _, metrics = stage(graph=FakeGraph(answer=failing(trouble), planned=failing(Denied(Unread.PRIVATE))))

    done = await worker.perform(task(FetchInvitation(NINE), minutes_old=1))

    assert done == Done(InvitationUnavailable(NINE, reason))
    assert count(metrics, "sources", source="invitation", result=reason) == 1
    assert count(metrics, "sources", source="calendar", result="private") == 1


async def test_a_graph_that_is_off_is_not_asked_and_neither_is_teams(caplog: pytest.LogCaptureFixture) -> None:
    worker, teams, metrics = stage(graph=FakeGraph(on=False))

    assert await worker.perform(task(FetchInvitation(NINE))) == Done(InvitationUnavailable(NINE, Unread.OFF))
    assert await worker.perform(task(FetchOrganisation(ELSEWHERE))) == Done(
        OrganisationNamed(NINE, ELSEWHERE, unread=Unread.OFF)
    )
    assert teams.asked == []
    assert count(metrics, "sources", source="organisation", result="off") == 1
    assert not [line for line in caplog.records if line.levelname == "ERROR"]


async def test_a_meeting_whose_details_teams_withholds_is_looked_for_by_its_join_link() -> None:
    graph = Noting()
    worker, teams, _ = stage(Denied("403", 403), graph=graph)

    assert isinstance(await worker.perform(task(FetchInvitation(NINE))), Done)
    assert teams.asked == ["details"]
    assert graph.asked == [("", MEETING.join_url, NINE)]


async def test_an_organisation_is_named() -> None:
    worker, _, metrics = stage()

    done = await worker.perform(task(FetchOrganisation(ELSEWHERE)))

    assert done == Done(OrganisationNamed(NINE, ELSEWHERE, "Nabosykehuset"))
    assert count(metrics, "sources", source="organisation", result="read") == 1


@pytest.mark.parametrize(
    ("trouble", "reason"), [(Denied("403", 403), Unread.DENIED), (TryLater("503"), Unread.AWAY)], ids=str
)
async def test_an_organisation_that_cannot_be_named_is_no_trouble(
    trouble: Exception, reason: Unread, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    worker, _, metrics = stage(graph=FakeGraph(named=failing(trouble)))

    assert await worker.perform(task(FetchOrganisation(ELSEWHERE))) == Done(
        OrganisationNamed(NINE, ELSEWHERE, unread=reason)
    )
    assert count(metrics, "sources", source="organisation", result=reason) == 1
    assert not caplog.records, "it is counted, and told at no meeting"


async def test_an_organisation_nobody_knows_has_no_name() -> None:
    worker, _, metrics = stage(graph=FakeGraph(named=lambda: ""))

    assert await worker.perform(task(FetchOrganisation(ELSEWHERE))) == Done(OrganisationNamed(NINE, ELSEWHERE))
    assert count(metrics, "sources", source="organisation", result="not_found") == 1
