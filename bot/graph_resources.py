"""What a resource of Graph's subscriptions names, however it is written (docs/TEAMS.md E). Pure."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from bot.domain.feeds import Feed
from bot.domain.joinlink import read_join_link

_LONGEST = 6000  # characters: a join link that is encoded twice
_LONGEST_THREAD = 300  # characters
_ENCODED_AT_MOST = 2  # times: as it was subscribed to, and once more on the way
_CHAT = re.compile(
    r"/?chats(?:\('(?P<chat>[^']+)'\)|/(?P<chat_>[^/']+))/messages(?:\('(?P<id>[^']+)'\)|/(?P<id_>[^/']+))?",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"/?communications/onlineMeetings\(joinWebUrl='(?P<link>[^']+)'\)/meetingCallEvents(?:[/(].*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Resource:
    """A feed of a conversation. `message`: the id of the message that it names; empty: it names none."""

    feed: Feed
    conversation: str = field(repr=False)
    message: str = ""


def read_resource(told: str) -> Resource | None:
    """What *told* names; None: nothing that we subscribe to. Never raises."""
    if len(told) > _LONGEST:
        return None
    if chat := _CHAT.fullmatch(told):
        found = Resource(Feed.CHAT, unquote(chat["chat"] or chat["chat_"]), chat["id"] or chat["id_"] or "")
    elif call := _CALL.fullmatch(told):
        found = Resource(Feed.CALL, _thread(call["link"]))
    else:
        return None
    return found if 0 < len(found.conversation) <= _LONGEST_THREAD else None


def _thread(link: str) -> str:
    for _ in range(_ENCODED_AT_MOST):
        link = link if "://" in link else unquote(link)
    return read_join_link(link).thread
