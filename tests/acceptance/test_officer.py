"""Yesterday's stranger: an officer signs in with a browser at the running bot, finds them, and prints the timeline.

The meeting was held by a bot whose clock is a day behind; the bot that the officer visits found its database.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, BrowserContext, Page

from bot.domain.language import Language
from bot.domain.norway import OSLO
from bot.evidence.records import Purpose, Seen
from bot.pages.refusals import Refusal
from bot.pages.saying import Saying
from bot.pages.words import WORDS
from cards.words.nb import NB
from rehearsal import clock
from rehearsal.bot_process import ROOT, BotProcess
from rehearsal.people import ANN, BO, CATO, EINAR, KARI, Person
from rehearsal.signin_codes import OFFICER
from rehearsal.standin import StandIn
from tests.acceptance import yesterdays_bot
from tests.acceptance.play import Play, spoken
from tests.page.browser import chromium
from tests.pages.test_print import pages, text_of

WORD = WORDS[Language.NB]
EVERYBODY = "Hvem som var i møtet"
CLINICIAN = ANN
CALLED_IN = (BO, KARI)
STRANGERS = (EINAR, CATO)
"""One who is not signed in, and a colleague whom nobody called in."""


@dataclass
class Visited:
    """The bot that the officer visits, and what yesterday's meeting left in its chats."""

    standin: StandIn
    bot: BotProcess

    @property
    def tilsyn(self) -> str:
        return f"{self.bot.url}/tilsyn"


async def hold_yesterdays_meeting(standin: StandIn, folder: Path) -> None:
    """A real bot held it; nobody settled whom it asked about."""
    program, path = Path(yesterdays_bot.__file__), {"PYTHONPATH": str(ROOT)}
    async with BotProcess(standin, folder, program=program, otherwise=path) as bot:
        play = Play(standin, bot, standin.world.open_meeting("yesterday", organizer=ANN, invited=CALLED_IN))
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, *CALLED_IN))
        await play.card("rules")
        await play.tell(play.says.members_added(*STRANGERS), play.says.joined(EINAR), play.says.joined(CATO))
        await play.card("participant-alert", CATO.name)
        await play.tell(play.says.left(EINAR), play.says.meeting_end(ANN))
        await play.card("summary")


@pytest.fixture(scope="module")
async def visited(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visited]:
    folder = tmp_path_factory.mktemp("officer")
    async with StandIn(folder, time=lambda: clock.now() - yesterdays_bot.A_DAY) as standin:
        await hold_yesterdays_meeting(standin, folder)
        standin.world.time = clock.now
        async with BotProcess(standin, folder) as bot:
            yield Visited(standin, bot)


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """An ordinary browser: it trusts no certificate that others would not."""
    made = await browser.new_context(locale="nb-NO")
    yield made
    await made.close()


async def signed_in(context: BrowserContext, visited: Visited, account: str = OFFICER.key) -> Page:
    page = await context.new_page()
    await page.goto(visited.tilsyn)
    await page.get_by_role("link", name=WORD.door.button).click()
    await page.locator(f"button[value={account}]").click()
    await page.wait_for_url(f"{visited.tilsyn}**")
    return page


async def yesterdays_meeting(page: Page) -> None:
    """From the overview, by what is told there of people whom nobody has settled."""
    told = WORD.meeting.some_unsettled.format(count=len(STRANGERS))
    await page.get_by_role("listitem").filter(has_text=told).get_by_role("link").click()
    await page.get_by_role("rowheader").get_by_role("link").click()


async def show_names(page: Page, purpose: Purpose) -> None:
    await page.locator(f"#{purpose}").check()
    await page.get_by_role("button", name=WORD.look.show_names, exact=True).click()
    await page.wait_for_url("**/navn")


async def named(page: Page, *people: Person) -> list[str]:
    """The names that stand in the page, of those."""
    text = await page.locator("main").inner_text()
    return [person.name for person in people if person.name in text]


async def downloaded(page: Page) -> bytes:
    """The sheet with names that the browser is given as a file."""
    async with page.expect_download() as coming:
        await page.get_by_role("button", name=WORD.look.print_names).click()
    sheet = await coming.value
    assert re.fullmatch(r"motevakt-\d{4}-\d\d-\d\d-\d{4}\.pdf", sheet.suggested_filename)
    path: Path = await sheet.path()
    return await asyncio.to_thread(path.read_bytes)


