"""Whom the organizer's calendar names: for our meeting alone, and never what the meeting is about."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web

from bot.domain.expected import Answer, Invited
from bot.errors import Denied, TryLater
from bot.outbound import calendar as module
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from tests.outbound.services import CountedTokens, Service, plain, serving, told

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22Org-1%22%7d"
DECODED = 'HTTPS://Teams.microsoft.com/l/meetup-join/19:meeting_x@thread.v2/0?context={"Tid":"t","Oid":"Org-1"}'
UPPER = LINK.replace("%3a", "%3A").replace("%7b", "%7B").replace("%7d", "%7D").replace("%2c", "%2C")
OTHER = LINK.replace("meeting_x", "meeting_y")


def line(address: Any, kind: str = "required", response: str = "none", name: Any = "") -> dict[str, Any]:
    return {"type": kind, "status": {"response": response}, "emailAddress": {"address": address, "name": name}}


def event(link: str | None = LINK, hour: int = 9, **otherwise: Any) -> dict[str, Any]:
    return {
        "onlineMeeting": {"joinUrl": link} if link else None,
        "sensitivity": "normal",
        "isCancelled": False,
        "start": {"dateTime": f"2026-11-23T{hour:02}:00:00.0000000", "timeZone": "UTC"},
        "end": {"dateTime": f"2026-11-23T{hour + 1:02}:00:00.0000000", "timeZone": "UTC"},
        "attendees": [line("bo@so.no")],
    } | otherwise


class Calendar:
    def __init__(self, service: Service, http: Http, tokens: CountedTokens) -> None:
        self.service, self.tokens = service, tokens
        self._graph = MicrosoftGraph(
            calls=GraphCalls(http=http, tokens=tokens, budget=Budget(SystemClock()), url=service.url),
            clock=SystemClock(),
        )

    async def asked(self, *events: dict[str, Any], organizer: str = "org-1", link: str = LINK) -> tuple[Invited, ...]:
        if events:
            self.service.answers_with(told({"value": list(events)}))
        return await self._graph.calendar(organizer, link, NINE)


@pytest.fixture
def calendar(service: Service, http: Http, tokens: CountedTokens) -> Calendar:
    return Calendar(service, http, tokens)


async def test_everybody_whom_the_event_names_is_invited_with_their_answer(calendar: Calendar) -> None:
    people = await calendar.asked(
        event(
            attendees=[
                line("Bo@SO.no", response="accepted", name="Bo  Dahl"),
                line("dina@x.no", "optional", "tentativelyAccepted"),
                line("eva@x.no", response="declined"),
                line("fia@x.no", response="notResponded"),
                line("rom3@so.no", "resource", "accepted", "Møterom 3"),
                line("org@so.no", response="organizer"),
            ]
        )
    )

    assert people == (
        Invited(address="bo@so.no", name="Bo Dahl", answer=Answer.YES),
        Invited(address="dina@x.no", answer=Answer.MAYBE),
        Invited(address="eva@x.no", answer=Answer.NO),
        Invited(address="fia@x.no"),
        Invited(address="rom3@so.no", name="Møterom 3", answer=Answer.YES, room=True),
        Invited(address="org@so.no", answer=Answer.YES),
    )


async def test_the_subject_is_never_asked_for(calendar: Calendar) -> None:
    await calendar.asked(event())

    asked = urlsplit(calendar.service.seen[0].raw_path)
    assert asked.path == "/v1.0/users/org-1/calendarView"
    assert parse_qs(asked.query) == {
        "startDateTime": ["2026-11-23T07:00:00Z"],
        "endDateTime": ["2026-11-23T11:00:00Z"],
        "$select": ["attendees,end,isCancelled,onlineMeeting,sensitivity,start"],
        "$orderby": ["start/dateTime"],
        "$top": ["50"],
    }
    assert calendar.tokens.scopes == [f"{calendar.service.url}/.default"]


@pytest.mark.parametrize("written", [LINK, DECODED, UPPER, f" {LINK} "])
async def test_the_link_is_the_same_however_it_is_encoded(calendar: Calendar, written: str) -> None:
    assert await calendar.asked(event(OTHER, attendees=[]), event(written)) == (Invited(address="bo@so.no"),)


async def test_an_organizer_that_is_not_told_is_read_from_the_link(calendar: Calendar) -> None:
    await calendar.asked(event(), organizer="")

    assert calendar.service.seen[0].raw_path.startswith("/v1.0/users/org-1/")


@pytest.mark.parametrize("sensitivity", ["private", "confidential", "Private", "of a kind yet unknown"])
async def test_a_private_event_is_not_read(calendar: Calendar, sensitivity: str) -> None:
    with pytest.raises(Denied) as no:
        await calendar.asked(event(sensitivity=sensitivity))

    assert no.value == Denied("private")


async def test_private_events_of_other_meetings_are_no_matter(calendar: Calendar) -> None:
    assert await calendar.asked(event(OTHER, sensitivity="private"), event(sensitivity="personal"))


@pytest.mark.parametrize("events", [[event(OTHER)], [event(None)], [event(isCancelled=True)], [event(onlineMeeting=7)]])
async def test_no_event_of_that_link_is_not_found(calendar: Calendar, events: list[dict[str, Any]]) -> None:
    with pytest.raises(Denied) as no:
        await calendar.asked(*events)

    assert no.value == Denied("no_event", 404)


async def test_of_a_series_the_nearest_occurrence_counts(calendar: Calendar) -> None:
    early, now, late = (event(hour=hour, attendees=[line(f"at{hour}@so.no")]) for hour in (7, 9, 10))
    odd = event(start=None, attendees=[line("odd@so.no")])

    assert await calendar.asked(odd, early, late, now) == (Invited(address="at9@so.no"),)
    assert await calendar.asked(odd, early) == (Invited(address="at7@so.no"),)
    assert await calendar.asked(odd) == (Invited(address="odd@so.no"),)


async def test_a_cancelled_occurrence_gives_way_to_the_next(calendar: Calendar) -> None:
    assert await calendar.asked(event(isCancelled=True), event(hour=10, attendees=[])) == ()


async def test_lines_that_tell_nobody_are_left_out(calendar: Calendar) -> None:
    mails: list[Any] = [None, 7, {}, [], {"address": None}, {"address": 7}, {"address": "/o=x/cn=y"}]
    long, last = {"address": "a" * 400 + "@so.no"}, {"EmailAddress": {"Address": "eva@x.no"}, "status": None}
    odd = [None, 7, {}, *({"emailAddress": mail} for mail in (*mails, long)), last]

    assert await calendar.asked(event(attendees=odd)) == (Invited(address="eva@x.no"),)
    assert await calendar.asked(event(attendees="all")) == ()


async def test_names_hold_nothing_that_turns_a_line_and_end_somewhere(calendar: Calendar) -> None:
    long = line("a@so.no", name="x" * 300)
    turned = line("b@so.no", name=" Bo\u202e \n\tDahl\u0007 ")

    assert [len(one.name) for one in await calendar.asked(event(attendees=[long]))] == [200]
    assert [one.name for one in await calendar.asked(event(attendees=[turned]))] == ["Bo Dahl"]


async def test_nobody_can_be_named_without_end(calendar: Calendar) -> None:
    assert len(await calendar.asked(event(attendees=[line(f"a{n}@so.no") for n in range(1500)]))) == 1000


async def test_the_next_page_is_read_with_our_token(calendar: Calendar) -> None:
    more = f"{calendar.service.url}/v1.0/users/org-1/calendarView?$skip=50"
    calendar.service.answers_with(told({"value": [event(OTHER)], "@odata.nextLink": more}), told({"value": [event()]}))

    assert await calendar.asked() == (Invited(address="bo@so.no"),)
    assert [seen.authorization for seen in calendar.service.seen] == ["Bearer token-1"] * 2
    assert calendar.service.seen[1].raw_path == "/v1.0/users/org-1/calendarView?$skip=50"


async def test_our_token_goes_to_no_other_host(calendar: Calendar) -> None:
    async with serving() as stranger:
        stranger.answers_with(told({"value": [event()]}))
        for address in (stranger.url, stranger.url.replace("127.0.0.1", "localhost"), f"{calendar.service.url}@x/"):
            calendar.service.answers_with(told({"value": [], "@odata.nextLink": f"{address}/v1.0"}))
            with pytest.raises(Denied):
                await calendar.asked()

        assert not stranger.seen


@pytest.mark.parametrize("more", [7, "", "/v1.0/x", "http://[", "http://127.0.0.1:port/", "{url}/\r\nX: y", "{url}/ x"])
async def test_a_next_page_that_is_no_address_is_not_asked_for(calendar: Calendar, more: Any) -> None:
    link = more.replace("{url}", calendar.service.url) if isinstance(more, str) else more
    calendar.service.answers_with(told({"value": [event()], "@odata.nextLink": link}))

    assert await calendar.asked()
    assert len(calendar.service.seen) == 1


async def test_pages_without_end_are_left_after_three(calendar: Calendar) -> None:
    more = f"{calendar.service.url}/again"
    calendar.service.answers_with(told({"value": [event(OTHER)], "@odata.nextLink": more}))

    with pytest.raises(Denied):
        await calendar.asked()

    assert len(calendar.service.seen) == 3


async def test_a_calendar_that_is_slow_is_away(calendar: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow() -> web.Response:
        await asyncio.sleep(2)
        return web.Response()

    monkeypatch.setattr(module, "WITHIN_S", 0.1)
    calendar.service.answers_with(slow)

    with pytest.raises(TryLater):
        await calendar.asked()


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (plain("", 403), Denied("403", 403)),
        (plain("", 404), Denied("404", 404)),
        (told({}, 429, Retry_After="4"), TryLater("429", 4.0)),
        (told({"value": None}), TryLater("unreadable")),
        (told([]), TryLater("unreadable")),
    ],
)
async def test_a_calendar_that_is_closed_or_away(calendar: Calendar, answer: Any, trouble: Exception) -> None:
    calendar.service.answers_with(answer)

    with pytest.raises((Denied, TryLater)) as raised:
        await calendar.asked()

    assert raised.value == trouble


@pytest.mark.parametrize(("organizer", "link"), [("", ""), ("", "https://teams.microsoft.com/x"), ("org-1", "")])
async def test_without_an_address_nothing_is_asked(calendar: Calendar, organizer: str, link: str) -> None:
    with pytest.raises(Denied):
        await calendar.asked(organizer=organizer, link=link)

    assert not calendar.service.seen
