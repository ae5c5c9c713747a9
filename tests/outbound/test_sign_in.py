"""Signing in over TLS, against a token endpoint with a certificate of its own making."""

import asyncio
import json
import ssl
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme
from aiohttp import web
from aiohttp.test_utils import TestServer
from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential

from bot.outbound.tokens import CONNECTOR, credentials
from bot.settings import read_settings

REGISTERED = {"MicrosoftAppId": "app", "MicrosoftAppTenantId": "hospital"}


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "app.pem"
    trustme.CA(key_type=trustme.KeyType.RSA).issue_cert(
        "app", key_type=trustme.KeyType.RSA
    ).private_key_and_cert_chain_pem.write_to_path(str(path))
    return path


def test_the_credential_fits_the_registration(certificate: Path) -> None:
    by_secret = read_settings({**REGISTERED, "MicrosoftAppPassword": "x"})
    by_certificate = read_settings({**REGISTERED, "MicrosoftAppCertificatePath": str(certificate)})
    by_identity = read_settings({**REGISTERED, "MicrosoftAppType": "UserAssignedMSI"})

    assert isinstance(credentials(by_secret)(CONNECTOR), ClientSecretCredential)
    assert isinstance(credentials(by_certificate)(CONNECTOR), CertificateCredential)
    assert isinstance(credentials(by_identity)(CONNECTOR), ManagedIdentityCredential)


@dataclass
class Entra:
    """A token endpoint over TLS. `asked` tells path and form of what came."""

    url: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    async def give(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append((request.path, form))
        if form.get("client_secret", "right") != "right":
            return web.json_response({"error": "invalid_client", "error_description": "AADSTS7000215"}, status=401)
        return web.json_response({"access_token": "from-entra", "expires_in": 3599, "token_type": "Bearer"})


@pytest.fixture
async def entra(tmp_path: Path) -> AsyncIterator[Entra]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    entra = Entra()
    app = web.Application()
    app.router.add_post("/{tenant}/oauth2/v2.0/token", entra.give)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=context)
    entra.url = f"https://localhost:{server.port}"
    yield entra
    await server.close()


SIGN_IN = """
import asyncio, json, sys
from bot.errors import Denied, TryLater
from bot.metrics import Metrics
from bot.outbound.clock import SystemClock
from bot.outbound.tokens import SignIn, credentials
from bot.settings import read_settings

async def main():
    settings = read_settings(json.loads(sys.argv[1]))
    sign_in = SignIn(credential=credentials(settings), clock=SystemClock(), metrics=Metrics())
    for scope in sys.argv[2:]:
        try:
            print(await sign_in.token(scope))
        except (Denied, TryLater) as no:
            print(type(no).__name__)

asyncio.run(main())
"""


async def signed_in(settings: dict[str, str], ca_file: Path, *scopes: str) -> list[str]:
    """What a process of its own is given, which trusts *ca_file* as an operator would have it."""
    command = (sys.executable, "-c", SIGN_IN, json.dumps(settings), *scopes)
    trusting = {"SSL_CERT_FILE": str(ca_file), "PYTHONPATH": "."}
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=trusting
    )
    out, faults = await process.communicate()
    assert process.returncode == 0, faults.decode()
    return out.decode().split()


async def test_a_secret_signs_in_over_tls(entra: Entra, tmp_path: Path) -> None:
    settings = {**REGISTERED, "MicrosoftAppPassword": "right", "BOT_LOGIN_AUTHORITY": entra.url}

    assert await signed_in(settings, tmp_path / "ca.pem", CONNECTOR, "https://g/.default") == ["from-entra"] * 2
    path, form = entra.asked[0]
    assert path == "/hospital/oauth2/v2.0/token"
    assert (form["client_id"], form["scope"], form["grant_type"]) == ("app", CONNECTOR, "client_credentials")


async def test_a_wrong_secret_may_be_mended_while_reminders_wait(entra: Entra, tmp_path: Path) -> None:
    settings = {**REGISTERED, "MicrosoftAppPassword": "wrong", "BOT_LOGIN_AUTHORITY": entra.url}

    assert await signed_in(settings, tmp_path / "ca.pem", CONNECTOR) == ["TryLater"]


async def test_a_certificate_signs_in(entra: Entra, tmp_path: Path, certificate: Path) -> None:
    settings = {
        **REGISTERED,
        "MicrosoftAppCertificatePath": str(certificate),
        "BOT_LOGIN_AUTHORITY": entra.url,
    }

    assert await signed_in(settings, tmp_path / "ca.pem", CONNECTOR) == ["from-entra"]
    assert entra.asked[0][1]["client_assertion_type"].endswith("jwt-bearer")


async def test_an_old_registration_signs_in_where_those_do(entra: Entra, tmp_path: Path) -> None:
    settings = {
        **REGISTERED,
        "MicrosoftAppPassword": "right",
        "MicrosoftAppType": "MultiTenant",
        "BOT_LOGIN_AUTHORITY": entra.url,
    }

    await signed_in(settings, tmp_path / "ca.pem", CONNECTOR, "https://graph/.default")

    assert [path.split("/")[1] for path, _ in entra.asked] == ["botframework.com", "hospital"]


async def test_a_certificate_nobody_trusts_is_not_trusted(entra: Entra, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    settings = {**REGISTERED, "MicrosoftAppPassword": "right", "BOT_LOGIN_AUTHORITY": entra.url}

    assert await signed_in(settings, tmp_path / "other.pem", CONNECTOR) == ["TryLater"]
    assert not entra.asked
