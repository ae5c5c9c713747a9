from collections.abc import AsyncIterator

import pytest

from bot.outbound.clock import SystemClock
from bot.outbound.http import Http
from tests.outbound.services import Chat, CountedTokens, Service, serving


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with serving() as service:
        yield service


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    async with Http(SystemClock()) as http:
        yield http


@pytest.fixture
def tokens() -> CountedTokens:
    return CountedTokens()


@pytest.fixture
def chat(service: Service, http: Http, tokens: CountedTokens) -> Chat:
    return Chat(service, http, tokens)
