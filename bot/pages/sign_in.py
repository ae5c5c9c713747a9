"""Signing in with the hospital's own accounts: OpenID Connect, authorization code with PKCE, by msal.

msal checks neither the ID token's signature nor its claims but for the nonce. The token comes from the token endpoint
itself over TLS, which OpenID Connect Core 3.1.3.7 (6) lets stand for the signature; the claims are judged here.
The code comes back in the address, not in a form as msal advises: a form from another site would bring no cookie of
ours but a `SameSite=None` one. Whoever reads that address has neither our secret nor the verifier, and it is used up.
No token is kept: each sign-in has an msal application of its own, and asks for no refresh token.
"""

import ssl
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import msal
import requests

from bot.evidence.records import Looker
from bot.guid import is_guid
from bot.pages.refusals import NotLetIn, Refusal
from bot.settings import AppType, Settings

SUPERVISES = "Tilsyn.Read"
"""The app role of whoever may open the pages."""

WITHIN_S = 8.0
_LEEWAY_S = 120  # clocks differ
_LONGEST_NAME = 200
_MICROSOFT = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")


class _Http(requests.Session):
    """Trusts whom all else of the bot trusts, by `SSL_CERT_FILE`: requests by itself has a list of its own."""

    def request(self, *asked: Any, **how: Any) -> requests.Response:
        trusted = ssl.get_default_verify_paths().cafile or True
        return super().request(*asked, **({"timeout": WITHIN_S, "verify": trusted} | how))


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sends people to the sign-in service, and takes them in again. Its calls wait for the network."""

    settings: Settings
    redirect: str

    @property
    def possible(self) -> bool:
        """A managed identity has no application object: no redirect address, no roles for people."""
        return self.settings.app_type is not AppType.USER_ASSIGNED_MSI

    def start(self) -> dict[str, Any]:
        """What to remember of a sign-in; `auth_uri` is where to send them.

        Raises:
            NotLetIn: the service is away.
        """
        with _Http() as http, warnings.catch_warnings():
            warnings.filterwarnings("ignore", "response_mode", UserWarning)
            asked = self._client(http).initiate_auth_code_flow(scopes=[], redirect_uri=self.redirect)
        flow: dict[str, Any] = asked
        return flow

    def finish(self, flow: Mapping[str, Any], answer: Mapping[str, str], now: datetime) -> Looker:
        """Who came back with *answer* to what was remembered as *flow*.

        Raises:
            NotLetIn: it is nobody who may come in.
        """
        if not answer.get("state") or answer["state"] != flow.get("state"):
            raise NotLetIn(Refusal.STATE)
        if "error" in answer or not answer.get("code"):
            raise NotLetIn(Refusal.CANCELLED)
        try:
            with _Http() as http:
                told: Mapping[str, Any] = self._client(http).acquire_token_by_auth_code_flow(
                    dict(flow), {"code": answer["code"], "state": answer["state"]}
                )
        except requests.RequestException:
            raise NotLetIn(Refusal.AWAY) from None
        except RuntimeError:
            raise NotLetIn(Refusal.NONCE) from None
        except ValueError:
            raise NotLetIn(Refusal.CODE) from None
        claims = told.get("id_token_claims")
        if not isinstance(claims, dict):
            raise NotLetIn(Refusal.SECRET if told.get("error") == "invalid_client" else Refusal.CODE)
        return judge(claims, self.settings, now)

    def elsewhere(self, back: str) -> str:
        """Where somebody signs out of the sign-in service itself."""
        wanted = urlencode({"post_logout_redirect_uri": back})
        return f"{self.settings.login_authority}/{self.settings.tenant}/oauth2/v2.0/logout?{wanted}"

    def _client(self, http: _Http) -> msal.ConfidentialClientApplication:
        authority = self.settings.login_authority
        try:
            return msal.ConfidentialClientApplication(
                self.settings.app_id,
                client_credential=self._credential(),
                authority=f"{authority}/{self.settings.tenant}",
                instance_discovery=None if urlsplit(authority).hostname in _MICROSOFT else False,
                exclude_scopes=["offline_access"],
                http_client=http,
            )
        except (requests.RequestException, ValueError, OSError):
            raise NotLetIn(Refusal.AWAY) from None

    def _credential(self) -> str | dict[str, str]:
        if self.settings.certificate_path is None:
            return self.settings.password or ""
        pem = self.settings.certificate_path.read_text(encoding="ascii")
        return {"private_key": pem, "public_certificate": pem}


def judge(claims: Mapping[str, Any], settings: Settings, now: datetime) -> Looker:
    """Whom an ID token tells of.

    Raises:
        NotLetIn: it is not for us, not of our tenant, has ended, or its owner lacks the role.
    """
    if claims.get("aud") != settings.app_id:
        raise NotLetIn(Refusal.AUDIENCE)
    if claims.get("iss") != f"{settings.login_authority}/{settings.tenant}/v2.0":
        raise NotLetIn(Refusal.ISSUER)
    if claims.get("tid") != settings.tenant:
        raise NotLetIn(Refusal.TENANT)
    if not _holds(claims.get("nbf", 0), claims.get("exp"), now.timestamp()):
        raise NotLetIn(Refusal.EXPIRED)
    oid, roles = claims.get("oid"), claims.get("roles")
    if not isinstance(oid, str) or not is_guid(oid.lower()):
        raise NotLetIn(Refusal.ACCOUNT)
    if not isinstance(roles, list) or SUPERVISES not in roles:
        raise NotLetIn(Refusal.ROLE)
    name = next(
        (told for key in ("name", "preferred_username") if isinstance(told := claims.get(key), str) and told), oid
    )
    return Looker(settings.tenant, oid.lower(), name[:_LONGEST_NAME])


def _holds(begins: object, ends: object, now: float) -> bool:
    if not isinstance(begins, int | float) or not isinstance(ends, int | float):
        return False
    return begins - _LEEWAY_S <= now < ends + _LEEWAY_S
