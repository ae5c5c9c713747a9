"""The pages with a sign-in of their own for each test, and somebody who visits them."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser

from tests.page.browser import chromium
from tests.pages.kept import keep_meetings
from tests.pages.visiting import Site, Visitor, serving


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where two meetings are kept, to be copied."""
    directory = tmp_path_factory.mktemp("meetings")
    keep_meetings(directory)
    return directory


@pytest.fixture
async def site(meetings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    async with serving(meetings, tmp_path) as served:
        monkeypatch.setenv("SSL_CERT_FILE", str(served.signin.ca_file))
        yield served


@pytest.fixture
async def visitor(site: Site) -> AsyncIterator[Visitor]:
    timeout = aiohttp.ClientTimeout(total=20)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as http:
        yield Visitor(site, http)
