"""What Graph tells in these tests: real certificates, real seals, real tokens, all of it changeable."""

import tempfile
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cryptography.x509 import Certificate, load_der_x509_certificate

from bot.domain.feeds import Feed
from bot.outbound.clock import SystemClock
from bot.pem import SealingCertificate, read_certificates
from rehearsal.notifications import NOTIFIER, envelope
from rehearsal.sealing import seal
from rehearsal.tokens import ABSENT
from tests.inbound.senders import ANN_OID, CHAT, TENANT, mint_app, rsa_key
from tests.inbound.serving import STATE
from tests.inbound.test_announcement import LINK
from tests.test_certificate import pem

SUBSCRIPTION = "10493aa0-4d29-4df5-bc0c-ef742cc6cd7f"
MESSAGE = "1616883610266"
IN_CHAT = f"chats('{CHAT}')/messages('{MESSAGE}')"
IN_CALL = f"communications/onlineMeetings(joinWebUrl='{quote(LINK, safe='')}')/meetingCallEvents"
LIFECYCLE = f"/api/graph/lifecycle?feed=chat&chat={quote(CHAT, safe='')}"


@cache
def sealing(name: str) -> SealingCertificate:
    """A certificate of ours, read from a file as the bot reads it."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "graph.pem"
        pem(path, rsa_key(name), datetime(2030, 1, 1, tzinfo=UTC))
        (read,) = read_certificates([path])
    return read


def certificate(ours: SealingCertificate) -> Certificate:
    return load_der_x509_certificate(b64decode(ours.told))


def sealed(content: Mapping[str, Any], by: str = "graph", **otherwise: Any) -> dict[str, str]:
    """*content* as Graph seals it for our certificate of that name."""
    return seal(content, certificate(sealing(by)), sealing(by).id, **otherwise)


def later(hours: float = 1.0) -> str:
    return (SystemClock().now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")


def recorded(status: str = "initial", etag: str = MESSAGE, **changes: Any) -> dict[str, Any]:
    """What Teams writes in the chat of a recording."""
    return {
        "id": MESSAGE,
        "etag": etag,
        "messageType": "systemEventMessage",
        "createdDateTime": "2026-03-28T03:50:10.266Z",
        "lastModifiedDateTime": "2026-03-28T03:50:10.266Z",
        "chatId": CHAT,
        "body": {"contentType": "html", "content": "<systemEventMessage/>"},
        "eventDetail": {
            "@odata.type": "#microsoft.graph.callRecordingEventMessageDetail",
            "callId": "c86c6052-410b-4e7c-b843-9a09f576e4d5",
            "callRecordingDisplayName": "Kari Nordmann, hofte.mp4",
            "callRecordingStatus": status,
            "initiator": {"user": {"id": ANN_OID, "displayName": "Ann Berg"}},
        },
    } | changes


def written(text: str = "Kari Nordmann 01019012345") -> dict[str, Any]:
    """What somebody wrote in the chat."""
    body = {"contentType": "text", "content": text}
    return recorded() | {"messageType": "message", "body": body, "eventDetail": None}


def roster(*people: Any, **changes: Any) -> dict[str, Any]:
    """A call event on people, in the letters of the wire."""
    return {
        "@odata.type": "#microsoft.graph.callevent",
        "id": "n1",
        "EventType": "rosterUpdated",
        "EventDateTime": "2026-02-28T00:00:00.0000000Z",
        "Participants@delta": list(people),
    } | changes


def joined(name: str = "Ann Berg", oid: str = ANN_OID, **changes: Any) -> dict[str, Any]:
    user = {"Id": oid.upper(), "DisplayName": name, "TenantId": TENANT.upper()}
    return {"Info": {"Identity": {"User": user}}, "IsInLobby": False, "Id": "p1"} | changes


def told(content: Mapping[str, Any] | None = None, feed: Feed = Feed.CHAT, **changes: Any) -> dict[str, Any]:
    """A notification that tells *content* of that feed; a change to `ABSENT` leaves the field out."""
    item = {
        "subscriptionId": SUBSCRIPTION,
        "clientState": STATE.of(feed, CHAT),
        "changeType": "created" if feed is Feed.CHAT else "updated",
        "tenantId": TENANT,
        "subscriptionExpirationDateTime": later(),
        "resource": IN_CHAT if feed is Feed.CHAT else IN_CALL,
        "resourceData": {"id": MESSAGE if feed is Feed.CHAT else "n1", "@odata.type": "x"},
        "encryptedContent": sealed(recorded() if content is None else content),
    } | changes
    return {name: value for name, value in item.items() if value is not ABSENT}


def of_life(event: str = "reauthorizationRequired", **changes: Any) -> dict[str, Any]:
    """A notification of a subscription itself."""
    outside: dict[str, Any] = {
        "resource": ABSENT,
        "resourceData": ABSENT,
        "encryptedContent": ABSENT,
        "changeType": ABSENT,
    }
    return told(**(outside | {"lifecycleEvent": event} | changes))


def vouched(*items: Mapping[str, Any], token: str | None = None) -> dict[str, Any]:
    """A collection with a good token, or with *token*."""
    return envelope(*items, tokens=(notifier() if token is None else token,))


def notifier(**changes: Any) -> str:
    """A token of Graph's notifications; *changes* as in `mint_app`."""
    return mint_app(**({"azp": NOTIFIER, "roles": None} | changes))
