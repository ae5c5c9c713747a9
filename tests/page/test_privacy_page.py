"""/personvern in a real browser, in each language, look and width: it can be read, and walked by keyboard alone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Literal

import pytest
from playwright.async_api import Browser

from bot.domain.language import Language
from bot.inbound.page import Privacy
from bot.knowledge.procedure import read_procedure
from tests.inbound.serving import serve
from tests.page.browser import cut_off, listening, serious

NO_ICON = "404 (Not Found)"
"""A browser asks for /favicon.ico, and says so once. What else a page asks for, its policy refuses in other words."""


@pytest.fixture(scope="module", params=[False, True], ids=["unread", "read"])
async def address(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    async with serve(privacy=Privacy(replace(read_procedure(None), reads_chat=request.param))) as bot:
        yield str(bot.client.make_url("/personvern"))


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("language", list(Language))
async def test_it_can_be_read_by_everybody(
    browser: Browser, address: str, language: Language, look: Literal["light", "dark"]
) -> None:
    context = await browser.new_context(viewport={"width": 320, "height": 700}, color_scheme=look, bypass_csp=True)
    page = await context.new_page()
    complaints = listening(page)
    await page.goto(f"{address}?lang={language}")

    assert await page.locator("html").get_attribute("lang") == language
    assert await cut_off(page) == []
    assert await serious(page) == []
    assert [said for said in complaints if NO_ICON not in said] == []
    await context.close()


async def test_its_own_policy_lets_its_style_through_and_the_readers_language_counts(
    browser: Browser, address: str
) -> None:
    context = await browser.new_context(locale="nn-NO")
    page = await context.new_page()
    complaints = listening(page)
    await page.goto(address)

    assert await page.locator("html").get_attribute("lang") == "nn"
    assert await page.locator("nav").evaluate("nav => getComputedStyle(nav).display") == "flex"
    assert [said for said in complaints if NO_ICON not in said] == []
    await context.close()


async def test_the_other_languages_are_reached_by_keyboard(browser: Browser, address: str) -> None:
    page = await browser.new_page(locale="nb-NO")
    await page.goto(address)
    for _ in range(3):
        await page.keyboard.press("Tab")
    assert await page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    await page.keyboard.press("Enter")
    await page.wait_for_url("**?lang=en")

    assert await page.locator("h1").inner_text() == "Privacy in Møtevakt"
    await page.close()
