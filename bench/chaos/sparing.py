"""Which doubles could be spared by a look for the bot's own cards in the chat (docs/adr/0016).

The bot looks with `--looking` alone (`CHAT_GUARD=on`); then what is told as doubled is what is left. A look spares a
double that is sent after the card before it was there to be seen; the second figure is with a rest before the look.
"""

from collections.abc import Sequence

from rehearsal.world import Post

SEEN_AFTER_S = 1.0
"""How long a message takes until Graph shows it, and until it is told. Graph promises nothing better than seconds."""


REST_S = 2.0
"""How long a create whose outcome is unknown could rest: a reminder that is two seconds late is still one."""


def spared(cards: Sequence[Post], sent_before_s: float, rest_s: float = 0.0) -> int:
    """How many of the doubles among *cards* of one matter: those that another stood before long enough.

    *sent_before_s*: how long before it stood a create was sent, since Teams was so slow; *rest_s*: so much later it
    would have been.
    """
    hours = sorted(post.posted.timestamp() for post in cards)
    return sum(hour - sent_before_s + rest_s - hours[0] >= SEEN_AFTER_S for hour in hours[1:])
