"""The organizer's calendar in Graph (docs/TEAMS.md C2)."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.appointments import Appointment, Attendee, Need, Response, Sensitivity
from rehearsal.calendar_view import SELECTABLE, Question, event
from rehearsal.faults import Fault, Operation
from rehearsal.graph import NO_CALENDAR_PERMISSION
from rehearsal.people import ANN, BO, CATO, DINA, FRIDA, KARI, ROOM
from rehearsal.signin import CONNECTOR
from rehearsal.standin import StandIn
from rehearsal.wire import Answer, Refusal
from rehearsal.world import Chat, Invitation, Meeting
from tests.rehearsal.conftest import Caller

HOUR = timedelta(hours=1)
ASKED = "isCancelled,sensitivity,type,start,end,organizer,onlineMeeting,attendees"


@pytest.fixture
def meeting(chat: Chat) -> Meeting:
    assert chat.meeting is not None
    return chat.meeting


def view(meeting: Meeting, organizer: str = ANN.oid, **query: str) -> str:
    start, end = meeting.start - 2 * HOUR, meeting.start + 4 * HOUR
    window = {"startDateTime": start.isoformat(), "endDateTime": end.isoformat()}
    return f"users/{organizer}/calendarView?{urlencode(window | query, safe='$,')}"


def ours(told: dict[str, Any], meeting: Meeting) -> dict[str, Any]:
    """The event with the meeting's link."""
    (found,) = [one for one in told["value"] if (one["onlineMeeting"] or {}).get("joinUrl") == meeting.join_url]
    return dict(found)


async def asked(caller: Caller, meeting: Meeting) -> dict[str, Any]:
    status, told = await caller.graph(view(meeting))
    assert status == 200, told
    return ours(told, meeting)


async def test_the_calendar_names_whoever_is_invited_by_address(caller: Caller, meeting: Meeting) -> None:
    meeting.invite(FRIDA, response=Response.ACCEPTED)
    meeting.invite(ROOM)
    meeting.invited.append(Invitation(CATO, response=Response.DECLINED, need=Need.OPTIONAL))
    meeting.outside.append(Attendee("post@pasient.example", "Pasienten", Response.TENTATIVE))

    told = await asked(caller, meeting)

    assert told["organizer"] == {"emailAddress": {"name": ANN.name, "address": ANN.address}}
    lines = [(one["emailAddress"]["address"], one["type"], one["status"]["response"]) for one in told["attendees"]]
    assert lines == [
        *((one.address, "required", "none") for one in (BO, KARI, DINA)),
        ("frida.gran@laboratorium.example", "required", "accepted"),
        (ROOM.address, "resource", "none"),
        (CATO.address, "optional", "declined"),
        ("post@pasient.example", "required", "tentativelyAccepted"),
    ]
    assert not any("id" in one for one in told["attendees"])


async def test_what_is_changed_in_the_invitation_is_changed_in_both_places(
    caller: Caller, standin: StandIn, meeting: Meeting
) -> None:
    meeting.uninvite(BO, DINA)

    addresses = [one["emailAddress"]["address"] for one in (await asked(caller, meeting))["attendees"]]
    _, online = await caller.graph(f"users/{ANN.oid}/onlineMeetings/{quote(meeting.graph_id, safe='')}")

    assert addresses == [one["upn"] for one in online["participants"]["attendees"]] == [KARI.address]


async def test_it_tells_what_kind_of_event_it_is(caller: Caller, meeting: Meeting) -> None:
    usual = await asked(caller, meeting)
    meeting.sensitivity, meeting.cancelled, meeting.series = Sensitivity.CONFIDENTIAL, True, True
    special = await asked(caller, meeting)

    fields = ("sensitivity", "isCancelled", "type")
    assert [usual[name] for name in fields] == ["normal", False, "singleInstance"]
    assert [special[name] for name in fields] == ["confidential", True, "occurrence"]
    assert usual["start"]["timeZone"] == usual["end"]["timeZone"] == "UTC"
    start, end = (datetime.fromisoformat(usual[name]["dateTime"]).replace(tzinfo=UTC) for name in ("start", "end"))
    assert (start, end) == (meeting.start, meeting.start + HOUR)


async def test_other_events_stand_before_ours_in_the_same_window(caller: Caller, meeting: Meeting) -> None:
    _, told = await caller.graph(view(meeting))

    private, offline, last = told["value"]
    assert (private["sensitivity"], private["onlineMeeting"]["joinUrl"] != meeting.join_url) == ("private", True)
    assert (offline["isOnlineMeeting"], offline["onlineMeeting"]) == (False, None)
    assert last == ours(told, meeting)


