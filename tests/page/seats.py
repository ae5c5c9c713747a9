"""People at the page, each in a tab of their own, doing with mouse and keyboard what people do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.page.browser import chosen, cut_off, listening, serious

PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)
WIDE: ViewportSize = {"width": 1400, "height": 900}


class Seat:
    """A tab in which somebody sits. `complaints`: what its console said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints = listening(page)
        self.notices = page.locator("#notices")

    async def be(self, name: str) -> None:
        """The first of that name; where names read alike, an address follows it."""
        offered = self.page.get_by_label("Hvem er du?").locator("option", has_text=name).first
        await self.page.get_by_label("Hvem er du?").select_option(await offered.get_attribute("value"))

    async def control(self, title: str) -> None:
        await self.page.locator("#you").get_by_role("button", name=title, exact=True).click()

    async def write(self, text: str) -> None:
        field = self.page.locator("#say")
        await field.fill(text)
        await field.press("Enter")

    def card(self, kind: str) -> Locator:
        """The newest of that kind that can be seen."""
        return self.page.locator(f"article[data-kind='{kind}']:visible").last

    async def press(self, kind: str, name: str) -> None:
        """The button so called, in part at least, on the newest card of that kind."""
        await self.card(kind).get_by_role("button", name=name).first.click()

    async def reads(self, kind: str, *texts: str) -> None:
        """The newest card of that kind says so, in a while."""
        for text in texts:
            await expect(self.card(kind)).to_contain_text(text, ignore_case=True)

    async def is_told(self, text: str) -> None:
        """A notice says so."""
        await expect(self.notices).to_contain_text(text, ignore_case=True)

    async def sees_no(self, kind: str) -> None:
        await expect(self.page.locator(f"article[data-kind='{kind}']:visible")).to_have_count(0)

    async def turn_to_own_chat(self) -> None:
        """One's own chat with Møtevakt."""
        await self.page.get_by_role("tab", name="og Møtevakt").click()

    def person(self, name: str) -> Locator:
        """The line of somebody who is in."""
        return self.page.locator("#present li").filter(has_text=name)

    async def is_in_order(self) -> None:
        """Nothing is cut off, nobody is kept out, and the console is clean."""
        assert await cut_off(self.page) == []
        assert await serious(self.page) == []
        assert self.complaints == []


@asynccontextmanager
async def window(browser: Browser, **choices: str) -> AsyncIterator[BrowserContext]:
    """A browser's window for tabs, in bokmål unless *choices* say otherwise."""
    context = await browser.new_context(viewport=WIDE, locale="nb-NO")
    context.set_default_timeout(PATIENCE_MS)
    await context.add_init_script(chosen(**{"language": "nb", "intro": "read"} | choices))
    try:
        yield context
    finally:
        await context.close()


async def sit(context: BrowserContext, url: str, name: str = "") -> Seat:
    """A new tab at *url*, taken by the person of that *name*; none: somebody who watches."""
    taken = Seat(await context.new_page())
    await taken.page.goto(url)
    if name:
        await taken.be(name)
    return taken
