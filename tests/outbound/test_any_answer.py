"""Whatever the other side answers: a value, `Denied` or `TryLater`, and nothing else."""

import json
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.participants import Identity
from bot.domain.procedure import Option
from bot.errors import Denied, TryLater
from bot.graph_budget import Kind
from bot.outbound.budget import Budget
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from tests.fakes import VirtualClock
from tests.outbound.services import Chat
from tests.outbound.test_calendar import LINK
from tests.scenes import ELSEWHERE, NINE

NAMES = st.sampled_from(
    (
        "value", "attendees", "emailAddress", "address", "name", "status", "response", "type", "onlineMeeting",
        "joinUrl", "sensitivity", "isCancelled", "start", "end", "dateTime", "@odata.nextLink", "members", "id",
        "aadObjectId", "userRole", "tenantId", "continuationToken", "user", "meeting", "inMeeting", "role",
        "displayName", "organizer", "details", "participants", "allowRecording", "lobbyBypassSettings", "scope",
        "isDialInBypassEnabled", "allowedPresenters",
    )
)  # fmt: skip
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
    | st.sampled_from([LINK, "2026-11-23T09:00:00", "0001-01-01T00:00:00+14:00", "http://[", "28:app", "a@b"])
)  # fmt: skip
ANSWERS = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(NAMES | st.text(), inner), max_leaves=30)
HOURS = ANSWERS | st.fixed_dictionaries({"dateTime": LEAVES})
EVENT = st.fixed_dictionaries(
    {"onlineMeeting": st.just({"joinUrl": LINK}), "attendees": ANSWERS | st.lists(ANSWERS)},
    optional={"start": HOURS, "end": HOURS, "isCancelled": LEAVES, "sensitivity": st.just("normal") | LEAVES},
)
CARD = ANSWERS | st.sampled_from(['{"body":[{"id":"m-1"}]}', '{"body":', "[" * 5000, '{"body":[[],1,{"ID":"m-1"}]}'])
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
ATTACHMENT = st.fixed_dictionaries({"contentType": st.just(ADAPTIVE) | LEAVES, "content": CARD})
MESSAGE = st.fixed_dictionaries(
    {"from": st.just({"application": {"id": "our-app"}}) | ANSWERS, "attachments": ANSWERS | st.lists(ATTACHMENT)},
    optional={"id": st.just("17") | LEAVES, "deletedDateTime": LEAVES},
)
NEARLY = (
    st.fixed_dictionaries({"value": st.lists(EVENT, min_size=1)}, optional={"@odata.nextLink": LEAVES})
    | st.fixed_dictionaries({"members": st.lists(ANSWERS)}, optional={"continuationToken": LEAVES})
    | st.fixed_dictionaries({"user": ANSWERS, "meeting": ANSWERS})
    | st.fixed_dictionaries({"value": st.lists(MESSAGE, min_size=1)}, optional={"@odata.nextLink": LEAVES})
)

Ask = Callable[[Chat, MicrosoftGraph], Coroutine[Any, Any, object]]
ASKS: list[Ask] = [
    lambda chat, _: chat.teams.members(chat.where),
    lambda chat, _: chat.teams.attendance(chat.where, Identity(oid="ann")),
    lambda chat, _: chat.teams.details(chat.where),
    lambda _, graph: graph.calendar("org-1", LINK, NINE),
    lambda _, graph: graph.organisation(ELSEWHERE),
    lambda _, graph: graph.invitation("org-1", "MSo", LINK),
    lambda _, graph: graph.options("org-1", "MSo", LINK),
    lambda chat, graph: graph.own_card(chat.where.conversation, "m-1", NINE),
    lambda _, graph: graph.set_options("org-1", "", LINK, {Option.RECORDING: "off", Option.LOBBY: "invited"}),
]


@pytest.mark.parametrize("ask", ASKS)
@given(answer=ANSWERS | NEARLY, status=st.sampled_from([200, 200, 400, 503]))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_any_answer_comes_to_something(chat: Chat, ask: Ask, answer: Any, status: int) -> None:
    clock = VirtualClock(NINE)
    calls = GraphCalls(
        http=chat.http,
        tokens=chat.tokens,
        budget=Budget(clock, dict.fromkeys(Kind, 1e6)),
        url=chat.service.url,
    )
    graph = MicrosoftGraph(calls=calls, clock=clock, app_id="our-app")
    body = json.dumps(answer).encode()
    chat.service.answers_with(lambda: web.Response(body=body, status=status, content_type="application/json"))

    with suppress(Denied, TryLater):
        await ask(chat, graph)
