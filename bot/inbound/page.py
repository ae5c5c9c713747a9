"""A static page and the policy that lets a browser show it and nothing else."""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_EITHER = re.compile(r"<!-- chat read -->\n(.*?)<!-- chat unread -->\n(.*?)<!-- end -->\n", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text and its Content-Security-Policy."""

    html: str
    policy: str


def read_page(path: Path, *, reads_chat: bool) -> Page:
    """The page at *path*, with what it says for a chat that is read, or is not.

    Of all that a page can load, its own style sheet alone is let through, by its hash.
    """
    html = _EITHER.sub(r"\1" if reads_chat else r"\2", path.read_text(encoding="utf-8"))
    styles = " ".join(f"'sha256-{_digest(style)}'" for style in _STYLE.findall(html)) or "'none'"
    policy = f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return Page(html, policy)


def _digest(style: str) -> str:
    return base64.b64encode(sha256(style.encode()).digest()).decode()
