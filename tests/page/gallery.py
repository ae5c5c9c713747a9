"""Pictures of every card and of the page at work, for people who would rather look than read.

`python -m tests.page.gallery` (or `make gallery`) takes them anew into `docs/cards/`, from the running page, in bokmål;
and those of the officer's pages (`tests/pages/gallery.py`).
"""

import asyncio
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten

from playwright.async_api import Browser, expect

from bot.domain.language import Language
from bot.ports import Card
from rehearsal.page.tapes import FOLDER
from rehearsal.render import read_aloud
from tests.cards.golden import cards_in
from tests.cards.stories import LINKS
from tests.page.browser import chromium
from tests.page.exhibit import exhibition
from tests.page.pictures import keep_small
from tests.page.running import rehearsal
from tests.page.seats import sit, window
from tests.pages.gallery import take_officers_pages

CARDS = Path(__file__).parents[2] / "docs" / "cards"
PAGE = "siden.png"
TALLEST = 2_400  # pixels, so that no card is cut by the chat's edge
_KINDS = {
    "welcome": "Velkommen",
    "rules": "Reglene",
    "alert": "Varsel om deltakere",
    "chat": "Det som skrives i chatten",
    "sharing": "Filer i chatten",
    "options": "Møtealternativene",
    "recording": "Opptak",
    "checklist": "Sjekklistene",
    "introductions": "Presentasjonsrunden",
    "stop": "Stopp",
    "roster": "Deltakerne",
    "expected": "Hvem vi venter",
    "status": "Hva Møtevakt ser",
    "training": "Opplæring",
    "insight": "Innsyn",
    "help": "Hjelp",
    "summary": "Når møtet er slutt",
}
_TITLE = """# Kortene, slik de ser ut

Tatt av siden som `make rehearsal` viser. Alle er oppdiktet. `make gallery` tar dem på nytt.
"""


def page_of(cards: Mapping[str, Card]) -> str:
    """The gallery's own page: a heading a kind, a picture a story, and in words what the picture says."""
    lines = [_TITLE, f"![Siden i arbeid: møtet, chatten og hva Møtevakt bestemte]({PAGE})\n"]
    for kind, heading in _KINDS.items():
        lines.append(f"## {heading}\n")
        lines += [f"![{_said(card)}]({name}.png)\n" for name, card in cards.items() if name.split("-")[0] == kind]
    return "\n".join(lines)


def _said(card: Card) -> str:
    return shorten(read_aloud(card).translate({ord(sign): None for sign in "[]█░"}), 300, placeholder=" …")


async def take_cards(browser: Browser) -> None:
    """A picture of each story's card."""
    for old in CARDS.glob("*.png"):
        old.unlink()
    at = datetime(2026, 11, 2, 8, 2, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        async with exhibition(Path(folder), Language.NB, time=lambda: at) as hung, window(browser) as context:
            seat = await sit(context, hung.url)
            await seat.page.set_viewport_size({"width": 1400, "height": TALLEST})
            await seat.page.locator("article .card").last.wait_for()
            for post, name in hung.stories.items():
                bubble = seat.page.locator(f"article[data-post='{post}'] .bubble")
                keep_small(await bubble.screenshot(), CARDS / f"{name}.png")


async def take_page(browser: Browser) -> None:
    """The page in the midst of the patient meeting, as somebody who watches sees it."""
    async with rehearsal(FOLDER / "pasientmote.jsonl") as url, window(browser) as context:
        seat = await sit(context, url)
        await expect(seat.card("participant-alert")).to_contain_text("Einar", timeout=30_000)
        await expect(seat.page.locator("#decisions")).to_contain_text("Einar")
        await seat.page.get_by_role("button", name="Pause").click()
        keep_small(await seat.page.screenshot(), CARDS / PAGE)


async def main() -> None:
    CARDS.mkdir(exist_ok=True)
    async with chromium() as browser:
        await take_cards(browser)
        await take_page(browser)
        await take_officers_pages(browser)
    (CARDS / "README.md").write_text(page_of(cards_in(LINKS)), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
