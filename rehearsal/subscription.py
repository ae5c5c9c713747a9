"""What a subscription to change notifications must say."""

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from rehearsal.clock import as_teams_writes
from rehearsal.wire import Refusal
from rehearsal.world import APP

LONGEST = timedelta(minutes=4320)
NEEDS_LIFECYCLE_FROM = timedelta(hours=1)
LONGEST_CLIENT_STATE = 128  # characters
KEY_BITS = range(2048, 4096 + 1)
CHANGES = ("created", "updated", "deleted")
LOOPBACK = ("127.0.0.1", "localhost")

_KNOWN = frozenset(
    {
        *("changeType", "notificationUrl", "lifecycleNotificationUrl", "resource", "expirationDateTime", "clientState"),
        *("includeResourceData", "encryptionCertificate", "encryptionCertificateId", "latestSupportedTlsVersion"),
    }
)
_TLS = ("v1_0", "v1_1", "v1_2", "v1_3")
_CHAT = re.compile(r"/?chats/([^/]+)/messages")
_CALL = re.compile(r"/?communications/onlineMeetings\(joinWebUrl='([^']+)'\)/meetingCallEvents", re.IGNORECASE)


class Kind(StrEnum):
    """What can be subscribed to."""

    CHAT_MESSAGES = "chat messages"
    CALL_EVENTS = "call events"


@dataclass(frozen=True, slots=True)
class Topic:
    """What is told of: the messages of the chat with id `of`, or the events of the meeting with that link."""

    kind: Kind
    of: str

    @property
    def resource(self) -> str:
        """How Graph calls it."""
        if self.kind is Kind.CHAT_MESSAGES:
            return f"chats('{self.of}')/messages"
        return f"communications/onlineMeetings(joinWebUrl='{quote(self.of, safe='')}')/meetingCallEvents"


@dataclass(slots=True)
class Subscription:
    """Somebody wants to be told. `certificate` None: of the resource its id is told alone."""

    id: str
    topic: Topic
    resource: str
    change_type: str
    notification_url: str
    lifecycle_url: str | None
    expires: datetime
    client_state: str | None
    certificate: x509.Certificate | None = None
    certificate_id: str | None = None

    @property
    def changes(self) -> frozenset[str]:
        return changes_of(self.change_type)

    def told(self, *, with_state: bool = False) -> dict[str, Any]:
        """As Graph tells it. Whether it tells the client state to whoever reads it later is UNVERIFIED; here not."""
        return {
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity",
            "id": self.id,
            "applicationId": APP,
            "resource": self.resource,
            "changeType": self.change_type,
            "clientState": self.client_state if with_state else None,
            "notificationUrl": self.notification_url,
            "lifecycleNotificationUrl": self.lifecycle_url,
            "expirationDateTime": as_teams_writes(self.expires, finely=True),
            "includeResourceData": self.certificate is not None,
            "encryptionCertificate": None,
            "encryptionCertificateId": self.certificate_id,
        }


def asked(body: Mapping[str, Any], *, id: str, version: str, now: datetime) -> Subscription:  # noqa: A002  # Graph's word
    """The subscription that *body* asks for. The code of a refusal is UNVERIFIED, but for what names none.

    Raises:
        Refusal: a property is unknown, missing or wrong; it is named.
    """
    unknown = sorted(body.keys() - _KNOWN)
    if unknown:
        raise _wrong(f"a subscription has no property {', '.join(unknown)}")
    if body.get("latestSupportedTlsVersion", "v1_2") not in _TLS:
        raise _wrong("latestSupportedTlsVersion")
    certificate, certificate_id = _certificate(body)
    lifecycle = _url(body, "lifecycleNotificationUrl") if "lifecycleNotificationUrl" in body else None
    resource = _text(body, "resource")
    return Subscription(
        id=id,
        topic=_topic(resource, _text(body, "changeType"), rich=certificate is not None, version=version),
        resource=resource,
        change_type=_text(body, "changeType"),
        notification_url=_url(body, "notificationUrl"),
        lifecycle_url=lifecycle,
        expires=expiry(body, now=now, lifecycle=lifecycle is not None),
        client_state=_client_state(body),
        certificate=certificate,
        certificate_id=certificate_id,
    )


