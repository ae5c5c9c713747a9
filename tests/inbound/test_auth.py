"""Who may enter. Every forgery is made with real keys and refused for the reason it is one."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.hosts import Hosts
from bot.inbound.auth import Claims, TokenCheck
from bot.inbound.bearer import Reason, TurnedAway
from bot.metrics import Metrics
from bot.outbound.clock import SystemClock
from bot.ports import Clock
from tests.fakes import VirtualClock
from tests.inbound.senders import APP, ISSUER, SERVICE, Ring, claims, mint, rsa_key, teams_keys

HOSTS = Hosts(("smba.trafficmanager.net",))


def checking(keys: Ring | None = None, metrics: Metrics | None = None, clock: Clock | None = None) -> TokenCheck:
    return TokenCheck(
        app_id=APP,
        issuer=ISSUER,
        keys=keys or teams_keys(),
        hosts=HOSTS,
        clock=clock or SystemClock(),
        metrics=metrics or Metrics(),
    )


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def hs256_with_the_public_key() -> str:
    secret = rsa_key("teams").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    unsigned = f"{part({'alg': 'HS256', 'kid': 'teams'})}.{part(claims())}"
    signature = hmac.new(secret, unsigned.encode(), hashlib.sha256).digest()
    return f"{unsigned}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def tampered() -> str:
    head, _, signature = mint().split(".")
    return f"{head}.{part(claims(aud=APP, serviceurl='https://evil.example/'))}.{signature}"


def soon(seconds: int) -> int:
    return int(time.time()) + seconds


REFUSED: list[tuple[str, Callable[[], str], Reason]] = [
    ("no header", lambda: "", Reason.NO_TOKEN),
    ("empty bearer", lambda: "Bearer ", Reason.NO_TOKEN),
    ("basic scheme", lambda: "Basic " + base64.b64encode(b"bot:secret").decode(), Reason.NO_TOKEN),
    ("garbage", lambda: "Bearer garbage", Reason.UNREADABLE),
    ("three parts of garbage", lambda: "Bearer a.b.c", Reason.UNREADABLE),
    ("letters that are none", lambda: "Bearer \udcff\udcfe.æøå.x", Reason.UNREADABLE),
    ("a header nested too deep", lambda: f"Bearer {part({'alg': 'RS256'})[:4]}{'W1tb' * 9000}.e.e", Reason.UNREADABLE),
    ("wrong aud", lambda: f"Bearer {mint(claims(aud='another-bot'))}", Reason.AUDIENCE),
    ("aud as a list", lambda: f"Bearer {mint(claims(aud=[APP]))}", Reason.AUDIENCE),
    ("aud as a list of several", lambda: f"Bearer {mint(claims(aud=[APP, 'another']))}", Reason.AUDIENCE),
    ("no aud", lambda: f"Bearer {mint(claims(aud=None))}", Reason.CLAIM_MISSING),
    ("wrong iss", lambda: f"Bearer {mint(claims(iss='https://evil.example'))}", Reason.ISSUER),
    ("no iss", lambda: f"Bearer {mint(claims(iss=None))}", Reason.CLAIM_MISSING),
    ("expired beyond the leeway", lambda: f"Bearer {mint(claims(exp=soon(-301)))}", Reason.EXPIRED),
    ("no exp", lambda: f"Bearer {mint(claims(exp=None))}", Reason.CLAIM_MISSING),
    ("exp that is no number", lambda: f"Bearer {mint(claims(exp='soon'))}", Reason.UNREADABLE),
    ("exp without end", lambda: f"Bearer {mint(claims(exp=float('inf')))}", Reason.UNREADABLE),
    ("nbf in the future", lambda: f"Bearer {mint(claims(nbf=soon(310)))}", Reason.NOT_YET),
    ("no serviceurl", lambda: f"Bearer {mint(claims(serviceurl=None))}", Reason.CLAIM_MISSING),
    ("serviceurl that is no text", lambda: f"Bearer {mint(claims(serviceurl=[SERVICE]))}", Reason.CLAIM_MISSING),
    ("another key under a known kid", lambda: f"Bearer {mint(key='stolen')}", Reason.SIGNATURE),
    ("unknown kid", lambda: f"Bearer {mint(kid='unheard-of')}", Reason.UNKNOWN_KEY),
    ("no kid", lambda: f"Bearer {mint(kid=None)}", Reason.UNKNOWN_KEY),
    ("alg none", lambda: f"Bearer {part({'alg': 'none', 'kid': 'teams'})}.{part(claims())}.", Reason.ALGORITHM),
    ("HS256 with the public key", lambda: f"Bearer {hs256_with_the_public_key()}", Reason.ALGORITHM),
    ("tampered payload", lambda: f"Bearer {tampered()}", Reason.SIGNATURE),
    (
        "an Entra token of another tenant, its key in the same set",
        lambda: "Bearer " + mint(claims(iss="https://sts.windows.net/other/", tid="other"), kid="entra", key="entra"),
        Reason.ISSUER,
    ),
    (
        "a payload that is no object",
        lambda: "Bearer " + jwt.PyJWS().encode(b"[]", rsa_key("teams"), algorithm="RS256", headers={"kid": "teams"}),
        Reason.UNREADABLE,
    ),
]


@pytest.mark.parametrize(("header", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
async def test_a_forged_token_is_refused(header: Callable[[], str], reason: Reason) -> None:
    with pytest.raises(TurnedAway) as refusal:
        await checking().check(header())

    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    "header",
    [
        lambda: f"Bearer {mint()}",
        lambda: f"bearer  {mint()} ",
        lambda: f"Bearer {mint(claims(exp=soon(-290)))}",
        lambda: f"Bearer {mint(claims(nbf=soon(280)))}",
        lambda: f"Bearer {mint(claims(nbf=None))}",
    ],
    ids=["good", "another case, more space", "expired within the leeway", "nbf within the leeway", "no nbf"],
)
async def test_a_good_token_gets_in(header: Callable[[], str]) -> None:
    told = await checking().check(header())

    assert told.service_url == SERVICE
    assert told.endorsements == {"msteams"}


GOOD = Claims(SERVICE, frozenset({"msteams"}), time.time() + 3600)


@pytest.mark.parametrize(
    ("service_url", "channel", "reason"),
    [
        (None, "msteams", Reason.SERVICE_URL),
        ("", "msteams", Reason.SERVICE_URL),
        (7, "msteams", Reason.SERVICE_URL),
        ("https://smba.trafficmanager.net/amer/", "msteams", Reason.SERVICE_URL),
        ("https://smba.trafficmanager.net/EMEA/", "msteams", Reason.SERVICE_URL),
        ("https://smba.trafficmanager.net.evil.example/emea/", "msteams", Reason.SERVICE_URL),
        ("http://smba.trafficmanager.net/emea/", "msteams", Reason.SERVICE_URL),
        ("https://smba.trafficmanager.net:444/emea/", "msteams", Reason.SERVICE_URL),
        ("https://smba.trafficmanager.net/emea/?x=1", "msteams", Reason.SERVICE_URL),
        ("https://[smba/", "msteams", Reason.SERVICE_URL),
        (SERVICE, "webchat", Reason.ENDORSEMENT),
        (SERVICE, None, Reason.ENDORSEMENT),
        (SERVICE, ["msteams"], Reason.ENDORSEMENT),
    ],
)
def test_what_does_not_agree_with_its_token_is_refused(service_url: Any, channel: Any, reason: Reason) -> None:
    with pytest.raises(TurnedAway) as refusal:
        checking().admit(GOOD, service_url, channel)

    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    "service_url",
    [SERVICE, "https://smba.trafficmanager.net/emea", "HTTPS://SMBA.trafficmanager.NET/emea/", f" {SERVICE} "],
)
def test_letter_case_of_scheme_and_host_and_a_last_slash_do_not_count(service_url: str) -> None:
    checking().admit(GOOD, service_url, "MSTeams")


async def test_a_key_without_endorsements_speaks_for_no_channel() -> None:
    check = checking()
    told = await check.check(f"Bearer {mint(kid='mute', key='mute')}")

    with pytest.raises(TurnedAway) as refusal:
        check.admit(told, SERVICE, "msteams")

    assert refusal.value.reason is Reason.ENDORSEMENT


def test_a_service_whose_host_is_not_allowed_is_refused_whatever_the_token_says() -> None:
    evil = "https://evil.example/emea/"

    with pytest.raises(TurnedAway) as refusal:
        checking().admit(Claims(evil, frozenset({"msteams"}), 0), evil, "msteams")

    assert refusal.value.reason is Reason.HOST


async def test_a_token_found_good_is_known_again() -> None:
    metrics = Metrics()
    check, header = checking(metrics=metrics), f"Bearer {mint()}"

    assert await check.check(header) == await check.check(header)
    assert metrics.registry.get_sample_value("motevakt_tokens_cached_total") == 1


async def test_a_known_token_is_forgotten_when_its_key_is_revoked() -> None:
    keys = teams_keys()
    check, header = checking(keys), f"Bearer {mint()}"
    await check.check(header)

    del keys.keys["teams"]
    keys.generation += 1

    with pytest.raises(TurnedAway):
        await check.check(header)


async def test_a_known_token_is_not_known_beyond_its_end() -> None:
    metrics, clock = Metrics(), VirtualClock(datetime.now(UTC))  # noqa: TID251  # PyJWT reads the machine's clock
    check, header = checking(metrics=metrics, clock=clock), f"Bearer {mint()}"
    await check.check(header)

    clock.hour += timedelta(hours=2)
    await check.check(header)

    assert metrics.registry.get_sample_value("motevakt_tokens_cached_total") == 0


async def test_few_tokens_are_remembered_however_many_come() -> None:
    check = checking()
    for number in range(1100):
        check._remember(str(number).encode(), GOOD)

    assert len(check._known) == 1024
