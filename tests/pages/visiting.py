"""The pages as they are served, with the stand-in's sign-in, and a browser without eyes that keeps cookies."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
from aiohttp import web
from yarl import URL

from bot.inbound.web import OFFICERS_PAGES
from bot.metrics import Metrics
from bot.pages.door import Pages
from bot.settings import read_settings
from rehearsal.bot_process import free_port
from rehearsal.faults import Faults
from rehearsal.keyring import KeyRing
from rehearsal.people import HOSPITAL
from rehearsal.signin import SECRET, SignIn
from rehearsal.signin_codes import OFFICER, Account
from rehearsal.world import APP
from tests.fakes import VirtualClock
from tests.pages.kept import Store
from tests.scenes import at


@dataclass
class Answer:
    """What came back: status, headers and text; `cookies`: what `Set-Cookie` says, by name."""

    status: int
    headers: Mapping[str, str]
    text: str
    cookies: dict[str, Any]

    @property
    def there(self) -> str:
        """Where it sends the browser."""
        return self.headers["Location"]

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.text)
        assert found, self.text[:300]
        return unescape(found[1])

    @property
    def heading(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.text, re.S)
        assert found, self.text[:300]
        return unescape(found[1])


@dataclass
class Site:
    """The pages with all that is behind them."""

    url: str
    signin: SignIn
    store: Store
    metrics: Metrics
    clock: VirtualClock
    pages: Pages

    @property
    def timeline(self) -> str:
        """The address of the meeting that is over."""
        return f"/tilsyn/moter/{self.store.over.meeting}/{self.store.over.number}"

    def counted(self, outcome: str) -> float:
        """How many sign-ins came to that."""
        name = "motevakt_officer_sign_ins_total"
        return self.metrics.registry.get_sample_value(name, {"outcome": outcome}) or 0.0


class Visitor:
    """Asks the pages as a browser does, redirects followed by hand. `jar`: its cookies at the bot."""

    def __init__(self, site: Site, http: aiohttp.ClientSession) -> None:
        self.site, self._http = site, http
        self.jar: dict[str, str] = {}

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.ask("GET", path, headers)

    async def post(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        """As a form of our own page: its token is asked for, unless *form* has one."""
        if "csrf" not in form:
            form = {**form, "csrf": (await self.get("/tilsyn")).csrf}
        return await self.ask("POST", path, {"Origin": "null", "Sec-Fetch-Site": "same-origin"} | headers, form)

    async def fetch(self, method: str, path: str, form: Mapping[str, str] | None = None) -> bytes:
        """A file."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        headers = {"Cookie": cookies, "Origin": "null", "Sec-Fetch-Site": "same-origin"}
        async with self._http.request(method, f"{self.site.url}{path}", headers=headers, data=form) as response:
            assert (response.status, response.content_type) == (200, "application/pdf"), await response.text()
            return await response.read()

    async def ask(self, method: str, path: str, headers: Mapping[str, str], data: Any = None) -> Answer:
        url = path if path.startswith("http") else f"{self.site.url}{path}"
        cookies = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        sent = {name.replace("_", "-"): value for name, value in headers.items()} | (
            {"Cookie": cookies} if cookies else {}
        )
        async with self._http.request(
            method, URL(url, encoded=True), headers=sent, data=data, allow_redirects=False
        ) as response:
            answer = Answer(
                response.status, response.headers, await response.text(errors="replace"), dict(response.cookies)
            )
        for name, morsel in answer.cookies.items():
            if morsel.value and morsel["max-age"] != "0":
                self.jar[name] = morsel.value
            else:
                self.jar.pop(name, None)
        return answer

    async def leave(self, then: str = "") -> str:
        """Begin to sign in; gives the sign-in service's page to go to."""
        begun = await self.get(f"/tilsyn/logginn/start{then}")
        assert begun.status == 303, begun.text
        return begun.there

    async def choose(self, page: str, account: Account = OFFICER) -> str:
        """Sign in at the sign-in service; gives where it sends the browser."""
        async with self._http.post(
            URL(page, encoded=True), data={"account": account.key}, allow_redirects=False
        ) as response:
            assert response.status == 303, await response.text()
            return response.headers["Location"]

    async def sign_in(self, account: Account = OFFICER, then: str = "") -> Answer:
        """All of it; gives the bot's last answer."""
        return await self.get(await self.choose(await self.leave(then), account))


def asked(url: str) -> dict[str, str]:
    """The query of an address."""
    return {name: value for name, (value, *_) in parse_qs(urlsplit(url).query).items()}


@cache  # a key takes a tenth of a second to make
def _ring() -> KeyRing:
    return KeyRing(endorsements=None)


@asynccontextmanager
async def serving(template: Path, directory: Path, *, public_url: str = "", **otherwise: str) -> AsyncIterator[Site]:
    """The pages on loopback, two days after the meetings that *template* keeps; *directory* takes a copy of these.

    *public_url*: as whom they hold themselves; *otherwise* goes over the settings.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    signin = SignIn(Faults(), directory, _ring())
    signin.codes.redirects.add(f"{public_url or url}/tilsyn/inn")
    await signin.server.start()
    await signin.door.start()
    settings = read_settings(
        {
            "MicrosoftAppId": APP,
            "MicrosoftAppPassword": SECRET,
            "MicrosoftAppTenantId": HOSPITAL,
            "PUBLIC_URL": public_url or url,
            "BOT_LOGIN_AUTHORITY": signin.server.url,
            **otherwise,
        }
    )
    metrics, time = Metrics(), VirtualClock(at(48 * 60))
    signin.codes.time = lambda: time.now().timestamp()
    store = Store(template, directory, time)
    pages = Pages(
        settings=settings,
        records=store.records,
        derived=store.vault.derived,
        clock=time,
        metrics=metrics,
    )
    app = web.Application()
    app.add_routes([web.route("*", path, pages.serve) for path in OFFICERS_PAGES])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield Site(url, signin, store, metrics, time, pages)
    finally:
        await runner.cleanup()
        await signin.door.stop()
        await signin.server.stop()
