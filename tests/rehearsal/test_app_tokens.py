"""Entra's keys, and the tokens it gives to systems that announce meetings (docs/TEAMS.md K)."""

from typing import Any

import jwt
import pytest

from rehearsal.faults import Fault, Operation
from rehearsal.people import ELSEWHERE, HOSPITAL
from rehearsal.standin import StandIn
from rehearsal.tokens import ABSENT, ANNOUNCER, ENTRA_COMMON, REGISTER, mint_for_app, tamper
from rehearsal.world import APP
from tests.rehearsal.conftest import Caller

ISSUER = f"https://login.microsoftonline.com/{HOSPITAL}/v2.0"


async def published(caller: Caller) -> jwt.PyJWKSet:
    _, metadata = await caller.call("GET", caller.standin.entra_keys.metadata_url)
    _, keys = await caller.call("GET", metadata["jwks_uri"])
    return jwt.PyJWKSet.from_dict(keys)


def read(token: str, keys: jwt.PyJWKSet) -> dict[str, Any]:
    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims: dict[str, Any] = jwt.decode(token, key, algorithms=["RS256"], audience=APP, issuer=ISSUER, leeway=300)
    return claims


def unverified(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


async def test_the_metadata_is_that_of_all_tenants(caller: Caller) -> None:
    status, metadata = await caller.call("GET", caller.standin.entra_keys.metadata_url)

    assert status == 200
    assert metadata["issuer"] == "https://login.microsoftonline.com/{tenantid}/v2.0"
    assert metadata["id_token_signing_alg_values_supported"] == ["RS256"]


async def test_keys_tell_in_whose_name_they_sign_and_endorse_no_channel(caller: Caller, standin: StandIn) -> None:
    standin.entra_ring.add(issuer=ENTRA_COMMON.replace("{tenantid}", ELSEWHERE))
    _, metadata = await caller.call("GET", standin.entra_keys.metadata_url)

    _, told = await caller.call("GET", metadata["jwks_uri"])

    assert [key["issuer"] for key in told["keys"]] == [ENTRA_COMMON, ENTRA_COMMON.replace("{tenantid}", ELSEWHERE)]
    assert not any("endorsements" in key for key in told["keys"])


async def test_a_token_as_an_announcing_system_has_it_is_good(caller: Caller, standin: StandIn) -> None:
    claims = read(standin.app_token(), await published(caller))

    assert claims["roles"] == [REGISTER] == ["Meetings.Register"]
    told = {name: claims[name] for name in ("aud", "azp", "tid", "idtyp", "ver")}
    assert told == {"aud": APP, "azp": ANNOUNCER, "tid": HOSPITAL, "idtyp": "app", "ver": "2.0"}
    assert claims["oid"] == claims["sub"]
    assert claims["nbf"] < claims["exp"]


async def test_every_claim_can_be_another_or_be_taken_away(standin: StandIn) -> None:
    for claim in unverified(standin.app_token()):
        assert claim not in unverified(standin.app_token(claims={claim: ABSENT}))
        assert unverified(standin.app_token(claims={claim: "x"}))[claim] == "x"
    elsewhere = unverified(standin.app_token(tenant=ELSEWHERE, roles=[]))
    assert (elsewhere["iss"], elsewhere["tid"]) == (ISSUER.replace(HOSPITAL, ELSEWHERE), ELSEWHERE)
    assert elsewhere["roles"] == []


async def test_forgeries_are_told_apart(caller: Caller, standin: StandIn) -> None:
    keys, known = await published(caller), standin.entra_ring.current
    forgeries = {
        "another key under a known id": mint_for_app(standin.entra_ring.unpublished(kid=known.kid)),
        "tampered": tamper(standin.app_token(roles=[]), roles=[REGISTER]),
        "no signature": standin.app_token(algorithm="none"),
        "the public key as secret": standin.app_token(algorithm="HS256"),
        "for another": standin.app_token(audience="another"),
        "of another tenant": standin.app_token(tenant=ELSEWHERE),
        "the metadata's issuer, letter by letter": standin.app_token(issuer=ENTRA_COMMON),
        "expired": standin.app_token(valid_s=-301),
    }

    for forgery, token in forgeries.items():
        with pytest.raises(jwt.InvalidTokenError):
            pytest.fail(f"{forgery}: {read(token, keys)}")


async def test_what_teams_signs_with_is_another_ring(caller: Caller, standin: StandIn) -> None:
    keys = await published(caller)

    with pytest.raises(jwt.InvalidSignatureError):
        read(standin.token(issuer=ISSUER), keys)
    assert read(standin.app_token(), keys)


async def test_its_look_ups_are_counted_and_can_fail(caller: Caller, standin: StandIn) -> None:
    await published(caller)
    standin.faults.script(Operation.ENTRA_KEYS, Fault.AWAY)
    status, _ = await caller.call("GET", f"{standin.entra_keys.server.url}/common/discovery/v2.0/keys")
    standin.entra_keys.available = False

    assert status >= 502
    assert await caller.call("GET", standin.entra_keys.metadata_url) == (503, None)
    assert standin.entra_keys.lookups == {Operation.ENTRA_METADATA: 2, Operation.ENTRA_KEYS: 1}
    assert standin.keys.lookups == {}


async def test_a_bot_is_told_where_they_are(standin: StandIn) -> None:
    environment = standin.environment(1, standin.signin.ca_file.parent)

    assert environment["GRAPH_OPENID_METADATA_URL"] == standin.entra_keys.metadata_url
