"""/personvern: a static page in each language, and the policy that lets a browser show it and nothing else."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from html import escape
from pathlib import Path

from bot.domain.chat import HOLDS
from bot.domain.forgetting import FORGOTTEN_AFTER
from bot.domain.language import Language
from bot.domain.procedure import Procedure
from bot.evidence.records import LOOKS_KEPT
from bot.inbound.people import language_of

_HERE = Path(__file__).parent
_SHELL = _HERE / "personvern.html"
_EITHER = re.compile(r"<!-- if (\w+) -->\n(.*?)<!-- else -->\n(.*?)<!-- end -->\n", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_TITLE = re.compile(r"<h1>(.*?)</h1>")
_PLACE = re.compile(r"{{(\w+)}}")
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_NAMES: Mapping[Language, str] = {Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"}
_CHOICE: Mapping[Language, str] = {Language.NB: "Språk", Language.NN: "Språk", Language.EN: "Language"}
_UNITS: Mapping[Language, Mapping[timedelta, tuple[str, str]]] = {
    Language.NB: {_DAY: ("dag", "dager"), _HOUR: ("time", "timer")},
    Language.NN: {_DAY: ("dag", "dagar"), _HOUR: ("time", "timar")},
    Language.EN: {_DAY: ("day", "days"), _HOUR: ("hour", "hours")},
}


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the page rests on. `language`: where a reader asks for none; `names`: how long names are kept."""

    procedure: Procedure
    language: Language = Language.NB
    names: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text and its Content-Security-Policy."""

    html: str
    policy: str


def read_pages(privacy: Privacy) -> Mapping[Language, Page]:
    """The page in each language, true of this very bot.

    Of all that a page can load, its own style sheet alone is let through, by its hash.
    """
    shell = _SHELL.read_text(encoding="utf-8")
    styles = " ".join(f"'sha256-{_digest(style)}'" for style in _STYLE.findall(shell))
    policy = f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return {language: Page(_page(shell, language, privacy), policy) for language in Language}


def wanted(asked: str, accepts: str, otherwise: Language) -> Language:
    """The language of `?lang=` if we speak it, else the reader's dearest that we do (`Accept-Language`), else ours."""
    ranked = sorted((_ranked(part) for part in accepts.split(",")), key=lambda one: -one[0])  # equals stay in order
    told = (language_of(tag) for tag in (asked, *(tag for quality, tag in ranked if quality > 0)))
    return next((language for language in told if language), otherwise)


def _ranked(part: str) -> tuple[float, str]:
    """A language range and how dear it is, 0 to 1 (RFC 9110, 12.5.4); what cannot be read is not wanted."""
    tag, _, weight = part.partition(";")
    found = re.fullmatch(r"\s*q=([01](?:\.[0-9]{0,3})?)\s*", weight) if weight else None
    return (float(found[1]) if found else 0.0 if weight else 1.0), tag.strip()


def _page(shell: str, language: Language, privacy: Privacy) -> str:
    body = _SHELL.with_suffix(f".{language}.html").read_text(encoding="utf-8")
    contact = privacy.procedure.links.data_protection
    holds = {"reads_chat": privacy.procedure.reads_chat, "contact": bool(contact)}
    body = _EITHER.sub(lambda either: either[2] if holds[either[1]] else either[3], body)
    title = _TITLE.search(body)
    places = {
        "lang": language.value,
        "title": title[1] if title else "",
        "choice": _CHOICE[language],
        "languages": " ".join(_link(other, here=other is language) for other in Language),
        "contact": escape(contact),
        "names": _length(privacy.names, language),
        "roster": _length(FORGOTTEN_AFTER, language),
        "looks": _length(LOOKS_KEPT, language),
        "marks": _length(privacy.procedure.vouch_holds, language),
        "files": _length(privacy.procedure.files_until, language),
        "caution": _length(HOLDS, language),
    }
    return _PLACE.sub(lambda place: places[place[1]], shell.replace("{{body}}", body))


def _link(language: Language, *, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<a href="?lang={language}" lang="{language}" hreflang="{language}"{current}>{_NAMES[language]}</a>'


def _length(time: timedelta, language: Language) -> str:
    """In days, from two on and where that is whole; else in hours, rounded up: never less than is kept."""
    unit = _DAY if time >= 2 * _DAY and not time % _DAY else _HOUR
    count = -(-time // unit)
    one, several = _UNITS[language][unit]
    return f"{count} {one if count == 1 else several}"


def _digest(style: str) -> str:
    return base64.b64encode(sha256(style.encode()).digest()).decode()
