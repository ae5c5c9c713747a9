"""Tokens of our own; signing in is tried over TLS, against a token endpoint with a certificate of its own making."""

import asyncio
import json
import ssl
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest
import trustme
from aiohttp import web
from aiohttp.test_utils import TestServer
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError
from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential

from bot.errors import Denied, TryLater
from bot.metrics import Metrics
from bot.outbound.tokens import AHEAD_S, CONNECTOR, SignIn, credentials
from bot.settings import read_settings
from tests.fakes import VirtualClock

NOW = datetime(2026, 2, 23, tzinfo=UTC)


@dataclass
class Counter:
    """A credential that counts what it gave, and fails while `trouble` is set."""

    clock: VirtualClock
    given: int = 0
    trouble: Exception | None = None
    scopes: list[str] = field(default_factory=list)

    def make(self, scope: str) -> Self:
        self.scopes.append(scope)
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: Any) -> None:
        return None

    async def get_token(self, *scopes: str) -> AccessToken:
        await asyncio.sleep(0)
        if self.trouble is not None:
            raise self.trouble
        self.given += 1
        return AccessToken(f"token-{self.given}", int(self.clock.hour.timestamp()) + 3600)


class Desk:
    def __init__(self) -> None:
        self.clock = VirtualClock(NOW)
        self.source = Counter(self.clock)
        self.metrics = Metrics()
        self.sign_in = SignIn(credential=self.source.make, clock=self.clock, metrics=self.metrics)

    def later(self, seconds: float) -> None:
        self.clock.hour += timedelta(seconds=seconds)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def idle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_one_token_serves_everybody(desk: Desk) -> None:
    given = await asyncio.gather(*(desk.sign_in.token("s") for _ in range(50)))

    assert set(given) == {"token-1"}
    assert desk.source.given == 1


async def test_each_scope_has_a_token_of_its_own(desk: Desk) -> None:
    assert (await desk.sign_in.token("a"), await desk.sign_in.token("b")) == ("token-1", "token-2")
    assert desk.source.scopes == ["a", "b"]


async def test_a_token_that_holds_is_given_without_waiting_for_anything(desk: Desk) -> None:
    await desk.sign_in.token("s")

    with pytest.raises(StopIteration) as given:
        desk.sign_in.token("s").send(None)

    assert given.value.value == "token-1"


async def test_the_next_token_is_fetched_ahead_while_the_old_one_serves(desk: Desk) -> None:
    await desk.sign_in.token("s")
    desk.later(3600 - AHEAD_S)

    assert await desk.sign_in.token("s") == "token-1"
    await idle()
    assert await desk.sign_in.token("s") == "token-2"
    assert desk.source.given == 2


async def test_a_token_that_has_ended_is_not_given(desk: Desk) -> None:
    await desk.sign_in.token("s")
    desk.later(3601)

    assert await desk.sign_in.token("s") == "token-2"


async def test_a_failure_ahead_is_no_failure_and_not_repeated_at_once(desk: Desk) -> None:
    await desk.sign_in.token("s")
    desk.later(3600 - AHEAD_S)
    desk.source.trouble = ServiceRequestError("away")

    for _ in range(5):
        assert await desk.sign_in.token("s") == "token-1"
        await idle()
    assert len(desk.source.scopes) == 2

    desk.source.trouble = None
    desk.later(31)
    await desk.sign_in.token("s")
    await idle()
    assert await desk.sign_in.token("s") == "token-2"


async def test_a_token_that_was_dropped_is_given_no_more(desk: Desk) -> None:
    old = await desk.sign_in.token("s")
    desk.sign_in.drop("s", old)
    assert await desk.sign_in.token("s") == "token-2"

    desk.sign_in.drop("s", old)
    assert await desk.sign_in.token("s") == "token-2"


def refusal(status: int | None) -> ClientAuthenticationError:
    response: Any = SimpleNamespace(status_code=status, reason="", headers={}) if status else None
    return ClientAuthenticationError("AADSTS7000215: secret", response=response)


@pytest.mark.parametrize(
    "trouble", [ServiceRequestError("x"), TimeoutError(), OSError(), refusal(None), refusal(429), refusal(503)]
)
async def test_a_sign_in_that_is_away_is_tried_later(desk: Desk, trouble: Exception) -> None:
    desk.source.trouble = trouble

    with pytest.raises(TryLater):
        await desk.sign_in.token("s")


@pytest.mark.parametrize("trouble", [refusal(400), refusal(401), ValueError("tenant")])
async def test_a_sign_in_that_refuses_us_is_denied(desk: Desk, trouble: Exception) -> None:
    desk.source.trouble = trouble

    with pytest.raises(Denied) as no:
        await desk.sign_in.token("s")

    assert no.value.cause == "sign_in"
    assert desk.metrics.registry.get_sample_value("motevakt_sign_ins_total", {"result": "failed"}) == 1


async def test_whoever_asks_again_at_once_is_told_the_same(desk: Desk) -> None:
    desk.source.trouble = refusal(401)
    for _ in range(5):
        with pytest.raises(Denied):
            await desk.sign_in.token("s")
    assert len(desk.source.scopes) == 1

    desk.source.trouble = None
    desk.later(2.1)
    assert await desk.sign_in.token("s") == "token-1"


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


async def test_a_wrong_secret_is_denied(entra: Entra, tmp_path: Path) -> None:
    settings = {**REGISTERED, "MicrosoftAppPassword": "wrong", "BOT_LOGIN_AUTHORITY": entra.url}

    assert await signed_in(settings, tmp_path / "ca.pem", CONNECTOR) == ["Denied"]


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
