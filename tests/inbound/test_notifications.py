"""What Graph tells by itself, as it comes over HTTP: what is let in, once, and what is not."""

import time
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import quote

import pytest

from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.feeds import Feed
from bot.domain.participants import Identity
from bot.domain.recordings import RecordingsTold, Sign
from bot.domain.records import Where
from bot.errors import StoreAway, TryLater, Undecidable
from bot.inbound.notifications import MOST_BYTES
from rehearsal.notifications import envelope
from rehearsal.tokens import ABSENT
from tests.inbound.doors import NotedDoor, SlowDoor
from tests.inbound.notices import (
    IN_CALL,
    IN_CHAT,
    LIFECYCLE,
    MESSAGE,
    joined,
    later,
    notifier,
    of_life,
    recorded,
    roster,
    sealing,
    told,
    vouched,
    written,
)
from tests.inbound.senders import ANN_OID, CHAT, ELSEWHERE, SYSTEM, TENANT
from tests.inbound.serving import STATE, Bot, NoKeys, serve
from tests.inbound.test_announcement import LINK

OTHER_CHAT = "19:meeting_xyz@thread.v2"


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with serve(certificates=(sealing("graph"), sealing("old"))) as bot:
        yield bot


async def test_what_teams_says_of_a_recording_is_accepted_once(bot: Bot) -> None:
    told_twice = vouched(told())
    assert await bot.hear(told_twice) == (202, "")
    assert await bot.hear(told_twice) == (202, "")
    assert await bot.hear(vouched(told())) == (202, "")

    (delivery,) = bot.door.noted.values()
    assert delivery.where == Where(CHAT, TENANT, "")
    assert isinstance(delivery.event, RecordingsTold)
    (said,) = delivery.event.said
    assert (delivery.event.at, said.sign, said.by) == (delivery.arrived, Sign.STARTED, Identity(oid=ANN_OID))
    assert (bot.counted("accepted"), bot.counted("duplicate")) == (1, 2)


async def test_a_message_that_changes_is_told_anew(bot: Bot) -> None:
    await bot.hear(vouched(told(), told(recorded("success", etag="2"), changeType="updated")))
    await bot.hear(vouched(told(recorded("chunkFinished", etag="3"), changeType="updated")))

    assert len(bot.door.noted) == 3


async def test_who_is_in_the_call_is_told_in_the_letters_of_the_wire(bot: Bot) -> None:
    assert (await bot.hear(vouched(told(roster(joined()), Feed.CALL))))[0] == 202

    (delivery,) = bot.door.noted.values()
    assert delivery.where == Where(CHAT, TENANT, "")
    assert isinstance(delivery.event, CallTold)
    assert delivery.event.happened is Happened.ROSTER
    assert delivery.event.callers == (Caller(Identity("Ann Berg", oid=ANN_OID, tenant=TENANT), Place.CALL, "p1"),)


async def test_two_call_events_under_one_id_are_two(bot: Bot) -> None:
    hours = ("2026-02-28T00:00:00.0000000Z", "2026-02-28T00:00:00.0000001Z")
    await bot.hear(vouched(*(told(roster(joined(), EventDateTime=hour), Feed.CALL) for hour in hours)))

    assert len(bot.door.noted) == 2


async def test_somebody_who_cannot_be_read_is_left_out_and_counted(bot: Bot) -> None:
    await bot.hear(vouched(told(roster("Kari", joined(), {"Info": None}), Feed.CALL)))

    (event,) = bot.door.events
    assert isinstance(event, CallTold)
    assert len(event.callers) == 1
    assert bot.metrics.registry.get_sample_value("motevakt_members_dropped_total") == 2


async def test_what_people_write_is_dropped_unread(bot: Bot, capfd: pytest.CaptureFixture[str]) -> None:
    assert await bot.hear(vouched(told(written()))) == (202, "")

    assert not bot.door.noted
    assert bot.counted("dropped") == 1
    assert "Kari" not in "".join(capfd.readouterr())
    assert b"Kari" not in bot.metrics.text()


