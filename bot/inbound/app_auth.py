"""Which of the hospital's systems calls us: an app token of Entra (docs/TEAMS.md K, docs/adr/0008).

A person's token is none, even where it bears roles: it names scopes, or no calling app (an ID token).
"""

from dataclasses import dataclass

from bot.inbound.bearer import Keys, Reason, Token, TurnedAway, shown
from bot.inbound.entra import EntraTokens, calling_app


@dataclass(frozen=True, slots=True)
class Caller:
    """A system of the hospital: its app id, and the roles that an administrator gave it for our API."""

    app: str
    roles: frozenset[str]


class AppCheck:
    """Checks the tokens of systems that call the bot's own API."""

    def __init__(self, *, app_id: str, tenant: str, login_authority: str, keys: Keys) -> None:
        self._tokens = EntraTokens(tenant=tenant, login_authority=login_authority, keys=keys)
        self._audiences = frozenset({app_id, f"api://{app_id}"})

    async def check(self, authorization: str) -> Caller:
        """Who calls, by the token of this `Authorization` header.

        Raises:
            TurnedAway: it is not a good token of an app of our tenant.
            TryLater: the keys to judge it by cannot be had.
        """
        good = await self._tokens.judge(shown(authorization), self._audiences)
        if "scp" in good.claims or good.claims.get("idtyp", "app") != "app":
            raise TurnedAway(Reason.PERSON)
        return Caller(calling_app(good), _roles(good))


def _roles(good: Token) -> frozenset[str]:
    roles = good.claims.get("roles")
    return frozenset(role for role in roles if isinstance(role, str)) if isinstance(roles, list) else frozenset()
