"""Which doubles could be spared, and which only folded later, if the bot looked for its own cards in the chat.

Two ways there would be, where the hospital grants `ChatMessage.Read.Chat`: *ask* Graph for the chat's newest messages
before a create is tried again whose outcome is unknown; or *hear* by a change notification that the bot's own message
came back. Either spares a double that is posted after the card before it was there to be seen; whoever hears can also
fold, within seconds and without a press, what could not be spared.
"""

from collections.abc import Sequence

from rehearsal.world import Post

SEEN_AFTER_S = 1.0
"""How long a message takes until Graph shows it, and until it is told. Graph promises nothing better than seconds."""


def spared(cards: Sequence[Post], asked_before_s: float) -> int:
    """How many of the doubles among *cards* of one matter: those that another stood before long enough.

    *asked_before_s*: how long before it stood a create was sent, since Teams was so slow.
    """
    hours = sorted(post.posted.timestamp() for post in cards)
    return sum(hour - asked_before_s - hours[0] >= SEEN_AFTER_S for hour in hours[1:])
