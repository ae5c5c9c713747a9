"""Graph tells who is invited, and whose a tenant is (docs/TEAMS.md C, C3)."""

from typing import Any
from urllib.parse import quote

import pytest

from rehearsal.faults import Fault, Operation
from rehearsal.graph import NO_ACCESS_POLICY, NO_TENANT_PERMISSION
from rehearsal.people import ANN, BO, CATO, DINA, ELSEWHERE, HOSPITAL, TRUSTED, invented_guid
from rehearsal.signin import CONNECTOR
from rehearsal.standin import StandIn
from rehearsal.wire import Answer
from rehearsal.world import Chat, Meeting
from tests.rehearsal.conftest import Caller


@pytest.fixture
def meeting(chat: Chat) -> Meeting:
    assert chat.meeting is not None
    return chat.meeting


def by_id(meeting: Meeting, organizer: str = ANN.oid) -> str:
    return f"users/{organizer}/onlineMeetings/{quote(meeting.graph_id, safe='')}"


def by_link(link: str) -> str:
    return f"users/{ANN.oid}/onlineMeetings?$filter=JoinWebUrl%20eq%20'{quote(link, safe='')}'"


async def test_the_invitation_by_id(caller: Caller, meeting: Meeting) -> None:
    status, told = await caller.graph(by_id(meeting))

    assert status == 200
    participants = told["participants"]
    assert participants["organizer"]["identity"]["user"]["id"] == ANN.oid
    assert [line["upn"] for line in participants["attendees"]][-1] == DINA.address
    assert participants["attendees"][-1]["identity"]["user"]["tenantId"] == ELSEWHERE


async def test_the_invitation_by_join_link(caller: Caller, meeting: Meeting) -> None:
    status, told = await caller.graph(by_link(meeting.join_url))

    assert (status, [one["id"] for one in told["value"]]) == (200, [meeting.graph_id])
    assert await caller.graph(by_link(f"{meeting.join_url}x")) == (200, {"value": []})


async def test_a_link_that_was_not_encoded_finds_nothing(caller: Caller, meeting: Meeting) -> None:
    unencoded = f"users/{ANN.oid}/onlineMeetings?$filter=JoinWebUrl eq '{meeting.join_url}'"

    assert await caller.graph(unencoded) in ((200, {"value": []}), (400, None))
    assert (await caller.graph(f"users/{ANN.oid}/onlineMeetings"))[0] == 400


async def test_only_the_address_of_somebody_may_be_known(caller: Caller, meeting: Meeting) -> None:
    meeting.invite(CATO, known=False)

    _, told = await caller.graph(by_id(meeting))

    last = told["participants"]["attendees"][-1]
    assert (last["upn"], last["identity"]) == (CATO.address, {"user": None})


async def test_a_meeting_is_its_organizers(caller: Caller, meeting: Meeting) -> None:
    assert (await caller.graph(by_id(meeting, BO.oid)))[0] == 404
    assert (await caller.graph(f"users/{ANN.oid}/onlineMeetings/unknown"))[0] == 404


async def test_a_token_for_graph_is_needed(caller: Caller, meeting: Meeting) -> None:
    assert (await caller.graph(by_id(meeting), headers={}))[0] == 401
    assert (await caller.graph(by_id(meeting), headers=caller.bearer(CONNECTOR)))[0] == 401


async def test_an_administrator_may_not_have_let_us_in(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    standin.graph.instead = NO_ACCESS_POLICY

    assert (await caller.graph(by_id(meeting)))[0] == 403
    assert (await caller.graph(by_link(meeting.join_url)))[0] == 403
    standin.graph.instead = None
    assert (await caller.graph(by_id(meeting)))[0] == 200


async def test_answers_can_have_wrong_shapes(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    shapes: list[Any] = [[], None, {"participants": None}, {"participants": {"attendees": [None, 3]}}, "text"]
    for shape in shapes:
        standin.graph.instead = Answer(200, shape)
        assert await caller.graph(by_id(meeting)) == (200, shape)


async def test_graph_can_be_busy_or_away(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    standin.faults.script(Operation.ONLINE_MEETING, Fault.THROTTLED, Fault.AWAY)

    assert (await caller.graph(by_id(meeting)))[0] == 429
    assert (await caller.graph(by_id(meeting)))[0] >= 502
    assert (await caller.graph(by_id(meeting)))[0] == 200


def whose(tenant: str) -> str:
    return f"tenantRelationships/findTenantInformationByTenantId(tenantId='{tenant}')"


async def test_a_tenant_has_a_name(caller: Caller) -> None:
    told = [(await caller.graph(whose(tenant)))[1] for tenant in (HOSPITAL, ELSEWHERE, TRUSTED)]

    assert [one["displayName"] for one in told] == ["Sykehuset", "Helse X", "Kommune Y"]
    assert told[1] == {
        "tenantId": ELSEWHERE,
        "displayName": "Helse X",
        "federationBrandName": None,
        "defaultDomainName": "helse-x.example",
    }


async def test_quotation_marks_may_be_encoded(caller: Caller) -> None:
    assert (await caller.graph(whose(ELSEWHERE).replace("'", "%27")))[0] == 200


async def test_a_tenant_that_nobody_has(caller: Caller, standin: StandIn) -> None:
    assert (await caller.graph(whose(invented_guid("nobody"))))[0] == 404
    assert (await caller.graph(whose("")))[0] == 404
    assert (await caller.graph("tenantRelationships/anythingElse"))[0] == 400
    standin.faults.script(Operation.ORGANISATION, Fault.AWAY)
    assert (await caller.graph(whose(ELSEWHERE)))[0] >= 502


async def test_names_of_tenants_may_be_closed_to_us_alone(caller: Caller, standin: StandIn, meeting: Meeting) -> None:
    standin.graph.organisations = NO_TENANT_PERMISSION

    assert (await caller.graph(whose(ELSEWHERE)))[0] == 403
    assert (await caller.graph(by_id(meeting)))[0] == 200
    assert (await caller.graph(whose(ELSEWHERE), headers={}))[0] == 401
