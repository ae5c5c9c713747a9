"""Who is signed in, in an encrypted cookie: nothing of it is kept here but which sessions were ended by their owners.

A session ends 30 minutes after its last page and 8 hours after its sign-in. Sessions that were ended are known to the
process that ended them, and to no other replica: there a cookie that somebody copied before lasts till its own end.

Fernet of `cryptography` seals, under a key that all replicas derive alike. Not aiohttp-session: 2.12.1 takes a cookie
away without `Secure`, so that browsers keep a `__Host-` one, counts by a clock of its own, and warns with aiohttp 3.14.
"""

import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken

from bot.evidence.records import Looker
from bot.pages.addresses import Addresses
from bot.ports import Clock

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
FLOW = timedelta(minutes=10)
"""How long somebody may take to sign in."""

SESSIONS, FLOWS = "sessions", "sign-ins"
_NOTED_AGAIN_S = 60  # how often a page's hour is written into the cookie
_MOST_ENDED = 10_000


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who may see the pages. `csrf`: what each of their forms has to bring. Hours in seconds since 1970."""

    tenant: str
    oid: str
    name: str = field(repr=False)
    roles: list[str]
    csrf: str = field(repr=False)
    began: int
    seen: int

    @property
    def looker(self) -> Looker:
        return Looker(self.tenant, self.oid, self.name)

    def brought(self, token: str) -> bool:
        """Whether a form's *token* is theirs."""
        return hmac.compare_digest(self.csrf.encode(), token.encode())


SIGNED_IN = web.RequestKey("signed_in", Officer)
"""Where a request bears who is signed in; it bears nothing where nobody is."""


class Sessions:
    """Reads and makes sessions, and what is remembered of a sign-in under way."""

    def __init__(self, *, derived: Callable[[str], bytes], addresses: Addresses, clock: Clock) -> None:
        self._secure, self._clock = addresses.secure, clock
        self._sessions, self._flows = _fernet(derived(SESSIONS)), _fernet(derived(FLOWS))
        self._ended: dict[str, int] = {}
        self.session, self.flow, self.language = map(self._named, ("tilsyn", "tilsyn-innlogging", "tilsyn-sprak"))

    def begin(self, response: web.StreamResponse, who: Looker, roles: list[str]) -> None:
        """Give *response* a session of its own, whatever the browser had before."""
        now = self._now()
        token = secrets.token_urlsafe(32)
        self.give(response, self.session, self._sealed(Officer(who.tenant, who.oid, who.name, roles, token, now, now)))

    def read(self, request: web.Request) -> Officer | None:
        """Who is signed in; None: nobody, or no longer."""
        told = self._opened(self._sessions, request.cookies.get(self.session, ""), LONGEST)
        try:
            officer = Officer(**told) if told else None
        except TypeError:  # a cookie of another version of the bot
            return None
        if officer is None or officer.csrf in self._ended:
            return None
        now = self._now()
        late = now - officer.seen > IDLE.total_seconds() or now - officer.began > LONGEST.total_seconds()
        return None if late else officer

    def go_on(self, response: web.StreamResponse, officer: Officer) -> None:
        """Note that *officer* has seen one page more, unless *response* has another session or none."""
        now = self._now()
        if now - officer.seen >= _NOTED_AGAIN_S and self.session not in response.cookies:
            self.give(response, self.session, self._sealed(replace(officer, seen=now)))

    def end(self, officer: Officer | None) -> None:
        """End the session of *officer* for good."""
        now = self._now()
        self._ended = {one: until for one, until in self._ended.items() if until > now}
        if officer is not None and len(self._ended) < _MOST_ENDED:
            self._ended[officer.csrf] = officer.began + int(LONGEST.total_seconds())

    def remember(self, response: web.StreamResponse, flow: dict[str, Any]) -> None:
        """Let the browser keep what is to be remembered of its sign-in."""
        sealed = self._flows.encrypt_at_time(json.dumps(flow).encode(), self._now()).decode()
        self.give(response, self.flow, sealed, lasts=FLOW)

    def remembered(self, request: web.Request) -> dict[str, Any] | None:
        """What was to be remembered; None: nothing that is ours and new enough."""
        return self._opened(self._flows, request.cookies.get(self.flow, ""), FLOW)

    def give(self, response: web.StreamResponse, name: str, value: str, *, lasts: timedelta | None = None) -> None:
        """Give the browser a cookie with every flag there is; an empty *value* takes it away."""
        seconds = 0 if not value else None if lasts is None else int(lasts.total_seconds())
        response.set_cookie(name, value, path="/", secure=self._secure, httponly=True, samesite="Lax", max_age=seconds)

    def _named(self, name: str) -> str:
        """With `__Host-` no other host of the domain can give such a cookie to a browser in our stead."""
        return f"__Host-{name}" if self._secure else name

    def _sealed(self, officer: Officer) -> str:
        return self._sessions.encrypt_at_time(json.dumps(asdict(officer)).encode(), self._now()).decode()

    def _opened(self, cipher: Fernet, sealed: str, lasts: timedelta) -> dict[str, Any] | None:
        try:
            plain = cipher.decrypt_at_time(sealed.encode(), int(lasts.total_seconds()), self._now())
        except (InvalidToken, UnicodeEncodeError):  # bytes that are no letters, as whoever forges may send
            return None
        told: dict[str, Any] = json.loads(plain)
        return told

    def _now(self) -> int:
        return int(self._clock.now().timestamp())


def _fernet(key: bytes) -> Fernet:
    return Fernet(urlsafe_b64encode(key))
