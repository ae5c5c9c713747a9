import asyncio
import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from bot.errors import TryLater
from bot.hosts import Hosts
from bot.inbound.auth import TokenCheck
from bot.inbound.bearer import TurnedAway
from bot.metrics import Metrics
from bot.outbound.http import Http
from bot.outbound.keys import KeySet
from tests.fakes import VirtualClock
from tests.inbound.senders import APP, ISSUER, mint, rsa_key
from tests.outbound.services import Service, plain, told


def number(value: int) -> str:
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8)).rstrip(b"=").decode()


def jwk(kid: str, key: RSAPrivateKey | None = None, **changes: Any) -> dict[str, Any]:
    public = (key or rsa_key("teams")).public_key().public_numbers()
    line = {"kid": kid, "kty": "RSA", "use": "sig", "n": number(public.n), "e": number(public.e)}
    return line | {"endorsements": ["msteams", "skype"]} | changes


class Directory:
    """A key set whose lines and hour a test changes; `asked` counts the look-ups."""

    def __init__(self, service: Service, http: Http) -> None:
        self.service, self.metrics = service, Metrics()
        self.clock = VirtualClock(datetime(2026, 2, 23, tzinfo=UTC))
        self.keys = KeySet(http=http, metadata_url=f"{service.url}/openid", clock=self.clock, metrics=self.metrics)
        self.publish(jwk("k1"))

    def publish(self, *lines: Any) -> None:
        self.service.by_path["/openid"] = told({"jwks_uri": f"{self.service.url}/keys"})
        self.service.by_path["/keys"] = told({"keys": list(lines)})

    def fail(self) -> None:
        self.service.by_path["/openid"] = plain("", 503)

    def later(self, **by: float) -> None:
        self.clock.hour += timedelta(**by)

    @property
    def asked(self) -> int:
        return sum(seen.raw_path == "/openid" for seen in self.service.seen)

    def count(self, name: str, **labels: str) -> float | None:
        return self.metrics.registry.get_sample_value(name, labels)


@pytest.fixture
def directory(service: Service, http: Http) -> Directory:
    return Directory(service, http)


