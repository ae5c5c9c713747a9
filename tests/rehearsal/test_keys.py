"""The keys that sign what Teams sends, as the bot looks them up."""

import aiohttp
import jwt
import pytest

from rehearsal.faults import Operation, Shares
from rehearsal.standin import StandIn
from rehearsal.tokens import ABSENT, ISSUER, mint, tamper
from rehearsal.world import APP
from tests.rehearsal.conftest import Caller


async def published(caller: Caller) -> jwt.PyJWKSet:
    _, metadata = await caller.call("GET", caller.standin.keys.metadata_url)
    _, keys = await caller.call("GET", metadata["jwks_uri"])
    return jwt.PyJWKSet.from_dict(keys)


def read(token: str, keys: jwt.PyJWKSet) -> dict[str, object]:
    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims: dict[str, object] = jwt.decode(token, key, algorithms=["RS256"], audience=APP, issuer=ISSUER, leeway=300)
    return claims


async def test_the_metadata_tells_issuer_keys_and_algorithm(caller: Caller) -> None:
    status, metadata = await caller.call("GET", caller.standin.keys.metadata_url)

    assert status == 200
    assert metadata["issuer"] == ISSUER
    assert metadata["id_token_signing_alg_values_supported"] == ["RS256"]


async def test_a_token_as_teams_sends_it_is_good(caller: Caller, standin: StandIn) -> None:
    claims = read(standin.token(), await published(caller))

    assert claims["serviceurl"] == standin.service_url


async def test_keys_bear_their_endorsements_or_none(caller: Caller, standin: StandIn) -> None:
    standin.ring.add(endorsements=("webchat",))
    standin.ring.add(endorsements=None)

    _, told = await caller.call("GET", f"{standin.keys.server.url}/v1/.well-known/keys")

    assert [key.get("endorsements") for key in told["keys"]] == [["msteams"], ["webchat"], None]
    assert {key["kty"] for key in told["keys"]} == {"RSA"}


async def test_a_rotated_key_takes_the_place_of_the_old(caller: Caller, standin: StandIn) -> None:
    old = standin.token()
    standin.ring.rotate()
    keys = await published(caller)

    assert read(standin.token(), keys)
    with pytest.raises(KeyError):
        read(old, keys)


async def test_forgeries_are_told_apart(caller: Caller, standin: StandIn) -> None:
    keys, known = await published(caller), standin.ring.current
    stranger = standin.ring.unpublished(kid=known.kid)
    forgeries = {
        "another key under a known id": mint(stranger, service_url=standin.service_url),
        "tampered": tamper(standin.token(), aud=APP, serviceurl="https://elsewhere.example/"),
        "no signature": standin.token(algorithm="none"),
        "the public key as secret": standin.token(algorithm="HS256"),
        "wrong audience": standin.token(audience="another"),
        "no audience": standin.token(audience=ABSENT),
        "wrong issuer": standin.token(issuer="https://sts.windows.net/elsewhere/"),
        "expired": standin.token(valid_s=-301),
    }

    for forgery, token in forgeries.items():
        with pytest.raises(jwt.InvalidTokenError):
            pytest.fail(f"{forgery}: {read(token, keys)}")
    assert read(standin.token(valid_s=-200), keys)


async def test_claims_and_headers_can_be_taken_away(standin: StandIn) -> None:
    token = standin.token(claims={"exp": ABSENT, "tid": "x"}, headers={"kid": ABSENT})

    assert "kid" not in jwt.get_unverified_header(token)
    claims = jwt.decode(token, options={"verify_signature": False})
    assert "exp" not in claims
    assert claims["tid"] == "x"


async def test_look_ups_are_counted_even_when_refused(caller: Caller, standin: StandIn) -> None:
    await published(caller)
    standin.keys.available = False

    assert await caller.call("GET", standin.keys.metadata_url) == (503, None)
    assert standin.keys.lookups == {Operation.METADATA: 2, Operation.KEYS: 1}


async def test_the_server_can_refuse_connections_and_come_back(caller: Caller, standin: StandIn) -> None:
    url = standin.keys.metadata_url
    await caller.call("GET", url)
    await standin.keys.server.refuse_connections()

    with pytest.raises(aiohttp.ClientConnectionError):
        await caller.call("GET", url)

    await standin.keys.server.start()
    assert (await caller.call("GET", url))[0] == 200


async def test_the_keys_can_be_slow(caller: Caller, standin: StandIn) -> None:
    standin.faults.shares[Operation.KEYS] = Shares(latency_s=5)
    brief = aiohttp.ClientTimeout(total=0.2)

    with pytest.raises(TimeoutError):
        await caller.call("GET", f"{standin.keys.server.url}/v1/.well-known/keys", timeout=brief)
