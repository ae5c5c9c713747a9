"""Change notifications as Graph writes them, and every forgery of them. Nothing here sends."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from rehearsal.clock import as_teams_writes
from rehearsal.keyring import SigningKey
from rehearsal.people import HOSPITAL, invented_guid
from rehearsal.sealing import seal
from rehearsal.subscription import Subscription, Topic
from rehearsal.tokens import ABSENT, mint_for_app

NOTIFIER: Final = "0bf30f3b-4a52-48df-9a82-234910c4a086"
"""The app id of Graph's change notifications (learn.microsoft.com, their page on resource data; read 2026)."""

_NOTIFIER_OID = invented_guid("graph-notifications-in-the-tenant")


class Lifecycle(StrEnum):
    """What is told of a subscription itself."""

    REAUTHORIZE = "reauthorizationRequired"
    REMOVED = "subscriptionRemoved"


@dataclass(frozen=True, slots=True)
class News:
    """Something changed. `resource`: its path; `data`: all of it; `type`: of which kind, as Graph writes that."""

    topic: Topic
    change: str
    resource: str
    data: Mapping[str, Any]
    type: str


def notification(subscription: Subscription, news: News, **otherwise: object) -> dict[str, Any]:
    """One item of a delivery: *news* for *subscription*, sealed if it has a certificate.

    *otherwise* goes over the right fields, by Graph's names; `ABSENT` takes one away.
    """
    told: dict[str, Any] = _head(subscription) | {
        "changeType": news.change,
        "resource": news.resource,
        "resourceData": {"id": news.data.get("id"), "@odata.type": news.type, "@odata.id": news.resource},
    }
    if subscription.certificate is not None:
        told["encryptedContent"] = seal(news.data, subscription.certificate, subscription.certificate_id or "")
    return _kept(told | otherwise)


def envelope(*items: Mapping[str, Any], tokens: tuple[str, ...] | None = None) -> dict[str, Any]:
    """A delivery. *tokens* None: it bears no `validationTokens`, as where no resource data is told."""
    told: dict[str, Any] = {"value": [dict(item) for item in items]}
    return told if tokens is None else told | {"validationTokens": list(tokens)}


def validation_token(key: SigningKey, *, tenant: str = HOSPITAL, **otherwise: Any) -> str:
    """The token that proves a delivery with resource data; *otherwise* as in `tokens.mint_for_app`."""
    own = {"iat": int(time.time()), "oid": _NOTIFIER_OID, "sub": _NOTIFIER_OID}
    claims = own | dict(otherwise.pop("claims", None) or {})
    right: dict[str, Any] = {"app": NOTIFIER, "roles": ABSENT}
    return mint_for_app(key, tenant=tenant, claims=claims, **(right | otherwise))


def lifecycle(subscription: Subscription, event: str, **otherwise: object) -> dict[str, Any]:
    """One item that tells of *subscription* itself; *otherwise* as in `notification`."""
    return _kept(_head(subscription) | {"lifecycleEvent": event} | otherwise)


def _head(subscription: Subscription) -> dict[str, Any]:
    return {
        "subscriptionId": subscription.id,
        "clientState": subscription.client_state,
        "tenantId": HOSPITAL,
        "subscriptionExpirationDateTime": as_teams_writes(subscription.expires, finely=True),
    }


def _kept(fields: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not ABSENT}
