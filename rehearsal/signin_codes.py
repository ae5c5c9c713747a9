"""A stand-in for Entra's sign-in of people: authorization codes with PKCE, ID tokens, signing out (docs/TEAMS.md K).

Stricter than Entra where that finds faults: without PKCE by S256, a nonce and a state nobody gets a code.
"""

import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from rehearsal.keyring import KeyRing
from rehearsal.people import ANN, HOSPITAL, KARI, Person, invented_guid
from rehearsal.tokens import mint_for_person
from rehearsal.world import APP

SUPERVISES = "Tilsyn.Read"
"""The role of whoever may open the officer's pages."""

CODE_LASTS_S = 600.0
_PAGE = """<!DOCTYPE html>
<html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Innlogging på øving</title>
<style>{style}</style></head>
<body><main><h1>Innlogging på øving</h1><p>Her står Microsofts side når dette er på ordentlig. Hvem er du?</p>
{choices}</main></body></html>"""
_STYLE = """body { font: 1.0625rem/1.6 system-ui, sans-serif; margin: 3rem auto; max-width: 30rem; padding: 0 1rem }
button { font: inherit; margin: .25rem 0; min-height: 2.75rem; padding: .5rem 1rem; text-align: left; width: 100% }
small { display: block }"""
_CHOICE = '<form method="post"><button name="account" value="{}"><b>{}</b><small>{}</small></button></form>'
_WITHOUT = "uten rolle: slippes ikke inn på tilsynssidene"
_WANTED = ("client_id", "redirect_uri", "response_type", "state", "nonce", "code_challenge", "code_challenge_method")


@dataclass
class Objection(Exception):
    """Why nothing is given, in Entra's form. The AADSTS numbers are UNVERIFIED."""

    status: int
    error: str
    number: int


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in, and the app's roles that an administrator gave them."""

    key: str
    name: str
    oid: str
    username: str
    roles: tuple[str, ...] = ()
    tenant: str = HOSPITAL


def _account(person: Person, *roles: str) -> Account:
    return Account(person.key, person.name, person.oid, person.address, roles)


OFFICER = Account(
    "vera", "Vera Vik", invented_guid("vera.vik@sykehuset.example"), "vera.vik@sykehuset.example", (SUPERVISES,)
)
"""The data protection officer."""

ACCOUNTS = (OFFICER, _account(ANN), _account(KARI))


@dataclass(frozen=True, slots=True)
class Granted:
    """A code that was given: to which app, for which address, under which challenge and nonce, and for whom."""

    client: str
    redirect: str
    challenge: str
    nonce: str
    account: Account
    ends: float  # seconds since the epoch


