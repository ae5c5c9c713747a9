"""Every kind of card in a real browser, in each language, look and width: all of it can be read, by everybody."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from bot.domain.effects import CardKind
from bot.domain.language import Language
from tests.page.browser import chosen, cut_off, listening, serious
from tests.page.exhibit import exhibition

LOOKS = ("light", "dark", "contrast")
WIDTHS = (360, 1400)


@pytest.fixture(scope="module", params=list(Language))
async def hung(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[str, Language]]:
    language = Language(request.param)
    async with exhibition(tmp_path_factory.mktemp("exhibition"), language) as exhibited:
        yield exhibited.url, language


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", LOOKS)
async def test_every_card_can_be_read_by_everybody(
    browser: Browser, hung: tuple[str, Language], look: str, width: int
) -> None:
    url, language = hung
    page = await browser.new_page(viewport={"width": width, "height": 900})
    complaints = listening(page)
    await page.add_init_script(chosen(theme=look, language=language))
    await page.goto(url)
    await page.locator("article[data-kind] .card").last.wait_for()

    shown = await page.locator("article[data-kind]").evaluate_all("all => all.map(one => one.dataset.kind)")
    assert set(shown) == set(CardKind)
    assert await page.locator("html").get_attribute("lang") == language
    assert await cut_off(page) == []
    assert await serious(page) == []
    assert complaints == []
    await page.close()
