"""What each setting's text may be. Each gives its value, or raises ValueError with what it must be."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from bot.guid import is_guid
from bot.hosts import Hosts, safe_url
from bot.pem import certificate_end

SQLITE, POSTGRESQL = "sqlite:///", "postgresql://"
_Kind = TypeVar("_Kind", bound=StrEnum)
_HOST = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[?[0-9a-f:]+\]?")


def one_of(kind: type[_Kind]) -> Callable[[str], _Kind]:
    """Reads a word of *kind*, in any letter case."""

    def parse(text: str) -> _Kind:
        known = {one.value.lower(): one for one in kind}
        if text.lower() not in known:
            raise ValueError(f"must be one of {', '.join(one.value for one in kind)}")
        return known[text.lower()]

    return parse


def database(text: str) -> str:
    if text.startswith(POSTGRESQL):
        return _server(text)
    if not text.startswith(SQLITE) or text.removeprefix(SQLITE) in ("", ":memory:"):
        raise ValueError("must be sqlite:/// and the path of a file, or postgresql://user:password@host/name")
    return text


def _server(text: str) -> str:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:  # whose own text may hold the password
        raise ValueError(
            "cannot be read: signs of user and password that are not letters or digits as %XX, the port a number"
        ) from None
    if not parts.path.strip("/"):
        raise ValueError("must name the database after the host: postgresql://user:password@host/name")
    return text


def certificate(text: str) -> tuple[Path, datetime]:
    return Path(text), certificate_end(Path(text))


def port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > 65_535:
        raise ValueError("must be a number from 0 to 65535")
    return int(text)


def days(text: str) -> timedelta:
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= 365:
        raise ValueError("must be a whole number from 1 to 365")
    return timedelta(days=int(text))


def url(text: str) -> str:
    if not safe_url(text):
        raise ValueError("must be an https address (http is accepted for loopback alone)")
    return text.rstrip("/")


def https_url(text: str) -> str:
    if not text.startswith("https://"):
        raise ValueError("must be an https address")  # azure-identity takes no other
    return url(text)


def url_or_off(text: str) -> str | None:
    return None if text.lower() == "off" else url(text)


def hosts(text: str) -> Hosts:
    patterns = tuple(host.strip().lower() for host in text.split(",") if host.strip())
    if not patterns or not all(_HOST.fullmatch(pattern) for pattern in patterns):
        raise ValueError("must be host names with commas between, without scheme, port or path")
    return Hosts(tuple(pattern.strip("[]") for pattern in patterns))


def tenant(text: str) -> str:
    if not is_guid(text.lower()):
        raise ValueError("must be tenant ids with commas between, each a GUID")
    return text.lower()


def catalog_id(text: str) -> str:
    if not is_guid(text.lower()):
        raise ValueError("must be the app's id in the catalogue, a GUID")
    return text.lower()


def either(yes: str, no: str) -> Callable[[str], bool]:
    def parse(text: str) -> bool:
        if text.lower() not in (yes, no):
            raise ValueError(f"must be {yes} or {no}")
        return text.lower() == yes

    return parse


def level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
    return text.upper()
