"""Signing in, against the stand-in's sign-in service over TLS: who gets in, and who does not."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.pages.refusals import Refusal
from bot.pages.sessions import FLOW
from rehearsal.certificate import write_certificate
from rehearsal.people import ELSEWHERE, HOSPITAL
from rehearsal.signin_codes import ACCOUNTS, OFFICER
from rehearsal.tokens import ABSENT
from rehearsal.world import APP
from tests.pages.visiting import Site, Visitor, asked, serving


async def test_the_officer_signs_in_and_sees_what_runs(site: Site, visitor: Visitor) -> None:
    sent = await visitor.get("/tilsyn")
    assert (sent.status, sent.there) == (303, "/tilsyn/logginn")
    assert "Logg inn på tilsynssidene" in (await visitor.get(sent.there)).text

    let_in = await visitor.sign_in()
    front = await visitor.get(let_in.there)

    assert (let_in.status, let_in.there) == (303, "/tilsyn")
    assert (front.status, front.heading) == (200, "Oversikt")
    assert OFFICER.name in front.text
    assert site.counted("let_in") == 1


async def test_what_is_asked_of_the_sign_in_service_is_bound_to_this_browser(visitor: Visitor) -> None:
    first, second = asked(await visitor.leave()), asked(await visitor.leave())

    assert (first["code_challenge_method"], first["client_id"], first["response_type"]) == ("S256", APP, "code")
    assert set(first["scope"].split()) == {"openid", "profile"}
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name], name


async def test_a_page_that_was_asked_for_is_shown_after_the_sign_in(visitor: Visitor) -> None:
    sent = await visitor.get("/tilsyn/moter?dag=2026-11-23")
    assert asked(sent.there) == {"til": "/moter?dag=2026-11-23"}
    landing = await visitor.get(sent.there)
    assert "/tilsyn/logginn/start?til=%2Fmoter%3Fdag%3D2026-11-23" in landing.text

    assert (await visitor.sign_in(then="?til=%2Fmoter%3Fdag%3D2026-11-23")).there == "/tilsyn/moter?dag=2026-11-23"


async def test_whoever_lacks_the_role_is_told_who_can_give_it(site: Site, visitor: Visitor) -> None:
    refused = await visitor.sign_in(ACCOUNTS[1])

    assert (refused.status, refused.heading) == (403, "Du har ikke tilgang")
    assert "Tilsyn.Read" in refused.text
    assert "Entra" in refused.text
    assert "tilsyn" not in visitor.jar
    assert (await visitor.get("/tilsyn")).status == 303
    assert site.counted("role") == 1


@pytest.mark.parametrize(
    ("claims", "why", "status"),
    [
        ({"roles": ["Meetings.Register"]}, Refusal.ROLE, 403),
        ({"roles": "Tilsyn.Read"}, Refusal.ROLE, 403),
        ({"roles": ABSENT}, Refusal.ROLE, 403),
        ({"tid": ELSEWHERE}, Refusal.TENANT, 403),
        ({"tid": ABSENT}, Refusal.TENANT, 403),
        ({"aud": "another"}, Refusal.AUDIENCE, 400),
        ({"aud": [APP]}, Refusal.AUDIENCE, 400),
        ({"iss": f"https://login.microsoftonline.com/{HOSPITAL}/v2.0"}, Refusal.ISSUER, 400),
        ({"iss": ABSENT}, Refusal.ISSUER, 400),
        ({"nonce": "another"}, Refusal.NONCE, 400),
        ({"nonce": ABSENT}, Refusal.NONCE, 400),
        ({"exp": 1_000_000_000}, Refusal.EXPIRED, 400),
        ({"exp": ABSENT}, Refusal.EXPIRED, 400),
        ({"nbf": 4_000_000_000}, Refusal.EXPIRED, 400),
        ({"exp": "never"}, Refusal.EXPIRED, 400),
        ({"oid": ABSENT}, Refusal.ACCOUNT, 400),
        ({"oid": "x"}, Refusal.ACCOUNT, 400),
    ],
    ids=str,
)
async def test_a_token_that_is_not_for_us_lets_nobody_in(
    site: Site, visitor: Visitor, claims: dict[str, object], why: Refusal, status: int
) -> None:
    site.signin.codes.claims = claims
    refused = await visitor.sign_in()

    assert (refused.status, site.counted(why)) == (status, 1)
    assert "tilsyn" not in visitor.jar
    assert (await visitor.get("/tilsyn")).status == 303


async def test_another_sign_ins_state_is_not_taken(site: Site, visitor: Visitor) -> None:
    back = await visitor.choose(await visitor.leave())
    forged = back.replace(asked(back)["state"], "A" * 16)

    assert (await visitor.get(forged)).status == 400
    assert (await visitor.get(back)).status == 400, "one answer a sign-in, good or bad"
    assert site.counted("state") == 2


async def test_a_code_is_of_no_use_in_another_browser(site: Site, visitor: Visitor) -> None:
    back = await visitor.choose(await visitor.leave())
    mine, visitor.jar = visitor.jar, {}
    assert (await visitor.get(back)).status == 400

    await visitor.leave()
    theirs = asked(await visitor.choose(await visitor.leave()))
    swapped = back.replace(asked(back)["state"], theirs["state"])
    assert (await visitor.get(swapped)).status == 400, "their state, my code: the verifier does not fit"
    assert site.counted("code") == 1
    visitor.jar = mine
    assert (await visitor.get(back)).status == 400, "and now it is used up"


async def test_a_code_is_good_for_one_sign_in(site: Site, visitor: Visitor) -> None:
    back = await visitor.choose(await visitor.leave())
    before = dict(visitor.jar)
    assert (await visitor.get(back)).status == 303

    visitor.jar = before
    assert (await visitor.get(back)).status == 400
    assert site.counted("code") == 1


async def test_a_sign_in_that_takes_too_long_has_to_begin_anew(site: Site, visitor: Visitor) -> None:
    back = await visitor.choose(await visitor.leave())
    site.clock.hour += FLOW + timedelta(minutes=1)

    assert (await visitor.get(back)).status == 400
    assert site.counted("state") == 1


async def test_whoever_stops_at_the_sign_in_service_is_told_so(site: Site, visitor: Visitor) -> None:
    back = await visitor.choose(await visitor.leave(), replace(OFFICER, key="nobody"))

    refused = await visitor.get(back)
    assert (refused.status, refused.heading) == (400, "Innloggingen ble avbrutt")


async def test_a_sign_in_service_that_is_away_is_told(site: Site, visitor: Visitor) -> None:
    await site.signin.server.refuse_connections()

    away = await visitor.get("/tilsyn/logginn/start")
    assert (away.status, away.heading) == (503, "Innloggingstjenesten svarer ikke")
    assert site.counted("away") == 1


@pytest.fixture
async def otherwise(
    meetings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visitor: Visitor
) -> AsyncIterator[Callable[..., Awaitable[Site]]]:
    """Lets the visitor go to pages with other settings."""
    async with AsyncExitStack() as running:

        async def serve(**settings: str) -> Site:
            directory = tmp_path / "otherwise"
            directory.mkdir()
            visitor.site = await running.enter_async_context(serving(meetings, directory, **settings))
            monkeypatch.setenv("SSL_CERT_FILE", str(visitor.site.signin.ca_file))
            return visitor.site

        yield serve


async def test_a_certificate_serves_as_well_as_a_secret(
    otherwise: Callable[..., Awaitable[Site]], visitor: Visitor, tmp_path: Path
) -> None:
    write_certificate(tmp_path / "bot.pem")
    await otherwise(MicrosoftAppPassword="", MicrosoftAppCertificatePath=str(tmp_path / "bot.pem"))

    assert (await visitor.sign_in()).there == "/tilsyn"


async def test_a_secret_that_is_not_taken_any_more_is_the_administrators(
    otherwise: Callable[..., Awaitable[Site]], visitor: Visitor
) -> None:
    site = await otherwise(MicrosoftAppPassword="ended")
    refused = await visitor.sign_in()

    assert (refused.status, refused.heading) == (503, "Møtevakt får ikke logget deg inn")
    assert site.counted("secret") == 1


async def test_where_nobody_can_sign_in_the_pages_say_who_can_change_that(
    otherwise: Callable[..., Awaitable[Site]], visitor: Visitor
) -> None:
    await otherwise(MicrosoftAppType="UserAssignedMSI", MicrosoftAppPassword="", BOT_LANGUAGE="nn")

    for path in ("/tilsyn/logginn", "/tilsyn/logginn/start"):
        told = await visitor.get(path)
        assert (told.status, told.heading) == (503, "Sidene kan ikkje opnast her")
        assert "administrerer Entra" in told.text
