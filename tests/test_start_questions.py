"""S4. When a meeting begins next: by the calendar, else by Teams; never at an hour that is past."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.domain.effects import FetchStart
from bot.domain.events import StartTold
from bot.domain.meeting import Meeting
from bot.errors import Denied, TryLater
from bot.ports import Again, Done
from tests.fakes import FakeGraph
from tests.scenes import ANN, NINE
from tests.stage import MEETING, count, failing, stage, task

PAST, SOON, LATER = NINE - timedelta(days=7), NINE + timedelta(hours=1), NINE + timedelta(days=2)
KNOWN = replace(MEETING, starts=LATER)
LINK = "https://teams.microsoft.com/link"


@dataclass
class Noting(FakeGraph):
    """Notes which meeting's start it was asked for."""

    asked: list[tuple[str, ...]] = field(default_factory=list)

    async def next_start(self, organizer_oid: str, join_url: str, now: datetime) -> datetime | None:
        self.asked.append(("calendar", organizer_oid, join_url, str(now)))
        return self.begins()

    async def scheduled(self, organizer_oid: str, graph_id: str, join_url: str) -> datetime | None:
        self.asked.append(("meeting", organizer_oid, graph_id, join_url))
        return self.scheduled_at()


async def told(
    graph: FakeGraph, scheduled: datetime | None = None, *troubles: Exception, meeting: Meeting = MEETING
) -> datetime | None:
    """The start that comes back."""
    worker, teams, _ = stage(*troubles, graph=graph)
    teams.scheduled = scheduled
    done = await worker.perform(task(FetchStart(), meeting))
    assert isinstance(done, Done)
    assert isinstance(done.event, StartTold)
    assert done.event.at == NINE
    return done.event.starts


async def test_the_online_meeting_tells_only_where_neither_calendar_nor_teams_does() -> None:
    silent, busy = Noting(scheduled_at=lambda: SOON), Noting(begins=lambda: LATER, scheduled_at=lambda: SOON)
    scheduled = Noting(scheduled_at=lambda: SOON)

    assert await told(silent) == SOON
    assert await told(busy) == LATER
    assert await told(scheduled, LATER) == LATER
    assert silent.asked == [("calendar", ANN.oid, LINK, str(NINE)), ("meeting", ANN.oid, "graph-id", LINK)]
    assert [source for source, *_ in (*busy.asked, *scheduled.asked)] == ["calendar", "calendar"]


async def test_an_hour_that_is_past_is_no_next_start() -> None:
    assert await told(FakeGraph(begins=lambda: PAST), PAST) is None
    assert await told(FakeGraph(begins=lambda: PAST), LATER) == LATER
    assert await told(FakeGraph(on=False), SOON) == SOON


async def test_a_source_that_is_away_does_not_hold_up_what_another_tells() -> None:
    assert await told(FakeGraph(begins=failing(TryLater("503"))), SOON) == SOON
    assert await told(FakeGraph(begins=lambda: SOON), None, TryLater("503")) == SOON


async def test_where_nobody_tells_and_one_was_away_it_is_asked_again_and_then_what_was_known_holds() -> None:
    worker, _, metrics = stage(graph=FakeGraph(begins=failing(TryLater("503"))))

    assert isinstance(await worker.perform(task(FetchStart(), KNOWN)), Again)
    last = await worker.perform(task(FetchStart(), KNOWN, minutes_old=1))
    assert last == Done(StartTold(NINE, None, unknown=True))
    assert count(metrics, "sources", source="start", result="away") == 2


@pytest.mark.parametrize(
    ("no", "result"), [(Denied("403", 403), "denied"), (Denied("no_event", 404), "not_found")], ids=str
)
async def test_a_calendar_that_does_not_tell_is_counted_by_why(no: Denied, result: str) -> None:
    worker, _, metrics = stage(graph=FakeGraph(begins=failing(no)))

    assert await worker.perform(task(FetchStart())) == Done(StartTold(NINE, None))
    assert count(metrics, "sources", source="start", result=result) == 1
