"""Which addresses the bot may speak to: plain ones, read alike by every parser, at hosts that were named."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

_PLAIN_URL = re.compile(r"(?i:https?)://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?")


@dataclass(frozen=True, slots=True)
class Hosts:
    """Host names a connector token may be sent to. `*.` stands for one label or more."""

    patterns: tuple[str, ...]

    @lru_cache(maxsize=256)  # noqa: B019  # asked of every activity and card, of a handful of service URLs; one object
    def allow(self, url: str) -> bool:
        """Whether *url* is a plain https address (http on loopback) at one of these hosts, on any port."""
        if not safe_url(url):
            return False
        host = (urlsplit(url).hostname or "").lower()
        return any(_matches(host, pattern) for pattern in self.patterns)


def safe_url(url: str) -> bool:
    """No user, query, fragment or odd sign, so that two parsers cannot read two hosts; http on loopback alone."""
    if not _PLAIN_URL.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme == "https" or is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _matches(host: str, pattern: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and len(host) > len(pattern[1:])
    return host == pattern
