"""The keys that sign the tokens others show us, looked up off the way of whoever is known (docs/adr/0003)."""

import asyncio
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from bot.errors import Denied, TryLater
from bot.hosts import safe_url
from bot.log import get_log
from bot.metrics import Metrics
from bot.outbound.http import Http
from bot.ports import Clock

FRESH_S = 24 * 3600
"""Seconds that a set of keys is taken for current: Bot Framework's own advice."""

AGAIN_S = 60
"""Seconds between two look-ups, whatever asks for them: unknown ids cannot flood, a new key gets in within a minute."""

EMPTY_AGAIN_S = 2
"""The same while there are no keys at all."""

WAIT_S = 3.0
"""Seconds that an activity waits for a look-up."""

_SMALLEST_BITS = 2048
_log = get_log("keys")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who signs, for the metrics, and the setting that says where their keys are told."""

    name: str
    setting: str


TEAMS = Publisher("teams", "BOT_OPENID_METADATA_URL")
ENTRA = Publisher("entra", "GRAPH_OPENID_METADATA_URL")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key and the channels it may speak for; without endorsements it may speak for none.

    `issuer`: whom it may sign for, where its publisher says so (docs/TEAMS.md K).
    """

    public: RSAPublicKey
    endorsements: frozenset[str]
    issuer: str = ""


class KeySet:
    """The signing keys at an OpenID metadata address. One look-up at a time; the old set serves while it fails."""

    def __init__(
        self, *, http: Http, metadata_url: str, clock: Clock, metrics: Metrics, publisher: Publisher = TEAMS
    ) -> None:
        self._publisher = publisher
        self._http, self._metadata_url, self._clock, self._metrics = http, metadata_url, clock, metrics
        self._keys: dict[str, SigningKey] = {}
        self._generation = 0
        self._loaded_at = self._asked_at = float("-inf")
        self._look_up: asyncio.Task[None] | None = None

    @property
    def generation(self) -> int:
        """Another number whenever the set of keys has changed."""
        return self._generation

    @property
    def loaded(self) -> bool:
        """Whether there are keys at all."""
        return bool(self._keys)

    async def find(self, kid: str) -> SigningKey | None:
        """The key of that id; None: there is none.

        Raises:
            TryLater: no keys could be had, or not in time.
        """
        known = self._keys.get(kid)
        if known is not None:
            if self._now() - self._loaded_at >= FRESH_S:
                self._begin()
            return known
        look_up = self._begin()
        if look_up is not None:
            done, _ = await asyncio.wait({look_up}, timeout=WAIT_S)
            if not done:
                raise TryLater("keys", EMPTY_AGAIN_S)
        if not self._keys:
            raise TryLater("keys", EMPTY_AGAIN_S)
        return self._keys.get(kid)

    def _begin(self) -> asyncio.Task[None] | None:
        """The look-up under way, or a new one; None: the last one was too recent."""
        if self._look_up is not None and not self._look_up.done():
            return self._look_up
        if self._now() - self._asked_at < (AGAIN_S if self._keys else EMPTY_AGAIN_S):
            return None
        self._asked_at = self._now()
        self._look_up = asyncio.create_task(self._load())
        return self._look_up

    async def _load(self) -> None:
        name = self._publisher.name
        try:
            keys = await self._fetch()
        except (TryLater, Denied) as trouble:
            _log.warning("keys_not_had", cause=trouble.cause, act=f"operator: reach {self._publisher.setting}")
            self._metrics.key_lookups.labels(name, "failed").inc()
            self._metrics.keys_stale.labels(name).set(self.loaded and self._now() - self._loaded_at >= FRESH_S)
            return
        self._metrics.key_lookups.labels(name, "done").inc()
        self._metrics.keys_stale.labels(name).set(0)
        self._loaded_at = self._now()
        if keys != self._keys:
            self._keys = keys
            self._generation += 1

    async def _fetch(self) -> dict[str, SigningKey]:
        metadata = await self._http.get(self._metadata_url)
        address = metadata.get("jwks_uri")
        if not isinstance(address, str) or not safe_url(address):
            raise Denied("jwks_uri")
        told = (await self._http.get(address)).get("keys")
        keys = dict(found for one in told if (found := _key(one))) if isinstance(told, list) else {}
        if not keys:
            raise Denied("no_keys")
        return keys

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _key(told: Any) -> tuple[str, SigningKey] | None:
    """The id and key that a line of the set tells; None: none that we could use."""
    if not isinstance(told, dict) or told.get("use", "sig") != "sig" or told.get("kty") != "RSA":
        return None
    kid, endorsements, issuer = told.get("kid"), told.get("endorsements"), told.get("issuer")
    try:
        public = RSAAlgorithm.from_jwk({"kty": "RSA", "n": told.get("n"), "e": told.get("e")})
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
        return None
    if not isinstance(kid, str) or not isinstance(public, RSAPublicKey) or public.key_size < _SMALLEST_BITS:
        return None
    channels = endorsements if isinstance(endorsements, list) else []
    speaks_for = frozenset(channel for channel in channels if isinstance(channel, str))
    return kid, SigningKey(public, speaks_for, issuer if isinstance(issuer, str) else "")