async def settled() -> None:
    """Let what was begun in the background come to its end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*(task for task in others if "KeySet._load" in repr(task)))


async def test_a_key_is_looked_up_once_with_its_endorsements(directory: Directory) -> None:
    first, second = await asyncio.gather(directory.keys.find("k1"), directory.keys.find("k1"))

    assert first == second
    assert first is not None
    assert first.endorsements == {"msteams", "skype"}
    assert first.public.public_numbers() == rsa_key("teams").public_key().public_numbers()
    assert (directory.asked, directory.keys.loaded) == (1, True)


async def test_unknown_ids_cannot_flood_the_key_server(directory: Directory) -> None:
    await directory.keys.find("k1")
    directory.later(minutes=2)

    found = await asyncio.gather(*(directory.keys.find(f"unknown-{number}") for number in range(200)))

    assert set(found) == {None}
    assert directory.asked == 2


async def test_a_rotated_key_gets_in_within_a_minute(directory: Directory) -> None:
    await directory.keys.find("k1")
    before = directory.keys.generation
    directory.publish(jwk("k1"), jwk("k2", rsa_key("new")))

    directory.later(seconds=30)
    assert await directory.keys.find("k2") is None
    directory.later(seconds=31)
    assert await directory.keys.find("k2") is not None
    assert directory.keys.generation != before


async def test_the_same_keys_again_are_no_other_generation(directory: Directory) -> None:
    await directory.keys.find("k1")
    before = directory.keys.generation
    directory.later(minutes=2)
    await directory.keys.find("unknown")

    assert (directory.keys.generation, directory.asked) == (before, 2)


async def test_a_revoked_key_vanishes_with_the_next_reload(directory: Directory) -> None:
    await directory.keys.find("k1")
    directory.publish(jwk("k2", rsa_key("new")))

    directory.later(hours=25)
    assert await directory.keys.find("k1") is not None  # nobody waits for the look-up that this begins
    await settled()
    assert await directory.keys.find("k1") is None


async def test_old_keys_serve_while_the_server_is_away_and_that_is_told(directory: Directory) -> None:
    await directory.keys.find("k1")
    directory.fail()
    directory.later(hours=25)

    for _ in range(5):
        assert await directory.keys.find("k1") is not None
        await settled()

    assert directory.count("motevakt_keys_stale", keys="teams") == 1
    assert directory.count("motevakt_key_lookups_total", keys="teams", result="failed") == 1

    directory.publish(jwk("k1"))
    directory.later(minutes=2)
    await directory.keys.find("k1")
    await settled()
    assert directory.count("motevakt_keys_stale", keys="teams") == 0


async def test_without_any_keys_nobody_can_be_judged(directory: Directory) -> None:
    directory.fail()

    for _ in range(3):
        with pytest.raises(TryLater):
            await directory.keys.find("k1")
    assert directory.asked == 1

    directory.publish(jwk("k1"))
    directory.later(seconds=3)
    assert await directory.keys.find("k1") is not None


async def test_a_server_that_does_not_answer_is_not_waited_for(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outbound.keys.WAIT_S", 0.1)
    let_go = asyncio.Event()

    async def wait() -> web.Response:
        await let_go.wait()
        return plain("", 503)()

    directory.service.by_path["/openid"] = wait
    with pytest.raises(TryLater):
        await directory.keys.find("k1")
    let_go.set()
    await settled()


@pytest.mark.parametrize(
    "line",
    [
        "odd",
        {},
        jwk("x", use="enc"),
        jwk("x", kty="EC"),
        jwk("x", n="!"),
        jwk("x", n=7),
        jwk("x", e=None),
        jwk(7),  # type: ignore[arg-type]
        jwk("x", generate_private_key(public_exponent=65537, key_size=1024)),  # noqa: S505  # that is the point
    ],
)
async def test_a_line_that_is_no_good_key_is_left_out(directory: Directory, line: Any) -> None:
    directory.publish(line, jwk("good"))

    assert await directory.keys.find("x") is None
    assert await directory.keys.find("good") is not None


@pytest.mark.parametrize("endorsements", [None, "msteams", [7]])
async def test_a_key_without_endorsements_speaks_for_nobody(directory: Directory, endorsements: Any) -> None:
    directory.publish(jwk("k1", endorsements=endorsements))
    found = await directory.keys.find("k1")

    assert found is not None
    assert found.endorsements == frozenset()


@pytest.mark.parametrize("address", [None, 7, "http://evil.example/keys", "file:///etc/keys", "https://a@b/keys"])
async def test_keys_come_from_a_safe_address_alone(directory: Directory, address: Any) -> None:
    directory.service.by_path["/openid"] = told({"jwks_uri": address})

    with pytest.raises(TryLater):
        await directory.keys.find("k1")
    assert len(directory.service.seen) == 1


async def test_an_empty_set_does_not_replace_a_good_one(directory: Directory) -> None:
    await directory.keys.find("k1")
    directory.publish()
    directory.later(minutes=2)

    assert await directory.keys.find("unknown") is None
    assert await directory.keys.find("k1") is not None


async def test_a_token_is_judged_by_looked_up_keys_and_forgotten_with_them(directory: Directory) -> None:
    directory.publish(jwk("teams"))
    check = TokenCheck(
        app_id=APP,
        issuer=ISSUER,
        keys=directory.keys,
        hosts=Hosts(()),
        clock=directory.clock,
        metrics=directory.metrics,
    )
    header = f"Bearer {mint()}"
    assert (await check.check(header)).endorsements == {"msteams", "skype"}
    await check.check(header)
    assert directory.count("motevakt_tokens_cached_total") == 1

    directory.publish(jwk("another", rsa_key("new")))
    directory.later(minutes=2)
    await directory.keys.find("another")
    with pytest.raises(TurnedAway):
        await check.check(header)
