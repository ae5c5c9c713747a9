"""The main story, by clicking as each person: what somebody sees who comes to the page for the first time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, expect

from tests.page.running import rehearsal
from tests.page.seats import Seat, sit, window


@dataclass(frozen=True, slots=True)
class Table:
    """Who sits where; `watching` is nobody, and sees all."""

    ann: Seat
    bo: Seat
    kari: Seat
    einar: Seat
    watching: Seat


@pytest.fixture
async def table(browser: Browser) -> AsyncIterator[Table]:
    """A meeting that has just begun, its organizer in it; the others have opened the page."""
    async with rehearsal() as url, window(browser) as context:
        names = ("Ann Berg", "Bo Dahl", "Kari Nes", "Einar (Guest)", "")
        yield Table(*[await sit(context, url, name) for name in names])


async def come_in(*seats: Seat) -> None:
    for one in seats:
        await one.control("Kom inn")


async def test_a_stranger_is_flagged_refused_and_vouched_for(table: Table) -> None:
    ann, einar = table.ann, table.einar
    await ann.reads("rules", "Ingen opptak")
    await einar.sees_no("rules")

    await come_in(einar)
    await ann.reads("participant-alert", "Einar", "ikke innlogget")
    await expect(table.watching.person("Einar")).to_have_attribute("data-weight", "red")

    await einar.press("participant-alert", "skal være med")
    await einar.is_told("Egne ansatte som er ventet")
    await expect(ann.notices).to_be_empty()
    await expect(table.watching.page.locator("#decisions li[data-fact='PressRefused']")).to_contain_text("Einar")

    await ann.press("participant-alert", "skal være med")
    await einar.reads("participant-alert", "avklart av Ann Berg")
    await expect(table.watching.person("Einar")).to_have_attribute("data-weight", "green")
    for one in (ann, einar, table.watching):
        await one.is_in_order()


async def test_three_people_run_the_checklist_and_the_stranger_does_not(table: Table) -> None:
    ann, bo, kari, einar = table.ann, table.bo, table.kari, table.einar
    await come_in(bo, kari, einar)

    await ann.write("/sjekkliste")
    await bo.reads("checklist", "Sjekkliste · Teams", "Teams-opptak er slått av", "1 av 10")
    await bo.press("checklist", "Stemmer: Ingen person- eller helseopplysninger i chat")
    await kari.reads("checklist", "Bo Dahl")
    for one in (ann, bo, kari):
        await one.press("checklist", "Stemmer: Ingen utenfor hører oss")
    await table.watching.reads("checklist", "Ann Berg", "Kari Nes", "3 av 10")

    await einar.press("checklist", "Stemmer: Vi følger med på deltakerlisten")
    await expect(einar.notices).not_to_be_empty()
    await kari.press("checklist", "Stemmer: Vi følger med på deltakerlisten")
    await ann.reads("checklist", "4 av 10")
    await kari.is_in_order()


async def test_three_people_introduce_themselves(table: Table) -> None:
    ann, bo, kari = table.ann, table.bo, table.kari
    await come_in(bo, kari)

    await kari.write("@Møtevakt presentasjon")
    await ann.reads("introductions", "Ann Berg", "Bo Dahl", "Kari Nes")
    for one in (ann, bo, kari):
        await one.card("introductions").get_by_role("combobox").select_option(index=2)
        await one.press("introductions", "Jeg har presentert meg")
    await table.watching.reads("introductions", "Alle har presentert seg")
    await bo.is_in_order()


async def test_somebody_sits_in_the_open_and_the_meeting_is_stopped(table: Table) -> None:
    ann, bo = table.ann, table.bo
    await come_in(bo)
    await ann.write("/sjekkliste")

    await bo.press("checklist", "Jeg sitter i et åpent rom")
    await ann.reads("stop", "Stopp", "Bo Dahl")
    await table.watching.reads("stop", "Stopp")
    await expect(table.watching.page.locator("#decisions li[data-fact='CardPressed']")).to_contain_text("S5")

    await bo.press("stop", "Jeg sitter skjermet nå")
    await ann.reads("stop", "Bo Dahl sitter skjermet nå")
    await ann.is_in_order()


async def test_what_is_for_one_only_that_one_sees(table: Table) -> None:
    ann, bo = table.ann, table.bo
    await come_in(bo)

    await bo.write("/hjelp")
    await bo.reads("help", "/sjekkliste")
    await ann.sees_no("help")
    await table.watching.reads("help", "Bare Bo ser dette")

    await bo.turn_to_own_chat()
    await bo.write("/sjekkliste whereby")
    await bo.reads("checklist", "Whereby")
    await ann.sees_no("checklist")


async def test_plain_words_are_read_and_nothing_follows_of_them(table: Table) -> None:
    ann, bo = table.ann, table.bo
    await come_in(bo)

    await bo.write("Da er vi i gang.")
    await expect(ann.page.locator("#posts")).to_contain_text("Da er vi i gang.")
    await table.watching.page.get_by_label("Vis alt").check()
    told = table.watching.page.locator("#decisions li[data-fact='MessagePosted']")
    await expect(told).to_contain_text("Ingenting følger av dette.")
    await expect(table.watching.page.locator("#decisions")).not_to_contain_text("i gang.")


async def test_the_organizer_ends_the_meeting(table: Table) -> None:
    await come_in(table.bo)
    await table.ann.control("Avslutt møtet")

    await table.bo.reads("summary", "Husk journalen")
    await expect(table.watching.page.locator("#present li")).to_have_count(0)
