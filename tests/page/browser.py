"""Headless Chromium, and what is looked for in every page: what axe finds, what is cut off, what the console says."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from rehearsal.page.server import BUILT

AXE = BUILT.with_name("web") / "node_modules" / "axe-core" / "axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # the tests may run as root, and open nothing but our own pages
)
_CUT_OFF = """() => [...document.querySelectorAll(".card")].flatMap(card => {
    const edge = card.getBoundingClientRect(), found = [];
    for (const one of card.querySelectorAll("*")) {
        const box = one.getBoundingClientRect(), style = getComputedStyle(one);
        if (!box.width || !box.height || style.position === "absolute" && box.width <= 1) continue;
        const text = (one.textContent || one.tagName).trim().slice(0, 50);
        if (box.right > edge.right + 1 || box.left < edge.left - 1) found.push(`beyond the card's edge: ${text}`);
        const wide = one.scrollWidth > one.clientWidth + 1, high = one.scrollHeight > one.clientHeight + 1;
        if (one.clientWidth && (wide && style.overflowX !== "visible" || high && style.overflowY !== "visible"))
            found.push(`cut off: ${text}`);
    }
    return found.map(what => `${card.closest("[data-kind]")?.dataset.kind}: ${what}`);
})"""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The machine's Chromium, else the one that Playwright has."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    async with async_playwright() as playwright:
        if found is None and not os.path.exists(playwright.chromium.executable_path):  # noqa: ASYNC240
            raise FileNotFoundError("no Chromium on this machine; run: sudo apt-get install chromium")
        browser = await playwright.chromium.launch(executable_path=found, args=_QUIET)
        try:
            yield browser
        finally:
            await browser.close()


def listening(page: Page) -> list[str]:
    """What the page complains of from now on: errors and warnings of its console, and errors that nobody caught."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def chosen(**choices: str) -> str:
    """A script after which the page finds these choices as if somebody had made them before."""
    return "".join(f"localStorage.setItem({f'motevakt.{name}'!r}, {str(value)!r});" for name, value in choices.items())


async def serious(page: Page) -> list[str]:
    """What axe-core finds that keeps somebody out: serious or critical, by rule and place."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(_axe())
    found: dict[str, Any] = await page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


async def cut_off(page: Page) -> list[str]:
    """What cannot be read whole on the cards, and whether the page itself is wider than its window."""
    told: list[str] = await page.evaluate(_CUT_OFF)
    wide = await page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    return [*told, *([f"the page is {wide} px too wide"] if wide > 0 else [])]
