"""Each question to Graph needs a permission of its own, and not too many may come at once."""

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest

from rehearsal import clock
from rehearsal.faults import Fault, Operation
from rehearsal.limits import CHAT_MESSAGES_PER_S, OTHERS_PER_S
from rehearsal.people import ANN, HOSPITAL
from rehearsal.roles import NEEDED
from rehearsal.standin import StandIn
from rehearsal.world import Chat
from tests.rehearsal.conftest import Caller

TENANT = f"tenantRelationships/findTenantInformationByTenantId(tenantId='{HOSPITAL}')"
CALENDAR = f"users/{ANN.oid}/calendarView?startDateTime=2026-01-01T00:00:00&endDateTime=2026-01-02T00:00:00"
EVERY_MEETING = f"users/{ANN.oid}/onlineMeetings"


def one_meeting(chat: Chat) -> str:
    assert chat.meeting is not None
    return f"{EVERY_MEETING}/{quote(chat.meeting.graph_id, safe='')}"


@pytest.mark.parametrize(
    ("operation", "path", "code"),
    [
        (Operation.CALENDAR, CALENDAR, "ErrorAccessDenied"),
        (Operation.ORGANISATION, TENANT, "Authorization_RequestDenied"),
        (Operation.ONLINE_MEETINGS, f"{EVERY_MEETING}?$filter=JoinWebUrl%20eq%20'x'", "Forbidden"),
        (Operation.ONLINE_MEETING, "", "Forbidden"),
    ],
)
async def test_any_one_of_them_will_do_and_no_other(
    caller: Caller, standin: StandIn, chat: Chat, operation: Operation, path: str, code: str
) -> None:
    everything = {role for roles in NEEDED.values() for role in roles}
    standin.signin.roles = sorted(everything - NEEDED[operation])
    status, answer = await caller.graph(path or one_meeting(chat))
    assert (status, answer["error"]["code"]) == (403, code)
    for role in NEEDED[operation]:
        standin.signin.roles = [role]
        assert (await caller.graph(path or one_meeting(chat)))[0] == 200


async def test_reading_options_is_not_setting_them(caller: Caller, standin: StandIn, chat: Chat) -> None:
    standin.signin.roles = ["OnlineMeetings.Read.All"]
    url = f"{standin.graph.url}/v1.0/{one_meeting(chat)}"
    bearer = caller.bearer(standin.graph.url)

    assert (await caller.call("PATCH", url, json={"allowRecording": False}, headers=bearer))[0] == 403
    assert standin.graph.options_set == []


async def test_a_token_has_the_roles_that_were_granted_when_it_was_given(
    caller: Caller, standin: StandIn, chat: Chat
) -> None:
    old = caller.bearer(standin.graph.url)
    standin.signin.roles = []

    assert (await caller.graph(one_meeting(chat), headers=old))[0] == 200
    assert (await caller.graph(one_meeting(chat)))[0] == 403


async def test_limits_count_by_kind_and_tell_when_to_come_back(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    now = clock.now()

    def time() -> datetime:
        return now

    async with StandIn(tmp_path, time=time) as standin:
        caller, limits = Caller(standin, standin.world.open_meeting(), http), standin.graph.limits
        chat, tenant = f"chats/{caller.chat.id}/messages", TENANT
        for _ in range(OTHERS_PER_S + 1):
            assert (await caller.graph(tenant))[0] == 200

        limits.chat_messages_per_s, limits.others_per_s = CHAT_MESSAGES_PER_S, 2
        assert [(await caller.graph(tenant))[0] for _ in range(3)] == [200, 200, 429]
        chats = [(await caller.graph(chat))[0] for _ in range(CHAT_MESSAGES_PER_S + 1)]
        assert chats == [200] * CHAT_MESSAGES_PER_S + [429]
        url = f"{standin.graph.url}/v1.0/{tenant}"
        async with http.get(url, headers=caller.bearer(standin.graph.url)) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
        now += timedelta(seconds=1)
        assert (await caller.graph(tenant))[0] == 200
        limits.others_per_s = 0
        assert (await caller.graph(tenant))[0] == 429


async def test_what_was_asked_is_noted_whatever_the_answer(caller: Caller, standin: StandIn, chat: Chat) -> None:
    standin.faults.script(Operation.ONLINE_MEETING, Fault.THROTTLED)
    await caller.graph(one_meeting(chat))
    await caller.graph("users/x/onlineMeetings/y", headers={})
    await caller.graph("nothing/of/the/kind")

    path = "/v1.0/users/{organizer}/onlineMeetings/{meeting}"
    assert standin.graph.seen == [("GET", path, Operation.ONLINE_MEETING)] * 2
