"""The chat guard at the page: whoever writes what does not belong in the chat is told so, and nobody else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.page.running import rehearsal
from tests.page.seats import Seat, sit, window

NUMBER = "12811873762"  # Tenor's kind
WRITTEN = f"fnr {NUMBER}, innlagt med sepsis"
NOTICE = "chat-warning"


@dataclass(frozen=True, slots=True)
class Table:
    """Who sits where; `watching` is nobody, and sees all."""

    bo: Seat
    kari: Seat
    einar: Seat
    watching: Seat

    async def are_all_told(self, text: str) -> None:
        """Whatever came before that message has come to all of them too."""
        for one in (self.bo, self.kari, self.einar):
            await expect(one.page.locator("#posts")).to_contain_text(text)


@pytest.fixture
async def table(browser: Browser) -> AsyncIterator[Table]:
    """A meeting in which all of them are."""
    async with rehearsal() as url, window(browser) as context:
        seated = Table(*[await sit(context, url, name) for name in ("Bo Dahl", "Kari Nes", "Einar (Guest)", "")])
        for one in (seated.bo, seated.kari, seated.einar):
            await one.control("Kom inn")
        await seated.watching.reads("participant-alert", "Einar")
        yield seated


def message(seat: Seat, text: str) -> Locator:
    return seat.page.locator("#posts article:not([data-kind]), #posts article[data-kind='']").filter(has_text=text).last


async def tab_to(seat: Seat, what: Locator) -> None:
    """By the keyboard alone, from the chat's own beginning."""
    await seat.page.locator("#chat").focus()
    for _ in range(120):
        await seat.page.keyboard.press("Tab")
        if await what.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{what} cannot be reached with Tab")


async def test_only_whoever_wrote_an_identifier_sees_the_notice_and_it_closes_when_they_delete_it(table: Table) -> None:
    bo, kari, watching = table.bo, table.kari, table.watching
    await bo.write(WRITTEN)
    await bo.reads(NOTICE, "Bare du ser dette", "et fødselsnummer", "Feil varsel")
    await expect(bo.page.locator("#announcer")).to_contain_text("bare til deg: Varselet om chatten")
    await watching.reads(NOTICE, "Bare Bo ser dette")
    for seat in (bo, watching):
        await expect(seat.card(NOTICE)).not_to_contain_text(NUMBER)

    await kari.write("Da begynner vi.")
    await table.are_all_told("Da begynner vi.")
    for seat in (kari, table.einar):
        await expect(message(seat, "sepsis")).to_be_visible()
        await seat.sees_no(NOTICE)
        await expect(seat.page.locator("#posts")).not_to_contain_text("fødselsnummer")
    await bo.is_in_order()

    button = message(bo, "sepsis").get_by_role("button", name="Slett")
    await tab_to(bo, button)
    await bo.page.keyboard.press("Enter")
    await bo.reads(NOTICE, "✓ Meldingen er slettet. Takk.")
    await expect(bo.page.locator("#announcer")).to_contain_text("Varselet om chatten er oppdatert")
    for seat in (bo, kari, table.einar, watching):
        await expect(message(seat, "Meldingen er slettet")).to_be_visible()
        await expect(seat.page.locator("#posts")).not_to_contain_text("sepsis")
        await seat.is_in_order()
    await kari.sees_no(NOTICE)


