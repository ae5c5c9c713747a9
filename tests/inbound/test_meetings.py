"""`PUT /api/meetings` as a system meets it, with Entra's keys from the stand-in over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.events import MeetingAnnounced
from bot.domain.expected import Invited, Unread
from bot.domain.installing import Adding
from bot.domain.meeting import Meeting
from bot.domain.records import Where
from bot.errors import StoreAway, TryLater, Undecidable
from bot.inbound.exchange import MOST_BYTES
from bot.metrics import Metrics
from bot.outbound.clock import SystemClock
from bot.outbound.http import Http
from bot.outbound.keys import ENTRA, KeySet
from bot.worker.giving_up import PAUSED
from rehearsal.people import ELSEWHERE, HOSPITAL
from rehearsal.standin import StandIn
from rehearsal.tokens import ABSENT, ANNOUNCER, REGISTER, mint_for_app, tamper
from rehearsal.world import APP
from tests.inbound.doors import NotedDoor, SlowDoor
from tests.inbound.senders import CHAT, SYSTEM, TENANT, mint_app
from tests.inbound.serving import Bot, NoKeys, serve
from tests.inbound.test_activity import JSON
from tests.inbound.test_announcement import LINK, SENT, announcement
from tests.scenes import NINE

KARI = {"name": "Kari Nes", "address": "kari@sykehuset.example"}
WHERE = Where(CHAT, TENANT, "")
NO_TOKEN = {"Authorization": "Bearer garbage"}
NO_ROLE = {"Authorization": f"Bearer {mint_app(roles=['Tilsyn.Read'])}"}
NO_JSON = {"Content-Type": "text/plain"}
TOO_LONG = b"[" * (MOST_BYTES + 1)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with serve() as bot:
        yield bot


async def test_an_announcement_comes_to_the_door_in_its_systems_name(bot: Bot) -> None:
    assert await bot.put(announcement(KARI, {"name": "Bo Dahl"})) == (200, '{"expected": 2, "app": "by_hand"}')

    (delivery,) = bot.door.noted.values()
    assert delivery.where == Where(CHAT, TENANT, "")
    people = (Invited(address="kari@sykehuset.example", name="Kari Nes"), Invited(name="Bo Dahl"))
    assert delivery.event == MeetingAnnounced(delivery.arrived, SYSTEM, people)


async def told_of_the_app(known: Meeting, later: Meeting | None = None) -> dict[str, Any]:
    """What is answered of a meeting that is remembered so when it is announced, and so when it is looked at later."""
    async with serve(NotedDoor(known=later or known, accepted=known), adds_app=True) as bot:
        status, body = await bot.put(announcement(KARI))
    assert status == 200
    told: dict[str, Any] = json.loads(body)
    assert told.pop("expected") == 1
    return told


async def test_whether_the_app_comes_into_the_meeting_is_answered() -> None:
    asked = Meeting(WHERE, adding=Adding(asked=NINE))

    assert await told_of_the_app(Meeting(WHERE, install_told=NINE)) == {"app": "in_meeting"}
    assert await told_of_the_app(asked, Meeting(WHERE, adding=Adding(added=NINE))) == {"app": "added"}
    assert await told_of_the_app(asked, Meeting(WHERE, adding=Adding(added=NINE, there=True))) == {"app": "in_meeting"}
    away = Meeting(WHERE, adding=Adding(reason=Unread.AWAY, cause="503"))
    assert await told_of_the_app(asked, away) == {"app": "asked"}, "it is tried again"


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("403", "TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All"),
        ("400", "the package of this version"),
        ("404", "TEAMS_APP_CATALOG_ID"),
        ("405", "Graph permission"),
        (PAUSED, "operator: PAUSED"),
    ],
)
async def test_a_refusal_names_who_must_act(cause: str, words: str) -> None:
    asked = Meeting(WHERE, adding=Adding(asked=NINE))
    told = await told_of_the_app(asked, Meeting(WHERE, adding=Adding(reason=Unread.DENIED, cause=cause)))

    assert told["app"] == "refused"
    assert words in told["act"]


async def test_graph_is_waited_for_two_seconds_and_the_last_refusal_is_told_until_it_answers() -> None:
    begun = asyncio.get_running_loop().time()

    assert await told_of_the_app(Meeting(WHERE, adding=Adding(asked=NINE))) == {"app": "asked"}
    assert 1.7 < asyncio.get_running_loop().time() - begun < 2.5
    again = Meeting(WHERE, adding=Adding(asked=NINE, reason=Unread.DENIED, cause="403"))
    assert (await told_of_the_app(again))["app"] == "refused"


async def test_what_was_accepted_stays_so_though_the_meeting_cannot_be_looked_at() -> None:
    asked = Meeting(WHERE, adding=Adding(asked=NINE))
    async with serve(NotedDoor(accepted=asked, blind=True), adds_app=True) as bot:
        assert await bot.put(announcement(KARI)) == (200, '{"expected": 1, "app": "asked"}')


async def test_the_same_again_is_a_delivery_of_its_own(bot: Bot) -> None:
    assert (await bot.put(announcement(KARI)))[0] == 200
    assert (await bot.put(announcement(KARI)))[0] == 200
    assert len(bot.door.noted) == 2


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (TOO_LONG, NO_TOKEN | NO_JSON, 413),
        (b"{", NO_TOKEN | NO_JSON, 401),
        (announcement(), {"Authorization": ""}, 401),
        (b"{", NO_ROLE | NO_JSON, 403),
        (announcement(), NO_ROLE, 403),
        (b"{", NO_JSON, 415),
        (announcement(), {"Content-Encoding": "identity"}, 415),
        (b"{", {}, 400),
        (b"", {}, 400),
        (b"[]", {}, 400),
        (b"[" * 100_000, {}, 400),
        ({}, {}, 400),
        (announcement(), {"Content-Type": "Application/JSON; charset=utf-8"}, 200),
    ],
)
async def test_faults_are_told_in_their_order(bot: Bot, body: Any, headers: dict[str, str], status: int) -> None:
    assert (await bot.put(body, **headers))[0] == status
    assert bot.metrics.registry.get_sample_value("motevakt_announcements_total", {"status": str(status)}) == 1


async def test_a_fault_names_its_field_and_not_its_value(bot: Bot) -> None:
    status, body = await bot.put(announcement(KARI, {"phone": "22 33 44 55"}))

    assert (status, json.loads(body)) == (400, {"error": "malformed", "field": "expected[1].phone"})
    assert not bot.door.noted


@pytest.mark.parametrize(
    ("headers", "status", "reason"),
    [({"Authorization": f"Bearer {mint_app(aud='other')}"}, 401, "audience"), (NO_ROLE, 403, "role")],
)
async def test_a_refusal_has_no_detail_and_is_counted(
    bot: Bot, headers: dict[str, str], status: int, reason: str
) -> None:
    assert await bot.put(announcement(), **headers) == (status, "")
    assert bot.metrics.registry.get_sample_value("motevakt_turned_away_total", {"reason": reason}) == 1


@pytest.mark.parametrize(
    "trouble", [StoreAway(), TryLater("x"), Undecidable("x"), TimeoutError(), RuntimeError("Kari 01019012345")]
)
async def test_a_failure_of_ours_is_never_a_500(trouble: Exception) -> None:
    headers = {"Authorization": f"Bearer {mint_app()}"}
    async with (
        serve(NotedDoor(trouble=trouble)) as bot,
        bot.client.put("/api/meetings", json=announcement(KARI), headers=headers) as answer,
    ):
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert await answer.text() == ""


async def test_without_keys_the_sender_is_not_blamed() -> None:
    async with serve(entra=NoKeys()) as bot:
        assert (await bot.put(announcement()))[0] == 503


async def test_a_store_that_never_answers_is_not_waited_for() -> None:
    async with serve(SlowDoor()) as bot:
        begun = asyncio.get_running_loop().time()
        assert (await bot.put(announcement()))[0] == 503
        assert 3.5 < asyncio.get_running_loop().time() - begun < 5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(JSON | SENT)
async def test_no_body_gets_anything_but_taken_or_named(sent: Any) -> None:
    async with serve() as bot:
        assert (await bot.put(sent))[0] in (200, 400)


OURS = announcement(KARI, joinWebUrl=LINK.replace(TENANT.upper(), HOSPITAL))


@asynccontextmanager
async def beside_the_standin(directory: Path) -> AsyncIterator[tuple[StandIn, Bot]]:
    """The bot's web with Entra's keys looked up at the stand-in."""
    clock, metrics = SystemClock(), Metrics()
    async with StandIn(directory) as standin, Http(clock) as http:
        url = standin.entra_keys.metadata_url
        keys = KeySet(http=http, metadata_url=url, clock=clock, metrics=metrics, publisher=ENTRA)
        async with serve(entra=keys, app_id=APP, tenant=HOSPITAL) as bot:
            yield standin, bot


@pytest.fixture
async def beside(tmp_path: Path) -> AsyncIterator[tuple[StandIn, Bot]]:
    async with beside_the_standin(tmp_path) as both:
        yield both


async def test_a_token_of_entra_gets_in_with_keys_looked_up_over_http(beside: tuple[StandIn, Bot]) -> None:
    standin, bot = beside

    assert (await bot.put(OURS, Authorization=f"Bearer {standin.app_token()}"))[0] == 200
    (event,) = bot.door.events
    assert isinstance(event, MeetingAnnounced)
    assert event.source == ANNOUNCER


async def test_a_rotated_key_of_entra_gets_in(beside: tuple[StandIn, Bot]) -> None:
    standin, bot = beside
    standin.entra_ring.rotate()

    assert (await bot.put(OURS, Authorization=f"Bearer {standin.app_token()}"))[0] == 200


def forged_by_a_stranger(standin: StandIn) -> str:
    return mint_for_app(standin.entra_ring.unpublished(kid=standin.entra_ring.current.kid))


FORGED: list[tuple[str, Callable[[StandIn], str]]] = [
    ("tampered", lambda it: tamper(it.app_token(roles=[]), roles=[REGISTER])),
    ("no signature", lambda it: it.app_token(algorithm="none")),
    ("the public key as secret", lambda it: it.app_token(algorithm="HS256")),
    ("for another", lambda it: it.app_token(audience="another")),
    ("of another tenant", lambda it: it.app_token(tenant=ELSEWHERE)),
    ("of another tenant, by our issuer", lambda it: it.app_token(claims={"tid": ELSEWHERE})),
    ("by a list of issuers", lambda it: it.app_token(issuer=[f"https://login.microsoftonline.com/{HOSPITAL}/v2.0"])),
    ("by another issuer", lambda it: it.app_token(issuer="https://evil.example")),
    ("expired", lambda it: it.app_token(valid_s=-400.0)),
    ("without end", lambda it: it.app_token(claims={"exp": ABSENT})),
    ("of nobody", lambda it: it.app_token(app=ABSENT)),
    ("a person's", lambda it: it.app_token(claims={"scp": "Meetings.Register"})),
    ("without a key", lambda it: it.app_token(headers={"kid": ABSENT})),
    ("by a key nobody published", forged_by_a_stranger),
    ("of Teams", lambda it: it.token()),
]


@pytest.mark.parametrize("forge", [case[1] for case in FORGED], ids=[case[0] for case in FORGED])
async def test_a_forgery_gets_nobody_in(beside: tuple[StandIn, Bot], forge: Callable[[StandIn], str]) -> None:
    standin, bot = beside

    assert await bot.put(OURS, Authorization=f"Bearer {forge(standin)}") == (401, "")
    assert not bot.door.noted


async def test_without_the_role_it_is_known_but_may_not(beside: tuple[StandIn, Bot]) -> None:
    standin, bot = beside

    assert await bot.put(OURS, Authorization=f"Bearer {standin.app_token(roles=[])}") == (403, "")


async def test_while_entras_keys_are_away_nobody_is_blamed(beside: tuple[StandIn, Bot]) -> None:
    standin, bot = beside
    standin.entra_keys.available = False

    assert (await bot.put(OURS, Authorization=f"Bearer {standin.app_token()}"))[0] == 503
