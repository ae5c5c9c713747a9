"""Whether a collection of change notifications is Graph's own: its validation tokens (docs/TEAMS.md E3)."""

from collections.abc import Iterable

from bot.inbound.bearer import Keys, Reason, TurnedAway
from bot.inbound.entra import EntraTokens, calling_app

NOTIFIER = "0bf30f3b-4a52-48df-9a82-234910c4a086"
"""The app in whose name Graph's change notifications come (learn.microsoft.com, change notifications with resource
data; read 2026)."""


class NotifierCheck:
    """Checks the tokens that come with what Graph tells of its own accord."""

    def __init__(self, *, app_id: str, tenant: str, login_authority: str, keys: Keys) -> None:
        self._tokens = EntraTokens(tenant=tenant, login_authority=login_authority, keys=keys)
        self._audiences = frozenset({app_id})

    async def check(self, tokens: Iterable[str]) -> None:
        """Check every one of *tokens*: one that is bad makes the whole collection doubtful, as Microsoft's code has it.

        Raises:
            TurnedAway: one is not good, or not of Graph's notifications.
            TryLater: the keys to judge them by cannot be had.
        """
        for token in tokens:
            good = await self._tokens.judge(token, self._audiences)
            if calling_app(good) != NOTIFIER:
                raise TurnedAway(Reason.APP)
