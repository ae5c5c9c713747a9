"""What Graph must tell with each notification, so that we know it for an answer to our own asking. Pure."""

import hashlib
import hmac

from bot.domain.feeds import Feed


class ClientState:
    """Keyed by the data key: nobody else can make one, and it is checked without asking the store."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, feed: Feed, conversation: str) -> str:
        """What notifications of this feed of this chat bear: 64 characters (Graph takes 128)."""
        return hmac.digest(self._key, f"{feed}\n{conversation}".encode(), hashlib.sha256).hex()

    def is_of(self, told: str, feed: Feed, conversation: str) -> bool:
        """Whether *told* is what notifications of this feed of this chat bear."""
        return hmac.compare_digest(told.encode(), self.of(feed, conversation).encode())
