"""The client state of a subscription: the word by which Graph shows that it tells of what we asked it for. Pure.

It is reckoned from feed and conversation, so nothing need be remembered, and one subscription's word opens no other's.
"""

import hashlib
import hmac

from bot.domain.feeds import Feed

CLIENT_STATES = "client states of Graph's subscriptions"
"""What the key is for, as `Vault.derived` is told."""


class ClientState:
    """Makes client states, and knows them again, with a key of our own (`Vault.derived`)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, feed: Feed, conversation: str) -> str:
        """The client state for that feed of that conversation: 64 characters of the 128 that Graph takes."""
        told = f"{feed.value}:{conversation}"  # no feed's word holds a colon: no two pairs are told alike
        return hmac.new(self._key, _raw(told), hashlib.sha256).hexdigest()

    def is_of(self, told: str, feed: Feed, conversation: str) -> bool:
        """Whether *told* is it. Takes as long whatever is told."""
        return hmac.compare_digest(_raw(told), _raw(self.of(feed, conversation)))


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
