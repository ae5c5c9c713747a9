"""The package: settings in, bytes out. Pure, but for the templates that lie beside it."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bot.consent import READS_CHAT, TYPE
from manifest.settings import Settings

LANGUAGES = ("nn", "en")
"""Those with a file of their own; the manifest itself is in bokmål."""

_HERE = Path(__file__).resolve().parent
_ICONS = ("color.png", "outline.png")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
_UNIX = 3
_READABLE = 0o644 << 16

Files = Mapping[str, bytes]


def contents(settings: Settings) -> Files:
    """The package's files by name, in their order."""
    manifest = _filled("manifest.json", "nb", settings)
    if settings.chat_guard:
        permissions = manifest["authorization"]["permissions"]["resourceSpecific"]
        permissions.append({"name": READS_CHAT, "type": TYPE})
    files = {"manifest.json": _written(manifest)}
    files |= {f"{tag}.json": _written(_filled(f"{tag}.json", tag, settings)) for tag in LANGUAGES}
    return files | {name: (_HERE / name).read_bytes() for name in _ICONS}


def zipped(files: Files) -> bytes:
    """*files* as a zip; the same bytes for the same files, wherever and whenever.

    Stored as they are: what is packed differs between releases of zlib.
    """
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as package:
        for name, content in files.items():
            entry = ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            package.writestr(entry, content)
    return packed.getvalue()


def _filled(template: str, language: str, settings: Settings) -> dict[str, Any]:
    """The template with the settings in its {{places}}. Nothing that is filled in needs escaping in JSON."""
    text = _template(template)
    for place, value in {
        "APP_ID": settings.app_id,
        "PUBLIC_URL": settings.public_url,
        "HOST": settings.host,
        "VERSION": settings.version,
        "CHAT": _chat(language, reads=settings.chat_guard),
    }.items():
        text = text.replace(f"{{{{{place}}}}}", value)
    filled: dict[str, Any] = json.loads(text)
    return filled


def _chat(language: str, *, reads: bool) -> str:
    """What the description says of the chat: it is to be true of this very package."""
    told: str = json.loads(_template("chat.json"))[language]["on" if reads else "off"]
    return told


def _template(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _written(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
