"""Pictures of the officer's pages and of the printed sheet, for people who would rather look than read.

`make gallery` takes them anew into `docs/pages/`, in bokmål, of a year of invented meetings.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize

from bot.counting import count
from bot.domain.events import CardPressed, CardShown, Event, MeetingEnded
from bot.domain.participants import Identity
from bot.domain.presses import Settle
from bot.domain.recordings import RecordingsTold, Said, Sign
from bot.domain.records import Where
from bot.evidence.records import Purpose
from bot.outbound.clock import SystemClock
from bot.store.beside import Beside
from bot.store.database import open_database
from bot.store.records import StoredRecords
from bot.store.tick import Ticker
from bot.store.vault import Vault
from rehearsal.signin_codes import ACCOUNTS, OFFICER
from tests.page.pictures import keep
from tests.pages.kept import FILE, KEY
from tests.pages.meetings import what_went_wrong
from tests.pages.visiting import Site, serving
from tests.scenes import (
    ANN,
    BO,
    CATO,
    EINAR,
    KARI,
    NINE,
    OWN,
    PROCEDURE,
    WHERE,
    after,
    at,
    invited,
    joined,
    pid,
    started,
)
from tests.store.ticks import delivery

FOLDER = Path(__file__).parents[2] / "docs" / "pages"
_NEXT_DAY = at(25 * 60)  # Tuesday at ten
_WIDE: ViewportSize = {"width": 1100, "height": 700}
_NARROW: ViewportSize = {"width": 390, "height": 800}

PICTURES = {
    "innlogging": "Innloggingen: hva sidene viser, og at hvert oppslag av navn blir skrevet ned",
    "uten-rolle": "Den som mangler rollen, får vite hvorfor, og hvem som kan gi den",
    "oversikt": "Oversikten: et møte som pågår, og dagene der noen ikke er avklart",
    "dag": "Gårsdagens møter, med hvor mange som skilte seg ut og ikke er avklart",
    "tidslinje": "Tidslinjen uten navn, og spørsmålet om hvorfor en trenger navnene",
    "tidslinje-navn": "Tidslinjen med navn: den fremmede står øverst",
    "utskrift": "Utskriften på ett ark, med hvem som hentet den ut og hvorfor",
    "innsynslogg": "Innsynsloggen: hvem som har sett navn, når og hvorfor",
    "avvik": "Utkastet til avviksmelding, med fristen på 72 timer",
    "utvikling": "Utviklingen over et år, i tall og bilder uten personer",
    "tidslinje-mork": "Tidslinjen på en mørk skjerm",
    "tidslinje-telefon": "Tidslinjen på en telefon",
}
_TITLE = """# Tilsynssidene, slik de ser ut

