"""What keeps others out: each of these was somebody's way in, somewhere."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from bot.pages.entering import A_MINUTE
from bot.pages.guard import HEADERS, OPEN
from bot.pages.sessions import IDLE, LONGEST
from rehearsal.people import HOSPITAL
from rehearsal.signin_codes import OFFICER
from tests.pages.visiting import Site, Visitor, asked, serving

SEE = {"purpose": "deviation"}


async def routes(visitor: Visitor) -> list[tuple[str, str, str]]:
    """Every route of the pages: its method, an address of it, and its name."""
    await visitor.get("/tilsyn/logginn")
    app = visitor.site.pages._site
    assert isinstance(app, web.Application)
    filled = {"meeting": str(visitor.site.store.over.meeting), "number": "1", "name": "sider.css"}
    return [
        (route.method, route.resource.canonical.format(**filled), route.name or "")
        for route in app.router.routes()
        if route.resource is not None
    ]


async def test_every_route_is_closed_but_for_those_that_are_named(site: Site, visitor: Visitor) -> None:
    every = await routes(visitor)
    assert {name for _, _, name in every if name} == OPEN
    assert len(every) > 15

    for method, path, name in every:
        visitor.jar.clear()
        answer = await visitor.ask(method, path, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}, None)
        if name in OPEN:
            assert not answer.headers.get("Location", "").startswith("/tilsyn/logginn"), path
        elif method == "POST":
            assert answer.status == 403, path
        else:
            assert (answer.status, answer.there.partition("?")[0]) == (303, "/tilsyn/logginn"), path
    assert site.store.looks() == []


async def test_a_cookie_that_is_not_ours_opens_nothing(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    good = visitor.jar["tilsyn"]
    begun = await visitor.get("/tilsyn/logginn/start")
    middle = len(good) // 2
    swapped = good[:middle] + ("A" if good[middle] != "A" else "B") + good[middle + 1 :]

    for forged in ("", "x", good[:-4], swapped, begun.cookies["tilsyn-innlogging"].value, "é" * 30):
        visitor.jar = {"tilsyn": forged}
        assert (await visitor.get("/tilsyn")).status == 303, forged


@pytest.mark.parametrize("cookie", [b"tilsyn=\xff", b'tilsyn="\xff"', b"tilsyn-innlogging=\xff"])
async def test_bytes_that_are_no_letters_are_no_cookie_of_ours_and_no_fault_either(site: Site, cookie: bytes) -> None:
    parts = urlsplit(site.url)
    for path, status in ((b"/tilsyn", 303), (b"/tilsyn/inn?state=a&code=b", 400)):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(b"GET %b HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: %b\r\n\r\n" % (path, cookie))
        assert (await reader.readline()).split()[1] == b"%d" % status
        writer.close()
        await writer.wait_closed()
    assert not site.metrics.registry.get_sample_value("motevakt_unforeseen_total")


async def test_no_session_outlives_its_hours(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    for _ in range(LONGEST // timedelta(minutes=25)):
        site.clock.hour += timedelta(minutes=25)
        assert (await visitor.get("/tilsyn")).status == 200
    site.clock.hour += timedelta(minutes=29)
    late = await visitor.get("/tilsyn")
    assert (late.status, late.cookies["tilsyn"]["max-age"]) == (303, "0"), "eight hours"

    await visitor.sign_in()
    site.clock.hour += IDLE + timedelta(seconds=1)
    assert (await visitor.get("/tilsyn")).status == 303, "half an hour of nothing"


async def test_signing_in_gives_a_session_of_its_own_and_voids_the_one_before(visitor: Visitor) -> None:
    visitor.jar["tilsyn"] = "planted by somebody"
    await visitor.sign_in()
    first = visitor.jar["tilsyn"]
    assert first != "planted by somebody"
    csrf = (await visitor.get("/tilsyn")).csrf
    await visitor.sign_in()

    assert visitor.jar["tilsyn"] != first
    assert (await visitor.get("/tilsyn")).csrf != csrf
    visitor.jar = {"tilsyn": first}
    assert (await visitor.get("/tilsyn")).status == 303


async def test_whoever_signs_out_is_out_with_every_copy_of_the_cookie(visitor: Visitor) -> None:
    await visitor.sign_in()
    copied = dict(visitor.jar)
    out = await visitor.post("/tilsyn/ut", {})
    told = await visitor.get(out.there)

    assert (out.status, out.there, visitor.jar) == (303, "/tilsyn/ute", {})
    assert f"/{HOSPITAL}/oauth2/v2.0/logout?post_logout_redirect_uri=http%3A%2F%2F127.0.0.1" in told.text
    visitor.jar = copied
    assert (await visitor.get("/tilsyn")).status == 303


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, "good"),
        ({"Origin": "https://evil.example"}, "good"),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, "good"),
        ({"Origin": "null", "Sec-Fetch-Site": "same-site"}, "good"),
        ({"Origin": "null", "Sec-Fetch-Site": "none"}, "good"),
        ({"Origin": "null"}, "good"),
        ({}, "good"),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, ""),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, "A" * 43),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, "é"),
    ],
    ids=str,
)
async def test_a_form_that_is_not_ours_is_not_taken(
    site: Site, visitor: Visitor, headers: dict[str, str], token: str
) -> None:
    await visitor.sign_in()
    good = (await visitor.get("/tilsyn")).csrf
    form = {"csrf": good if token == "good" else token, **SEE}

    refused = await visitor.ask("POST", f"{site.timeline}/navn", headers, form)
    assert (refused.status, refused.heading) == (403, "Skjemaet ble ikke tatt imot")
    assert site.store.looks() == []
    assert (await visitor.ask("POST", "/tilsyn/ut", headers, form)).status == 403
    assert (await visitor.get("/tilsyn")).status == 200, "still signed in"


async def test_a_form_without_fetch_metadata_is_taken_by_its_origin(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    form = {"csrf": (await visitor.get("/tilsyn")).csrf, **SEE}

    assert (await visitor.ask("POST", f"{site.timeline}/navn", {"Origin": site.url}, form)).status == 200


async def test_every_answer_lets_a_browser_do_nothing_but_show_it(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    seen = set()
    for method, path, name in await routes(visitor):
        answer = await visitor.ask(method, path, {}, None)
        seen.add(answer.status)
        for header, value in HEADERS.items():
            assert answer.headers[header] == value, (path, header)
        assert answer.headers["Cache-Control"] == ("no-cache" if name == "static" else "no-store"), path
        assert not re.search(r"<script|<style|\son\w+=|style=|javascript:", answer.text), path
    assert seen == {200, 303, 400, 403}
    assert "'unsafe" not in HEADERS["Content-Security-Policy"]


async def test_cookies_have_every_flag(
    meetings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visitor: Visitor
) -> None:
    async with serving(meetings, tmp_path, public_url="https://pages.example") as site:
        monkeypatch.setenv("SSL_CERT_FILE", str(site.signin.ca_file))
        visitor.site = site
        begun = await visitor.get("/tilsyn/logginn/start")
        back = asked(begun.there)["redirect_uri"]
        assert back == "https://pages.example/tilsyn/inn"
        told = (await visitor.choose(begun.there)).replace("https://pages.example", site.url)
        let_in = await visitor.get(told)
        given = {**begun.cookies, **let_in.cookies, **(await visitor.get("/tilsyn?lang=nn")).cookies}
        form = {"csrf": (await visitor.get("/tilsyn")).csrf}
        kept = visitor.jar["__Host-tilsyn"]
        out = await visitor.ask("POST", "/tilsyn/ut", {"Origin": "https://pages.example"}, form)

    assert set(given) == {"__Host-tilsyn", "__Host-tilsyn-innlogging", "__Host-tilsyn-sprak"}
    for name, one in {**given, "taken away": out.cookies["__Host-tilsyn"]}.items():
        flags = (one["secure"], one["httponly"], one["samesite"], one["path"], one["domain"])
        assert flags == (True, True, "Lax", "/", ""), name
    assert (given["__Host-tilsyn"]["max-age"], out.cookies["__Host-tilsyn"]["max-age"]) == ("", "0")
    assert max(len(one.OutputString()) for one in [*begun.cookies.values(), *let_in.cookies.values()]) < 2_000
    assert not [word for word in (OFFICER.name, OFFICER.oid, HOSPITAL) if word in kept]


async def test_sign_ins_are_slowed_down_and_those_who_are_in_are_not(site: Site, visitor: Visitor) -> None:
    await visitor.sign_in()
    inside = dict(visitor.jar)
    answers = [await visitor.get(f"/tilsyn/inn?code={n}&state=x") for n in range(A_MINUTE + 3)]

    assert [one.status for one in answers[: A_MINUTE - 1]] == [400] * (A_MINUTE - 1)
    assert (answers[-1].status, answers[-1].headers["Retry-After"]) == (429, "60")
    assert site.counted("often") >= 3
    visitor.jar = inside
    assert (await visitor.get("/tilsyn")).status == 200


async def test_beginnings_are_slowed_down_too_whatever_address_is_claimed(visitor: Visitor) -> None:
    await visitor.site.signin.server.refuse_connections()
    claimed = [
        (await visitor.get("/tilsyn/logginn/start", **{"X-Forwarded-For": f"10.0.0.{n}"})).status
        for n in range(A_MINUTE + 2)
    ]

    assert claimed[:A_MINUTE] == [503] * A_MINUTE
    assert claimed[-1] == 429
