"""Who may enter: the token alone first, then what it says against what the activity says (docs/adr/0003).

Source: Bot Framework's authentication of incoming requests, and docs/TEAMS.md H. A refusal is answered 401 without
detail and counted by reason.
"""

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.errors import MotevaktError
from bot.metrics import Metrics
from bot.ports import Clock
from bot.settings import Hosts

LEEWAY_S = 300
"""Seconds by which clocks may differ: Bot Framework's own allowance."""

_REMEMBERED = 1024  # tokens; Teams sends one for hours, so a handful is usual


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


@dataclass
class TurnedAway(MotevaktError):
    """The sender may not enter: the answer is 401."""

    reason: Reason


class Key(Protocol):
    """A key that signs tokens, and the channels it may speak for."""

    @property
    def public(self) -> RSAPublicKey: ...

    @property
    def endorsements(self) -> frozenset[str]: ...


class Keys(Protocol):
    """The keys that sign what Teams sends."""

    @property
    def generation(self) -> int:
        """Another number whenever the set of keys has changed."""

    async def find(self, kid: str) -> Key | None:
        """The key of that id; None: there is none.

        Raises:
            TryLater: no keys could be had yet.
        """


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says: the service it speaks for, the channels its key is good for, its end (epoch seconds)."""

    service_url: str
    endorsements: frozenset[str]
    expires: float


class TokenCheck:
    """Checks the tokens of what comes in. A token found good is known again until it ends or the keys change."""

    def __init__(self, *, app_id: str, issuer: str, keys: Keys, hosts: Hosts, clock: Clock, metrics: Metrics) -> None:
        self._app_id, self._issuer, self._hosts = app_id, issuer, hosts
        self._keys, self._clock, self._metrics = keys, clock, metrics
        self._known: OrderedDict[bytes, Claims] = OrderedDict()
        self._generation = keys.generation

    async def check(self, authorization: str) -> Claims:
        """What the token of this `Authorization` header says.

        Raises:
            TurnedAway: it is not a good token.
            TryLater: the keys to judge it by cannot be had.
        """
        scheme, _, token = authorization.strip().partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise TurnedAway(Reason.NO_TOKEN)
        token = token.strip()
        digest = sha256(token.encode("utf-8", "surrogateescape")).digest()
        known = self._recall(digest)
        if known is not None:
            return known
        claims = await self._judge(token)
        self._remember(digest, claims)
        return claims

    def admit(self, claims: Claims, service_url: object, channel_id: object) -> None:
        """Hold an activity's `serviceUrl` and `channelId` against its token. Asked of every activity.

        Raises:
            TurnedAway: they do not agree, or our token may not be sent to that service.
        """
        if not isinstance(service_url, str) or not _same_service(service_url.strip(), claims.service_url):
            raise TurnedAway(Reason.SERVICE_URL)
        if not isinstance(channel_id, str) or channel_id.strip().lower() not in claims.endorsements:
            raise TurnedAway(Reason.ENDORSEMENT)
        if not self._hosts.allow(service_url.strip()):
            raise TurnedAway(Reason.HOST)

    async def _judge(self, token: str) -> Claims:
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError):
            raise TurnedAway(Reason.UNREADABLE) from None
        if header.get("alg") != "RS256":
            raise TurnedAway(Reason.ALGORITHM)
        kid = header.get("kid")
        key = await self._keys.find(kid) if isinstance(kid, str) and kid else None
        if key is None:
            raise TurnedAway(Reason.UNKNOWN_KEY)
        told = self._verified(token, key)
        service_url = told.get("serviceurl")
        if not isinstance(service_url, str) or not service_url:
            raise TurnedAway(Reason.CLAIM_MISSING)
        return Claims(service_url, frozenset(channel.lower() for channel in key.endorsements), float(told["exp"]))

    def _verified(self, token: str, key: Key) -> dict[str, Any]:
        try:
            return jwt.decode(
                token,
                key.public,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=self._issuer,
                leeway=LEEWAY_S,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as wrong:
            raise TurnedAway(_reason(wrong)) from None

    def _recall(self, digest: bytes) -> Claims | None:
        self._forget_old_keys()
        known = self._known.get(digest)
        if known is None:
            return None
        if known.expires <= self._clock.now().timestamp():
            del self._known[digest]
            return None
        self._known.move_to_end(digest)
        self._metrics.tokens_cached.inc()
        return known

    def _remember(self, digest: bytes, claims: Claims) -> None:
        self._forget_old_keys()
        self._known[digest] = claims
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def _forget_old_keys(self) -> None:
        if self._generation != self._keys.generation:
            self._known.clear()
            self._generation = self._keys.generation


_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (jwt.ExpiredSignatureError, Reason.EXPIRED),
    (jwt.ImmatureSignatureError, Reason.NOT_YET),
    (jwt.InvalidIssuerError, Reason.ISSUER),
    (jwt.InvalidAudienceError, Reason.AUDIENCE),
    (jwt.MissingRequiredClaimError, Reason.CLAIM_MISSING),
    (jwt.InvalidSignatureError, Reason.SIGNATURE),
    (jwt.InvalidAlgorithmError, Reason.ALGORITHM),
)


def _reason(wrong: Exception) -> Reason:
    return next((reason for kind, reason in _REASONS if isinstance(wrong, kind)), Reason.UNREADABLE)


def _same_service(one: str, other: str) -> bool:
    """Whether both name one service: scheme and host in any letter case, a slash at the end does not count."""
    try:
        return _normal(one) == _normal(other)
    except ValueError:
        return False


def _normal(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    rest = url[len(parts.scheme) + len("://") + len(parts.netloc) :]
    return parts.scheme.lower(), parts.netloc.lower(), rest.rstrip("/")
