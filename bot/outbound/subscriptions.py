"""Graph's change notifications (docs/TEAMS.md E): fills the port `Subscriptions`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.answers import folded, moment, text
from bot.client_state import ClientState
from bot.domain.feeds import Feed
from bot.errors import Denied, TryLater
from bot.graph_budget import Kind
from bot.graph_resources import read_resource
from bot.outbound.graph_calls import ALL_MEMBERS, GraphCalls
from bot.outbound.http import segment
from bot.pem import SealingCertificate
from bot.ports import Clock

LASTS = timedelta(hours=4)
"""So long a subscription lasts that is not renewed; Graph allows three days. What a dead process leaves ends soon."""

_SUBSCRIPTIONS = "/v1.0/subscriptions"
_MOST_PAGES = 8
_THERE, _GONE = 409, 404


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where Graph shall tell us, and for whose eyes: our address, and the certificate (base64 of its DER form)."""

    public_url: str
    certificate_id: str
    certificate: str


def receiver(public_url: str | None, certificates: Sequence[SealingCertificate]) -> Receiver | None:
    """Where Graph shall tell us; None: it cannot reach us, or we could not read what it tells."""
    if public_url is None or not certificates:
        return None
    return Receiver(public_url, certificates[0].id, certificates[0].told)


class GraphSubscriptions:
    """Asks Graph to tell. `receiver` None: it cannot reach us, or we could not read what it tells."""

    def __init__(self, *, calls: GraphCalls, receiver: Receiver | None, state: ClientState, clock: Clock) -> None:
        self._calls, self._receiver, self._state, self._clock = calls, receiver, state, clock

    @property
    def on(self) -> bool:
        """Whether Graph can reach us, and we can read what it tells."""
        return self._receiver is not None and self._calls.on

    async def subscribe(self, feed: Feed, conversation: str, join_url: str) -> tuple[str, datetime]:
        """Have Graph tell of *feed*: the subscription's id, and till when.

        One that is there already is replaced: its address, certificate or client state may be those of another time.
        """
        if self._receiver is None:
            raise Denied("no_receiver")
        wanted = self._wanted(feed, conversation, join_url, self._receiver)
        version = "beta" if feed is Feed.CALL else "v1.0"  # call events are made at beta alone
        address = self._calls.at(f"/{version}/subscriptions")
        try:
            return _told(await self._calls.call("POST", address, wanted, kind=Kind.SUBSCRIPTIONS, prefer=ALL_MEMBERS))
        except Denied as no:
            if no.status != _THERE:
                raise
        await self.unsubscribe(await self._found(feed, conversation))
        return _told(await self._calls.call("POST", address, wanted, kind=Kind.SUBSCRIPTIONS, prefer=ALL_MEMBERS))

    async def renew(self, subscription: str) -> datetime:
        """Have Graph go on telling; till when."""
        answer = await self._calls.call(
            "PATCH", self._at(subscription), {"expirationDateTime": self._end()}, kind=Kind.SUBSCRIPTIONS
        )
        return moment(folded(answer), "expirationdatetime") or self._clock.now() + LASTS

    async def unsubscribe(self, subscription: str) -> None:
        """Have Graph tell no more. One that is gone already is no fault."""
        try:
            await self._calls.call("DELETE", self._at(subscription), kind=Kind.SUBSCRIPTIONS)
        except Denied as no:
            if no.status != _GONE:
                raise

    async def standing(self) -> tuple[datetime, ...]:
        """When each subscription of ours ends that Graph knows of, the first first."""
        ends = [
            moment(told, "expirationdatetime")
            async for page in self._calls.pages(self._calls.at(_SUBSCRIPTIONS), _MOST_PAGES, kind=Kind.SUBSCRIPTIONS)
            for told in map(folded, page)
            if self._receiver and text(told, "notificationurl") == _address(self._receiver)
        ]
        return tuple(sorted(end for end in ends if end))

    def _wanted(self, feed: Feed, conversation: str, join_url: str, receiver: Receiver) -> dict[str, Any]:
        chat = feed is Feed.CHAT
        linked = f"communications/onlineMeetings(joinWebUrl='{quote(join_url, safe='')}')/meetingCallEvents"
        asked = f"feed={feed}&chat={quote(conversation, safe='')}"
        return {
            "changeType": "created,updated" if chat else "updated",
            "notificationUrl": _address(receiver),
            "lifecycleNotificationUrl": f"{receiver.public_url}/api/graph/lifecycle?{asked}",
            "resource": f"chats/{conversation}/messages" if chat else linked,
            "includeResourceData": True,
            "encryptionCertificate": receiver.certificate,
            "encryptionCertificateId": receiver.certificate_id,
            "expirationDateTime": self._end(),
            "clientState": self._state.of(feed, conversation),
        }

    def _at(self, subscription: str) -> str:
        return self._calls.at(f"{_SUBSCRIPTIONS}/{segment(subscription)}")

    def _end(self) -> str:
        return (self._clock.now() + LASTS).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    async def _found(self, feed: Feed, conversation: str) -> str:
        """The subscription that stands in the way: one of this app's that we do not remember."""
        async for page in self._calls.pages(self._calls.at(_SUBSCRIPTIONS), _MOST_PAGES, kind=Kind.SUBSCRIPTIONS):
            for told in map(folded, page):
                there = read_resource(text(told, "resource"))
                if there is not None and (there.feed, there.conversation) == (feed, conversation):
                    return text(told, "id")
        raise TryLater(str(_THERE))  # it ended just now


def _address(receiver: Receiver) -> str:
    return f"{receiver.public_url}/api/graph/notifications"


def _told(made: dict[str, Any]) -> tuple[str, datetime]:
    told = folded(made)
    number, until = text(told, "id"), moment(told, "expirationdatetime")
    if not number or until is None:
        raise TryLater("unreadable")
    return number, until
