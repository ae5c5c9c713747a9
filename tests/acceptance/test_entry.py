"""Who may enter: every case, against the running bot. All forgeries get 401 and change nothing."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rehearsal.bot_process import BotProcess
from rehearsal.keyring import KeyRing
from rehearsal.people import ANN, BO, ELSEWHERE, invented_guid
from rehearsal.standin import StandIn
from rehearsal.tokens import ABSENT, mint, tamper
from rehearsal.world import Activity
from tests.acceptance.play import Play

Forge = Callable[[StandIn], str]

FORGERIES: dict[str, Forge] = {
    "wrong aud": lambda s: s.token(audience=invented_guid("another bot")),
    "aud as a list": lambda s: s.token(claims={"aud": [s.environment(0, s.signin.ca_file)["MicrosoftAppId"]]}),
    "no aud": lambda s: s.token(claims={"aud": ABSENT}),
    "wrong iss": lambda s: s.token(issuer="https://api.botframework.example"),
    "no iss": lambda s: s.token(claims={"iss": ABSENT}),
    "an Entra token of another tenant": lambda s: s.token(issuer=f"https://sts.windows.net/{ELSEWHERE}/"),
    "expired beyond the leeway": lambda s: s.token(valid_s=-301),
    "no exp": lambda s: s.token(claims={"exp": ABSENT}),
    "nbf in the future": lambda s: s.token(claims={"nbf": 9_999_999_999}),
    "no serviceurl claim": lambda s: s.token(claims={"serviceurl": ABSENT}),
    "serviceurl of another path": lambda s: s.token(service_url=f"{s.service_url}other/"),
    "serviceurl of another host": lambda s: s.token(service_url="https://smba.trafficmanager.net/emea/"),
    "another key under a known kid": lambda s: _mint(s, kid=s.ring.current.kid),
    "unknown kid": lambda s: _mint(s, kid="nobody-knows"),
    "no kid": lambda s: s.token(headers={"kid": ABSENT}),
    "alg none": lambda s: s.token(algorithm="none"),
    "HS256 with the public key as secret": lambda s: s.token(algorithm="HS256"),
    "tampered payload": lambda s: tamper(s.token(), aud="changed"),
    "garbage": lambda _: "not.a.token",
    "garbage of one part": lambda _: "x" * 3000,
}


def _mint(standin: StandIn, *, kid: str) -> str:
    return mint(KeyRing().unpublished(kid=kid), service_url=standin.service_url)


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
async def test_a_forged_token_is_refused_with_401_and_changes_nothing(play: Play, forge: Forge) -> None:
    status, body = await play.bot.send(play.says.meeting_start(ANN), forge(play.standin))

    assert status == 401
    assert not body, "a refusal tells nothing"
    await play.calm("rules", 0.2)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b c", "bearer\x09x"])
async def test_without_a_bearer_token_there_is_401(play: Play, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    status, _ = await play.bot.call("POST", "/api/messages", json=play.says.meeting_start(ANN), headers=headers)

    assert status == 401


@pytest.mark.parametrize("endorsements", [(), ("webchat",), None], ids=str)
async def test_a_channel_that_the_key_does_not_endorse_is_refused(
    tmp_path: Path, endorsements: tuple[str, ...] | None
) -> None:
    async with StandIn(tmp_path) as standin:
        right, other = standin.ring.current, standin.ring.add(endorsements=endorsements)
        async with BotProcess(standin, tmp_path) as bot:
            start = standin.writer(standin.world.open_meeting()).meeting_start(ANN)
            refused = await bot.send(start, mint(other, service_url=standin.service_url))
            accepted = await bot.send(start, mint(right, service_url=standin.service_url))

    assert (refused[0], accepted[0]) == (401, 200)


async def test_an_activity_without_a_service_url_or_with_a_foreign_one_is_refused(play: Play) -> None:
    bare = {name: value for name, value in play.says.meeting_start(ANN).items() if name != "serviceUrl"}
    evil = play.says.meeting_start(ANN) | {"serviceUrl": "https://evil.example/emea/"}

    assert (await play.bot.send(bare, play.standin.token()))[0] == 401
    assert (await play.bot.send(evil, play.standin.token(service_url="https://evil.example/emea/")))[0] == 401


async def test_a_token_just_expired_gets_in_within_the_leeway(play: Play) -> None:
    assert (await play.bot.send(play.says.meeting_start(ANN), play.standin.token(valid_s=-200)))[0] == 200
    await play.card("rules")


async def test_a_cached_token_is_still_held_against_the_service_url(play: Play) -> None:
    token = play.standin.token()
    first = await play.bot.send(play.says.joined(ANN), token)
    moved = play.says.joined(BO) | {"serviceUrl": play.standin.service_url.replace("emea", "amer")}

    assert first[0] == 200
    assert (await play.bot.send(moved, token))[0] == 401


async def test_unknown_kids_cannot_flood_the_key_server(play: Play) -> None:
    before, forged = sum(play.standin.keys.lookups.values()), KeyRing().current
    for number in range(100):
        token = mint(replace(forged, kid=f"flood-{number}"), service_url=play.standin.service_url)
        status, _ = await play.bot.send(play.says.joined(ANN), token)
        assert status == 401

    assert sum(play.standin.keys.lookups.values()) - before <= 2


@pytest.mark.timeout(90)
async def test_a_rotated_key_gets_in_within_a_minute_and_the_old_one_is_out(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.joined(ANN))
        old = standin.ring.current
        standin.ring.rotate()
        begun = time.monotonic()
        while (await bot.send(play.says.joined(BO)))[0] != 200:  # noqa: ASYNC110  # nothing tells when
            await asyncio.sleep(0.5)

        assert time.monotonic() - begun < 62
        assert (await bot.send(play.says.joined(ANN), mint(old, service_url=standin.service_url)))[0] == 401


BAD_BODIES: list[tuple[str, dict[str, Any], int]] = [
    ("not JSON by its type", {"data": b"<xml/>", "headers": {"Content-Type": "text/xml"}}, 415),
    ("not JSON", {"data": b"{", "headers": {"Content-Type": "application/json"}}, 400),
    ("no object", {"data": b"[]", "headers": {"Content-Type": "application/json"}}, 400),
    ("nested too deep", {"data": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, 400),
    ("no UTF-8", {"data": b'{"type":"\xff"}', "headers": {"Content-Type": "application/json"}}, 400),
    ("too large", {"data": b" " * (256 * 1024 + 1), "headers": {"Content-Type": "application/json"}}, 413),
]


@pytest.mark.parametrize(("name", "request_", "expected"), BAD_BODIES, ids=[name for name, *_ in BAD_BODIES])
async def test_bad_bodies_get_a_clear_answer(play: Play, name: str, request_: dict[str, Any], expected: int) -> None:
    headers = request_["headers"] | {"Authorization": f"Bearer {play.standin.token()}"}
    status, _ = await play.bot.call("POST", "/api/messages", data=request_["data"], headers=headers)

    assert status == expected, name


async def test_too_large_comes_before_the_token_and_the_token_before_all_else(play: Play) -> None:
    large = await play.bot.call("POST", "/api/messages", data=b" " * (256 * 1024 + 1))
    xml = await play.bot.call("POST", "/api/messages", data=b"<xml/>", headers={"Content-Type": "text/xml"})

    assert (large[0], xml[0]) == (413, 401)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": None}, "type"),
        ({"type": 7}, "type"),
        ({"conversation": None}, "conversation.id"),
        ({"conversation": {"id": ""}}, "conversation.id"),
        ({"conversation": "19:x"}, "conversation"),
        ({"value": {"members": "all"}}, "value.members"),
        ({"value": {"members": [{"user": 1}]}}, "value.members[0].user"),
    ],
    ids=str,
)
async def test_a_bad_field_is_named_and_its_value_is_not(play: Play, change: Activity, field: str) -> None:
    status, body = await play.bot.send(play.says.joined(ANN) | change, play.standin.token())

    assert status == 400
    assert body["field"] == field
