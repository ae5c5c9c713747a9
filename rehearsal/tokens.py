"""Tokens as Teams sends them to the bot and as Entra gives them to apps that call it, and every forgery of them.

Signed by hand, since no library would forge.
"""

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rehearsal.keyring import SigningKey
from rehearsal.people import HOSPITAL, invented_guid
from rehearsal.world import APP

ISSUER = "https://api.botframework.com"
ENTRA_COMMON = "https://login.microsoftonline.com/{tenantid}/v2.0"
"""The issuer in Entra's metadata for all tenants, in these very letters (docs/TEAMS.md K)."""

ANNOUNCER = invented_guid("bookingsystem-app")
"""The app id of the system that announces meetings."""

ANNOUNCER_OID = invented_guid("bookingsystem-in-the-tenant")
REGISTER = "Meetings.Register"
"""The role that lets it."""


class _Absent(Enum):
    """Called the same in every process, unlike an object: tests are named after it."""

    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT
"""A claim or header with this value is left out."""


def mint(
    key: SigningKey,
    *,
    service_url: str,
    audience: object = APP,
    issuer: object = ISSUER,
    valid_s: float = 3600.0,
    claims: Mapping[str, object] | None = None,
    headers: Mapping[str, object] | None = None,
    algorithm: str = "RS256",
) -> str:
    """A token such as comes with every activity (docs/TEAMS.md H), or a forged one.

    `claims` and `headers` go over the right ones; `ABSENT` takes one away. `valid_s` below zero: expired so long ago.
    `algorithm` says how it is signed, and the header too unless told otherwise: `RS256`, `HS256` (with the public key
    as the secret) or `none`.
    """
    right = {"iss": issuer, "aud": audience, "serviceurl": service_url} | _validity(valid_s)
    return _signed(key, right | dict(claims or {}), headers, algorithm)


def mint_for_app(
    key: SigningKey,
    *,
    tenant: str = HOSPITAL,
    app: object = ANNOUNCER,
    audience: object = APP,
    issuer: object = None,
    roles: object = (REGISTER,),
    valid_s: float = 3600.0,
    claims: Mapping[str, object] | None = None,
    headers: Mapping[str, object] | None = None,
    algorithm: str = "RS256",
) -> str:
    """A token of version 2 such as Entra gives an app that calls the bot's API (docs/TEAMS.md K), or a forged one.

    *issuer* None: that of *tenant*. All else as in `mint`.
    """
    right = _validity(valid_s) | {
        "iss": ENTRA_COMMON.replace("{tenantid}", tenant) if issuer is None else issuer,
        "aud": audience,
        "azp": app,
        "azpacr": "1",
        "idtyp": "app",
        "oid": ANNOUNCER_OID,
        "roles": roles,
        "sub": ANNOUNCER_OID,
        "tid": tenant,
        "ver": "2.0",
    }
    return _signed(key, right | dict(claims or {}), headers, algorithm)


def mint_for_person(key: SigningKey, claims: Mapping[str, object]) -> str:
    """An ID token of version 2 with these claims; `ABSENT` leaves one out."""
    return _signed(key, claims, None, "RS256")


def tamper(token: str, **claims: object) -> str:
    """*token* with other claims under the old signature."""
    head, body, signature = token.split(".")
    told: dict[str, Any] = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return f"{head}.{_part(told | claims)}.{signature}"


def _validity(valid_s: float) -> dict[str, object]:
    now = time.time()
    return {"nbf": int(min(now, now + valid_s) - 300), "exp": int(now + valid_s)}


def _signed(key: SigningKey, claims: Mapping[str, object], headers: Mapping[str, object] | None, algorithm: str) -> str:
    head: dict[str, object] = {"alg": algorithm, "kid": key.kid, "typ": "JWT"}
    signed = f"{_part(head | dict(headers or {}))}.{_part(claims)}"
    return f"{signed}.{_encoded(_signature(key, signed.encode(), algorithm))}"


def _part(fields: Mapping[str, object]) -> str:
    kept = {name: value for name, value in fields.items() if value is not ABSENT}
    return _encoded(json.dumps(kept).encode())


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _signature(key: SigningKey, signed: bytes, algorithm: str) -> bytes:
    if algorithm == "none":
        return b""
    if algorithm == "HS256":
        public = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return hmac.new(public, signed, hashlib.sha256).digest()
    return key.private.sign(signed, padding.PKCS1v15(), SHA256())
