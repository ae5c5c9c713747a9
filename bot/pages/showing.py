"""Draws a page in its reader's language. Whatever is put into one is escaped: text cannot become markup."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp_jinja2
import jinja2
from aiohttp import ETag, web

from bot.domain.language import Language
from bot.domain.norway import OSLO
from bot.pages.addresses import Addresses
from bot.pages.saying import Saying
from bot.pages.sessions import SIGNED_IN, Sessions
from bot.pages.words import WORDS, Told, Words

_HERE = Path(__file__).parent
_STATIC = {"sider.css": "text/css", "ikon.svg": "image/svg+xml"}
_SPOKEN = {"nb": Language.NB, "no": Language.NB, "nn": Language.NN, "en": Language.EN}
_MOST_SPOKEN = 20


class Shows:
    """Draws pages."""

    def __init__(self, *, sessions: Sessions, addresses: Addresses, otherwise: Language) -> None:
        self._sessions, self._addresses, self._otherwise = sessions, addresses, otherwise
        self._files = {name: (_HERE / "static" / name).read_bytes() for name in _STATIC}

    def set_up(self, app: web.Application) -> None:
        """Let *app* draw with our templates."""
        environment = aiohttp_jinja2.setup(
            app,
            loader=jinja2.FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.filters |= {"hour": _hour, "minute": _minute, "iso": datetime.isoformat}

    def language(self, request: web.Request) -> Language:
        """As the address says, else the cookie, else the browser, else the settings."""
        for said in (request.query.get("lang"), request.cookies.get(self._sessions.language)):
            if said in set(Language):
                return Language(said)
        return _preferred(request.headers.get("Accept-Language", "")) or self._otherwise

    def words(self, request: web.Request) -> Words:
        return WORDS[self.language(request)]

    def page(
        self, request: web.Request, template: str, *, status: int = 200, filled: Mapping[str, Any]
    ) -> web.Response:
        """The page that *template* makes of what is *filled* in."""
        language = self.language(request)
        around = {
            "w": WORDS[language],
            "language": language,
            "tongues": {one: WORDS[one].frame.tongue for one in Language},
            "root": self._addresses.root,
            "privacy": self._addresses.privacy,
            "officer": request.get(SIGNED_IN),
            "here": {one: self._here(request, one) for one in Language},
            "say": Saying(language),
        }
        response = aiohttp_jinja2.render_template(template, request, {**around, **filled}, status=status)
        if request.query.get("lang") == language:
            self._sessions.give(response, self._sessions.language, language.value)
        return response

    def _here(self, request: web.Request, language: Language) -> str:
        """This page in another language. One that a form made is shown by its form alone: the one before it, then."""
        kept = {name: value for name, value in request.query.items() if name in ("dag", "side", "til", "kjent")}
        asked = f"?{urlencode(kept | {'lang': language.value})}"
        if request.method in ("GET", "HEAD"):
            return asked
        before = request.path.removeprefix("/tilsyn").removesuffix("/navn").removesuffix("/utskrift")
        return f"{self._addresses.root}{self._addresses.back(before)}{asked}"

    def told(self, request: web.Request, told: Told, *, status: int) -> web.Response:
        """A page that only tells something."""
        return self.page(request, "told.html", status=status, filled={"told": told})

    async def static(self, request: web.Request) -> web.StreamResponse:
        """The style sheet and the icon; a browser asks each time whether they are new."""
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound
        tag = ETag(sha256(self._files[name]).hexdigest()[:32])
        known = tag.value in {one.value for one in request.if_none_match or ()}
        response = (
            web.Response(status=304)
            if known
            else web.Response(body=self._files[name], content_type=_STATIC[name], charset="utf-8")
        )
        response.etag = tag
        response.headers["Cache-Control"] = "no-cache"
        return response


def to(address: str) -> web.Response:
    """Sends the browser there, by a GET."""
    return web.Response(status=303, headers={"Location": address})


def _hour(at: datetime) -> str:
    return f"{at.astimezone(OSLO):%H:%M:%S}"


def _minute(at: datetime) -> str:
    return f"{at.astimezone(OSLO):%H:%M}"


def _preferred(accepts: str) -> Language | None:
    """What a browser likes best of ours (RFC 9110, 12.5.4)."""
    ranked: list[tuple[float, Language]] = []
    for part in accepts.split(",")[:_MOST_SPOKEN]:
        tag, _, weight = part.strip().partition(";q=")
        spoken = _SPOKEN.get(tag.partition("-")[0].strip().lower())
        try:
            liked = float(weight or 1)
        except ValueError:
            continue
        if spoken and liked > 0:
            ranked.append((liked, spoken))
    return max(ranked, key=lambda one: one[0])[1] if ranked else None