Personvernombudets sider under `/tilsyn`. Alle i møtene er oppdiktet. `make gallery` tar bildene på nytt.
`make rehearsal` har en lenke til de samme sidene, av møtet som spilles.
"""


def page_of() -> str:
    """The gallery's own page."""
    return "\n".join([_TITLE, *(f"![{told}]({name}.png)\n" for name, told in PICTURES.items())])


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting: where, and what happened there."""

    where: Where
    events: tuple[Event, ...]


def _where(number: int) -> Where:
    return Where(f"19:meeting_{number}@thread.v2", OWN, WHERE.service_url, f"m{number}")


def _ordinary(number: int, minutes: float, *strangers: Identity, settled: bool, recorded: bool) -> Held:
    """Half an hour with *strangers* in it, of whom the first may be settled; it may be recorded."""
    opening = (
        started(minutes),
        CardShown(at(minutes + 0.1), "rules::1", "1", "2026-1"),
        invited(BO, KARI, minutes=minutes + 0.2),
        joined(ANN, BO, KARI, minutes=minutes + 1),
    )
    coming: tuple[Event, ...] = (joined(*strangers, minutes=minutes + 2),) if strangers else ()
    told: tuple[Event, ...] = ()
    if strangers:
        first = pid(after(*opening, *coming), strangers[0])
        told += (CardShown(at(minutes + 2.1), "participant-alert::1", "2", "2026-1"),)
        told += (CardPressed(at(minutes + 4), ANN, Settle(first, expected=True)),) if settled else ()
    if recorded:
        told += (RecordingsTold(at(minutes + 9), (Said(at(minutes + 8), Sign.STARTED, f"r{number}"),)),)
        told += (RecordingsTold(at(minutes + 20), (Said(at(minutes + 20), Sign.STOPPED, f"r{number}"),)),)
    return Held(_where(number), (*opening, *coming, *told, MeetingEnded(at(minutes + 30), at(minutes + 30))))


def _year() -> Iterator[Held]:
    """Some meetings each month before, three yesterday, and one that runs."""
    for month in range(11, 0, -1):
        for one in range(2 + (month * 5) % 4):
            minutes = -(month * 30 * 24 + one * 48) * 60.0
            strangers = (EINAR, CATO)[: (month + one) % 3]
            settled, recorded = (month + one) % 2 == 0, one == 1 and month % 2 == 0
            yield _ordinary(100 * month + one, minutes, *strangers, settled=settled, recorded=recorded)
    yield Held(WHERE, what_went_wrong())
    yield _ordinary(1, 90, settled=False, recorded=False)
    yield _ordinary(2, 240, CATO, settled=True, recorded=False)
    runs = 24 * 60 + 40
    yield Held(_where(3), (started(runs), invited(BO, minutes=runs + 0.1), joined(ANN, BO, minutes=runs + 1)))


def keep_a_year(directory: Path) -> None:
    """Put a database there, and its key."""
    vault, database = Vault.at(directory / KEY), open_database(f"sqlite:///{directory / FILE}")
    ticker = Ticker(database, vault, PROCEDURE)
    for held in _year():
        for number, event in enumerate(held.events):
            one = delivery(f"{held.where.conversation}:{number}", event, held.where)
            ticker.tick(event.at.timestamp(), [one], [], 0)
    database.close()
    kept = StoredRecords(Beside(f"sqlite:///{directory / FILE}"), vault, SystemClock())
    kept.conclude(count, NINE - timedelta(days=1), 1_000)


@asynccontextmanager
async def _site() -> AsyncIterator[Site]:
    with tempfile.TemporaryDirectory() as kept, tempfile.TemporaryDirectory() as copied:
        keep_a_year(Path(kept))
        async with serving(Path(kept), Path(copied)) as site:
            before = os.environ.get("SSL_CERT_FILE")
            os.environ["SSL_CERT_FILE"] = str(site.signin.ca_file)
            site.clock.hour = _NEXT_DAY
            try:
                yield site
            finally:
                os.environ.pop("SSL_CERT_FILE")
                if before is not None:
                    os.environ["SSL_CERT_FILE"] = before


async def take_officers_pages(browser: Browser) -> None:
    """A picture of each page, and of the sheet, which poppler draws."""
    FOLDER.mkdir(exist_ok=True)
    async with _site() as site:
        context = await browser.new_context(locale="nb-NO", viewport=_WIDE, timezone_id="Europe/Oslo")
        await _stroll(site, await context.new_page())
        await context.close()
    (FOLDER / "README.md").write_text(page_of(), encoding="utf-8")


async def _stroll(site: Site, page: Page) -> None:
    await page.goto(f"{site.url}/tilsyn")
    await _take(page, "innlogging")
    await _sign_in(site, page, ACCOUNTS[1].key)
    await _take(page, "uten-rolle")
    await page.goto(f"{site.url}/tilsyn")
    await _sign_in(site, page, OFFICER.key)
    await _take(page, "oversikt")
    await page.goto(f"{site.url}/tilsyn/moter?dag={NINE:%Y-%m-%d}")
    await _take(page, "dag")
    await page.get_by_role("rowheader").get_by_role("link").first.click()
    await page.wait_for_url("**/moter/*/*")
    await _take(page, "tidslinje")
    timeline = page.url
    await page.locator(f"#{Purpose.DEVIATION}").check()
    await page.get_by_role("button", name="Vis navn", exact=True).click()
    await page.wait_for_url("**/navn")
    await _take(page, "tidslinje-navn")
    await page.emulate_media(color_scheme="dark")
    await _take(page, "tidslinje-mork")
    await page.emulate_media(color_scheme="light")
    await page.set_viewport_size(_NARROW)
    await _take(page, "tidslinje-telefon")
    await page.set_viewport_size(_WIDE)
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="Skriv ut med navn").click()
    await _take_sheet(await (await coming.value).path())
    await page.goto(f"{site.url}/tilsyn/innsyn")
    await _take(page, "innsynslogg")
    await page.goto(f"{timeline}/avvik?kjent={_NEXT_DAY - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    await _take(page, "avvik")
    await page.goto(f"{site.url}/tilsyn/utvikling")
    await _take(page, "utvikling")


async def _sign_in(site: Site, page: Page, account: str) -> None:
    await page.locator("main a.button").click()
    await page.locator(f"button[value={account}]").click()
    await page.wait_for_url(f"{site.url}/tilsyn**")


async def _take(page: Page, name: str) -> None:
    keep(await page.screenshot(full_page=True), FOLDER / f"{name}.png")


async def _take_sheet(pdf: Path) -> None:
    poppler = shutil.which("pdftoppm")
    if poppler is None:
        raise FileNotFoundError("no pdftoppm on this machine; run: sudo apt-get install poppler-utils")
    drawn = await asyncio.create_subprocess_exec(
        poppler, "-r", "90", "-png", "-singlefile", str(pdf), stdout=asyncio.subprocess.PIPE
    )
    keep((await drawn.communicate())[0], FOLDER / "utskrift.png")
