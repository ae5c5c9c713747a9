"""Which of the hospital's systems calls us: an app token of Entra (docs/TEAMS.md K, docs/adr/0006).

A person's token is none, even where it bears roles: it names scopes, or no calling app (an ID token).
"""

from dataclasses import dataclass

from bot.inbound.bearer import Keys, Reason, Token, TurnedAway, shown, verify

_ANY_TENANT = "{tenantid}"  # stands so, literally, where a key is good for every tenant
_LONGEST_APP = 128  # characters of a calling app's id


@dataclass(frozen=True, slots=True)
class Caller:
    """A system of the hospital: its app id, and the roles that an administrator gave it for our API."""

    app: str
    roles: frozenset[str]


class AppCheck:
    """Checks the tokens of systems that call the bot's own API. They come seldom, so none is remembered."""

    def __init__(self, *, app_id: str, tenant: str, login_authority: str, keys: Keys) -> None:
        self._tenant, self._keys = tenant.lower(), keys
        self._audiences = frozenset({app_id, f"api://{app_id}"})
        self._issuers = frozenset(
            {
                f"https://login.microsoftonline.com/{self._tenant}/v2.0",
                f"https://sts.windows.net/{self._tenant}/",
                f"{login_authority}/{self._tenant}/v2.0",
            }
        )

    async def check(self, authorization: str) -> Caller:
        """Who calls, by the token of this `Authorization` header.

        Raises:
            TurnedAway: it is not a good token of an app of our tenant.
            TryLater: the keys to judge it by cannot be had.
        """
        good = await verify(shown(authorization), self._keys, audiences=self._audiences, issuers=self._issuers)
        tenant = good.claims.get("tid")
        if not isinstance(tenant, str) or tenant.lower() != self._tenant:
            raise TurnedAway(Reason.TENANT)
        if good.key.issuer and _ANY_TENANT not in good.key.issuer and self._tenant not in good.key.issuer.lower():
            raise TurnedAway(Reason.TENANT)
        if "scp" in good.claims or good.claims.get("idtyp", "app") != "app":
            raise TurnedAway(Reason.PERSON)
        return Caller(_app(good), _roles(good))


def _app(good: Token) -> str:
    """The calling app's id: `azp` in tokens of version 2, `appid` in those of version 1."""
    app = good.claims.get("azp", good.claims.get("appid"))
    if not isinstance(app, str) or not app.strip() or len(app) > _LONGEST_APP:
        raise TurnedAway(Reason.CLAIM_MISSING)
    return app.strip().lower()


def _roles(good: Token) -> frozenset[str]:
    roles = good.claims.get("roles")
    return frozenset(role for role in roles if isinstance(role, str)) if isinstance(roles, list) else frozenset()
