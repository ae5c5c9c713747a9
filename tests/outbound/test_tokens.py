"""Tokens of our own: one for everybody, the next one ahead of its end."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Self

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError

from bot.errors import TryLater
from bot.metrics import Metrics
from bot.outbound.tokens import AHEAD_S, SignIn
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
async def test_a_sign_in_that_refuses_us_may_be_mended(desk: Desk, trouble: Exception) -> None:
    desk.source.trouble = trouble

    with pytest.raises(TryLater) as no:
        await desk.sign_in.token("s")

    assert no.value.cause == "sign_in"
    assert desk.metrics.registry.get_sample_value("motevakt_sign_ins_total", {"result": "failed"}) == 1


async def test_whoever_asks_again_at_once_is_told_the_same(desk: Desk) -> None:
    desk.source.trouble = refusal(401)
    for _ in range(5):
        with pytest.raises(TryLater):
            await desk.sign_in.token("s")
    assert len(desk.source.scopes) == 1

    desk.source.trouble = None
    desk.later(2.1)
    assert await desk.sign_in.token("s") == "token-1"
