"""A stand-in for Entra's token endpoint, over TLS with a certificate authority of its own making.

Tokens for the app itself; those for people who sign in are given by `signin_codes`. Their browsers know nothing of that
authority and would stop at its certificate, so the page where people sign in is served on loopback without TLS.
"""

import json
import secrets
import ssl
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import trustme
from aiohttp import web

from rehearsal.faults import Faults, Operation, inject
from rehearsal.keyring import KeyRing
from rehearsal.people import HOSPITAL
from rehearsal.server import Server
from rehearsal.signin_codes import Codes, Objection
from rehearsal.world import APP

SECRET = "rehearsal-only"
CONNECTOR = "https://api.botframework.com"
ROLES = (
    "OnlineMeetings.ReadWrite.All",
    "Calendars.ReadBasic.All",
    "CrossTenantInformation.ReadBasic.All",
    "OnlineMeetingRecording.Read.All",
    "OnlineMeetingTranscript.Read.All",
    "TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All",
)
"""What Graph lets the app do unless told otherwise. Chats it may read by the consent that each has given."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A token that was given out; `ends` in seconds since the epoch."""

    audience: str
    ends: float
    roles: frozenset[str] = frozenset()


class SignIn:
    """Tokens for client credentials; `codes` has those for people. `lifetime_s`, `roles`, what Graph lets the app do,
    and `ahead_s`, so far its clock goes before ours, hold for tokens given from now on.
    """

    def __init__(self, faults: Faults, directory: Path, ring: KeyRing) -> None:
        authority = trustme.CA()
        self.ca_file = directory / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(tls)
        self.lifetime_s = 3599
        self.ahead_s = 0.0
        self.audiences = {CONNECTOR}
        self.roles = list(ROLES)
        self.given = 0
        self._issued: dict[str, Issued] = {}
        self.codes = Codes(ring)
        app = web.Application(middlewares=[inject(faults)])
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token, name=Operation.TOKEN)
        discovery = "/{tenant}/v2.0/.well-known/openid-configuration"
        app.router.add_get(discovery, self._discovery, name=Operation.DISCOVERY)
        self.codes.add_keys_to(app)
        self.server = Server(app, tls=tls, name="localhost")
        door = web.Application()
        self.codes.add_pages_to(door)
        self.door = Server(door)

    def accepts(self, authorization: str | None, audience: str) -> bool:
        """Whether an `Authorization` header bears a token of ours for *audience* that has not ended."""
        issued = self._borne(authorization)
        return issued is not None and issued.audience == audience and issued.ends > time.time()

    def granted(self, authorization: str | None) -> frozenset[str]:
        """The roles in the token that an `Authorization` header bears; none, if it is not ours."""
        issued = self._borne(authorization)
        return frozenset() if issued is None else issued.roles

    def revoke_all(self) -> None:
        """No token given so far is accepted any more."""
        self._issued.clear()

    def _borne(self, authorization: str | None) -> Issued | None:
        scheme, _, token = (authorization or "").partition(" ")
        return self._issued.get(token.strip()) if scheme.lower() == "bearer" else None

    async def _discovery(self, request: web.Request) -> web.Response:
        name = request.match_info["tenant"]
        tenant, door = f"{self.server.url}/{name}", f"{self.door.url}/{name}"
        return web.json_response(
            {
                "issuer": f"{tenant}/v2.0",
                "authorization_endpoint": f"{door}/oauth2/v2.0/authorize",
                "token_endpoint": f"{tenant}/oauth2/v2.0/token",
                "end_session_endpoint": f"{tenant}/oauth2/v2.0/logout",
                "jwks_uri": f"{tenant}/discovery/v2.0/keys",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        tenant = request.match_info["tenant"]
        try:
            self._known(tenant, form)
            if form.get("grant_type") == "authorization_code":
                return web.json_response(self.codes.redeem(form, f"{self.server.url}/{tenant}/v2.0"))
            audience = self._check(form)
        except Objection as no:
            described = f"AADSTS{no.number}: refused."
            told = {"error": no.error, "error_description": described, "error_codes": [no.number]}
            return web.json_response(told, status=no.status)
        token, seconds = self.issue(audience), self.lifetime_s
        return web.json_response(
            {"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds, "access_token": token}
        )

    def _known(self, tenant: str, form: Mapping[str, object]) -> None:
        """Whoever asks is the app.

        Raises:
            Objection: the asker is not known.
        """
        if tenant != HOSPITAL:
            raise Objection(400, "invalid_request", 90002)
        if form.get("grant_type") not in ("client_credentials", "authorization_code"):
            raise Objection(400, "unsupported_grant_type", 70003)
        if form.get("client_id") != APP:
            raise Objection(400, "unauthorized_client", 700016)
        if form.get("client_secret") != SECRET and not form.get("client_assertion"):
            raise Objection(401, "invalid_client", 7000215)

    def _check(self, form: Mapping[str, object]) -> str:
        """The audience a token is asked for.

        Raises:
            Objection: there is none such.
        """
        audience = str(form.get("scope", "")).removesuffix("/.default")
        if audience not in self.audiences or not str(form.get("scope")).endswith("/.default"):
            raise Objection(400, "invalid_scope", 70011)
        return audience

    def issue(self, audience: str) -> str:
        """A token for *audience*, without asking who wants it."""
        ends = time.time() + self.lifetime_s
        claims: dict[str, object] = {
            "aud": audience,
            "iss": f"{self.server.url}/{HOSPITAL}/v2.0",
            "exp": int(ends + self.ahead_s),
            "tid": HOSPITAL,
            "appid": APP,
            "uti": secrets.token_urlsafe(12),
        }
        roles = () if audience == CONNECTOR else tuple(self.roles)
        if audience != CONNECTOR:
            claims["roles"] = list(roles)
        parts = ({"alg": "RS256", "typ": "JWT"}, claims)
        unsigned = ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
        token = f"{unsigned}.{secrets.token_urlsafe(64)}"
        self._issued[token] = Issued(audience, ends, frozenset(roles))
        self.given += 1
        return token
