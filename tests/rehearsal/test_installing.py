"""Graph adds the app to a chat for whoever consents to exactly what its manifest asks for."""

import asyncio
from typing import Any

import pytest

from rehearsal.installing import CATALOGUE, permissions_of_the_manifest
from rehearsal.standin import StandIn
from rehearsal.world import Chat
from tests.rehearsal.conftest import Caller, message

RULES = {"permissionValue": "OnlineMeeting.ReadBasic.Chat", "permissionType": "Application"}
PEOPLE = {"permissionValue": "OnlineMeetingParticipant.Read.Chat", "permissionType": "Application"}


class Installer:
    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.graph = caller.standin.graph
        caller.chat.installed = False

    def body(self, *permissions: dict[str, str], **otherwise: Any) -> dict[str, Any]:
        asked = list(permissions or (RULES, PEOPLE))
        bind = {"teamsApp@odata.bind": f"{CATALOGUE}{self.graph.catalog_id}"}
        return {**bind, "consentedPermissionSet": {"resourceSpecificPermissions": asked}, **otherwise}

    async def install(self, body: Any, chat: str | None = None) -> tuple[int, Any]:
        url = f"{self.graph.url}/v1.0/chats/{chat or self.caller.chat.id}/installedApps"
        return await self.caller.call("POST", url, json=body, headers=self.caller.bearer(self.graph.url))


@pytest.fixture
def installer(caller: Caller) -> Installer:
    return Installer(caller)


async def test_the_app_is_added_and_whoever_listens_is_told(installer: Installer, caller: Caller, chat: Chat) -> None:
    told, later = list[Chat](), asyncio.Event()

    async def tell(_chat: Chat) -> None:
        await asyncio.sleep(0)
        later.set()

    installer.graph.on_install += [told.append, tell]
    assert (await caller.connector("POST", caller.posts, message()))[0] == 403

    assert await installer.install(installer.body(PEOPLE, RULES)) == (201, None)

    await asyncio.wait_for(later.wait(), 2)
    assert (told, chat.installed) == ([chat], True)
    assert (await caller.connector("POST", caller.posts, message()))[0] == 201
    assert (await installer.install(installer.body()))[0] == 409
    assert told == [chat]


@pytest.mark.parametrize(
    "permissions",
    [
        (RULES,),
        (RULES, PEOPLE, {"permissionValue": "ChatMessage.Read.Chat", "permissionType": "Application"}),
        (RULES, RULES, PEOPLE),
        (RULES, PEOPLE | {"permissionType": "Delegated"}),
        (RULES, {"permissionValue": "OnlineMeetingParticipant.Read.Chat"}),
        (RULES, PEOPLE | {"more": "x"}),
    ],
)
async def test_the_consents_must_be_those_of_the_manifest(
    installer: Installer, chat: Chat, permissions: tuple[dict[str, str], ...]
) -> None:
    status, answer = await installer.install(installer.body(*permissions))

    assert (status, "permission mismatch" in answer["error"]["message"], chat.installed) == (400, True, False)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"teamsApp@odata.bind": f"{CATALOGUE}another"},
        {"teamsApp@odata.bind": None},
        {"consentedPermissionSet": None},
        {"consentedPermissionSet": {"resourceSpecificPermissions": [7]}},
        {"consentedPermissionSet": {"resourceSpecificPermissions": [{**RULES, "permissionValue": []}]}},
        {"consentedPermissionSet": {}},
        {"upgrade": True},
    ],
)
async def test_anything_else_is_refused(installer: Installer, chat: Chat, otherwise: dict[str, Any]) -> None:
    assert (await installer.install(installer.body(**otherwise)))[0] == 400
    assert not chat.installed


async def test_the_app_may_be_another_and_ask_for_more(installer: Installer, chat: Chat) -> None:
    installer.graph.catalog_id, installer.graph.app_permissions = "other", {("ChatMember.Read.Chat", "Application")}
    more = {"permissionValue": "ChatMember.Read.Chat", "permissionType": "Application"}

    assert (await installer.install(installer.body()))[0] == 400
    assert (await installer.install(installer.body(more)))[0] == 201
    assert "ChatMember.Read.Chat" in chat.consented


async def test_the_chat_must_be_there_and_the_permission_too(installer: Installer, standin: StandIn) -> None:
    assert (await installer.install(installer.body(), "19:unknown@thread.v2"))[0] == 404
    standin.signin.roles = ["OnlineMeetings.ReadWrite.All"]
    status, answer = await installer.install(installer.body())
    assert (status, answer["error"]["code"]) == (403, "Forbidden")


def test_the_manifest_asks_for_what_it_asks() -> None:
    assert {("OnlineMeeting.ReadBasic.Chat", "Application")} <= permissions_of_the_manifest()
