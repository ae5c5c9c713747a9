"""The handshake that Graph begins with, and what it tells of a subscription itself."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from yarl import URL

from bot.domain.feeds import Feed, SubscriptionDoubted
from bot.domain.records import Where
from tests.inbound.notices import LIFECYCLE, SUBSCRIPTION, of_life, told, vouched
from tests.inbound.senders import CHAT, ELSEWHERE, TENANT
from tests.inbound.serving import STATE, Bot, serve


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with serve() as bot:
        yield bot


async def test_whoever_subscribes_to_nothing_refuses_all_but_the_handshake() -> None:
    async with serve(subscribes=False) as bot:
        assert (await bot.hear(vouched(told())))[0] == 401
        assert (await bot.hear({"value": [of_life()]}, LIFECYCLE))[0] == 401
        assert (await bot.hear(b"", "/api/graph/notifications?validationToken=x"))[0] == 200


@pytest.mark.parametrize(
    ("sent", "token"),
    [
        ("Validation%3a+Testing+client%20application", "Validation: Testing client application"),
        ("a%2Bb", "a+b"),
        ("%3Cscript%3Ealert(1)%3C/script%3E", "<script>alert(1)</script>"),
        ("x" * 4096, "x" * 4096),
    ],
)
@pytest.mark.parametrize("path", ["/api/graph/notifications?", f"{LIFECYCLE}&"])
async def test_the_handshake_gives_the_token_back_in_plain_text(bot: Bot, path: str, sent: str, token: str) -> None:
    url = URL(str(bot.client.make_url("/"))[:-1] + f"{path}validationToken={sent}", encoded=True)
    async with bot.client.session.post(url, headers={"Content-Type": "text/plain"}) as answer:
        assert (answer.status, await answer.text()) == (200, token)
        assert answer.content_type == "text/plain"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not bot.door.noted


@pytest.mark.parametrize("sent", ["x" * 4097, "a%0D%0Ab", "%00"])
async def test_a_token_that_is_no_plain_text_is_refused(bot: Bot, sent: str) -> None:
    async with bot.client.post(f"/api/graph/notifications?validationToken={sent}") as answer:
        assert (answer.status, await answer.text()) == (400, "")


@pytest.mark.parametrize(
    ("event", "ended"),
    [
        ("reauthorizationRequired", False),
        ("subscriptionRemoved", True),
        ("missed", True),
        ("SubscriptionRemoved", True),
    ],
)
async def test_what_becomes_of_a_subscription_is_told_once(bot: Bot, event: str, ended: bool) -> None:
    body = {"value": [of_life(event, subscriptionExpirationDateTime="2026-09-18T00:52:45.9696658+00:00")]}
    assert await bot.hear(body, LIFECYCLE) == (202, "")
    assert await bot.hear(body, LIFECYCLE) == (202, "")

    (delivery,) = bot.door.noted.values()
    assert delivery.where == Where(CHAT, TENANT, "")
    assert delivery.event == SubscriptionDoubted(delivery.arrived, Feed.CHAT, SUBSCRIPTION, ended)


async def test_news_of_a_subscription_that_we_do_not_know_is_dropped(bot: Bot) -> None:
    assert (await bot.hear({"value": [of_life("somethingNew")]}, LIFECYCLE))[0] == 202
    assert not bot.door.noted


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        (LIFECYCLE, {"clientState": STATE.of(Feed.CALL, CHAT)}),
        (LIFECYCLE, {"tenantId": ELSEWHERE}),
        (LIFECYCLE.replace("chat&", "call&"), {}),
        (LIFECYCLE.replace("feed=chat", "feed=all"), {}),
        (LIFECYCLE.replace("abc", "xyz"), {}),
        ("/api/graph/lifecycle", {}),
        ("/api/graph/lifecycle?feed=chat", {}),
    ],
)
async def test_news_of_another_subscription_is_refused(bot: Bot, path: str, changes: dict[str, Any]) -> None:
    assert (await bot.hear({"value": [of_life(**changes)]}, path))[0] == 401
    assert not bot.door.noted


async def test_a_bad_token_beside_news_of_a_subscription_is_refused_too(bot: Bot) -> None:
    assert (await bot.hear(vouched(of_life(), token="garbage"), LIFECYCLE))[0] == 401
