"""A person's calendar as Graph tells it: the events of a time, page by page (docs/TEAMS.md C2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Self

from aiohttp import web

from rehearsal.appointments import Appointment, Attendee
from rehearsal.wire import Refusal
from rehearsal.world import World

PAGE = 10  # events, unless `$top` says otherwise
LARGEST_PAGE = 1000  # UNVERIFIED; more may be asked for
_ALWAYS = frozenset({"@odata.etag", "id"})
_BY_START, _BY_END = "start/dateTime", "end/dateTime"
SELECTABLE = frozenset(
    {
        *("id", "subject", "bodyPreview", "location", "isAllDay", "isCancelled", "isOrganizer", "isOnlineMeeting"),
        *("onlineMeetingProvider", "onlineMeeting", "sensitivity", "type", "seriesMasterId", "start", "end"),
        *("organizer", "attendees"),
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a calendar. `selected` None: every field. `order` None: as they stand; else by that hour, the
    last first where `reverse` says so.
    """

    start: datetime
    end: datetime
    size: int
    first: int
    selected: frozenset[str] | None
    order: str | None = None
    reverse: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """The question that the parameters of a call tell.

        Raises:
            Refusal: it cannot be read.
        """
        start, end = _moment(query, "startDateTime"), _moment(query, "endDateTime")
        if end < start:
            raise Refusal(400, "ErrorInvalidParameter", "endDateTime is before startDateTime")
        size, first = _number(query, "$top", PAGE, least=1), _number(query, "$skip", 0, least=0)
        return cls(start, end, min(size, LARGEST_PAGE), first, _selected(query), *_order(query))

    def sorted(self, there: list[Appointment]) -> list[Appointment]:
        """*there* in the order that was asked for."""
        if self.order is None:
            return there
        by_start = self.order == _BY_START
        return sorted(there, key=lambda one: one.start if by_start else one.end, reverse=self.reverse)


class CalendarView:
    """Answers from *world*. `selections`: what each question selected, None where it let everything come."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.selections: list[frozenset[str] | None] = []

    async def answer(self, request: web.Request) -> web.Response:
        """The events of an organizer between two times.

        Raises:
            Refusal: there is no such calendar, or the question cannot be read.
        """
        oid = request.match_info["organizer"]
        owner = next((person for person in self._world.people.values() if person.oid and person.oid == oid), None)
        if owner is None:
            raise Refusal(404, "ErrorInvalidUser", "no such user")
        asked = Question.of(request.query)
        self.selections.append(asked.selected)
        there = asked.sorted([one for one in self._world.calendar(owner) if one.overlaps(asked.start, asked.end)])
        after = asked.first + asked.size
        told: dict[str, Any] = {"value": [_only(asked.selected, event(one)) for one in there[asked.first : after]]}
        if len(there) > after:
            told["@odata.nextLink"] = str(request.url.update_query({"$skip": str(after)}))
        return web.json_response(told)


def event(appointment: Appointment) -> dict[str, Any]:
    """An appointment as an event of Graph, with all that its least permission shows."""
    link = appointment.join_url
    mark = sha256(f"{appointment.subject}{appointment.start}{link}".encode()).hexdigest()
    return {
        "@odata.etag": f'W/"{mark[:24]}"',
        "id": f"AAMk{mark}",
        "subject": appointment.subject,
        "bodyPreview": "",
        "location": {"displayName": ""},
        "isAllDay": False,
        "isCancelled": appointment.cancelled,
        "isOrganizer": True,
        "isOnlineMeeting": link is not None,
        "onlineMeetingProvider": "unknown" if link is None else "teamsForBusiness",
        "onlineMeeting": None if link is None else {"joinUrl": link},
        "sensitivity": appointment.sensitivity,
        "type": appointment.kind,
        "seriesMasterId": None if appointment.kind == "singleInstance" else f"AAMk{mark[::-1]}",
        "start": _hour(appointment.start),
        "end": _hour(appointment.end),
        "organizer": {"emailAddress": _address(appointment.organizer.name, appointment.organizer.mail)},
        "attendees": [_attendee(one) for one in appointment.attendees],
    }


def _attendee(one: Attendee) -> dict[str, Any]:
    answered = {"response": one.response, "time": "0001-01-01T00:00:00Z"}
    return {"type": one.need, "status": answered, "emailAddress": _address(one.name, one.address)}


def _address(name: str, address: str) -> dict[str, str]:
    return {"name": name or address, "address": address}


def _hour(moment: datetime) -> dict[str, str]:
    """In UTC, with seven digits and no sign of the zone in the text, as .NET writes it."""
    return {"dateTime": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond:06d}0", "timeZone": "UTC"}


def _moment(query: Mapping[str, str], name: str) -> datetime:
    """The time that a parameter tells; without an offset it is UTC. A plus that was not encoded is a space."""
    told = query.get(name)
    if not told:
        raise Refusal(400, "ErrorInvalidParameter", f"a time window is needed: {name} is missing")
    try:
        moment = datetime.fromisoformat(told)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise Refusal(400, "ErrorInvalidParameter", f"{name} is no time") from wrong


def _number(query: Mapping[str, str], name: str, otherwise: int, *, least: int) -> int:
    told = query.get(name, str(otherwise))
    if not (told.isascii() and told.isdecimal() and len(told) < 10 and int(told) >= least):
        raise Refusal(400, "BadRequest", f"{name} must be a number from {least}")
    return int(told)


def _selected(query: Mapping[str, str]) -> frozenset[str] | None:
    """The fields that are asked for; None: all. One that no event has is refused (UNVERIFIED with which code)."""
    told = query.get("$select")
    if told is None:
        return None
    names = frozenset(name.strip() for name in told.split(","))
    unknown = names - SELECTABLE
    if unknown:
        raise Refusal(400, "BadRequest", f"no event has a field {', '.join(sorted(unknown))}")
    return names


def _order(query: Mapping[str, str]) -> tuple[str | None, bool]:
    """By which hour events are to come, and whether the last comes first. Anything else is refused here, though Graph
    may know more (UNVERIFIED).
    """
    told = query.get("$orderby")
    if told is None:
        return None, False
    by, _, way = told.partition(" ")
    if by not in (_BY_START, _BY_END) or way not in ("", "asc", "desc"):
        raise Refusal(400, "BadRequest", f"$orderby must be {_BY_START} or {_BY_END}, asc or desc")
    return by, way == "desc"


def _only(selected: frozenset[str] | None, told: dict[str, Any]) -> dict[str, Any]:
    """Id and mark always come."""
    return told if selected is None else {name: told[name] for name in told if name in selected | _ALWAYS}
