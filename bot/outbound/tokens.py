"""Tokens of our own, fetched ahead of their end, so that no deed waits for a sign-in (docs/TEAMS.md I)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from azure.core.credentials import AccessToken
from azure.core.exceptions import AzureError, ClientAuthenticationError
from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential

from bot.errors import TryLater
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Clock
from bot.settings import AppType, Settings

CONNECTOR = "https://api.botframework.com/.default"

AHEAD_S = 300
"""Seconds before a token's end at which the next one is fetched."""

FETCH_WITHIN_S = 10.0
_AGAIN_S = 30.0  # after a failure, while the old token still holds
_REFUSED_FOR_S = 2.0  # after a failure, while there is no token: whoever asks is told the same
_OLD_TENANT = "botframework.com"  # where registrations of many tenants get their connector tokens
_MICROSOFT = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")
_log = get_log("tokens")


class Credential(Protocol):
    """What azure-identity's credentials have in common."""

    async def __aenter__(self) -> Any: ...

    async def __aexit__(self, *error: Any) -> None: ...

    async def get_token(self, *scopes: str) -> AccessToken: ...


@dataclass(frozen=True, slots=True)
class _Held:
    token: str
    ends: float  # seconds since the epoch


@dataclass(frozen=True, slots=True)
class _Failed:
    cause: str
    at: float  # seconds since the epoch

    def error(self) -> TryLater:
        """Also a refusal may pass: a secret that ended is replaced while the reminders wait."""
        return TryLater(self.cause)


class SignIn:
    """Holds one token a scope. A credential is made anew for each fetch: it would keep a token that was refused."""

    def __init__(self, *, credential: Callable[[str], Credential], clock: Clock, metrics: Metrics) -> None:
        self._credential, self._clock, self._metrics = credential, clock, metrics
        self._held: dict[str, _Held] = {}
        self._fetches: dict[str, asyncio.Task[_Held | _Failed]] = {}
        self._failed: dict[str, _Failed] = {}

    async def token(self, scope: str) -> str:
        """A token for *scope*; one that holds is given at once.

        Raises:
            TryLater: the sign-in service is away.
        """
        held, failed, now = self._held.get(scope), self._failed.get(scope), self._clock.now().timestamp()
        if held is not None and now < held.ends:
            if now >= held.ends - AHEAD_S and (failed is None or now >= failed.at + _AGAIN_S):
                self._fetch(scope)
            return held.token
        if failed is not None and now < failed.at + _REFUSED_FOR_S:
            raise failed.error()
        result = await asyncio.shield(self._fetch(scope))
        if isinstance(result, _Failed):
            raise result.error()
        return result.token

    def ends(self, scope: str) -> float | None:
        """When the token held for *scope* ends by our clock, in seconds since the epoch; None: none is held."""
        held = self._held.get(scope)
        return held.ends if held else None

    def drop(self, scope: str, token: str) -> None:
        """Forget *token*: the other side does not take it."""
        held = self._held.get(scope)
        if held is not None and held.token == token:
            del self._held[scope]

    def _fetch(self, scope: str) -> asyncio.Task[_Held | _Failed]:
        under_way = self._fetches.get(scope)
        if under_way is None or under_way.done():
            under_way = self._fetches[scope] = asyncio.create_task(self._fetched(scope))
        return under_way

    async def _fetched(self, scope: str) -> _Held | _Failed:
        try:
            async with asyncio.timeout(FETCH_WITHIN_S), self._credential(scope) as credential:
                token = await credential.get_token(scope)
        except (AzureError, TimeoutError, ValueError, OSError) as wrong:
            return self._failure(scope, wrong)
        self._metrics.sign_ins.labels("done").inc()
        self._failed.pop(scope, None)
        held = self._held[scope] = _Held(token.token, float(token.expires_on))
        return held

    def _failure(self, scope: str, wrong: Exception) -> _Failed:
        self._metrics.sign_ins.labels("failed").inc()
        status = _status(wrong)
        _log.warning("sign_in_failed", error=type(wrong).__name__, status=status, act="administrator: the app's secret")
        failed = self._failed[scope] = _Failed("sign_in", self._clock.now().timestamp())
        return failed


def _status(wrong: Exception) -> int:
    """The status that a refusal came with; 0: there was no answer."""
    if not isinstance(wrong, ClientAuthenticationError):
        return 400 if isinstance(wrong, ValueError) else 0
    return int(getattr(wrong.response, "status_code", None) or 0)


def credentials(settings: Settings) -> Callable[[str], Credential]:
    """Makes the credential that fits how the bot is registered, for a scope."""
    authority = settings.login_authority
    common: dict[str, Any] = {
        "authority": authority,
        "disable_instance_discovery": urlsplit(authority).hostname not in _MICROSOFT,
        "retry_total": 0,  # whoever needs the token tries again, and knows for how long
        "connection_timeout": 3,
        "read_timeout": 8,
    }

    def make(scope: str) -> Credential:
        tenant = settings.tenant
        if settings.app_type is AppType.USER_ASSIGNED_MSI:
            return ManagedIdentityCredential(client_id=settings.app_id, retry_total=0)
        if settings.app_type is AppType.MULTI_TENANT and scope == CONNECTOR:
            tenant = _OLD_TENANT
        if settings.certificate_path is not None:
            return CertificateCredential(tenant, settings.app_id, str(settings.certificate_path), **common)
        return ClientSecretCredential(tenant, settings.app_id, settings.password or "", **common)

    return make
