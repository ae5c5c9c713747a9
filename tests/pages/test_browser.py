"""The pages in headless Chromium: what axe finds, what a keyboard alone reaches, and what a narrow window cuts off."""

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from playwright.async_api import Browser, BrowserContext, Error, Page

from bot.evidence.records import Purpose, Seen
from rehearsal.signin_codes import ACCOUNTS, OFFICER
from tests.page.browser import AXE, listening
from tests.pages.visiting import Site

_RUN = """() => axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
})"""
_WIDE = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A browser of somebody's own."""
    made = await browser.new_context(locale="nb-NO")
    yield made
    await made.close()


async def signed_in(context: BrowserContext, site: Site, account: str = OFFICER.key) -> Page:
    page = await context.new_page()
    await page.goto(f"{site.url}/tilsyn")
    await page.get_by_role("link", name="Logg inn med kontoen").click()
    await page.locator(f"button[value={account}]").click()
    await page.wait_for_url(f"{site.url}/tilsyn**")
    return page


async def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA, and good practice. Run by the debugger, whom no policy binds."""
    session = await page.context.new_cdp_session(page)
    source = AXE.read_text(encoding="utf-8")
    await session.send("Runtime.evaluate", {"expression": source})
    how = {"expression": f"({_RUN})()", "awaitPromise": True, "returnByValue": True}
    told = (await session.send("Runtime.evaluate", how))["result"]["value"]
    await session.detach()
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]}"
        for rule in told["violations"]
        for node in rule["nodes"]
    ]


async def looked_at(page: Page, site: Site) -> None:
    """Whatever keeps somebody out of this page is a failure: in the light, in the dark, and in a narrow window."""
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        assert await violations(page) == [], (page.url, scheme)
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate(_WIDE) <= 0, f"{page.url} is wider than 320 px"
    await page.set_viewport_size({"width": 1280, "height": 720})
    assert await page.locator("h1").count() == 1


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_every_page_keeps_nobody_out(site: Site, context: BrowserContext, language: str) -> None:
    page = await signed_in(context, site)
    complaints = listening(page)
    for path in (
        f"/tilsyn?lang={language}",
        "/tilsyn/moter?dag=2026-11-23",
        "/tilsyn/moter?dag=2026-11-22",
        site.timeline,
        "/tilsyn/innsyn",
        f"{site.timeline}/avvik?kjent=2026-11-24T08:00",
        "/tilsyn/utvikling",
        "/tilsyn/tilgjengelighet",
    ):
        await page.goto(f"{site.url}{path}")
        assert await page.locator("html").get_attribute("lang") == language
        await looked_at(page, site)
    await page.goto(f"{site.url}{site.timeline}")
    await page.locator("details summary").click()
    await page.locator(f"#{Purpose.DEVIATION}").check()
    await page.locator("form.card button").first.click()
    assert await page.get_by_text("Ann Berg").count()
    await looked_at(page, site)
    await page.goto(f"{site.url}/tilsyn/innsyn")
    await looked_at(page, site)
    assert complaints == []


async def test_whoever_is_not_in_is_kept_out_by_nothing_else(site: Site, context: BrowserContext) -> None:
    page = await context.new_page()
    for path in ("/tilsyn/logginn", "/tilsyn/ute", "/tilsyn/inn", "/tilsyn/tilgjengelighet"):
        await page.goto(f"{site.url}{path}")
        await looked_at(page, site)


async def test_whoever_lacks_the_role_reads_why(site: Site, context: BrowserContext) -> None:
    page = await signed_in(context, site, ACCOUNTS[1].key)

    assert await page.locator("h1").inner_text() == "Du har ikke tilgang"
    await looked_at(page, site)
    await page.goto(f"{site.url}{site.timeline}")
    assert "/tilsyn/logginn?til=" in page.url


async def pressed(page: Page, until: str, most: int = 40) -> None:
    """Press Tab until what is in focus matches a selector; each stop on the way has to be seen."""
    for _ in range(most):
        await page.keyboard.press("Tab")
        here = await page.evaluate(
            """(wanted) => {
                const one = document.activeElement, style = getComputedStyle(one);
                const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                return {there: one.matches(wanted), seen, what: one.outerHTML.slice(0, 120)};
            }""",
            until,
        )
        assert here["seen"] or here["what"].startswith("<body"), here["what"]
        if here["there"]:
            return
    raise AssertionError(f"no Tab comes to {until} on {page.url}")


async def test_a_keyboard_is_enough_from_the_sign_in_to_yesterdays_stranger(
    site: Site, context: BrowserContext
) -> None:
    page = await context.new_page()
    await page.goto(f"{site.url}/tilsyn/moter?dag=2026-11-24")
    await pressed(page, "a.button")
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: url.startswith(site.signin.door.url))
    await page.locator(f"button[value={OFFICER.key}]").press("Enter")
    await page.wait_for_url(lambda url: url.endswith("?dag=2026-11-24"))
    await pressed(page, "a.skip")
    await page.keyboard.press("Enter")
    await pressed(page, "a[rel=prev]", most=3)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: url.endswith("?dag=2026-11-23"))
    await pressed(page, f"a[href='{site.timeline}']")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**{site.timeline}")
    await pressed(page, "input[type=radio]")
    await page.keyboard.press("Space")
    await pressed(page, "form.card button", most=2)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/navn")

    assert await page.get_by_text("Cato Ek").count()
    assert len(site.store.looks()) == 1
    await pressed(page, "form.out button")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/tilsyn/ute")
    with suppress(Error):  # there is nothing to show again
        await page.go_back()
    assert not await page.get_by_text("Cato Ek").count(), "nothing is left in the browser's memory"


async def test_a_purpose_has_to_be_said_before_a_browser_sends_the_form(site: Site, context: BrowserContext) -> None:
    page = await signed_in(context, site)
    await page.goto(f"{site.url}{site.timeline}")
    await page.locator("form.card button").first.click()

    assert page.url.endswith(site.timeline)
    assert site.store.looks() == []


async def test_a_printed_timeline_has_no_forms_on_it(site: Site, context: BrowserContext) -> None:
    page = await signed_in(context, site)
    await page.goto(f"{site.url}{site.timeline}")
    await page.emulate_media(media="print")

    for hidden in ("header nav", "form.card", "form.out", "footer"):
        assert not await page.locator(hidden).first.is_visible(), hidden
    assert await page.locator("h1").is_visible()


async def test_a_script_that_got_in_would_not_run(site: Site, context: BrowserContext) -> None:
    page = await signed_in(context, site)
    complaints = listening(page)
    await page.evaluate(
        """() => {
            const script = document.createElement("script"), image = new Image();
            script.textContent = "window.evil = 1";
            document.body.append(script);
            image.src = "https://evil.example/x";
        }"""
    )

    assert await page.evaluate("() => window.evil") is None
    assert len([said for said in complaints if "Content Security Policy" in said]) == 2


async def test_a_sheet_with_names_comes_as_a_file(site: Site, context: BrowserContext) -> None:
    page = await signed_in(context, site)
    await page.goto(f"{site.url}{site.timeline}")
    await page.locator(f"#{Purpose.SUPERVISION}").check()
    async with page.expect_download() as coming:
        await page.locator("form.card button[formaction]").click()
    sheet = await coming.value

    assert sheet.suggested_filename == "motevakt-2026-11-23-0900.pdf"
    assert (await sheet.path()).read_bytes().startswith(b"%PDF-")
    assert [look.seen for look in site.store.looks()] == [Seen.PRINT]
