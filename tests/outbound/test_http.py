import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.errors import Denied, TryLater
from bot.outbound import http as module
from bot.outbound.http import Http
from tests.fakes import VirtualClock
from tests.outbound.services import CountedTokens, Service, plain, told

NOON = datetime(2026, 2, 23, 12, 0, 0, tzinfo=UTC)


async def create(http: Http, url: str, tokens: CountedTokens) -> dict[str, Any]:
    return await http.call("POST", f"{url}/x", tokens=tokens, scope="s", body={"a": 1}, creates=True)


async def put(http: Http, url: str, tokens: CountedTokens) -> dict[str, Any]:
    return await http.call("PUT", f"{url}/x", tokens=tokens, scope="s", body={"a": 1})


async def read(http: Http, url: str, tokens: CountedTokens) -> dict[str, Any]:
    return await http.call("GET", f"{url}/x", tokens=tokens, scope="s")


async def test_a_call_bears_its_token_and_gives_the_object(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(told({"id": "7"}, 201))

    assert await create(http, service.url, tokens) == {"id": "7"}
    assert (service.seen[0].authorization, service.seen[0].body) == ("Bearer token-1", {"a": 1})


@pytest.mark.parametrize("answer", [plain("", 202), plain("<p>ok</p>", 201), told(["a"], 200)])
async def test_what_was_created_is_created_whatever_the_answer_says(
    service: Service, http: Http, tokens: CountedTokens, answer: Any
) -> None:
    service.answers_with(answer)

    assert await create(http, service.url, tokens) == {}


async def test_an_answer_that_cannot_be_read_is_no_answer(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(plain("<p>portal</p>"))

    with pytest.raises(TryLater):
        await read(http, service.url, tokens)


async def test_an_answer_without_end_is_no_answer(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(plain("[" * 5_000_000))

    with pytest.raises(TryLater):
        await read(http, service.url, tokens)


@pytest.mark.parametrize("status", [408, 412, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("call", [create, put, read])
async def test_what_may_pass_is_tried_later(
    service: Service, http: Http, tokens: CountedTokens, status: int, call: Any
) -> None:
    service.answers_with(plain("", status))

    with pytest.raises(TryLater) as trouble:
        await call(http, service.url, tokens)

    maybe_done = call is create and status not in (412, 429)
    assert trouble.value == TryLater(str(status), 0.0, ambiguous=maybe_done)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 403, 404, 405, 409, 413, 501])
async def test_what_will_not_pass_is_denied(service: Service, http: Http, tokens: CountedTokens, status: int) -> None:
    service.answers_with(told({}, status, Location="https://evil.example/"))

    with pytest.raises(Denied) as no:
        await create(http, service.url, tokens)

    assert no.value == Denied(str(status), status)
    assert len(service.seen) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3", 3.0), ("0.5", 0.5), ("-1", 0.0), ("soon", 0.0), ("nan", 0.0), ("inf", 0.0), ("999999", 3600.0), ("", 0.0),
        ("Mon, 23 Feb 2026 12:00:30 GMT", 30.0), ("Mon, 23 Feb 2026 11:00:00 GMT", 0.0),
        ("Mon, 23 Feb 2026 12:00:30 -0000", 0.0),
    ],
)  # fmt: skip
async def test_retry_after_is_kept_in_seconds(
    service: Service, tokens: CountedTokens, header: str, seconds: float
) -> None:
    service.answers_with(told({}, 429, Retry_After=header))
    async with Http(VirtualClock(NOON)) as http:
        with pytest.raises(TryLater) as trouble:
            await create(http, service.url, tokens)

    assert trouble.value.after_s == seconds


async def test_a_token_that_is_not_taken_is_dropped_and_another_tried(
    service: Service, http: Http, tokens: CountedTokens
) -> None:
    service.answers_with(plain("", 401), told({"id": "7"}, 201))

    assert await create(http, service.url, tokens) == {"id": "7"}
    assert [seen.authorization for seen in service.seen] == ["Bearer token-1", "Bearer token-2"]


async def test_when_no_token_is_taken_it_is_tried_later(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(plain("", 401))

    with pytest.raises(TryLater) as trouble:
        await create(http, service.url, tokens)

    assert (len(service.seen), trouble.value.ambiguous) == (2, False)


async def test_nobody_there_is_not_ambiguous(http: Http, tokens: CountedTokens, unused_tcp_port: int) -> None:
    with pytest.raises(TryLater) as trouble:
        await create(http, f"http://127.0.0.1:{unused_tcp_port}", tokens)

    assert trouble.value.ambiguous is False


async def test_a_connection_that_breaks_is_ambiguous_for_a_create(http: Http, tokens: CountedTokens) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1") as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with pytest.raises(TryLater) as created:
            await create(http, url, tokens)
        with pytest.raises(TryLater) as updated:
            await put(http, url, tokens)

    assert (created.value.ambiguous, updated.value.ambiguous) == (True, False)


@pytest.fixture
async def hasty(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Http]:
    monkeypatch.setattr(module, "TOTAL_S", 0.2)
    async with Http(VirtualClock(NOON)) as http:
        yield http


async def test_an_answer_that_does_not_come_is_ambiguous_for_a_create(
    service: Service, hasty: Http, tokens: CountedTokens
) -> None:
    async def sleep() -> web.Response:
        await asyncio.sleep(2)
        return web.Response()

    service.answers_with(sleep)

    with pytest.raises(TryLater) as trouble:
        await create(hasty, service.url, tokens)

    assert trouble.value.ambiguous is True


async def test_addresses_are_sent_as_they_are(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(told())
    await http.call("GET", f"{service.url}/19%3Ax%40y/%2E%2E/z?a=%27", tokens=tokens, scope="s")

    assert service.seen[0].raw_path == "/19%3Ax%40y/%2E%2E/z?a=%27"


async def test_a_proxy_of_the_environment_is_used_but_not_for_loopback(
    service: Service, http: Http, tokens: CountedTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.answers_with(told({"way": "direct"}))
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", service.url)

    assert await read(http, service.url, tokens) == {"way": "direct"}
    await read(http, "http://graph.example", tokens)

    assert [seen.raw_path for seen in service.seen] == ["/x", "http://graph.example/x"]


async def test_a_client_that_is_not_open_is_a_fault_of_ours(tokens: CountedTokens) -> None:
    with pytest.raises(RuntimeError):
        await read(Http(VirtualClock(NOON)), "http://127.0.0.1", tokens)


def test_the_pool_keeps_what_it_says() -> None:
    assert (module.TOTAL_S, module.CONNECT_S) == (10.0, 3.0)
    assert aiohttp.ClientTimeout(total=module.TOTAL_S, connect=module.CONNECT_S).total == 10.0