async def test_a_notification_without_content_tells_nothing(bot: Bot) -> None:
    assert (await bot.hear(envelope(told(encryptedContent=ABSENT))))[0] == 202
    assert not bot.door.noted


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"clientState": "0" * 64}, "client_state"),
        ({"clientState": "ø"}, "client_state"),
        ({"clientState": STATE.of(Feed.CHAT, OTHER_CHAT)}, "client_state"),
        ({"clientState": STATE.of(Feed.CALL, CHAT)}, "client_state"),
        ({"resource": IN_CHAT.replace(CHAT, OTHER_CHAT)}, "client_state"),
        ({"clientState": "0" * 129}, "malformed"),
        ({"clientState": ABSENT}, "malformed"),
        ({"clientState": None}, "malformed"),
        ({"tenantId": ELSEWHERE}, "tenant"),
        ({"tenantId": ABSENT}, "malformed"),
        ({"subscriptionExpirationDateTime": later(-0.1)}, "expired"),
        ({"subscriptionExpirationDateTime": "soon"}, "malformed"),
        ({"subscriptionExpirationDateTime": ABSENT}, "malformed"),
        ({"subscriptionId": ABSENT}, "malformed"),
        ({"changeType": ABSENT}, "malformed"),
        ({"resource": "users('x')/events('y')"}, "malformed"),
        ({"resource": ABSENT}, "malformed"),
        ({"resource": f"chats('{'x' * 301}')/messages('1')"}, "malformed"),
        ({"resource": IN_CALL.replace("teams.microsoft.com", "evil.example")}, "malformed"),
    ],
)  # fmt: skip
async def test_a_notification_that_is_not_ours_is_refused(bot: Bot, changes: dict[str, Any], outcome: str) -> None:
    assert await bot.hear(vouched(told(**changes))) == (401, "")
    assert not bot.door.noted
    assert bot.counted(outcome) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"resource": f"/chats/{CHAT}/messages/{MESSAGE}"},
        {"resource": f"Chats('{CHAT}')/Messages('{MESSAGE}')"},
        {"resource": f"chats/{CHAT.replace('@', '%40')}/messages/{MESSAGE}", "resourceData": None},
        {"tenantId": TENANT.upper()},
        {"subscriptionExpirationDateTime": later(-0.05)},
    ],
)
async def test_the_same_may_be_written_otherwise(bot: Bot, changes: dict[str, Any]) -> None:
    assert (await bot.hear(vouched(told(), told(**changes))))[0] == 202
    assert (bot.counted("accepted"), bot.counted("duplicate")) == (1, 1)


@pytest.mark.parametrize(
    "resource",
    [
        f"communications/onlineMeetings(joinWebUrl='{LINK}')/meetingCallEvents",
        f"Communications/OnlineMeetings(JoinWebUrl='{quote(LINK, safe='')}')/MeetingCallEvents",
        f"/communications/onlineMeetings(joinWebUrl='{quote(quote(LINK, safe=''), safe='')}')/meetingCallEvents('n1')",
        f"/communications/onlineMeetings(joinWebUrl='{quote(LINK, safe='')}')/meetingCallEvents/n1",
    ],
)
async def test_a_meeting_is_known_by_its_link_however_it_is_encoded(bot: Bot, resource: str) -> None:
    item = told(roster(joined()), Feed.CALL)
    assert (await bot.hear(vouched(item, item | {"resource": resource})))[0] == 202
    assert (bot.counted("accepted"), bot.counted("duplicate")) == (1, 1)


TOKENS: list[tuple[str, Callable[[], str], str]] = [
    ("empty", lambda: "", "unreadable"),
    ("a bad signature", lambda: notifier(key="stolen"), "signature"),
    ("for another", lambda: notifier(aud="another"), "audience"),
    ("for our API", lambda: notifier(aud="api://65f50003-e15d-434a-9e14-0fcfeb3d7817"), "audience"),
    ("of another app", lambda: notifier(azp=SYSTEM), "app"),
    ("of no app", lambda: notifier(azp=None), "claim_missing"),
    ("expired", lambda: notifier(exp=int(time.time()) - 400), "expired"),
    ("of another tenant", lambda: notifier(tid=ELSEWHERE), "tenant"),
    ("of another issuer", lambda: notifier(iss="https://evil.example"), "issuer"),
    ("by a key that is good for another tenant", lambda: notifier(kid="theirs", key="theirs"), "tenant"),
]


