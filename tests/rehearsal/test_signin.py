"""Tokens of the bot's own, got as the bot gets them."""

import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme
from azure.core.exceptions import ClientAuthenticationError
from azure.core.pipeline.transport import AioHttpTransport
from azure.identity.aio import CertificateCredential, ClientSecretCredential

from rehearsal.faults import Fault, Operation
from rehearsal.people import ELSEWHERE, HOSPITAL
from rehearsal.signin import CONNECTOR, SECRET
from rehearsal.standin import StandIn
from rehearsal.world import APP
from tests.rehearsal.conftest import Caller, credentials


def trusting(standin: StandIn) -> dict[str, Any]:
    """How a credential reaches the stand-in. A process of its own trusts by `SSL_CERT_FILE`: see test_bot_process."""
    return {
        "authority": standin.signin.server.url,
        "disable_instance_discovery": True,
        "transport": AioHttpTransport(connection_verify=str(standin.signin.ca_file)),
    }


async def ask(caller: Caller, tenant: str = HOSPITAL, **form: str) -> tuple[int, dict[str, object]]:
    trust = ssl.create_default_context(cafile=str(caller.standin.signin.ca_file))
    url = f"{caller.standin.signin.server.url}/{tenant}/oauth2/v2.0/token"
    scope = form.pop("scope", f"{CONNECTOR}/.default")
    return await caller.call("POST", url, data=credentials(scope, **form), ssl=trust)


async def test_azure_identity_gets_a_token_for_each_scope(standin: StandIn) -> None:
    async with ClientSecretCredential(HOSPITAL, APP, SECRET, **trusting(standin)) as credential:
        ours = await credential.get_token(f"{CONNECTOR}/.default")
        graph = await credential.get_token(f"{standin.graph.url}/.default")

    assert standin.signin.accepts(f"Bearer {ours.token}", CONNECTOR)
    assert standin.signin.accepts(f"Bearer {graph.token}", standin.graph.url)
    assert not standin.signin.accepts(f"Bearer {graph.token}", CONNECTOR)
    assert standin.signin.given == 2


async def test_azure_identity_gets_a_token_by_certificate(standin: StandIn, tmp_path: Path) -> None:
    mine = trustme.CA().issue_cert("bot.example", key_type=trustme.KeyType.RSA)
    pem = tmp_path / "bot.pem"
    mine.private_key_and_cert_chain_pem.write_to_path(str(pem))
    async with CertificateCredential(HOSPITAL, APP, str(pem), **trusting(standin)) as credential:
        token = await credential.get_token(f"{CONNECTOR}/.default")

    assert standin.signin.accepts(f"Bearer {token.token}", CONNECTOR)


async def test_azure_identity_tells_of_a_wrong_secret(standin: StandIn) -> None:
    async with ClientSecretCredential(HOSPITAL, APP, "wrong", **trusting(standin)) as credential:
        with pytest.raises(ClientAuthenticationError):
            await credential.get_token(f"{CONNECTOR}/.default")


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"tenant": ELSEWHERE}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_id": "another"}, 400, "unauthorized_client"),
        ({"client_secret": ""}, 401, "invalid_client"),
        ({"scope": CONNECTOR}, 400, "invalid_scope"),
        ({"scope": "https://elsewhere.example/.default"}, 400, "invalid_scope"),
    ],
)
async def test_whoever_asks_wrongly_is_refused(caller: Caller, form: dict[str, str], status: int, error: str) -> None:
    answered, told = await ask(caller, **form)

    assert (answered, told["error"]) == (status, error)


async def test_tokens_end_and_can_be_revoked(caller: Caller, standin: StandIn) -> None:
    _, long_lived = await ask(caller)
    standin.signin.lifetime_s = 0
    _, ended = await ask(caller)

    assert standin.signin.accepts(f"Bearer {long_lived['access_token']}", CONNECTOR)
    assert not standin.signin.accepts(f"Bearer {ended['access_token']}", CONNECTOR)
    standin.signin.revoke_all()
    assert not standin.signin.accepts(f"Bearer {long_lived['access_token']}", CONNECTOR)


async def test_sign_in_can_fail(caller: Caller, standin: StandIn) -> None:
    standin.faults.script(Operation.TOKEN, Fault.AWAY)

    assert (await ask(caller))[0] in (502, 503, 504)
    assert (await ask(caller))[0] == 200


async def test_discovery_tells_the_token_endpoint_and_where_people_sign_in_without_a_certificate_to_doubt(
    caller: Caller, standin: StandIn
) -> None:
    trust = ssl.create_default_context(cafile=str(standin.signin.ca_file))
    url = f"{standin.signin.server.url}/{HOSPITAL}/v2.0"

    status, told = await caller.call("GET", f"{url}/.well-known/openid-configuration", ssl=trust)

    assert (status, told["issuer"]) == (200, url)
    assert told["token_endpoint"] == f"{standin.signin.server.url}/{HOSPITAL}/oauth2/v2.0/token"
    assert told["authorization_endpoint"] == f"{standin.signin.door.url}/{HOSPITAL}/oauth2/v2.0/authorize"
    assert standin.signin.door.url.startswith("http://127.0.0.1:")
