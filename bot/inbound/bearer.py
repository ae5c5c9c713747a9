"""Tokens that others show us: what is judged alike, whoever signed them (docs/adr/0003).

A refusal is answered 401 without detail and counted by reason.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.errors import MotevaktError

LEEWAY_S = 300
"""Seconds by which clocks may differ: Bot Framework's own allowance."""


class Reason(StrEnum):
    """Why somebody was turned away. For the metric; the sender is not told."""

    NO_TOKEN = "no_token"  # noqa: S105  # a reason, no token
    UNREADABLE = "unreadable"
    ALGORITHM = "algorithm"
    UNKNOWN_KEY = "unknown_key"
    SIGNATURE = "signature"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    CLAIM_MISSING = "claim_missing"
    SERVICE_URL = "service_url"
    ENDORSEMENT = "endorsement"
    HOST = "host"
    TENANT = "tenant"
    PERSON = "person"
    ROLE = "role"
    APP = "app"


@dataclass
class TurnedAway(MotevaktError):
    """The sender may not enter: the answer is 401."""

    reason: Reason


class Key(Protocol):
    """A key that signs tokens."""

    @property
    def public(self) -> RSAPublicKey: ...

    @property
    def endorsements(self) -> frozenset[str]:
        """The channels it may speak for (Bot Framework)."""

    @property
    def issuer(self) -> str:
        """Whom it may sign for, as its publisher words it (Entra); empty: it does not say."""


class Keys(Protocol):
    """The keys that one publisher signs with."""

    @property
    def generation(self) -> int:
        """Another number whenever the set of keys has changed."""

    async def find(self, kid: str) -> Key | None:
        """The key of that id; None: there is none.

        Raises:
            TryLater: no keys could be had yet.
        """


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says that a key of *keys* signed, for us, by an issuer of ours, between its beginning and end."""

    claims: dict[str, Any]
    key: Key


def shown(authorization: str) -> str:
    """The token of an `Authorization` header.

    Raises:
        TurnedAway: there is none.
    """
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TurnedAway(Reason.NO_TOKEN)
    return token.strip()


async def verify(token: str, keys: Keys, *, audiences: Collection[str], issuers: Collection[str]) -> Token:
    """Judge *token*: RS256 alone, a known key, its signature, beginning and end, issuer, and audience as one text.

    Raises:
        TurnedAway: it is not good.
        TryLater: the keys to judge it by cannot be had.
    """
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError):
        raise TurnedAway(Reason.UNREADABLE) from None
    if header.get("alg") != "RS256":
        raise TurnedAway(Reason.ALGORITHM)
    kid = header.get("kid")
    key = await keys.find(kid) if isinstance(kid, str) and kid else None
    if key is None:
        raise TurnedAway(Reason.UNKNOWN_KEY)
    claims = _decoded(token, key)
    if not _among(claims["iss"], issuers):
        raise TurnedAway(Reason.ISSUER)
    if not _among(claims["aud"], audiences):
        raise TurnedAway(Reason.AUDIENCE)
    return Token(claims, key)


def _decoded(token: str, key: Key) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            key.public,
            algorithms=["RS256"],
            leeway=LEEWAY_S,
            options={"require": ["exp", "iss", "aud"], "verify_iss": False, "verify_aud": False},  # by verify()
        )
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as wrong:
        raise TurnedAway(_reason(wrong)) from None


def _among(told: object, expected: Collection[str]) -> bool:
    return isinstance(told, str) and told in expected


_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (jwt.ExpiredSignatureError, Reason.EXPIRED),
    (jwt.ImmatureSignatureError, Reason.NOT_YET),
    (jwt.MissingRequiredClaimError, Reason.CLAIM_MISSING),
    (jwt.InvalidSignatureError, Reason.SIGNATURE),
    (jwt.InvalidAlgorithmError, Reason.ALGORITHM),
)


def _reason(wrong: Exception) -> Reason:
    return next((reason for kind, reason in _REASONS if isinstance(wrong, kind)), Reason.UNREADABLE)
