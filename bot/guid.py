"""Ids of tenants and accounts, as Microsoft writes them."""

import re

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_guid(text: str) -> bool:
    """Whether *text* is such an id, in lower case."""
    return _GUID.fullmatch(text) is not None
