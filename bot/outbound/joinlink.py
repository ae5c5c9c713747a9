"""What a meeting's join link tells (docs/TEAMS.md D)."""

import json
from urllib.parse import parse_qs, unquote, urlsplit


def organizer_in(join_url: str) -> str:
    """The organizer's object id, in lower case, from the link's `context`; empty: the link does not tell."""
    try:
        contexts = parse_qs(urlsplit(join_url).query).get("context", [])
        context = json.loads(contexts[0]) if contexts else {}
    except (ValueError, RecursionError):
        return ""
    if not isinstance(context, dict):
        return ""
    told = {key.lower(): value for key, value in context.items()}.get("oid")
    return told.strip().lower() if isinstance(told, str) else ""


def plain_link(join_url: str) -> tuple[str, str, str, str]:
    """A form in which a link is the same however it was encoded: Teams writes `%3a` and `%40`, Graph not always."""
    try:
        parts = urlsplit(join_url.strip())
    except ValueError:  # no address at all
        return ("", "", join_url, "")
    return (parts.scheme.lower(), parts.netloc.lower(), unquote(parts.path).rstrip("/"), unquote(parts.query))
