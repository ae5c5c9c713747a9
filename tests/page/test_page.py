"""The page itself: small, quick to see, played like a recorder, used without a mouse, in any language and look."""

import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.domain.language import Language
from rehearsal.page.server import BUILT
from rehearsal.page.tapes import FOLDER
from rehearsal.people import ANN
from rehearsal.world import BOT
from tests.cards.golden import cards_in
from tests.cards.stories import LINKS
from tests.page.browser import chosen, cut_off, serious
from tests.page.exhibit import exhibition, message
from tests.page.running import children, rehearsal
from tests.page.seats import Seat, sit, window

LARGEST = 500_000  # bytes, unpacked
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@pytest.fixture(scope="module")
async def url() -> AsyncIterator[str]:
    async with rehearsal() as address:
        yield address


@pytest.fixture
async def watching(browser: Browser, url: str) -> AsyncIterator[Seat]:
    async with window(browser) as context:
        yield await sit(context, url)


async def phase(seat: Seat, text: str) -> None:
    await expect(seat.page.locator("#phase")).to_contain_text(text, timeout=90_000)


async def start(seat: Seat, tape: str) -> None:
    """Choose a tape and play it from its beginning."""
    await seat.page.get_by_label("Bånd").select_option(label=tape)
    await seat.page.locator("#take, #again").first.click()
    await phase(seat, "Møtevakt starter")


def test_it_is_small(figure: Callable[[str], None]) -> None:
    size = sum(file.stat().st_size for file in BUILT.rglob("*") if file.is_file())

    figure(f"the page: {size:,} bytes unpacked")
    assert size < LARGEST


async def test_something_is_seen_at_once(browser: Browser, url: str, figure: Callable[[str], None]) -> None:
    async with window(browser) as context:
        seat = await sit(context, url)
        painted = await (await seat.page.wait_for_function(_PAINTED)).json_value()
        figure(f"the page: first paint after {painted:.0f} ms")


async def test_a_tape_is_paused_stepped_through_hastened_and_played_to_its_end(watching: Seat) -> None:
    page = watching.page
    await start(watching, "Spill selv")
    await start(watching, "Pasientmøtet")
    await phase(watching, "Spiller")
    await page.get_by_role("button", name="Pause").click()
    await phase(watching, "På pause")
    happened = page.locator("#timeline li")
    before = await happened.count()

    await page.get_by_role("button", name="Ett steg").click()
    await expect(happened).not_to_have_count(before)
    await phase(watching, "På pause")

    await page.get_by_label("Fart").select_option(label="4×")
    await page.get_by_role("button", name="Spill av").click()
    await expect(page.locator("#phase")).to_contain_text("Båndet er slutt", timeout=60_000)
    await expect(page.locator("#phase")).to_contain_text("Du styrte klokka")
    await watching.is_in_order()


async def test_a_tape_goes_as_it_expects_and_the_page_says_so(watching: Seat) -> None:
    await start(watching, "Spill selv")
    await phase(watching, "Nå er møtet ditt")
    await expect(watching.page.locator("#timeline li[data-kind='unexpected']")).to_have_count(0)


async def test_it_is_played_in_another_language(watching: Seat) -> None:
    page = watching.page
    await start(watching, "Spill selv")
    await phase(watching, "Nå er møtet ditt")
    await page.locator("#language").select_option("nn")
    await expect(page.locator("html")).to_have_attribute("lang", "nn")
    await page.get_by_role("button", name="Spel frå start på nynorsk").click()
    await watching.reads("rules", "Ingen opptak, heller ikkje privat")
    await page.locator("#language").select_option("nb")
    await page.get_by_role("button", name="Spill fra start på bokmål").click()
    await watching.reads("rules", "heller ikke privat")
    await watching.is_in_order()


async def test_the_keyboard_is_enough(browser: Browser, url: str) -> None:
    async with window(browser) as context:
        seat = await sit(context, url)
        page = seat.page
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Hopp til chatten")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("#chat")).to_be_focused()

        await seat.be("Bo Dahl")
        await _tab_to(page, "[data-control='join']")
        await page.keyboard.press("Enter")
        await _tab_to(page, "#say")
        await page.keyboard.type("/status")
        await page.keyboard.press("Enter")
        await seat.reads("status", "Møtevakt ser")
        await expect(page.locator("#say")).to_be_focused()
        await expect(page.locator("#announcer")).to_contain_text("Ny melding fra Møtevakt")


async def test_who_one_is_is_the_tabs_own_and_outlives_a_reload(browser: Browser, url: str) -> None:
    async with window(browser) as context:
        bo, ann = await sit(context, url, "Bo Dahl"), await sit(context, url, "Ann Berg")
        await bo.page.reload()

        await expect(bo.page.locator("#who option:checked")).to_contain_text("Bo Dahl")
        await expect(ann.page.locator("#who option:checked")).to_have_text("Ann Berg")


