"""Packages to look at, and one's manifest to spoil."""

import json
from collections.abc import Callable
from typing import Any

from manifest.package import Files, contents
from manifest.settings import read_settings

APP_ID = "0a000000-0000-4000-8000-00000000000b"
SET = {"MicrosoftAppId": APP_ID, "PUBLIC_URL": "https://motevakt.sykehuset.example"}

TAGS = ("nb", "nn", "en")


def package(**changes: str) -> Files:
    """The package's files, with other settings than the usual ones where *changes* name them."""
    return contents(read_settings({**SET, **changes}))


def manifest(**changes: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(package(**changes)["manifest.json"])
    return read


def spoilt(spoil: Callable[[dict[str, Any]], object], file: str = "manifest.json") -> Files:
    """The usual package with *spoil* done to the content of *file*."""
    files = package()
    content = json.loads(files[file])
    spoil(content)
    return {**files, file: json.dumps(content).encode()}