async def test_a_message_is_changed_with_the_keyboard_and_the_notice_closes(table: Table) -> None:
    bo, kari = table.bo, table.kari
    await bo.write(WRITTEN)
    await bo.reads(NOTICE, "et fødselsnummer")

    await tab_to(bo, message(bo, "sepsis").get_by_role("button", name="Rediger"))
    await bo.page.keyboard.press("Enter")
    field = bo.page.get_by_label("Ny tekst")
    await expect(field).to_be_focused()
    await expect(field).to_have_value(WRITTEN)
    await bo.is_in_order()
    await bo.page.keyboard.press("Escape")
    await expect(message(bo, "sepsis").get_by_role("button", name="Rediger")).to_be_focused()

    await bo.page.keyboard.press("Enter")
    await field.fill("Jeg tar det i journalen.")
    await field.press("Enter")
    await bo.reads(NOTICE, "✓ Meldingen er endret. Takk.")
    await expect(message(bo, "journalen").get_by_role("button", name="Rediger")).to_be_focused()
    for seat in (bo, kari):
        await expect(message(seat, "Jeg tar det i journalen.")).to_contain_text("(redigert)")
        await expect(seat.page.locator("#posts")).not_to_contain_text("sepsis")
    await expect(message(kari, "journalen").get_by_role("button")).to_have_count(0)
    await bo.is_in_order()

    await bo.page.keyboard.press("Enter")
    await field.fill(f"Jeg tar {NUMBER} i journalen.")
    await bo.page.get_by_role("button", name="Lagre").click()
    await expect(message(bo, NUMBER).get_by_role("button", name="Rediger")).to_be_focused()
    await bo.reads(NOTICE, "et fødselsnummer")
    await kari.sees_no(NOTICE)


async def test_whoever_wrote_says_that_the_notice_is_wrong_and_the_page_tells_why_of_it_all(table: Table) -> None:
    bo, watching = table.bo, table.watching
    await bo.write(WRITTEN)
    await bo.press(NOTICE, "Feil varsel")
    await bo.reads(NOTICE, "Takk for at du sa fra")

    why = watching.page.locator("#decisions")
    posted = why.locator("li[data-fact='MessagePosted']")
    await expect(posted).to_contain_text("Noen skrev noe som ligner person- eller helseopplysninger")
    await expect(posted).to_contain_text("Sier fra til den som skriver person- eller helseopplysninger i chatten")
    await expect(posted).to_contain_text("Viser varselet om chatten, bare til den som skrev")
    await expect(posted).to_contain_text("kan varslene om chatten glemmes?")
    pressed = why.locator("li[data-fact='CardPressed']")
    await expect(pressed).to_contain_text("Noen sa at et varsel om chatten var feil")
    await expect(pressed).to_contain_text("Oppdaterer varselet om chatten, bare for den som skrev")
    await expect(why).not_to_contain_text("Bo Dahl")
    await expect(why).not_to_contain_text(NUMBER)
    await watching.is_in_order()


async def test_who_cannot_be_told_alone_lets_all_be_told_the_rule_and_nobody_is_named(table: Table) -> None:
    await table.einar.write(WRITTEN)
    for seat in (table.bo, table.einar):
        await seat.reads(NOTICE, "Chatten er ikke stedet for person- eller helseopplysninger")
        await expect(seat.card(NOTICE)).not_to_contain_text("Einar")
    why = table.watching.page.locator("#decisions li[data-fact='CardGivenUp']")
    await expect(why).to_contain_text("Viser varselet om chatten")
    await expect(why).not_to_contain_text("bare til")


async def test_a_file_is_shared_by_its_name_and_all_are_reminded_once(table: Table) -> None:
    bo, kari = table.bo, table.kari
    summary = bo.page.locator("summary", has_text="Del en fil")
    await summary.focus()
    await bo.page.keyboard.press("Enter")
    for name in ("Dagsorden.pdf", f"Epikrise {NUMBER}.pdf"):
        await bo.page.get_by_label("Navnet på filen").fill(name)
        await bo.page.keyboard.press("Enter")
        await expect(message(kari, f"Fil: {name}")).to_be_visible()
        await expect(bo.page.get_by_label("Navnet på filen")).to_have_value("")  # it is sent, and takes the next
    await kari.reads("sharing-reminder", "En fil ble delt i chatten")
    await bo.reads(NOTICE, "Navnet på en fil eller lenke", "et fødselsnummer")

    await expect(kari.page.locator("article[data-kind='sharing-reminder']")).to_have_count(1)
    await kari.sees_no(NOTICE)
    await expect(message(bo, "Epikrise").get_by_role("button")).to_have_text(["Slett"])
    await bo.is_in_order()