class Codes:
    """Gives codes and takes them in. `redirects`: the addresses the app has registered. `claims` goes over the right
    ones of ID tokens given from now on; `ends_in_s`, when those end. `asked`: the latest request for a code.
    `time`: seconds since the epoch, as codes and tokens have it.
    """

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self.time: Callable[[], float] = time.time
        self.redirects: set[str] = set()
        self.claims: dict[str, object] = {}
        self.ends_in_s = 3600.0
        self.accounts = {account.key: account for account in ACCOUNTS}
        self.asked: dict[str, str] = {}
        self._given: dict[str, Granted] = {}
        self._used: set[str] = set()

    def add_pages_to(self, app: web.Application) -> None:
        """What people see."""
        app.router.add_get("/{tenant}/oauth2/v2.0/authorize", self._page)
        app.router.add_post("/{tenant}/oauth2/v2.0/authorize", self._choose)

    def add_keys_to(self, app: web.Application) -> None:
        """What the bot asks for, and where it sends people who sign out."""
        app.router.add_get("/{tenant}/oauth2/v2.0/logout", self._logout)
        app.router.add_get("/{tenant}/discovery/v2.0/keys", self._keys)

    async def _page(self, request: web.Request) -> web.Response:
        try:
            self._wanted(request)
        except Objection as no:
            return _told(no)
        choices = (
            _CHOICE.format(one.key, escape(one.name), f"rollen {', '.join(one.roles)}" if one.roles else _WITHOUT)
            for one in self.accounts.values()
        )
        return web.Response(text=_PAGE.format(style=_STYLE, choices="".join(choices)), content_type="text/html")

    async def _choose(self, request: web.Request) -> web.Response:
        form = await request.post()
        try:
            asked, account = self._wanted(request), self.accounts.get(str(form.get("account")))
        except Objection as no:
            return _told(no)
        if account is None:
            told = {"error": "access_denied", "error_description": "AADSTS50126: refused.", "state": asked["state"]}
            raise web.HTTPSeeOther(f"{asked['redirect_uri']}?{urlencode(told)}")
        code = secrets.token_urlsafe(48)
        self._given[code] = Granted(
            asked["client_id"], asked["redirect_uri"], asked["code_challenge"], asked["nonce"],
            account, self.time() + CODE_LASTS_S,
        )  # fmt: skip
        told = {"code": code, "state": asked["state"], "session_state": secrets.token_urlsafe(12)}
        raise web.HTTPSeeOther(f"{asked['redirect_uri']}?{urlencode(told)}")

    def _wanted(self, request: web.Request) -> dict[str, str]:
        """What is asked for.

        Raises:
            Objection: it is not asked as it should be; nobody is sent anywhere then.
        """
        asked = self.asked = {name: request.query.get(name, "") for name in (*_WANTED, "scope")}
        if request.match_info["tenant"] != HOSPITAL:
            raise Objection(400, "invalid_request", 90002)
        if asked["client_id"] != APP:
            raise Objection(400, "unauthorized_client", 700016)
        if asked["redirect_uri"] not in self.redirects:
            raise Objection(400, "invalid_request", 50011)
        if asked["response_type"] != "code" or asked["code_challenge_method"] != "S256":
            raise Objection(400, "unsupported_response_type", 700054)
        if not all(asked[name] for name in _WANTED) or "openid" not in asked["scope"].split():
            raise Objection(400, "invalid_request", 900144)
        return asked

    def redeem(self, form: Mapping[str, object], issuer: str) -> dict[str, object]:
        """What the token endpoint answers to whoever brings a code; the app's own secret was looked at before.

        Raises:
            Objection: the code is none, was used, has ended, or is another's.
        """
        code = str(form.get("code"))
        if code in self._used:
            raise Objection(400, "invalid_grant", 54005)
        granted = self._given.pop(code, None)
        if granted is None or granted.ends < self.time():
            raise Objection(400, "invalid_grant", 70008)
        self._used.add(code)
        if (form.get("client_id"), form.get("redirect_uri")) != (granted.client, granted.redirect):
            raise Objection(400, "invalid_grant", 500112)
        verifier = sha256(str(form.get("code_verifier", "")).encode()).digest()
        if urlsafe_b64encode(verifier).decode().rstrip("=") != granted.challenge:
            raise Objection(400, "invalid_grant", 501481)
        who = granted.account
        told = json.dumps({"uid": who.oid, "utid": who.tenant}).encode()
        return {
            "token_type": "Bearer",
            "scope": "openid profile",
            "expires_in": 3599,
            "access_token": secrets.token_urlsafe(64),
            "id_token": self._id_token(granted, issuer),
            "client_info": urlsafe_b64encode(told).decode().rstrip("="),
        }

    def _id_token(self, granted: Granted, issuer: str) -> str:
        who, now = granted.account, int(self.time())
        right: dict[str, object] = {
            "aud": granted.client,
            "iss": issuer,
            "iat": now,
            "nbf": now,
            "exp": int(now + self.ends_in_s),
            "name": who.name,
            "nonce": granted.nonce,
            "oid": who.oid,
            "preferred_username": who.username,
            "sub": sha256(f"{who.oid} {granted.client}".encode()).hexdigest()[:43],
            "tid": who.tenant,
            "ver": "2.0",
        }
        roles: dict[str, object] = {"roles": list(who.roles)} if who.roles else {}
        return mint_for_person(self.ring.current, right | roles | self.claims)

    async def _logout(self, request: web.Request) -> web.Response:
        back = request.query.get("post_logout_redirect_uri", "")
        if any(back.startswith(one.removesuffix("/inn")) for one in self.redirects):
            raise web.HTTPSeeOther(back)
        return web.Response(text="<!DOCTYPE html><title>Utlogget</title><h1>Utlogget</h1>", content_type="text/html")

    async def _keys(self, _request: web.Request) -> web.Response:
        return web.json_response({"keys": [key.public() for key in self.ring.published]})


def _told(no: Objection) -> web.Response:
    return web.Response(status=no.status, text=f"AADSTS{no.number}: {no.error}")
