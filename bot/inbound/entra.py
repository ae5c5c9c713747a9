"""Tokens that Entra signed in our tenant, whoever shows them (docs/TEAMS.md K)."""

from collections.abc import Collection

from bot.inbound.bearer import Keys, Reason, Token, TurnedAway, verify

_ANY_TENANT = "{tenantid}"  # stands so, literally, where a key is good for every tenant
_LONGEST_APP = 128  # characters of a calling app's id


class EntraTokens:
    """Judges them by Entra's keys. They come seldom, so none is remembered."""

    def __init__(self, *, tenant: str, login_authority: str, keys: Keys) -> None:
        self._tenant, self._keys = tenant.lower(), keys
        self._issuers = frozenset(
            {
                f"https://login.microsoftonline.com/{self._tenant}/v2.0",
                f"https://sts.windows.net/{self._tenant}/",
                f"{login_authority}/{self._tenant}/v2.0",
            }
        )

    async def judge(self, token: str, audiences: Collection[str]) -> Token:
        """What *token* says.

        Raises:
            TurnedAway: it is not good, not for these audiences, or not of our tenant.
            TryLater: the keys to judge it by cannot be had.
        """
        good = await verify(token, self._keys, audiences=audiences, issuers=self._issuers)
        tenant = good.claims.get("tid")
        if not isinstance(tenant, str) or tenant.lower() != self._tenant:
            raise TurnedAway(Reason.TENANT)
        if good.key.issuer and _ANY_TENANT not in good.key.issuer and self._tenant not in good.key.issuer.lower():
            raise TurnedAway(Reason.TENANT)
        return good


def calling_app(good: Token) -> str:
    """The calling app's id, in lower case: `azp` in tokens of version 2, `appid` in those of version 1.

    Raises:
        TurnedAway: it names none.
    """
    app = good.claims.get("azp", good.claims.get("appid"))
    if not isinstance(app, str) or not app.strip() or len(app) > _LONGEST_APP:
        raise TurnedAway(Reason.CLAIM_MISSING)
    return app.strip().lower()
