"""From the rehearsal's page to the officer's pages of the bot that plays, in an ordinary browser."""

import pytest
from playwright.async_api import Browser, expect

from rehearsal.page.tapes import FOLDER
from rehearsal.signin_codes import ACCOUNTS, OFFICER
from tests.page.running import rehearsal
from tests.page.seats import sit, window

LINK = "Se møtet slik personvernombudet ser det"


@pytest.mark.timeout(120)
async def test_whoever_watches_sees_the_meeting_as_the_officer_does(browser: Browser) -> None:
    async with rehearsal(FOLDER / "fremmede.jsonl") as url, window(browser) as context:
        seat = await sit(context, url)
        await expect(seat.card("participant-alert")).to_be_visible(timeout=30_000)
        async with context.expect_page() as opening:
            await seat.page.get_by_role("link", name=LINK).click()
        page = await opening.value
        await page.get_by_role("link", name="Logg inn med kontoen").click()
        await page.locator(f"button[value={OFFICER.key}]").click()
        await page.get_by_role("rowheader").get_by_role("link").click()
        await expect(page.locator("h1")).to_contain_text("Tidslinje")
        await page.locator("#deviation").check()
        await page.get_by_role("button", name="Vis navn", exact=True).click()

        await expect(page.get_by_role("row").filter(has_text="Ann Berg")).to_be_visible()
        await seat.is_in_order()


async def test_whoever_lacks_the_role_is_refused_there_too(browser: Browser) -> None:
    async with rehearsal() as url, window(browser) as context:
        seat = await sit(context, url)
        async with context.expect_page() as opening:
            await seat.page.get_by_role("link", name=LINK).click()
        page = await opening.value
        await page.get_by_role("link", name="Logg inn med kontoen").click()
        await page.locator(f"button[value={ACCOUNTS[1].key}]").click()

        await expect(page.locator("h1")).to_have_text("Du har ikke tilgang")