@pytest.mark.parametrize(("token", "reason"), [case[1:] for case in TOKENS], ids=[case[0] for case in TOKENS])
async def test_a_bad_token_makes_all_of_it_doubtful(bot: Bot, token: Callable[[], str], reason: str) -> None:
    body = vouched(told(), token=token())
    body["validationTokens"].append(notifier())

    assert await bot.hear(body) == (401, "")
    assert not bot.door.noted
    assert bot.counted("token") == 1
    assert bot.metrics.registry.get_sample_value("motevakt_turned_away_total", {"reason": reason}) == 1


@pytest.mark.parametrize("tokens", [None, (), (7,), ({},)])
async def test_without_a_token_nothing_is_opened(bot: Bot, tokens: Any) -> None:
    assert (await bot.hear(envelope(told()) | {"validationTokens": tokens}))[0] == 401
    assert not bot.door.noted
    assert bot.counted("token") == 1


async def test_a_token_of_version_1_is_as_good(bot: Bot) -> None:
    token = notifier(iss=f"https://sts.windows.net/{TENANT}/", azp=None, appid="0BF30F3B-4a52-48df-9a82-234910c4a086")
    assert (await bot.hear(vouched(told(), token=token)))[0] == 202


async def test_of_a_mixed_collection_what_is_good_is_kept(bot: Bot) -> None:
    bad = (
        told(clientState="x"),
        told(tenantId=ELSEWHERE),
        told(encryptedContent={}),
        "no item",
        None,
        7,
        told(written()),
    )
    assert await bot.hear(vouched(*bad[:3], told()) | {"value": [*bad, told()]}) == (202, "")

    assert len(bot.door.noted) == 1
    found = ("accepted", "client_state", "tenant", "sealed", "malformed", "dropped")
    assert {name: bot.counted(name) for name in found} == dict.fromkeys(found, 1) | {"malformed": 3}


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b" " * (MOST_BYTES + 1), {"Content-Type": "text/plain"}, 413),
        (b"{", {"Content-Type": "text/plain"}, 415),
        (b"{}", {"Content-Encoding": "identity"}, 415),
        (b"{", {}, 400),
        (b"[" * 100_000, {}, 400),
        ([], {}, 400),
        ({}, {}, 400),
        ({"value": {}}, {}, 400),
        ({"value": [1] * 1001}, {}, 400),
        ({"value": [], "validationTokens": "x"}, {}, 400),
        ({"value": [], "validationTokens": ["x"] * 11}, {}, 400),
        ({"value": []}, {}, 401),
        ({"value": [{}]}, {}, 401),
    ],
)
@pytest.mark.parametrize("path", ["/api/graph/notifications", LIFECYCLE])
async def test_faults_are_told_in_their_order(
    bot: Bot, path: str, body: Any, headers: dict[str, str], status: int
) -> None:
    assert (await bot.hear(body, path, **headers))[0] == status
    assert not bot.door.noted


async def test_a_call_of_a_thousand_people_comes_in_whole(bot: Bot) -> None:
    crowd = [joined(f"Person {number}", f"{number:08d}-0000-4000-8000-000000000001") for number in range(1000)]
    assert (await bot.hear(vouched(told(roster(*crowd), Feed.CALL))))[0] == 202
    (event,) = bot.door.events
    assert isinstance(event, CallTold)
    assert len(event.callers) == 1000


@pytest.mark.parametrize("trouble", [StoreAway(), TryLater("x"), Undecidable("x"), RuntimeError("Kari 01019012345")])
async def test_a_failure_of_ours_is_told_to_come_again(trouble: Exception) -> None:
    async with serve(NotedDoor(trouble=trouble), certificates=[sealing("graph")]) as bot:
        assert await bot.hear(vouched(told(), told(written()))) == (503, "")
        assert (bot.counted("away"), bot.counted("dropped")) == (1, 1)
        assert await bot.hear({"value": [of_life()]}, LIFECYCLE) == (503, "")


async def test_without_keys_graph_is_told_to_come_again() -> None:
    async with serve(entra=NoKeys(), certificates=[sealing("graph")]) as bot:
        assert (await bot.hear(vouched(told())))[0] == 503


async def test_a_store_that_never_answers_is_waited_for_less_than_three_seconds() -> None:
    async with serve(SlowDoor(), certificates=[sealing("graph")]) as bot:
        begun = time.monotonic()
        assert (await bot.hear(vouched(told(), told(recorded(etag="2")))))[0] == 503
        assert 2 < time.monotonic() - begun < 3
