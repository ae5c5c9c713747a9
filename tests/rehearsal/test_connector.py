"""The connector: who may post what where (docs/TEAMS.md A3, A5, H)."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehearsal.people import ANN, BO, CATO, DINA, EINAR, ELSEWHERE, HOSPITAL
from rehearsal.rate import Rates
from rehearsal.signin import CONNECTOR
from rehearsal.standin import StandIn
from rehearsal.world import BOT, Chat
from tests.rehearsal.conftest import Caller, message

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
FIELDS = ("type", "text", "attachments", "recipient", "channelData")


async def test_a_message_stands_in_the_chat_for_all(caller: Caller, standin: StandIn) -> None:
    status, told = await caller.connector("POST", caller.posts, message("rules"))

    (post,) = standin.world.standing("rules")
    assert (status, told) == (201, {"id": post.id})
    assert standin.world.audience(post) is None
    assert all(standin.world.sees(person, post) for person in (ANN, BO, DINA))
    assert not standin.world.sees(CATO, post)


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Bearer guessed", "Basic dXNlcjpwdw=="])
async def test_nobody_posts_without_a_token(caller: Caller, standin: StandIn, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}

    status, told = await caller.connector("POST", caller.posts, message(), headers=headers)

    assert (status, told["error"]["code"]) == (401, "Unauthorized")
    assert standin.world.standing() == []


async def test_a_token_for_graph_opens_no_chat(caller: Caller, standin: StandIn) -> None:
    wrong = caller.bearer(standin.graph.url)

    assert (await caller.connector("POST", caller.posts, message(), headers=wrong))[0] == 401
    assert (await caller.connector("POST", caller.posts, message(), headers=caller.bearer(CONNECTOR)))[0] == 201


async def test_the_bot_posts_only_where_it_is_installed(caller: Caller, chat: Chat) -> None:
    chat.installed = False

    status, told = await caller.connector("POST", caller.posts, message())
    assert (status, told["error"]["code"]) == (403, "BotNotInConversationRoster")
    status, told = await caller.connector("POST", "v3/conversations/19%3Aother%40thread.v2/activities", message())
    assert (status, told["error"]["code"]) == (404, "ConversationNotFound")


async def test_a_message_of_more_than_forty_kilobytes_is_too_big(caller: Caller) -> None:
    assert (await caller.connector("POST", caller.posts, message(text="x" * 40_000)))[0] == 201
    status, told = await caller.connector("POST", caller.posts, message(text="x" * 41_000))

    assert (status, told["error"]["code"]) == (413, "MessageSizeTooBig")


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {},
        {"type": "message"},
        {"type": "event", "text": "x"},
        {"type": "message", "text": 3},
        {"type": "message", "attachments": {}},
        {"type": "message", "attachments": [{}]},
        message() | {"attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": "{}"}]},
        message() | {"channelData": []},
        message() | {"channelData": {"notification": {"alertInMeeting": "true"}}},
    ],
)
async def test_a_malformed_message_is_refused(caller: Caller, standin: StandIn, body: Any) -> None:
    assert (await caller.connector("POST", caller.posts, body))[0] == 400
    assert [refused.status for refused in standin.connector.refused] == [400]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.dictionaries(st.sampled_from(FIELDS), JSON), targeted=st.booleans())
async def test_no_message_upsets_the_connector(caller: Caller, body: dict[str, Any], targeted: bool) -> None:
    query = "?isTargetedActivity=true" if targeted else ""
    caller.standin.connector.rates = Rates()

    status, _ = await caller.connector("POST", f"{caller.posts}{query}", {"type": "message"} | body)

    assert status in (201, 400)


async def test_a_post_is_updated_where_it_stands(caller: Caller, standin: StandIn) -> None:
    _, made = await caller.connector("POST", caller.posts, message(text="før"))

    assert await caller.connector("PUT", f"{caller.posts}/{made['id']}", message(text="etter")) == (200, made)

    (post,) = standin.world.standing()
    assert post.card is not None
    assert post.card["body"][0]["text"] == "etter"
    assert len(post.versions) == 2


async def test_a_deleted_post_is_gone(caller: Caller, standin: StandIn) -> None:
    _, made = await caller.connector("POST", caller.posts, message())

    assert (await caller.connector("DELETE", f"{caller.posts}/{made['id']}"))[0] == 200
    assert standin.world.standing() == []
    for method in ("PUT", "DELETE"):
        status, told = await caller.connector(method, f"{caller.posts}/{made['id']}", message())
        assert (status, told["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_what_people_wrote_is_not_the_bots_to_change(caller: Caller, standin: StandIn, chat: Chat) -> None:
    standin.world.said(chat.id, BO.mri, {"id": "17", "text": "hei"})

    status, told = await caller.connector("PUT", f"{caller.posts}/17", message())

    assert (status, told["error"]["code"]) == (403, "NotEnoughPermissions")


async def test_a_post_of_another_chat_is_not_found(caller: Caller, standin: StandIn) -> None:
    other = standin.world.open_meeting("another")
    post = standin.world.post(other.id, BOT, message())

    assert (await caller.connector("PUT", f"{caller.posts}/{post.id}", message()))[0] == 404


async def test_a_private_chat_with_one_person(caller: Caller, standin: StandIn) -> None:
    with_bo = {"isGroup": False, "bot": {"id": BOT}, "members": [{"id": BO.mri}], "tenantId": HOSPITAL}
    status, made = await caller.connector("POST", "v3/conversations", with_bo)
    assert (status, await caller.connector("POST", "v3/conversations", with_bo)) == (201, (201, made))

    await caller.connector("POST", f"v3/conversations/{quote(made['id'], safe='')}/activities", message("roster"))

    (post,) = standin.world.standing("roster")
    assert standin.world.audience(post) == BO


async def test_no_private_chat_with_anonymous_people_or_strangers(caller: Caller, chat: Chat, standin: StandIn) -> None:
    chat.add(EINAR)

    async def ask(*members: object) -> tuple[int, str]:
        status, told = await caller.connector("POST", "v3/conversations", {"members": list(members)})
        return status, told["error"]["code"]

    assert await ask({"id": EINAR.mri}) == (400, "BadArgument")
    assert await ask({"id": "29:nobody"}) == (400, "BadArgument")
    assert await ask() == (400, "BadArgument")
    assert await ask("x") == (400, "BadArgument")
    assert await ask({"id": CATO.mri}) == (403, "BotNotInConversationRoster")


async def test_the_members_are_told_all_at_once(caller: Caller, chat: Chat) -> None:
    chat.add(EINAR)

    status, told = await caller.connector("GET", f"v3/conversations/{quote(chat.id, safe='')}/pagedmembers")

    by_name = {member["name"]: member for member in told["members"]}
    assert (status, set(by_name)) == (200, {"Ann Berg", "Bo Dahl", "Kari Nes", "Dina Fors", "Einar (Guest)"})
    assert by_name["Dina Fors"]["tenantId"] == ELSEWHERE
    assert "aadObjectId" not in by_name["Einar (Guest)"]
    chat.installed = False
    assert (await caller.connector("GET", f"v3/conversations/{quote(chat.id, safe='')}/pagedmembers"))[0] == 403
    assert (await caller.connector("GET", "v3/conversations/19%3Aother/pagedmembers"))[0] == 404


async def test_the_meeting_tells_its_organizer_and_its_id_in_graph(caller: Caller, chat: Chat) -> None:
    assert chat.meeting is not None
    address = f"v1/meetings/{quote(chat.meeting.id, safe='')}"

    status, told = await caller.connector("GET", address)

    assert (status, told["organizer"]["aadObjectId"]) == (200, ANN.oid)
    assert told["details"]["msGraphResourceId"] == chat.meeting.graph_id
    chat.installed = False
    assert (await caller.connector("GET", address))[0] == 403
    assert (await caller.connector("GET", f"v1/meetings/{quote(chat.id, safe='')}"))[0] == 404


async def test_somebodys_role_is_told_as_it_is_now(caller: Caller, standin: StandIn, chat: Chat) -> None:
    assert chat.meeting is not None
    address = f"v1/meetings/{quote(chat.meeting.id, safe='')}/participants"

    async def role(oid: str, tenant: str = HOSPITAL) -> tuple[int, object]:
        status, told = await caller.connector("GET", f"{address}/{oid}?tenantId={tenant}")
        return status, told.get("meeting")

    assert await role(ANN.oid) == (200, {"role": "Organizer", "inMeeting": False})
    chat.meeting.roles[BO.mri] = "Presenter"
    chat.meeting.present.add(BO.mri)
    assert await role(BO.oid) == (200, {"role": "Presenter", "inMeeting": True})
    assert await role(DINA.oid, ELSEWHERE) == (200, {"role": "Attendee", "inMeeting": False})
    assert await role(DINA.oid) == (404, None)
    assert await role(CATO.oid) == (404, None)
    assert await role(BO.oid, tenant="") == (404, None)
    standin.strictness.participants_by_own_tenant = False
    assert (await role(DINA.oid))[0] == 200
    chat.installed = False
    assert await role(BO.oid) == (403, None)