async def test_a_list_that_refreshes_itself_shows_each_their_own_view(browser: Browser) -> None:
    async with rehearsal() as url, window(browser) as context:
        ann, dina = await sit(context, url, "Ann Berg"), await sit(context, url, "Dina Fors")
        await dina.control("Kom inn")
        await ann.write("@Møtevakt deltakere")

        await ann.reads("roster", "Slik er det nå. Bare du ser dette.")
        await dina.reads("roster", "Dina Fors")
        await expect(dina.card("roster")).not_to_contain_text("Bare du ser dette.")


async def test_a_press_by_nobody_asks_who_one_is(watching: Seat) -> None:
    await watching.press("rules", "Sjekkliste")
    await watching.is_told("Velg hvem du er")


async def test_what_cannot_be_done_is_told_in_ones_own_language(browser: Browser) -> None:
    others = set(children(os.getpid()))
    async with rehearsal() as url, window(browser, language="en") as context:
        page = (await sit(context, url)).page
        await page.locator("#who").select_option(label="Ann Berg")
        bots = set(children(os.getpid())) - others
        os.kill(int(next(bot for bot in bots if b"app.py" in _command(bot))), signal.SIGKILL)
        await page.locator("#say").fill("/hjelp")
        await page.locator("#say").press("Enter")
        await expect(page.locator("#notices")).to_contain_text("Møtevakt")
        await expect(page.locator("#phase")).to_contain_text("Møtevakt has stopped")


async def test_whoever_is_not_signed_in_is_offered_no_chat_of_their_own(watching: Seat) -> None:
    await watching.be("Einar (Guest)")
    await expect(watching.page.get_by_role("tab")).to_have_count(1)
    await watching.be("Bo Dahl")
    await expect(watching.page.get_by_role("tab")).to_have_count(2)


@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}])
async def test_it_looks_as_the_computer_does(browser: Browser, url: str, media: dict[str, str]) -> None:
    async with window(browser) as context:
        seat = await sit(context, url)
        await seat.page.emulate_media(**media)  # type: ignore[arg-type]  # each a literal of its own
        expected = "dark" if "color_scheme" in media else "contrast"
        await expect(seat.page.locator("html")).to_have_attribute("data-theme", expected)
        await seat.is_in_order()


async def test_it_flows_anew_when_it_is_magnified_four_times(browser: Browser, tmp_path: Path) -> None:
    async with exhibition(tmp_path, Language.NB) as hung:
        page = await browser.new_page(viewport={"width": 320, "height": 256})
        await page.add_init_script(chosen(language="nb"))
        await page.goto(hung.url)
        await page.locator("article[data-kind] .card").last.wait_for()

        assert await cut_off(page) == []
        assert await serious(page) == []
        await page.close()


async def test_a_card_grows_in_place_and_goes_when_it_is_taken_away(browser: Browser, tmp_path: Path) -> None:
    async with exhibition(tmp_path, Language.NB) as hung, window(browser) as context:
        seat = await sit(context, hung.url)
        post = next(post for post, name in hung.stories.items() if name == "alert-amber")
        article = seat.page.locator(f"article[data-post='{post}']")
        await expect(article).to_contain_text("bør avklares")

        hung.world.update(hung.world.posts[post], message(cards_in(LINKS)["alert-all-settled"]))
        await expect(article).to_contain_text("Alle er avklart")
        await expect(article).to_contain_text("oppdatert")
        hung.world.remove(hung.world.posts[post])
        await expect(article).to_have_count(0)
        await seat.is_in_order()


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "<at>Kari</at> **b**"])
async def test_what_people_write_is_text_and_nothing_else(browser: Browser, tmp_path: Path, text: str) -> None:
    async with exhibition(tmp_path, Language.NB) as hung, window(browser) as context:
        seat = await sit(context, hung.url)
        chat = next(iter(hung.world.chats))
        body = [{"type": "TextBlock", "id": "help", "text": text, "wrap": True}]
        card = {"type": "AdaptiveCard", "version": "1.5", "body": body}
        drawn = hung.world.post(chat, BOT, message(card)).id
        said = hung.world.post(chat, ANN.mri, {"type": "message", "text": text}).id

        for post in (drawn, said):
            article = seat.page.locator(f"article[data-post='{post}']")
            await article.wait_for()
            assert await article.locator("img, script, a[href^='javascript:']").count() == 0
        await expect(seat.page.locator(f"article[data-post='{said}']")).to_contain_text(
            text.replace("<at>Kari</at>", "@Kari")
        )
        assert seat.complaints == []


async def test_every_tape_is_offered_by_a_name_of_its_own(watching: Seat) -> None:
    options = watching.page.locator("#tape option")
    await expect(options).to_have_count(len(list(FOLDER.glob("*.jsonl"))))
    offered = await options.all_text_contents()

    assert len(set(offered)) == len(offered)
    assert not [name for name in offered if name.islower()], "no tape is offered by its file's name"


def _command(process: str) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


async def _tab_to(page: Page, what: str) -> None:
    for _ in range(120):
        if await page.evaluate("what => document.activeElement?.matches(what)", what):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{what} cannot be reached with Tab")
