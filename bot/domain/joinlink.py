"""What a meeting's join link tells (docs/TEAMS.md D): its chat, the tenant that holds it, its organizer. Pure."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

_HOSTS = re.compile(r"teams\.microsoft\.com|teams\.cloud\.microsoft|(?:[a-z0-9-]+\.)?teams\.microsoft\.us")
_PLACE = ("l", "meetup-join")
_THREAD = re.compile(r"19:[A-Za-z0-9_.=-]{1,200}@thread\.v2")
_LONGEST = 4096  # characters
_ENCODED_AT_MOST = 2  # times: mail and calendars encode what was encoded


@dataclass(frozen=True, slots=True)
class JoinLink:
    """What a link tells; empty text: it does not. `tenant` and `organizer` are in lower case.

    `thread`: the id of the meeting's chat. Short links (`/meet/…`) have none, nor have meetings of a channel: their
    chat is a part of the channel's.
    """

    thread: str = ""
    tenant: str = ""
    organizer: str = field(default="", repr=False)


def read_join_link(url: str) -> JoinLink:
    """What *url* tells; nothing where it is no link of Teams. Never raises."""
    try:
        parts = urlsplit(url.strip()) if len(url) <= _LONGEST else None
        if parts is None or parts.scheme.lower() != "https" or not _HOSTS.fullmatch((parts.hostname or "").lower()):
            return JoinLink()
        where = [_decoded(part) for part in parts.path.split("/") if part]
        context = _context(parts.query)
    except (ValueError, RecursionError):
        return JoinLink()
    thread = where[2] if len(where) > len(_PLACE) and tuple(where[:2]) == _PLACE else ""
    known = thread if _THREAD.fullmatch(thread) else ""
    return JoinLink(known, context.get("tid", ""), context.get("oid", ""))


def organizer_in(url: str) -> str:
    """The organizer's object id, in lower case; empty: the link does not tell."""
    return read_join_link(url).organizer


def plain_link(join_url: str) -> tuple[str, str, str, str]:
    """A form in which a link is the same however it was encoded: Teams writes `%3a` and `%40`, Graph not always."""
    try:
        parts = urlsplit(join_url.strip())
    except ValueError:  # no address at all
        return ("", "", join_url, "")
    return (parts.scheme.lower(), parts.netloc.lower(), unquote(parts.path).rstrip("/"), unquote(parts.query))


def _context(query: str) -> dict[str, str]:
    """The texts of the link's `context`, in lower case, by names in lower case."""
    told = parse_qs(query).get("context", [])
    context = json.loads(_decoded(told[0])) if told else {}
    if not isinstance(context, dict):
        return {}
    return {key.lower(): value.strip().lower() for key, value in context.items() if isinstance(value, str)}


def _decoded(text: str) -> str:
    for _ in range(_ENCODED_AT_MOST):
        text = unquote(text)
    return text
