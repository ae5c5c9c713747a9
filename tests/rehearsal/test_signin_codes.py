"""The stand-in's sign-in of people: a code is given to whoever asks as they should, and taken once."""

import ssl
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest

from rehearsal.people import ELSEWHERE, HOSPITAL
from rehearsal.signin import SECRET
from rehearsal.signin_codes import OFFICER, SUPERVISES
from rehearsal.standin import StandIn
from rehearsal.tokens import ABSENT
from rehearsal.world import APP
from tests.rehearsal.conftest import Caller

BACK = "http://127.0.0.1:1/tilsyn/inn"
VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
ASKED = {
    "client_id": APP, "redirect_uri": BACK, "response_type": "code", "scope": "openid profile", "state": "s",
    "nonce": "n", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
}  # fmt: skip
REDEEMED = {
    "grant_type": "authorization_code", "client_id": APP, "client_secret": SECRET, "redirect_uri": BACK,
    "code_verifier": VERIFIER,
}  # fmt: skip


class Person:
    """Somebody at the sign-in service's pages."""

    def __init__(self, caller: Caller) -> None:
        self._http, self._signin = caller.http, caller.standin.signin
        self._signin.codes.redirects.add(BACK)
        self._trust = ssl.create_default_context(cafile=str(self._signin.ca_file))

    async def ask(self, tenant: str = HOSPITAL, **otherwise: object) -> tuple[int, str]:
        """Ask for the page, and choose the officer on it; gives the status, and where one is sent."""
        query = {name: value for name, value in (ASKED | otherwise).items() if value is not ABSENT}
        url = f"{self._signin.door.url}/{tenant}/oauth2/v2.0/authorize?{urlencode(query)}"
        async with self._http.get(url) as page:
            status = page.status
        form = {"account": OFFICER.key}
        async with self._http.post(url, data=form, allow_redirects=False) as chosen:
            return status, chosen.headers.get("Location", "")

    async def redeem(self, **form: str) -> tuple[int, dict[str, Any]]:
        url = f"{self._signin.server.url}/{HOSPITAL}/oauth2/v2.0/token"
        async with self._http.post(url, data=REDEEMED | form, ssl=self._trust) as answer:
            return answer.status, await answer.json()

    async def fetch(self, path: str) -> tuple[int, Any]:
        async with self._http.get(
            f"{self._signin.server.url}/{HOSPITAL}/{path}", ssl=self._trust, allow_redirects=False
        ) as answer:
            told = await answer.json() if answer.content_type == "application/json" else answer.headers.get("Location")
            return answer.status, told


@pytest.fixture
def person(caller: Caller) -> Person:
    return Person(caller)


async def code_for(person: Person) -> str:
    status, there = await person.ask()
    assert status == 200
    told = parse_qs(urlsplit(there).query)
    assert there.startswith(f"{BACK}?")
    assert told["state"] == ["s"]
    return told["code"][0]


async def test_a_token_tells_who_signed_in_and_can_be_checked(person: Person, standin: StandIn) -> None:
    _, told = await person.redeem(code=await code_for(person))
    _, keys = await person.fetch("discovery/v2.0/keys")
    kid = jwt.get_unverified_header(told["id_token"])["kid"]
    (key,) = [jwt.PyJWK(one, "RS256") for one in keys["keys"] if one["kid"] == kid]
    issuer = f"{standin.signin.server.url}/{HOSPITAL}/v2.0"
    claims = jwt.decode(told["id_token"], key, ["RS256"], audience=APP, issuer=issuer)

    assert {"oid": OFFICER.oid, "tid": HOSPITAL, "name": OFFICER.name, "nonce": "n"}.items() <= claims.items()
    assert (claims["roles"], claims["preferred_username"]) == ([SUPERVISES], OFFICER.username)
    assert claims["exp"] > claims["iat"]
    assert claims["sub"]


@pytest.mark.parametrize(
    "otherwise",
    [
        {"tenant": ELSEWHERE},
        {"client_id": "another"},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": f"{BACK}/x"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ABSENT},
        {"state": ABSENT},
        {"nonce": ABSENT},
        {"scope": "profile"},
    ],
    ids=str,
)
async def test_nobody_is_sent_anywhere_who_asks_wrongly(person: Person, otherwise: dict[str, Any]) -> None:
    assert await person.ask(**otherwise) == (400, "")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": f"{BACK}/x"}, "invalid_grant"),
        ({"code": "another"}, "invalid_grant"),
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "another"}, "unauthorized_client"),
    ],
    ids=str,
)
async def test_a_code_is_bound_to_whoever_asked_for_it(person: Person, form: dict[str, str], error: str) -> None:
    status, told = await person.redeem(**({"code": await code_for(person)} | form))

    assert (status >= 400, told["error"]) == (True, error)


async def test_a_code_is_taken_once(person: Person) -> None:
    code = await code_for(person)

    assert (await person.redeem(code=code))[0] == 200
    assert (await person.redeem(code=code))[1]["error"] == "invalid_grant"


async def test_whoever_signs_out_is_sent_back_to_the_app_alone(person: Person) -> None:
    back = "oauth2/v2.0/logout?post_logout_redirect_uri="

    assert await person.fetch(f"{back}http://127.0.0.1:1/tilsyn/ute") == (303, "http://127.0.0.1:1/tilsyn/ute")
    assert await person.fetch(f"{back}https://evil.example/") == (200, None)