async def test_nothing_leaves_that_was_not_selected(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    _, all_told = await caller.graph(view(meeting))
    _, some_told = await caller.graph(view(meeting, **{"$select": ASKED}))

    assert ours(all_told, meeting)["subject"] == meeting.title
    assert all(set(one) == {"@odata.etag", "id", *ASKED.split(",")} for one in some_told["value"])
    assert meeting.title not in str(some_told)
    assert standin.graph.calendar_view.selections == [None, frozenset(ASKED.split(","))]
    assert (await caller.graph(view(meeting, **{"$select": "subject,patient"})))[0] == 400


async def test_events_come_in_the_order_that_is_asked_for(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    later = standin.world.open_meeting("later").meeting
    assert later is not None
    later.start, later.lasts = meeting.start + HOUR, HOUR / 60
    standin.world.chats = dict(reversed(standin.world.chats.items()))

    async def hours(order: str, which: str = "start") -> list[str]:
        _, told = await caller.graph(view(meeting, **{"$orderby": order}))
        return [one[which]["dateTime"] for one in told["value"]]

    by_start = await hours("start/dateTime")
    assert by_start == sorted(by_start) == await hours("start/dateTime asc")
    assert len(by_start) == 4
    assert await hours("start/dateTime desc") == by_start[::-1]
    by_end = await hours("end/dateTime", "end")
    assert by_end == sorted(by_end)
    _, unordered = await caller.graph(view(meeting))
    assert [one["start"]["dateTime"] for one in unordered["value"]] != by_start


async def test_long_calendars_come_page_by_page(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    for number in range(20):
        standin.world.open_meeting(f"m-{number}", title="Et annet møte")
    _, page = await caller.graph(view(meeting, **{"$select": ASKED}))
    pages = [page]
    while "@odata.nextLink" in page:
        assert page["@odata.nextLink"].startswith(f"{standin.graph.url}/v1.0/users/")
        _, page = await caller.call("GET", page["@odata.nextLink"], headers=caller.bearer(standin.graph.url))
        pages.append(page)

    assert [len(one["value"]) for one in pages] == [10, 10, 3]
    assert "Et annet møte" not in str(pages)
    assert (
        len({one["onlineMeeting"]["joinUrl"] for page in pages for one in page["value"] if one["onlineMeeting"]}) == 22
    )
    _, at_once = await caller.graph(view(meeting, **{"$top": "50"}))
    assert (len(at_once["value"]), "@odata.nextLink" in at_once) == (23, False)


@pytest.mark.parametrize(
    ("start", "end", "there"),
    [(-3, -1, False), (-3, 0, True), (-1, 5, True), (0.2, 0.8, True), (0.5, 2, True), (1, 2, True), (1.1, 2, False)],
)
async def test_only_what_takes_place_in_the_window(
    caller: Caller, meeting: Meeting, start: float, end: float, there: bool
) -> None:
    first, last = (meeting.start + hours * HOUR for hours in (start, end))

    _, told = await caller.graph(view(meeting, startDateTime=first.isoformat(), endDateTime=last.isoformat()))

    links = [one["onlineMeeting"]["joinUrl"] for one in told["value"] if one["onlineMeeting"]]
    assert (meeting.join_url in links) is there


@pytest.mark.parametrize(
    "wrong",
    [
        {"startDateTime": ""},
        {"endDateTime": "soon"},
        {"endDateTime": "2020-01-01T00:00:00Z"},
        {"startDateTime": "0001-01-01T00:00:00+14:00"},
        {"$top": "0"},
        {"$top": "ten"},
        {"$skip": "-1"},
        {"$select": ""},
        {"$orderby": ""},
        {"$orderby": "start/dateTime down"},
        {"$orderby": "organizer/emailAddress"},
    ],
)
async def test_a_question_that_cannot_be_read(caller: Caller, meeting: Meeting, wrong: dict[str, str]) -> None:
    assert (await caller.graph(view(meeting, **wrong)))[0] == 400


async def test_a_plus_that_is_not_encoded_is_a_space(caller: Caller, meeting: Meeting) -> None:
    path = view(meeting)
    assert "%2B00" in path

    assert (await caller.graph(path.replace("%2B", "+")))[0] == 400
    assert (await caller.graph(path.replace("%2B00%3A00", "Z")))[0] == 200
    assert (await caller.graph(path.replace("%2B00%3A00", "")))[0] == 200  # without an offset it is UTC


async def test_a_calendar_is_its_owners(caller: Caller, meeting: Meeting) -> None:
    assert await caller.graph(view(meeting, BO.oid)) == (200, {"value": []})
    assert (await caller.graph(view(meeting, "unknown")))[0] == 404
    assert (await caller.graph(view(meeting), headers=caller.bearer(CONNECTOR)))[0] == 401


async def test_the_calendar_may_be_closed_to_us_alone(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    standin.graph.calendar = NO_CALENDAR_PERMISSION

    status, told = await caller.graph(view(meeting))
    online, _ = await caller.graph(f"users/{ANN.oid}/onlineMeetings/{quote(meeting.graph_id, safe='')}")

    assert (status, told["error"]["code"], online) == (403, "ErrorAccessDenied", 200)


async def test_the_calendar_can_have_wrong_shapes_and_be_away(
    caller: Caller, standin: StandIn, meeting: Meeting
) -> None:
    shapes: list[Any] = [[], {"value": None}, {"value": [{"attendees": [None]}]}, {"value": [], "@odata.nextLink": 3}]
    for shape in shapes:
        standin.graph.calendar = Answer(200, shape)
        assert await caller.graph(view(meeting)) == (200, shape)
    standin.graph.calendar = None
    standin.faults.script(Operation.CALENDAR, Fault.THROTTLED, Fault.AWAY)

    assert (await caller.graph(view(meeting)))[0] == 429
    assert (await caller.graph(view(meeting)))[0] >= 502
    assert (await caller.graph(view(meeting)))[0] == 200


def test_every_field_of_an_event_can_be_selected() -> None:
    told = event(Appointment("x", ANN, datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)))

    assert set(told) - {"@odata.etag"} == SELECTABLE


@given(
    st.dictionaries(
        st.sampled_from(["startDateTime", "endDateTime", "$top", "$skip", "$select", "$orderby"]), st.text()
    )
)
def test_no_query_upsets_the_reader(query: dict[str, str]) -> None:
    with suppress(Refusal):
        asked = Question.of(query)
        assert asked.start <= asked.end
        assert asked.size >= 1
