"""The timeline's picture: legible without colour, safe to serve, and complete."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest

from bot.domain.language import Language
from bot.domain.participants import PersonId
from bot.domain.reasons import Weight
from bot.evidence.spells import Judged, Person, Spell
from bot.evidence.timeline import timeline
from bot.pages.bars import bars
from bot.pages.drawing import Stretch, by_urgency, stretches
from bot.pages.saying import Saying
from bot.pages.strokes import LOOKS
from tests.evidence.telling import holding
from tests.page.browser import chromium
from tests.pages.meetings import bad_day, crowd, folded, names_of, quiet_day
from tests.scenes import at, started

SVG = "{http://www.w3.org/2000/svg}"


def picture(found=None, names=None, most: int = 60) -> Element:  # type: ignore[no-untyped-def]  # a timeline
    return fromstring(bars(found or bad_day(), Saying(Language.NB, names), most=most))  # noqa: S314  # our own


def texts(root: Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_weights_differ_by_pattern_or_outline_and_not_by_colour_alone() -> None:
    marked = [LOOKS[weight] for weight in Weight]

    assert len({look.pattern for look in marked}) == len(marked)


def test_it_has_a_title_a_description_and_neither_style_nor_script() -> None:
    root = picture()
    written = bars(bad_day(), Saying(Language.NB)).decode()

    assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("lang") == "nb"
    assert not re.search(r"style=|<style|<script|\son\w+=|href=", written)


def test_everybody_has_a_row_and_whoever_stood_out_comes_first() -> None:
    told = texts(picture())
    rows = [one for one in told if one.startswith("Person ")]

    assert rows == [f"Person {number}" for number in (4, 6, 7, 8, 1, 2, 3, 5, 9)]
    assert {"▲", "✓"} <= set(told)


def test_a_name_is_text_and_nothing_else() -> None:
    found = quiet_day()
    root = picture(found, names_of(found, "</text><script>alert(1)</script>", "A & B \x00\u202e"))

    assert not list(root.iter(f"{SVG}script"))
    assert "A & B" in texts(root)


def test_of_three_hundred_the_rest_is_counted() -> None:
    root = picture(crowd(), most=20)

    assert "og 280 til" in texts(root)
    assert float(root.get("height", "0")) < 700


def test_a_bar_changes_with_the_verdict() -> None:
    verdicts = (Judged(at(1), Weight.RED, ()), Judged(at(4), Weight.RED, ()), Judged(at(5), Weight.GREEN, ()))
    one = Person(PersonId("p1"), (Spell(at(1), at(3)), Spell(at(4), None)), verdicts=verdicts)

    assert list(stretches(one, at(9))) == [
        Stretch(at(1), at(3), Weight.RED), Stretch(at(4), at(5), Weight.RED), Stretch(at(5), at(9), Weight.GREEN)
    ]  # fmt: skip


def test_people_without_a_verdict_who_were_flagged_come_after_the_red() -> None:
    assert [one.id for one in by_urgency(bad_day().people)][:4] == ["p4", "p6", "p7", "p8"]


def test_a_meeting_of_nobody_and_one_of_days_can_be_drawn() -> None:
    assert "Møtevakt så ingen i møtet." in texts(picture(folded(started())))
    long = timeline(holding(hours=24 * 40), [])

    assert len([one for one in texts(picture(long)) if re.fullmatch(r"\d\d\.\d\d", one)]) < 12
    assert long.end - long.began == timedelta(days=40)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_browser_shows_it_on_a_page_that_allows_no_inline_style(scheme: str) -> None:
    svg = bars(bad_day(), Saying(Language.NN)).decode().split("?>", 1)[1]
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'self'\">"
    async with chromium() as browser:
        page = await browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text))
        await page.set_content(f"<!doctype html><html lang=nn><head>{policy}<title>x</title></head><body>{svg}</body>")
        overlapping = await page.evaluate(
            "() => [...document.querySelectorAll('text')].filter(t => t.getBBox().x + t.getBBox().width > 960).length"
        )
        named = await page.get_by_role("img", name="Kven som var i møtet").count()

    assert (overlapping, named, complaints) == (0, 1, [])


def test_an_hour_that_comes_twice_says_which_it_is() -> None:
    say = Saying(Language.NB)
    night = datetime(2026, 10, 25, 0, 20, tzinfo=UTC)

    assert say.span(night, night + timedelta(hours=1)).replace("\u00a0", " ") == "kl. 02.20 CEST–02.20 CET"
    assert say.hour(night - timedelta(hours=1)) == "01.20"
    assert say.hour(night + timedelta(hours=2)) == "03.20"
    assert say.hour(datetime(2027, 3, 28, 1, 20, tzinfo=UTC)) == "03.20"
