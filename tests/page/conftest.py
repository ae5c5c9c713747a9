"""A browser for all tests of the page, and the page itself with a bot of its own for each file."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.page.browser import chromium


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started
