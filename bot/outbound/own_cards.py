"""A card of ours in a chat, found by its mark (docs/adr/0016). Of what others wrote only that it is theirs is read."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import msgspec

from bot.answers import folded, listed, text
from bot.graph_budget import Kind
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import segment

_NEWEST = 50  # messages: Graph's own limit for a page
_CARD = "application/vnd.microsoft.card.adaptive"
_LONGEST = 200  # characters of an id


async def find(calls: GraphCalls, conversation: str, app_id: str, mark: str, since: datetime) -> str | None:
    """The id of our card that bears *mark*, among the newest messages since that hour: one call, one page."""
    hour = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    asked = f"$top={_NEWEST}&$orderby=lastModifiedDateTime%20desc&$filter=lastModifiedDateTime%20gt%20{quote(hour)}"
    pages = calls.pages(calls.at(f"/v1.0/chats/{segment(conversation)}/messages?{asked}"), 1, kind=Kind.MESSAGES)
    found = [number async for page in pages for one in page if (number := _id_of_ours(one, app_id, mark))]
    return found[0] if found else None


def _id_of_ours(message: Any, app_id: str, mark: str) -> str | None:
    """The id of *message*, a chatMessage of Graph, if it is our card with *mark*. Never raises."""
    told = folded(message)
    author = text(folded(folded(told.get("from")).get("application")), "id").lower()
    if not app_id or author != app_id.lower() or told.get("deleteddatetime"):
        return None
    number = text(told, "id")
    bears = any(_bears(attachment, mark) for attachment in listed(told.get("attachments")))
    return number if bears and 0 < len(number) <= _LONGEST else None


def _bears(attachment: Any, mark: str) -> bool:
    told = folded(attachment)
    if text(told, "contenttype").lower() != _CARD:
        return False
    try:
        card = folded(msgspec.json.decode(text(told, "content")))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return any(text(folded(element), "id") == mark for element in listed(card.get("body")))
