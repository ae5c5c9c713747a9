"""Graph's change notifications (docs/TEAMS.md E): fills the port `Subscriptions`."""

from datetime import datetime

from bot.domain.feeds import Feed
from bot.errors import Denied


class GraphSubscriptions:
    """Asks Graph to tell."""

    @property
    def on(self) -> bool:
        return False

    async def subscribe(self, feed: Feed, conversation: str, join_url: str) -> tuple[str, datetime]:
        raise Denied("not_built")

    async def renew(self, subscription: str) -> datetime:
        raise Denied("not_built")

    async def unsubscribe(self, subscription: str) -> None:
        raise Denied("not_built")
