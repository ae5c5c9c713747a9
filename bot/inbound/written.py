"""What somebody wrote, as it is judged for S2: the words, and the names of files and links. None of it is kept."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.domain.health.text import LONGEST
from bot.domain.sensitive import Sensitive
from bot.inbound.fields import Fields

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_LINK = re.compile(r"(?i)\bhttps?://[^\s<>\"']{1,1000}")
_FILE = re.compile(r"\.[a-z0-9]{1,5}\Z")
_MOST_NAMES = 20
_LONGEST_NAME = 400  # characters, as SharePoint allows in a whole path
_HTML = "text/html"
_CARD = "application/vnd.microsoft.card."
_PLACES_OF_FILES = ("sharepoint.com", "onedrive.live.com", "1drv.ms")


@dataclass(frozen=True, slots=True)
class Written:
    """`names`: of the files and links in it. `shares`: a file is among them."""

    text: Sensitive
    names: tuple[Sensitive, ...]
    shares: bool


def written(activity: Any) -> Written:
    """What is in a message activity. What is attached in a form that nobody documents is left out."""
    attached = [Fields(one) for one in activity.attachments or () if isinstance(one, dict)]
    text, marked_up = activity.text.reveal()[:LONGEST], _marked_up(attached)[: 2 * LONGEST]
    links = list(_links(text or marked_up, marked_up))
    files = [name for one in attached if (name := _file_name(one))]
    shares = bool(files) or any(_is_file(link) for link in links) or "<attachment " in marked_up
    named = dict.fromkeys([*files, *(name for link in links if (name := _last_part(link)))])
    names = tuple(Sensitive(name[:_LONGEST_NAME]) for name in list(named)[:_MOST_NAMES])
    return Written(Sensitive(_words(text or marked_up)), names, shares)


def _words(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text


def _marked_up(attached: list[Fields]) -> str:
    """The message as Teams also sends it, with its links; empty: it does not."""
    parts = (one.raw("content") for one in attached if _kind(one) == _HTML)
    return next((part for part in parts if isinstance(part, str)), "")


def _file_name(attachment: Fields) -> str:
    name = attachment.raw("name")
    return name.strip() if isinstance(name, str) and not _kind(attachment).startswith(_CARD) else ""


def _kind(attachment: Fields) -> str:
    kind = attachment.raw("contentType")
    return kind.lower() if isinstance(kind, str) else ""


def _links(text: str, marked_up: str) -> Iterator[str]:
    found = (*_LINK.finditer(text), *(_LINK.finditer(marked_up) if marked_up != text else ()))
    for link in found[:_MOST_NAMES]:
        yield html.unescape(link[0]).rstrip(".,;:!?)»")


def _is_file(link: str) -> bool:
    """Whether a link leads to a file: by its ending, or by where files of Teams lie."""
    host = _split(link)[0]
    ours = any(host == place or host.endswith("." + place) for place in _PLACES_OF_FILES)
    name = _last_part(link).lower()
    return ours or (_FILE.search(name) is not None and not name.endswith((".html", ".aspx")))


def _last_part(link: str) -> str:
    return unquote(_split(link)[1].rstrip("/").rpartition("/")[2])


def _split(link: str) -> tuple[str, str]:
    try:
        parts = urlsplit(link)
        return (parts.hostname or "").lower(), parts.path
    except ValueError:
        return "", ""
