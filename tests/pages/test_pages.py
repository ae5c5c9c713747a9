"""What stands on the pages, in whose language, and what is recorded of a look."""

import re
import sqlite3
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from bot.domain.language import Language
from bot.evidence.records import Purpose, Seen
from bot.inbound.web import OFFICERS_PAGES
from bot.pages import views
from bot.pages.refusals import Refusal
from bot.pages.words import WORDS
from rehearsal.signin_codes import OFFICER
from tests.inbound.serving import serve
from tests.pages.test_print import text_of
from tests.pages.visiting import Site, Visitor
from tests.scenes import ANN, BO, CATO, at

NAMES = (ANN.name, BO.name, CATO.name)


async def test_a_day_tells_its_meetings_and_the_days_beside_it(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    day = await visitor.get("/tilsyn/moter?dag=2026-11-23")

    assert day.heading == "Møter mandag 23. november 2026"
    assert f'href="{site.timeline}"' in day.text
    assert "?dag=2026-11-22" in day.text
    assert "?dag=2026-11-24" in day.text
    assert "ikke med i noen møter" in (await visitor.get("/tilsyn/moter?dag=2026-11-22")).text


async def test_the_front_page_tells_what_runs(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    front = (await visitor.get("/tilsyn")).text

    assert f"/tilsyn/moter/{site.store.runs.meeting}/1" in front
    assert site.timeline not in front


async def test_the_front_page_tells_on_which_days_people_stayed_unsettled(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    day = '<a href="/tilsyn/moter?dag=2026-11-23">mandag 23. november 2026</a>: 2 ikke avklart'
    assert day in (await visitor.get("/tilsyn")).text

    site.clock.hour = at(8 * 24 * 60)
    await visitor.sign_in()
    assert "Alle det ble varslet om, er avklart" in (await visitor.get("/tilsyn")).text


async def test_a_sheet_bears_the_fingerprint_of_the_last_row_of_the_audit(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    await visitor.get("/tilsyn")
    with sqlite3.connect(site.store.file) as database:
        rows = database.execute("SELECT hash FROM audit WHERE meeting = ? ORDER BY seq", (site.store.over.meeting,))
        *_, (last,) = rows.fetchall()

    assert last.hex()[:16] in text_of(await visitor.fetch("GET", f"{site.timeline}/utskrift"))


async def test_the_front_page_tells_of_yesterdays_meetings_before_they_are_counted(
    site: Site, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.store.uncount()
    await visitor.sign_in()
    assert "mandag 23. november 2026</a>: 2 ikke avklart" in (await visitor.get("/tilsyn")).text

    monkeypatch.setattr(views, "FRESH_AT_ONCE", 0)
    front = (await visitor.get("/tilsyn")).text
    assert "1 møter det siste døgnet er ikke regnet med her ennå" in front
    assert "Alle det ble varslet om, er avklart" not in front


async def test_a_timeline_names_nobody_until_it_is_said_why(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    nameless = await visitor.get(site.timeline)
    assert not [name for name in NAMES if name in nameless.text]
    assert "Person 1" in nameless.text

    unsaid = await visitor.post(f"{site.timeline}/navn", {"purpose": "curiosity"})
    assert (unsaid.status, site.store.looks()) == (400, [])
    assert "Velg hvorfor" in unsaid.text
    assert not [name for name in NAMES if name in unsaid.text]


@pytest.mark.parametrize("purpose", Purpose)
async def test_a_look_at_names_is_recorded_and_no_grant_of_it_stays(
    site: Site, visitor: Visitor, purpose: Purpose
) -> None:
    await visitor.sign_in()
    named = await visitor.post(f"{site.timeline}/navn", {"purpose": purpose})

    assert named.status == 200
    assert [name for name in NAMES if name in named.text] == list(NAMES)
    (look,) = site.store.looks()
    assert (look.seen, look.purpose, look.meeting) == (Seen.TIMELINE, purpose, site.store.over.meeting)
    assert look.by == OFFICER.name
    again = await visitor.get(site.timeline)
    assert not [name for name in NAMES if name in again.text]
    assert len(site.store.looks()) == 1


async def test_the_access_log_tells_who_has_looked(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    assert "Ingen har sett navn" in (await visitor.get("/tilsyn/innsyn")).text
    await visitor.post(f"{site.timeline}/navn", {"purpose": "request"})
    log = (await visitor.get("/tilsyn/innsyn")).text

    assert f"<td>{OFFICER.name}</td>" in log
    assert "Innsyn: noen har bedt om" in log
    assert f'href="{site.timeline}">mandag 23. november 2026 09.00</a>' in log


async def test_a_long_access_log_comes_in_pages(site: Site, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 2)
    await visitor.sign_in()
    for purpose in ("request", "deviation", "supervision"):
        await visitor.post(f"{site.timeline}/navn", {"purpose": purpose})
    first, second = (await visitor.get("/tilsyn/innsyn")).text, (await visitor.get("/tilsyn/innsyn?side=2")).text

    assert [page.count(f"<td>{OFFICER.name}</td>") for page in (first, second)] == [2, 1]
    assert 'href="/tilsyn/innsyn?side=2"' in first
    assert 'href="/tilsyn/innsyn?side=1"' in second
    assert "side=3" not in second
    assert (await visitor.get("/tilsyn/innsyn?side=0")).status == 400


async def test_a_database_that_is_away_is_a_page_in_words(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    site.store.go_away()
    for path in ("/tilsyn", "/tilsyn/moter", site.timeline, "/tilsyn/innsyn"):
        away = await visitor.get(path)
        assert (away.status, away.heading, away.headers["Retry-After"]) == (503, "Databasen svarer ikke", "15")


async def test_the_style_sheet_is_sent_once(visitor: Visitor) -> None:
    first = await visitor.get("/tilsyn/static/sider.css")
    again = await visitor.get("/tilsyn/static/sider.css", **{"If-None-Match": first.headers["ETag"]})

    assert (first.status, first.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert (again.status, again.text) == (304, "")


@pytest.mark.parametrize(
    ("accepts", "language"),
    [
        ("nn-NO,nb;q=0.8,en;q=0.5", "nn"),
        ("en-GB, nb;q=0.5", "en"),
        ("no", "nb"),
        ("nb;q=0, en;q=0.1", "en"),
        ("de, fr;q=0.5", "nb"),
        ("", "nb"),
        ("nn;q=x, en", "en"),
        ("," * 5000, "nb"),
    ],
)
async def test_the_pages_speak_as_the_browser_likes(visitor: Visitor, accepts: str, language: str) -> None:
    page = await visitor.get("/tilsyn/logginn", **{"Accept-Language": accepts})

    assert f'<html lang="{language}">' in page.text
    assert page.heading == WORDS[Language(language)].door.sign_in.title


async def test_a_language_that_was_chosen_stays(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    assert (await visitor.get("/tilsyn?lang=en", **{"Accept-Language": "nn"})).heading == "Overview"
    assert (await visitor.get("/tilsyn/innsyn", **{"Accept-Language": "nn"})).heading == "Access log"
    assert (await visitor.get("/tilsyn?lang=nn")).heading == "Oversyn"
    assert (await visitor.get("/tilsyn?lang=xx")).heading == "Oversyn"
    day = await visitor.get("/tilsyn/moter?dag=2026-11-23")
    assert 'href="?dag=2026-11-23&amp;lang=en"' in day.text
    named = await visitor.post(f"{site.timeline}/navn", {"purpose": "request"})
    assert f'href="{site.timeline}?lang=en"' in named.text, "to the page without names: a form is not sent by a link"


def _texts(words: Any, path: str = "") -> dict[str, str]:
    if isinstance(words, str):
        return {path: words}
    if is_dataclass(words):
        inside: Any = {field.name: getattr(words, field.name) for field in fields(words)}
    else:
        inside = words if hasattr(words, "items") else dict(enumerate(words))
    return {key: text for name, one in inside.items() for key, text in _texts(one, f"{path}.{name}").items()}


def test_every_language_says_all_of_it() -> None:
    said = {language: _texts(words) for language, words in WORDS.items()}

    assert set(said) == set(Language)
    for texts in said.values():
        assert set(texts) == set(said[Language.NB])
        assert all(texts.values())
        for name, text in texts.items():
            assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", said[Language.NB][name])), name
    for words in WORDS.values():
        assert set(words.door.refused) == set(Refusal)
        assert set(words.look.purposes) == set(Purpose)
        assert set(words.look.seen) == set(Seen)


async def test_without_a_public_address_there_are_no_pages() -> None:
    async with serve() as bot:
        for path in ("/tilsyn", "/tilsyn/logginn"):
            assert (await bot.client.get(path)).status == 404


async def test_the_bot_hands_over_all_that_is_asked_of_the_pages(visitor: Visitor) -> None:
    async with serve(pages=visitor.site.pages.serve) as bot:
        sent = await bot.client.get("/tilsyn/innsyn", allow_redirects=False)
        large = await bot.client.post("/tilsyn/ut", data=b"x" * 300_000, allow_redirects=False)

    assert (sent.status, sent.headers["Location"]) == (303, "/tilsyn/logginn?til=%2Finnsyn")
    assert "Server" not in sent.headers
    assert large.status == 403
    assert OFFICERS_PAGES == ("/tilsyn", "/tilsyn/{rest:.*}")


async def test_a_sheet_with_names_is_a_look_and_one_without_is_none(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    nameless = await visitor.fetch("GET", f"{site.timeline}/utskrift")
    assert nameless.startswith(b"%PDF-")
    assert site.store.looks() == []

    refused = await visitor.post(f"{site.timeline}/utskrift", {"purpose": ""})
    named = await visitor.fetch(
        "POST", f"{site.timeline}/utskrift", {"purpose": "deviation", "csrf": (await visitor.get("/tilsyn")).csrf}
    )
    assert refused.status == 400
    assert named.startswith(b"%PDF-")
    assert [(look.seen, look.purpose) for look in site.store.looks()] == [(Seen.PRINT, Purpose.DEVIATION)]


async def test_a_deviation_report_is_helped_with_once_it_is_said_since_when(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    assert "<pre" not in (await visitor.get(f"{site.timeline}/avvik")).text
    draft = (await visitor.get(f"{site.timeline}/avvik?kjent=2026-11-24T08:00")).text

    assert "fredag 27. november 2026 kl.\u00a008.00" in draft, "72 hours later"
    assert not [name for name in NAMES if name in draft]
    assert (await visitor.get(f"{site.timeline}/avvik?kjent=2026-11-31T08:00")).status == 400
    assert (await visitor.get(f"{site.timeline}/avvik?kjent=now")).status == 400


async def test_a_year_is_told_in_figures_and_pictures_of_them(visitor: Visitor) -> None:
    await visitor.sign_in()
    trends = (await visitor.get("/tilsyn/utvikling")).text

    row = re.search(r"<tr><th scope=\"row\">november 2026</th>(.*?)</tr>", trends)
    assert row
    assert re.findall(r"<td>(\d+)</td>", row[1])[:3] == ["1", "0", "2"], (
        "a meeting, two strangers in it; nobody was there to say that a card was shown"
    )
    assert trends.count("<svg") == 4
    assert "<style" not in trends
    assert "<script" not in trends
