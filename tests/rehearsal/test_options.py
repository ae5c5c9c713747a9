"""Graph tells a meeting's options, and takes what they are to say (docs/TEAMS.md C)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from rehearsal.faults import Fault, Operation
from rehearsal.graph import NO_ACCESS_POLICY, NO_WRITE_PERMISSION
from rehearsal.options import LOBBY, USUAL, Options
from rehearsal.people import ANN, BO
from rehearsal.signin import CONNECTOR
from rehearsal.standin import StandIn
from rehearsal.world import Meeting
from tests.rehearsal.conftest import Caller

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
ALL = {"Prefer": "include-unknown-enum-members"}


class Desk:
    """Somebody who may set the options of the meeting."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        assert caller.chat.meeting is not None
        self.meeting: Meeting = caller.chat.meeting

    def address(self, organizer: str = ANN.oid) -> str:
        meeting = quote(self.meeting.graph_id, safe="")
        return f"{self.caller.standin.graph.url}/v1.0/users/{organizer}/onlineMeetings/{meeting}"

    async def patch(self, body: Any, **request: Any) -> tuple[int, Any]:
        request.setdefault("headers", self.caller.bearer(self.caller.standin.graph.url))
        return await self.caller.call("PATCH", request.pop("url", self.address()), json=body, **request)

    async def read(self, **headers: str) -> Any:
        bearer = self.caller.bearer(self.caller.standin.graph.url)
        return (await self.caller.call("GET", self.address(), headers=bearer | headers))[1]


@pytest.fixture
def desk(caller: Caller) -> Desk:
    return Desk(caller)


async def test_a_meeting_has_the_options_that_teams_gives_it(desk: Desk) -> None:
    assert USUAL.items() <= (await desk.read()).items()


async def test_what_is_set_is_told_and_the_rest_stays(desk: Desk, standin: StandIn) -> None:
    status, answer = await desk.patch({"allowRecording": False, "allowedPresenters": "roleIsPresenter"})

    assert (status, answer["allowRecording"], answer["id"]) == (200, False, desk.meeting.graph_id)
    assert await desk.read() == answer
    assert {name for name in USUAL if answer[name] != USUAL[name]} == {"allowRecording", "allowedPresenters"}
    assert standin.graph.options_set == [
        (desk.meeting.graph_id, {"allowRecording": False, "allowedPresenters": "roleIsPresenter"})
    ]


async def test_half_a_lobby_costs_the_other_half(desk: Desk) -> None:
    await desk.patch({LOBBY: {"scope": "everyone", "isDialInBypassEnabled": True}})
    await desk.patch({LOBBY: {"scope": "organizer"}})

    assert (await desk.read())[LOBBY] == {"scope": "organizer", "isDialInBypassEnabled": False}


@pytest.mark.parametrize("scope", ["invited", "organizationExcludingGuests"])
async def test_newer_scopes_are_told_to_whoever_prefers_it(desk: Desk, scope: str) -> None:
    assert (await desk.patch({LOBBY: {"scope": scope}}))[0] == 200

    assert (await desk.read())[LOBBY]["scope"] == "unknownFutureValue"
    assert (await desk.read(**ALL))[LOBBY]["scope"] == scope


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"allowRecordings": False}, "allowRecordings"),
        ({"subject": "Noe annet"}, "subject"),
        ({"allowRecording": "off"}, "allowRecording"),
        ({"allowRecording": 0}, "allowRecording"),
        ({"allowRecording": None}, "allowRecording"),
        ({"allowedPresenters": "roleispresenter"}, "allowedPresenters"),
        ({"allowedPresenters": True}, "allowedPresenters"),
        ({LOBBY: "invited"}, LOBBY),
        ({LOBBY: {"scope": "unknownFutureValue"}}, "scope"),
        ({LOBBY: {"scope": None}}, "scope"),
        ({LOBBY: {"isDialInBypassEnabled": "off"}}, "isDialInBypassEnabled"),
        ({LOBBY: {"dialIn": False}}, "dialIn"),
        ({"allowTranscription": False, "recordAutomatically": "no"}, "recordAutomatically"),
        ({}, "nothing"),
        ([], "no object"),
    ],
)
async def test_what_no_meeting_has_is_refused_by_name_and_nothing_is_set(
    desk: Desk, standin: StandIn, body: Any, named: str
) -> None:
    status, answer = await desk.patch(body)

    assert (status, named in answer["error"]["message"]) == (400, True), answer
    assert (desk.meeting.options.now, standin.graph.options_set) == (USUAL, [])


async def test_options_are_the_organizers_and_a_token_for_graph_is_needed(desk: Desk) -> None:
    body = {"allowRecording": False}

    assert (await desk.patch(body, url=desk.address(BO.oid)))[0] == 404
    assert (await desk.patch(body, headers={}))[0] == 401
    assert (await desk.patch(body, headers=desk.caller.bearer(CONNECTOR)))[0] == 401
    assert desk.meeting.options.now == USUAL


async def test_we_may_read_and_not_set(desk: Desk, standin: StandIn) -> None:
    standin.graph.read_only = NO_WRITE_PERMISSION
    assert (await desk.patch({"allowRecording": False}))[0] == 403
    assert (await desk.read())["allowRecording"] is True
    standin.graph.read_only, standin.graph.instead = None, NO_ACCESS_POLICY
    assert (await desk.patch({"allowRecording": False}))[0] == 403
    standin.graph.instead = None

    assert (await desk.patch({"allowRecording": False}))[0] == 200


async def test_what_is_set_may_be_told_late(desk: Desk, standin: StandIn) -> None:
    standin.graph.options_seen_after_s = 60.0

    assert (await desk.patch({"allowRecording": False}))[0] == 200
    assert (await desk.read())["allowRecording"] is True
    assert desk.meeting.options.now["allowRecording"] is False


def test_every_change_has_an_hour_of_its_own() -> None:
    options = Options()
    options.change({"allowRecording": False}, told_from=NINE)
    options.change({LOBBY: {"scope": "everyone"}}, told_from=NINE + timedelta(seconds=1))

    def told(seconds: float) -> tuple[bool, str]:
        said = options.told(NINE + timedelta(seconds=seconds), all_members=False)
        return said["allowRecording"], said[LOBBY]["scope"]

    assert [told(-1), told(0), told(1)] == [(True, "organization"), (False, "organization"), (False, "everyone")]


def test_somebody_changes_an_option_in_teams() -> None:
    options, other = Options(), Options()
    options.change({"allowRecording": False})

    assert options.told(NINE, all_members=True)["allowRecording"] is False
    assert (other.now, USUAL["allowRecording"]) == (USUAL, True)


async def test_setting_can_be_busy_away_or_ambiguous(desk: Desk, standin: StandIn) -> None:
    standin.faults.script(Operation.SET_OPTIONS, Fault.THROTTLED, Fault.AWAY)
    assert (await desk.patch({"allowRecording": False}))[0] == 429
    assert (await desk.patch({"allowRecording": False}))[0] >= 502
    assert desk.meeting.options.now == USUAL

    standin.faults.script(Operation.SET_OPTIONS, Fault.AMBIGUOUS)
    assert (await desk.patch({"allowRecording": False}))[0] >= 502
    assert (await desk.read())["allowRecording"] is False
