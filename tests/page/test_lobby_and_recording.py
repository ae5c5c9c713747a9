"""People wait in the lobby, call in and record at the page; of some of it Teams tells the bot nothing."""

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from playwright.async_api import Browser, Page, expect

from rehearsal.people import CALLER
from tests.page.running import rehearsal
from tests.page.seats import sit, window
from tests.page.viewer import Told, Viewer, looking


@pytest.fixture
async def viewer() -> AsyncIterator[Viewer]:
    async with rehearsal() as url, looking(url) as one:
        await one.until(lambda: "people" in one.last and one.decided)
        yield one


def can(viewer: Viewer, first: str) -> list[str]:
    return list(viewer.person(first)["can"])


async def do(viewer: Viewer, first: str, what: str) -> Told:
    """*first* does it, once it is open to them. Gives what happened last."""
    await viewer.until(lambda: what in can(viewer, first))
    before = len(viewer.happened)
    await viewer.ask("do", who=viewer.person(first)["id"], what=what)
    await viewer.until(lambda: len(viewer.happened) > before)
    return viewer.happened[-1]


async def test_whoever_waits_in_the_lobby_is_in_when_somebody_who_may_lets_them_in(viewer: Viewer) -> None:
    assert "let_in" not in can(viewer, "Ann")

    waits = await do(viewer, "Einar", "wait")
    await viewer.until(lambda: viewer.person("Einar")["waiting"])
    assert (waits["kind"], waits["people"]) == ("lobby", ["Einar (Guest)"])
    assert (can(viewer, "Einar"), viewer.person("Einar")["present"]) == (["give_up"], False)
    assert viewer.cards("participant-alert") == []
    await do(viewer, "Bo", "join")
    assert "let_in" not in can(viewer, "Bo"), "an attendee does not see the lobby"

    assert (await do(viewer, "Cato", "wait"))["kind"] == "lobby"
    assert (await do(viewer, "Cato", "give_up"))["kind"] == "lobby_leave"
    await do(viewer, "Ann", "let_in")
    await viewer.until(lambda: viewer.person("Einar")["present"])
    await viewer.until(lambda: viewer.cards("participant-alert"))
    assert [one["people"] for one in viewer.happened if one["kind"] == "let_in"] == [["Einar (Guest)"]]
    assert not any(viewer.person(first)["waiting"] for first in ("Einar", "Cato"))
    assert (await viewer.call("do", who=viewer.person("Ann")["id"], what="let_in"))[1]["why"] == "not_open"


async def test_a_telephone_calls_in_and_hangs_up_and_is_in_no_chat(viewer: Viewer) -> None:
    first = CALLER.first_name
    assert can(viewer, first) == ["call_in", "wait"]

    assert (await do(viewer, first, "call_in"))["kind"] == "called_in"
    await viewer.until(lambda: viewer.person(first)["present"])
    assert (can(viewer, first), viewer.person(first)["member"]) == (["hang_up"], False)
    assert (await do(viewer, first, "hang_up"))["kind"] == "call_leave"
    await do(viewer, first, "wait")
    assert (await do(viewer, "Ann", "let_in"))["kind"] == "let_in"
    await viewer.until(lambda: viewer.person(first)["present"])


async def test_recording_must_be_allowed_again_and_ends_with_the_meeting(viewer: Viewer) -> None:
    assert (await do(viewer, "Ann", "allow_recording"))["text"] == "allowRecording.true"
    assert (await do(viewer, "Ann", "record"))["kind"] == "recording_started"
    await viewer.until(lambda: "stop_recording" in can(viewer, "Ann"))
    assert not {"record", "allow_recording"} & {*can(viewer, "Ann"), *can(viewer, "Bo")}
    assert (await do(viewer, "Ann", "stop_recording"))["kind"] == "recording_stopped"
    await do(viewer, "Ann", "record")

    await do(viewer, "Ann", "end")
    kinds = ["recording_stopped", "left", "ended"]
    await viewer.until(lambda: [one["kind"] for one in viewer.happened][-3:] == kinds)


async def _allow_recording(page: Page) -> None:
    """Until it is: just after the start the bot may be about to turn it off."""
    allowed = page.locator("#you").get_by_role("button", name="Start opptak", exact=True)
    for _ in range(3):
        await press(page, "Tillat opptak")
        with suppress(AssertionError):
            await expect(allowed).to_be_visible(timeout=5_000)
            return


async def test_all_of_it_can_be_done_with_the_keyboard_and_is_told_in_words(browser: Browser) -> None:
    async with rehearsal() as url, window(browser) as context:
        ann, einar, phone = [await sit(context, url, name) for name in ("Ann Berg", "Einar (Guest)", CALLER.name)]
        await press(einar.page, "Vent i lobbyen")
        await press(phone.page, "Ring inn")
        await expect(ann.page.locator("#absent li").filter(has_text="Einar")).to_contain_text("Venter i lobbyen")
        await press(ann.page, "Slipp inn fra lobbyen")
        await _allow_recording(ann.page)
        await press(ann.page, "Start opptak")
        await press(ann.page, "Stopp opptak")

        timeline = ann.page.locator("#timeline")
        for told in (
            "Einar (Guest) venter i lobbyen",
            f"{CALLER.name} ringer inn",
            "Einar (Guest) blir sluppet inn fra lobbyen",
            "Ann Berg endrer møtealternativene: opptak er tillatt",
            "Ann Berg starter opptak",
            "Opptaket er slutt, og filen ligger igjen",
        ):
            await expect(timeline).to_contain_text(told)
        for seat in (ann, einar, phone):
            await seat.is_in_order()


async def press(page: Page, title: str) -> None:
    """The control so called, reached with Tab from whoever one is."""
    control = page.locator("#you").get_by_role("button", name=title, exact=True)
    await control.wait_for()
    await page.get_by_label("Hvem er du?").focus()
    for _ in range(10):
        await page.keyboard.press("Tab")
        if await control.evaluate("one => one === document.activeElement"):
            break
    else:
        raise AssertionError(f"{title} cannot be reached with Tab")
    await page.keyboard.press("Enter")