def expiry(body: Mapping[str, Any], *, now: datetime, lifecycle: bool) -> datetime:
    """When it is to end.

    Raises:
        Refusal: that is no time with an offset, over already, too late, or so late that a lifecycle URL is needed.
    """
    try:
        moment = datetime.fromisoformat(_text(body, "expirationDateTime"))
    except ValueError as wrong:
        raise _wrong("expirationDateTime is no time") from wrong
    if moment.tzinfo is None:
        raise _wrong("expirationDateTime has no offset")
    if not now < moment <= now + LONGEST:
        minutes = int(LONGEST.total_seconds() // 60)
        raise _wrong(f"expirationDateTime must be at most {minutes} minutes in the future")
    if moment > now + NEEDS_LIFECYCLE_FROM and not lifecycle:
        raise _wrong("lifecycleNotificationUrl is required when expirationDateTime is more than 1 hour ahead")
    return moment.astimezone(UTC)


def changes_of(change_type: str) -> frozenset[str]:
    """The kinds of change that `changeType` names."""
    return frozenset(change_type.split(","))


def _topic(resource: str, change_type: str, *, rich: bool, version: str) -> Topic:
    changes = change_type.split(",")
    if not set(changes) <= set(CHANGES) or len(set(changes)) != len(changes):
        raise _wrong(f"changeType must be of {', '.join(CHANGES)}")
    chat, call = _CHAT.fullmatch(resource), _CALL.fullmatch(resource)
    if chat:
        return Topic(Kind.CHAT_MESSAGES, unquote(chat[1]))
    if call is None or set(call[1]) & set(":/?"):
        raise _wrong("resource is none that can be subscribed to")
    if version != "beta":
        raise _wrong("resource meetingCallEvents is not supported in v1.0")
    if changes != ["updated"]:
        raise _wrong("changeType of meetingCallEvents must be updated")
    if not rich:
        raise _wrong("includeResourceData must be true for meetingCallEvents")
    return Topic(Kind.CALL_EVENTS, unquote(call[1]))


def _certificate(body: Mapping[str, Any]) -> tuple[x509.Certificate | None, str | None]:
    rich = body.get("includeResourceData", False)
    if not isinstance(rich, bool):
        raise _wrong("includeResourceData must be true or false")
    if not rich:
        if "encryptionCertificate" in body or "encryptionCertificateId" in body:
            raise _wrong("encryptionCertificate without includeResourceData")
        return None, None
    told, name = _text(body, "encryptionCertificate"), _text(body, "encryptionCertificateId")
    try:
        certificate = x509.load_der_x509_certificate(b64decode(told, validate=True))
        key = certificate.public_key()
    except ValueError as wrong:
        raise _wrong("encryptionCertificate is no certificate in base64") from wrong
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size not in KEY_BITS:
        raise _wrong(f"encryptionCertificate must be RSA of {KEY_BITS.start} to {KEY_BITS.stop - 1} bits")
    return certificate, name


def _client_state(body: Mapping[str, Any]) -> str | None:
    state = body.get("clientState")
    if state is not None and (not isinstance(state, str) or len(state) > LONGEST_CLIENT_STATE):
        raise _wrong(f"clientState must be a text of at most {LONGEST_CLIENT_STATE} characters")
    return state


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise _wrong(f"{name} must be a text")
    return value


def _url(body: Mapping[str, Any], name: str) -> str:
    """Graph calls over TLS alone; here plain HTTP will do where it does not leave the machine."""
    value = _text(body, name)
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError as wrong:
        raise _wrong(f"{name} is no URL") from wrong
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)):
        raise _wrong(f"{name} must be an https URL")
    return value


def _wrong(what: str) -> Refusal:
    return Refusal(400, "InvalidRequest", what)
