"""What may be asked of the pages, and what comes of asking for something else."""

import re
from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest

from bot.pages.door import MOST_BYTES
from rehearsal.signin_codes import OFFICER
from tests.pages.visiting import Site, Visitor

SEE = {"purpose": "deviation"}


@pytest.mark.parametrize(
    "path",
    [
        "/tilsyn/moter/MEETING/2",
        "/tilsyn/moter/4711/1",
        "/tilsyn/moter/0/0",
        "/tilsyn/moter/9223372036854775808/1",
        "/tilsyn/moter/99999999999999999999/1",
        "/tilsyn/moter/-1/1",
        "/tilsyn/moter/1e3/1",
        "/tilsyn/moter/%D9%A4%D9%A7%D9%A1%D9%A1/%D9%A1",
        "/tilsyn/moter/MEETING%20OR%201=1/1",
        "/tilsyn/moter/../../personvern",
        "/tilsyn/moter/..%2F..%2Fapp.py",
        "/tilsyn/static/..%2F..%2Fdoor.py",
        "/tilsyn/static/base.html",
        "/tilsyn/nothing",
        "/tilsyn/",
        "/tilsynx",
    ],
)
async def test_what_there_is_not_is_told_alike(site: Site, visitor: Visitor, path: str) -> None:
    await visitor.sign_in()
    path = path.replace("MEETING", str(site.store.over.meeting))
    answer = await visitor.get(path)

    assert answer.status == 404
    assert path == "/tilsynx" or answer.heading == "Fant ikke siden"
    posted = await visitor.post(f"{path}/navn", SEE)
    assert posted.status == 404
    assert site.store.looks() == []


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/tilsyn.evil.example",
        ".evil.example",
        "@evil.example",
        "/moter?dag=2026-11-23&x=//evil.example",
        "/moter/1/1/../../../evil",
        "javascript:alert(1)",
        "/moter\r\nSet-Cookie: tilsyn=x",
        "/moter\nx",
        "/logginn/start",
        "/ut",
    ],
)
async def test_a_sign_in_ends_on_our_own_pages_alone(visitor: Visitor, wanted: str) -> None:
    then = f"?til={quote(wanted, safe='')}"
    landing = await visitor.get(f"/tilsyn/logginn{then}")
    assert "evil" not in (start := re.findall(r'href="([^"]+/start[^"]*)"', landing.text)[0]), start
    let_in = await visitor.sign_in(then=then)

    assert let_in.there == "/tilsyn"
    assert (await visitor.get(f"/tilsyn/logginn{then}")).there == "/tilsyn"


async def test_nothing_of_a_request_becomes_a_header(visitor: Visitor) -> None:
    await visitor.sign_in()
    for path in (
        "/tilsyn?lang=nn%0d%0aX-Evil:%20yes",
        "/tilsyn/moter?dag=2026-11-23%0d%0aX-Evil:%20yes",
        "/tilsyn/inn?state=a%0d%0aX-Evil:%20yes&code=b",
        "/tilsyn/logginn?til=%0d%0aX-Evil:%20yes",
    ):
        answer = await visitor.get(path, Host="evil.example", **{"X-Forwarded-Host": "evil.example"})
        assert "X-Evil" not in answer.headers, path
        assert "evil.example" not in str(answer.headers) + answer.text, path


async def test_a_name_cannot_become_markup(site: Site, visitor: Visitor) -> None:
    account = OFFICER.__class__("odd", "<img src=x onerror=alert(1)>", OFFICER.oid, "odd@x.example", OFFICER.roles)
    site.signin.codes.accounts["odd"] = account
    await visitor.sign_in(account)
    named = await visitor.post(f"{site.timeline}/navn", SEE)
    log = await visitor.get("/tilsyn/innsyn")

    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in named.text
    assert "<script" not in named.text
    for page in (named, log, await visitor.get("/tilsyn")):
        assert "&lt;img src=x" in page.text
        assert "<img" not in page.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("HEAD", "/tilsyn", 200),
        ("HEAD", "TIMELINE", 200),
        ("HEAD", "/tilsyn/inn", 405),
        ("HEAD", "/tilsyn/logginn/start", 405),
        ("OPTIONS", "/tilsyn", 405),
        ("PUT", "TIMELINE", 405),
        ("TRACE", "/tilsyn", 405),
        ("GET", "TIMELINE/navn", 405),
        ("GET", "/tilsyn/moter?side=0", 400),
        ("GET", "/tilsyn/moter?side=x", 400),
        ("GET", "/tilsyn/ut", 405),
        ("GET", "/tilsyn/moter?dag=yesterday", 400),
        ("GET", "/tilsyn/moter?dag=9999-12-31", 400),
        ("GET", "/tilsyn/moter?dag=0001-01-01", 400),
    ],
)
async def test_other_ways_to_ask_are_told_so(visitor: Visitor, method: str, path: str, status: int) -> None:
    await visitor.sign_in()

    assert (await visitor.ask(method, path.replace("TIMELINE", visitor.site.timeline), {})).status == status


async def test_a_form_has_its_bounds(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    csrf = (await visitor.get("/tilsyn")).csrf
    ours = {"Origin": site.url}
    large = await visitor.ask("POST", f"{site.timeline}/navn", ours, {"csrf": csrf, "x": "y" * MOST_BYTES})
    form = ours | {"Content-Type": "application/x-www-form-urlencoded"}
    parts = await visitor.ask("POST", f"{site.timeline}/navn", form, _in_parts())
    other = await visitor.ask("POST", f"{site.timeline}/navn", ours | {"Content-Type": "text/plain"}, f"csrf={csrf}")
    letters = ours | {"Content-Type": "application/x-www-form-urlencoded; charset=martian"}

    assert (large.status, large.heading) == (413, "Skjemaet er for stort")
    assert parts.status == 413
    assert other.status == 415
    assert (await visitor.ask("POST", f"{site.timeline}/navn", letters, f"csrf={csrf}")).status == 400
    assert site.store.looks() == []


async def _in_parts() -> AsyncIterator[bytes]:
    for _ in range(40):
        yield b"x=" + b"y" * 1000
