"""An organizer's calendar in Graph (docs/TEAMS.md C2): whom it names for one online meeting, and nothing else of it."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.answers import folded, listed, moment, name_in, text
from bot.domain.expected import Answer, Invited, Unread
from bot.domain.joinlink import plain_link
from bot.errors import Denied, TryLater
from bot.graph_budget import Kind
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import segment

AROUND = timedelta(hours=2)
"""How far from now an event may begin or end: people come an hour early, and a long meeting is asked about anew."""

AHEAD = timedelta(days=8)
"""How far ahead the next event is looked for: a week, and a day more for one that was moved."""

WITHIN_S = 20.0
"""Seconds that all pages may take together: the questions before it have had their time, and the lease ends."""

SELECTED = "attendees,end,isCancelled,onlineMeeting,sensitivity,start"
"""The fields that come at all. Never the subject: it may name a patient."""

FOR_THE_HOUR = "isCancelled,onlineMeeting,sensitivity,start"
"""The fields that tell when a meeting begins; of eight days nobody's name is asked for."""

MOST_PAGES = 3
MOST_PEOPLE = 1000  # twice what an event can have (docs/TEAMS.md C2)
_PAGE = 50  # events; an organizer's four hours seldom have more than ten
_LONGEST_NAME = 200  # characters
_LONGEST_ADDRESS = 320  # characters, as mail has it: 64 before the @, 255 after
_READABLE = ("", "normal", "personal")
_ROOM = "resource"
_ANSWERS = {
    "accepted": Answer.YES,
    "organizer": Answer.YES,
    "tentativelyaccepted": Answer.MAYBE,
    "declined": Answer.NO,
}


async def invited_by_calendar(
    calls: GraphCalls, organizer: str, join_url: str, around: datetime
) -> tuple[Invited, ...]:
    """Whom *organizer*'s calendar names for the event of that join link which lies nearest to *around*.

    Raises:
        TryLater: it cannot be read now, or not in time.
        Denied: it may not be read, has no such event, or the event is private.
    """
    found = await _events(calls, _view(organizer, around - AROUND, around + AROUND, SELECTED), join_url)
    if not found:
        raise Denied("no_event", 404)
    event = min(found, key=lambda one: _distance(one, around))
    if text(event, "sensitivity").lower() not in _READABLE:
        raise Denied(Unread.PRIVATE)
    return tuple(_people(event))[:MOST_PEOPLE]


async def next_by_calendar(calls: GraphCalls, organizer: str, join_url: str, now: datetime) -> datetime | None:
    """When *organizer*'s calendar has the next event of that join link; None: not within `AHEAD`, or it is private.

    Raises:
        TryLater: it cannot be read now, or not in time.
        Denied: it may not be read.
    """
    events = await _events(calls, _view(organizer, now, now + AHEAD, FOR_THE_HOUR), join_url)
    readable = (event for event in events if text(event, "sensitivity").lower() in _READABLE)
    hours = (hour for event in readable if (hour := _hour(event, "start")) is not None and hour > now)
    return min(hours, default=None)


async def _events(calls: GraphCalls, view: str, join_url: str) -> list[dict[str, Any]]:
    """The events of that join link in a view of a calendar, those that were cancelled left out."""
    try:
        async with asyncio.timeout(WITHIN_S):
            pages = calls.pages(calls.at(view), MOST_PAGES, kind=Kind.MAILBOX)
            there = [folded(event) async for page in pages for event in page]
    except TimeoutError:
        raise TryLater("slow") from None
    wanted = plain_link(join_url)
    return [event for event in there if event.get("iscancelled") is not True and _link(event) == wanted]


def _view(organizer: str, since: datetime, until: datetime, fields: str) -> str:
    """The path of a calendar's events in a time, the earliest first, with these fields."""
    start, end = (f"{hour.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for hour in (since, until))
    asked = f"startDateTime={start}&endDateTime={end}&$select={fields}&$orderby=start/dateTime&$top={_PAGE}"
    return f"/v1.0/users/{segment(organizer)}/calendarView?{asked}"


def _link(event: dict[str, Any]) -> tuple[str, str, str, str]:
    return plain_link(text(folded(event.get("onlinemeeting")), "joinurl"))


def _distance(event: dict[str, Any], around: datetime) -> timedelta:
    """How far an event lies from that hour; nothing while it lasts. One without hours is the farthest."""
    start, end = _hour(event, "start"), _hour(event, "end")
    if start is None or end is None:
        return timedelta.max
    return max(start - around, around - end, timedelta())


def _hour(event: dict[str, Any], name: str) -> datetime | None:
    return moment(folded(event.get(name)), "datetime")


def _people(event: dict[str, Any]) -> Iterator[Invited]:
    """Whoever has an address or at least a name."""
    for told in listed(event.get("attendees")):
        line = folded(told)
        mail = folded(line.get("emailaddress"))
        address, name = text(mail, "address").lower(), name_in(mail, "name", _LONGEST_NAME)
        if "@" not in address or len(address) > _LONGEST_ADDRESS:  # also an address inside Exchange: it tells nobody
            address = ""
        if address or name:
            answer = text(folded(line.get("status")), "response").lower()
            room = text(line, "type").lower() == _ROOM
            yield Invited(address=address, name=name, answer=_ANSWERS.get(answer, Answer.NONE), room=room)
