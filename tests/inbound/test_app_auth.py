"""Which systems may call. Every forgery is made with real keys and refused for the reason it is one."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.errors import TryLater
from bot.inbound.app_auth import AppCheck, Caller
from bot.inbound.bearer import Keys, Reason, TurnedAway
from tests.inbound.senders import (
    APP,
    ELSEWHERE,
    ISSUER,
    SYSTEM,
    TENANT,
    app_claims,
    claims,
    entra_keys,
    mint_app,
    rsa_key,
)
from tests.inbound.senders import mint as mint_any
from tests.inbound.serving import NoKeys

ROLES = frozenset({"Meetings.Register"})
ISSUERS = [
    f"https://login.microsoftonline.com/{TENANT}/v2.0",
    f"https://sts.windows.net/{TENANT}/",
    f"https://login.cloud.example/{TENANT}/v2.0",
]


def checking(keys: Keys | None = None) -> AppCheck:
    return AppCheck(app_id=APP, tenant=TENANT, login_authority="https://login.cloud.example", keys=keys or entra_keys())


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def hs256_with_the_public_key() -> str:
    secret = rsa_key("entra").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    unsigned = f"{part({'alg': 'HS256', 'kid': 'entra'})}.{part(app_claims())}"
    signature = hmac.new(secret, unsigned.encode(), hashlib.sha256).digest()
    return f"{unsigned}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def tampered() -> str:
    head, _, signature = mint_app(roles=[]).split(".")
    return f"{head}.{part(app_claims())}.{signature}"


def soon(seconds: int) -> int:
    return int(time.time()) + seconds


REFUSED: list[tuple[str, Callable[[], str], Reason]] = [
    ("empty", lambda: "", Reason.NO_TOKEN),
    ("garbage", lambda: "garbage", Reason.UNREADABLE),
    ("alg none", lambda: f"{part({'alg': 'none', 'kid': 'entra'})}.{part(app_claims())}.", Reason.ALGORITHM),
    ("HS256 with the public key", hs256_with_the_public_key, Reason.ALGORITHM),
    ("unknown kid", lambda: mint_app(kid="unheard-of"), Reason.UNKNOWN_KEY),
    ("no kid", lambda: mint_app(kid=None), Reason.UNKNOWN_KEY),
    ("another key under a known kid", lambda: mint_app(key="stolen"), Reason.SIGNATURE),
    ("tampered", tampered, Reason.SIGNATURE),
    ("expired", lambda: mint_app(exp=soon(-301)), Reason.EXPIRED),
    ("no exp", lambda: mint_app(exp=None), Reason.CLAIM_MISSING),
    ("exp that is no number", lambda: mint_app(exp="soon"), Reason.UNREADABLE),
    ("nbf in the future", lambda: mint_app(nbf=soon(310)), Reason.NOT_YET),
    ("for another", lambda: mint_app(aud="another"), Reason.AUDIENCE),
    ("for another by its URI", lambda: mint_app(aud="api://another"), Reason.AUDIENCE),
    ("for Graph", lambda: mint_app(aud="https://graph.microsoft.com"), Reason.AUDIENCE),
    ("aud as a list", lambda: mint_app(aud=[APP]), Reason.AUDIENCE),
    ("no aud", lambda: mint_app(aud=None), Reason.CLAIM_MISSING),
    ("no iss", lambda: mint_app(iss=None), Reason.CLAIM_MISSING),
    ("issued elsewhere", lambda: mint_app(iss="https://evil.example"), Reason.ISSUER),
    ("another tenant's issuer", lambda: mint_app(iss=ISSUERS[0].replace(TENANT, ELSEWHERE)), Reason.ISSUER),
    ("the issuer of all", lambda: mint_app(iss="https://login.microsoftonline.com/{tenantid}/v2.0"), Reason.ISSUER),
    ("another tenant", lambda: mint_app(tid=ELSEWHERE), Reason.TENANT),
    ("no tenant", lambda: mint_app(tid=None), Reason.TENANT),
    ("a tenant that is no text", lambda: mint_app(tid=[TENANT]), Reason.TENANT),
    ("a key that is good for another tenant alone", lambda: mint_app(kid="theirs", key="theirs"), Reason.TENANT),
    ("a person's token", lambda: mint_app(scp="Meetings.Register"), Reason.PERSON),
    ("a person's token with an empty scope", lambda: mint_app(scp=""), Reason.PERSON),
    ("a token said to be a person's", lambda: mint_app(idtyp="user"), Reason.PERSON),
    ("an ID token, which names no app", lambda: mint_app(azp=None), Reason.CLAIM_MISSING),
    ("an app that is no text", lambda: mint_app(azp=7), Reason.CLAIM_MISSING),
    ("an empty app", lambda: mint_app(azp=" ", appid=SYSTEM), Reason.CLAIM_MISSING),
    ("a token of Teams", lambda: mint_any(claims(), kid="entra", key="entra"), Reason.ISSUER),
    ("a token by Teams' issuer", lambda: mint_app(iss=ISSUER), Reason.ISSUER),
]


@pytest.mark.parametrize(("token", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
async def test_a_forged_token_is_refused(token: Callable[[], str], reason: Reason) -> None:
    with pytest.raises(TurnedAway) as refusal:
        await checking().check(f"Bearer {token()}")

    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"aud": f"api://{APP}"},
        *({"iss": issuer} for issuer in ISSUERS),
        {"azp": None, "appid": SYSTEM},
        {"azp": SYSTEM.upper()},
        {"tid": TENANT.upper()},
        {"idtyp": "app"},
    ],
)
async def test_a_system_of_our_tenant_is_known_by_its_app_id(changes: dict[str, Any]) -> None:
    assert await checking().check(f"Bearer {mint_app(**changes)}") == Caller(SYSTEM, ROLES)


async def test_clocks_may_differ_a_little() -> None:
    assert await checking().check(f"Bearer {mint_app(exp=soon(-200), nbf=soon(200))}") == Caller(SYSTEM, ROLES)


@pytest.mark.parametrize(
    "roles", [None, [], "Meetings.Register", {"Meetings.Register": 1}, 7, [7, ["Meetings.Register"]]]
)
async def test_roles_that_are_no_list_of_texts_are_none(roles: Any) -> None:
    caller = await checking().check(f"Bearer {mint_app(roles=roles)}")

    assert "Meetings.Register" not in caller.roles


async def test_without_keys_nobody_is_judged() -> None:
    with pytest.raises(TryLater):
        await checking(NoKeys()).check(f"Bearer {mint_app()}")