async def insight_of(person: Person, visited: Visited) -> str:
    """What the bot shows *person*, who asks in their own chat."""
    own = Play(visited.standin, visited.bot, visited.standin.world.own_chat(person))
    await own.tell(own.says.installed(person), own.says.message(person, "innsyn"))
    return spoken(await own.card("insight"))


async def test_the_officer_finds_yesterdays_stranger_prints_the_timeline_and_the_person_is_told(
    visited: Visited, context: BrowserContext
) -> None:
    page = await signed_in(context, visited)
    await yesterdays_meeting(page)
    heading, day = page.locator("h1"), Saying(Language.NB).day(clock.now().astimezone(OSLO) - yesterdays_bot.A_DAY)
    assert await heading.inner_text() == WORD.meeting.timeline.format(day=day)
    assert not await named(page, *STRANGERS, ANN), "nobody is named before it is said what for"

    await show_names(page, Purpose.DEVIATION)
    assert await named(page, *STRANGERS, ANN) == [EINAR.name, CATO.name, ANN.name]
    row = page.get_by_role("row").filter(has_text=EINAR.name)
    assert Saying(Language.NB).words.not_settled in await row.inner_text()

    pdf = await downloaded(page)
    assert pages(pdf) == 1
    text = text_of(pdf)
    assert [person.name for person in STRANGERS if person.name not in text] == []
    assert re.search("Siste fingeravtrykk: [0-9a-f]{16}", text)

    await page.get_by_role("link", name=WORD.frame.access).click()
    _, newest, before = await page.get_by_role("row").all_inner_texts()
    assert WORD.look.seen[Seen.PRINT] in newest
    assert WORD.look.seen[Seen.TIMELINE] in before
    for line in (newest, before):
        assert OFFICER.name in line
        assert WORD.look.purposes[Purpose.DEVIATION] in line

    told = await insight_of(CATO, visited)
    for seen in (Seen.TIMELINE, Seen.PRINT):
        assert NB.insight.look.format(name=OFFICER.name, seen=NB.insight.seen[seen]) in told
    assert NB.insight.purposes[Purpose.DEVIATION] in told


async def test_a_browsers_own_print_of_the_page_is_as_good(visited: Visited, context: BrowserContext) -> None:
    page = await signed_in(context, visited)
    await yesterdays_meeting(page)
    await show_names(page, Purpose.SUPERVISION)
    pdf = await page.pdf(format="A4")

    text = " ".join(text_of(pdf).split())
    for told in (*(person.name for person in STRANGERS), Saying(Language.NB).words.not_settled, EVERYBODY):
        assert told in text
    for button in (WORD.frame.sign_out, WORD.look.print_names, WORD.frame.navigation):
        assert button not in text


async def test_a_clinician_is_refused_in_words_and_sees_nothing(visited: Visited, context: BrowserContext) -> None:
    page = await signed_in(context, visited, CLINICIAN.key)
    refused = WORD.door.refused[Refusal.ROLE]

    assert await page.locator("h1").inner_text() == refused.title
    for told in refused.text:
        assert told in await page.locator("main").inner_text()
    assert not await named(page, CLINICIAN, *STRANGERS)
    await page.goto(f"{visited.tilsyn}/moter/1/1")
    assert await page.locator("h1").inner_text() == WORD.door.sign_in.title


@pytest.mark.parametrize(
    "path", ["", "/moter", "/moter?dag=2026-11-23", "/moter/1/1", "/moter/1/1/utskrift", "/moter/1/1/avvik",
             "/utvikling", "/innsyn"],
)  # fmt: skip
async def test_without_a_sign_in_every_page_leads_to_it(visited: Visited, context: BrowserContext, path: str) -> None:
    page = await context.new_page()
    await page.goto(f"{visited.tilsyn}{path}")

    assert "/tilsyn/logginn" in page.url
    assert await page.locator("h1").inner_text() == WORD.door.sign_in.title
    assert not await named(page, *STRANGERS, ANN)


async def test_no_form_without_a_sign_in_shows_a_name(visited: Visited) -> None:
    form = {"purpose": Purpose.DEVIATION.value, "csrf": "guessed"}
    for path in ("navn", "utskrift"):
        async with aiohttp.ClientSession() as http, http.post(f"{visited.tilsyn}/moter/1/1/{path}", data=form) as told:
            assert told.status == 403
            assert not [person.name for person in STRANGERS if person.name in await told.text()]
