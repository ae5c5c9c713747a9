"""Who may bring activities: the token alone first, then what it says against what the activity says (docs/adr/0003).

Source: Bot Framework's authentication of incoming requests, and docs/TEAMS.md H.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from bot.hosts import Hosts
from bot.inbound.bearer import Keys, Reason, TurnedAway, shown, verify
from bot.metrics import Metrics
from bot.ports import Clock

_REMEMBERED = 1024  # tokens; Teams sends one for hours, so a handful is usual


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
        token = shown(authorization)
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
        good = await verify(token, self._keys, audiences=(self._app_id,), issuers=(self._issuer,))
        service_url = good.claims.get("serviceurl")
        if not isinstance(service_url, str) or not service_url:
            raise TurnedAway(Reason.CLAIM_MISSING)
        channels = frozenset(channel.lower() for channel in good.key.endorsements)
        return Claims(service_url, channels, float(good.claims["exp"]))

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


def _same_service(one: str, other: str) -> bool:
    """Whether both name one service: scheme and host in any letter case, a slash at the end does not count."""
    try:
        return _normal(one) == _normal(other)
    except ValueError:
        return False


@lru_cache(maxsize=256)
def _normal(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    rest = url[len(parts.scheme) + len("://") + len(parts.netloc) :]
    return parts.scheme.lower(), parts.netloc.lower(), rest.rstrip("/")
