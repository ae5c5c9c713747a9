"""What the package is made from: settings of the bot's own, and a version. Pure, but for the version's file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import Misconfigured
from bot.guid import is_guid
from bot.hosts import safe_url

_PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
_VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}")
_NAME = re.compile(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]*")

_WHERE = "in the environment or in .env"
_ID = f"set it {_WHERE} to the bot's application (client) id in Entra, a GUID"
_URL = f"set it {_WHERE} to the https address under which Teams reaches the bot"
_PLAIN = "must be https:// and a host name with nothing behind it, such as https://motevakt.sykehuset.example"


@dataclass(frozen=True, slots=True)
class Settings:
    """What whoever makes the package decides. `public_url` has no slash at the end; `host` is its host name."""

    app_id: str
    public_url: str
    host: str
    chat_guard: bool
    version: str


def read_settings(source: Mapping[str, str], version: str = "") -> Settings:
    """What *source* tells; *version* empty: that of pyproject.toml.

    Raises:
        Misconfigured: with every fault, by name and what to do, never by value.
    """
    app_id = source.get("MicrosoftAppId", "").strip().lower()
    url = source.get("PUBLIC_URL", "").strip().removesuffix("/")
    guard = source.get("CHAT_GUARD", "").strip().lower() or "off"
    version = version or tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    faults = (
        "" if is_guid(app_id) else f"MicrosoftAppId {'is not a GUID' if app_id else 'is missing'}: {_ID}",
        "" if _reachable(url) else f"PUBLIC_URL {_PLAIN}" if url else f"PUBLIC_URL is missing: {_URL}",
        "" if guard in ("on", "off") else "CHAT_GUARD must be on or off: on asks to read the meeting chat",
        "" if _VERSION.fullmatch(version) else "--version must be three numbers with dots between, such as 1.0.0",
    )
    if any(faults):
        raise Misconfigured(tuple(fault for fault in faults if fault))
    return Settings(app_id, url, urlsplit(url).hostname or "", guard == "on", version)


def _reachable(url: str) -> bool:
    """Whether *url* is an https address of a named host and nothing else, as Teams asks of an app's addresses."""
    if not safe_url(url):
        return False
    parts = urlsplit(url)
    return parts.scheme == "https" and not parts.path and _NAME.fullmatch(parts.hostname or "") is not None
