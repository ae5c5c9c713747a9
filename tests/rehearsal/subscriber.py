"""Subscribes as the bot would."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from rehearsal.clock import as_teams_writes
from rehearsal.subscription import Subscription
from rehearsal.world import Meeting
from tests.rehearsal.conftest import Caller
from tests.rehearsal.receiver import Receiver


class Subscriber:
    def __init__(self, caller: Caller, receiver: Receiver) -> None:
        self.caller = caller
        self.receiver = receiver
        self.graph = caller.standin.graph
        assert caller.chat.meeting is not None
        self.meeting: Meeting = caller.chat.meeting

    def hour(self, minutes: float) -> str:
        return as_teams_writes(self.caller.standin.world.time() + timedelta(minutes=minutes), finely=True)

    def to_chat(self, **otherwise: Any) -> dict[str, Any]:
        right = {
            "changeType": "created,updated,deleted",
            "notificationUrl": f"{self.receiver.server.url}/told",
            "lifecycleNotificationUrl": f"{self.receiver.server.url}/lifecycle",
            "resource": f"/chats/{self.caller.chat.id}/messages",
            "expirationDateTime": self.hour(4319),
            "clientState": "secret",
            "includeResourceData": True,
            "encryptionCertificate": self.receiver.lock.told,
            "encryptionCertificateId": "one",
        }
        return {name: value for name, value in (right | otherwise).items() if value is not None}

    def to_call(self, **otherwise: Any) -> dict[str, Any]:
        link = quote(self.meeting.join_url, safe="")
        resource = f"communications/onlineMeetings(joinWebUrl='{link}')/meetingCallEvents"
        return self.to_chat(**({"resource": resource, "changeType": "updated"} | otherwise))

    async def ask(self, method: str, path: str = "", body: Any = None, *, version: str = "v1.0") -> tuple[int, Any]:
        url = f"{self.graph.url}/{version}/subscriptions{path}"
        return await self.caller.call(method, url, json=body, headers=self.caller.bearer(self.graph.url))

    async def subscribe(self, body: Any, *, version: str = "v1.0") -> Subscription:
        status, answer = await self.ask("POST", "", body, version=version)
        assert status == 201, answer
        return next(one for one in self.graph.subscriptions.living() if one.id == answer["id"])

    async def settled(self) -> None:
        await self.graph.delivery.settled()
