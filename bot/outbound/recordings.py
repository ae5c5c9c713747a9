"""What Graph knows of recordings: what Teams said of them in the chat, and the files (docs/TEAMS.md F)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from bot.answers import folded
from bot.domain.recordings import Said
from bot.errors import Denied, TryLater
from bot.graph_budget import Kind
from bot.outbound.graph_calls import ALL_MEMBERS, GraphCalls
from bot.outbound.http import segment
from bot.system_messages import said_in

_A_PAGE = 50  # messages: Graph's own limit
_MOST_PAGES = 6


async def said(calls: GraphCalls, conversation: str, since: datetime) -> tuple[Said, ...]:
    """What Teams said of recordings in this chat after that hour, oldest first; of some hundred messages at most."""
    hour = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    asked = f"$top={_A_PAGE}&$orderby=lastModifiedDateTime%20desc&$filter=lastModifiedDateTime%20gt%20{quote(hour)}"
    path = f"/v1.0/chats/{segment(conversation)}/messages?{asked}"
    pages = calls.pages(calls.at(path), _MOST_PAGES, kind=Kind.MESSAGES, prefer=ALL_MEMBERS)
    found = [one async for page in pages for message in page if (one := said_in(message)) is not None]
    found.reverse()  # the newest came first
    return tuple(sorted(found, key=lambda one: one.at))


async def count_files(calls: GraphCalls, meeting: str) -> tuple[int | None, int | None]:
    """How many recordings and transcripts lie with the online meeting at that address; None: that may not be read.

    Raises:
        Denied: neither may be read.
    """
    answers = await calls.together(f"{meeting}/recordings", f"{meeting}/transcripts")
    refused = [one for one in answers if isinstance(one, Denied)]
    if len(refused) == len(answers):
        raise refused[0]
    recordings, transcripts = map(_count, answers)
    return recordings, transcripts


def _count(answer: Mapping[str, Any] | Denied) -> int | None:
    """Of more than a page the first counts: whether anything is left is what is asked."""
    if isinstance(answer, Denied):
        return None
    there = folded(answer).get("value")
    if not isinstance(there, list):
        raise TryLater("unreadable")  # nothing told is not nothing left
    return len(there)
