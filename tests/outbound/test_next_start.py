"""S4. When the organizer's calendar, or the online meeting itself, says that a meeting begins next."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web

from bot.errors import Denied, TryLater
from bot.outbound import calendar as module
from bot.outbound.budget import Budget
from bot.outbound.calendar import AHEAD
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from tests.outbound.services import Chat, CountedTokens, Service, plain, told
from tests.outbound.test_calendar import LINK, NINE, OTHER, event

TEN = NINE + timedelta(hours=1)


class Calendar:
    """Graph at *service*, asked at nine."""

    def __init__(self, service: Service, http: Http, tokens: CountedTokens) -> None:
        self.service = service
        self.graph = MicrosoftGraph(
            calls=GraphCalls(http=http, tokens=tokens, budget=Budget(SystemClock()), url=service.url),
            clock=SystemClock(),
        )

    async def next(self, *events: dict[str, Any], organizer: str = "org-1", link: str = LINK) -> datetime | None:
        if events:
            self.service.answers_with(told({"value": list(events)}))
        return await self.graph.next_start(organizer, link, NINE)


@pytest.fixture
def calendar(service: Service, http: Http, tokens: CountedTokens) -> Calendar:
    return Calendar(service, http, tokens)


async def test_a_week_ahead_and_a_day_more_are_looked_at_and_never_the_subject(calendar: Calendar) -> None:
    await calendar.next(event())

    asked = urlsplit(calendar.service.seen[0].raw_path)
    assert asked.path == "/v1.0/users/org-1/calendarView"
    assert parse_qs(asked.query)["startDateTime"] == ["2026-11-23T09:00:00Z"]
    assert parse_qs(asked.query)["endDateTime"] == ["2026-12-01T09:00:00Z"]
    assert "subject" not in asked.query
    assert timedelta(days=8) == AHEAD


async def test_the_next_of_a_series_counts_in_whatever_order_they_come(calendar: Calendar) -> None:
    assert await calendar.next(event(hour=12), event(hour=10), event(hour=14)) == TEN


async def test_one_that_began_already_is_not_the_next(calendar: Calendar) -> None:
    assert await calendar.next(event(hour=8), event(hour=9)) is None
    assert await calendar.next(event(hour=9), event(hour=10)) == TEN


@pytest.mark.parametrize(
    "other",
    [
        event(OTHER, hour=10),
        event(None, hour=10),
        event(hour=10, isCancelled=True),
        event(hour=10, sensitivity="private"),
        event(hour=10, sensitivity="Confidential"),
        event(hour=10, sensitivity="of a kind yet unknown"),
        event(start=None),
        event(start={"dateTime": "soon"}),
    ],
)
async def test_of_another_cancelled_private_or_hourless_event_nothing_is_told(
    calendar: Calendar, other: dict[str, Any]
) -> None:
    assert await calendar.next(other) is None
    assert await calendar.next(other, event(hour=11)) == NINE + timedelta(hours=2)


@pytest.mark.parametrize("sensitivity", ["normal", "Personal", "", None])
async def test_an_event_that_is_not_private_is_told(calendar: Calendar, sensitivity: str | None) -> None:
    assert await calendar.next(event(hour=10, sensitivity=sensitivity)) == TEN


async def test_an_organizer_that_is_not_told_is_read_from_the_link(calendar: Calendar) -> None:
    assert await calendar.next(event(hour=10), organizer="") == TEN
    assert calendar.service.seen[0].raw_path.startswith("/v1.0/users/org-1/")


@pytest.mark.parametrize(("organizer", "link"), [("", ""), ("", "https://teams.microsoft.com/x"), ("org-1", "")])
async def test_without_an_address_nothing_is_asked(calendar: Calendar, organizer: str, link: str) -> None:
    with pytest.raises(Denied):
        await calendar.next(organizer=organizer, link=link)

    assert not calendar.service.seen


async def test_a_calendar_that_is_slow_is_away(calendar: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow() -> web.Response:
        await asyncio.sleep(2)
        return web.Response()

    monkeypatch.setattr(module, "WITHIN_S", 0.1)
    calendar.service.answers_with(slow)

    with pytest.raises(TryLater):
        await calendar.next()


@pytest.mark.parametrize(("graph_id", "answer"), [("MSo", "{}"), ("", '{"value": [{}]}')])
async def test_an_online_meeting_tells_when_it_is_scheduled(calendar: Calendar, graph_id: str, answer: str) -> None:
    scheduled = '{"startDateTime": "2026-11-23T11:00:00+01:00"}'
    calendar.service.answers_with(plain(answer.replace("{}", scheduled)))
    assert await calendar.graph.scheduled("org-1", graph_id, LINK) == TEN

    calendar.service.answers_with(plain(answer))
    assert await calendar.graph.scheduled("org-1", graph_id, LINK) is None


@pytest.mark.parametrize(
    ("told_hour", "starts"),
    [
        ("2026-11-23T10:00:00Z", TEN),
        ("2026-11-23T11:00:00+01:00", TEN),
        ("soon", None),
        (7, None),
    ],
)
async def test_teams_tells_when_a_meeting_is_scheduled(chat: Chat, told_hour: Any, starts: datetime | None) -> None:
    hours = {"scheduledStartTime": told_hour, "scheduledEndTime": "2026-11-23T12:00:00Z"}
    chat.service.answers_with(told({"details": hours}))

    assert (await chat.teams.details(chat.where)).starts == starts
