"""Graph takes subscriptions to change notifications, and is particular about what they say."""

import asyncio
from base64 import b64encode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from rehearsal import clock
from rehearsal.faults import Operation
from rehearsal.server import Server
from rehearsal.standin import StandIn
from rehearsal.world import Chat
from tests.rehearsal.conftest import Caller
from tests.rehearsal.receiver import Lock, Receiver
from tests.rehearsal.subscriber import Subscriber


@pytest.fixture
def subscriber(caller: Caller, receiver: Receiver) -> Subscriber:
    return Subscriber(caller, receiver)


async def test_a_subscription_is_made_after_both_urls_have_proved_that_they_listen(subscriber: Subscriber) -> None:
    body = subscriber.to_chat()
    status, answer = await subscriber.ask("POST", "", body)

    assert status == 201
    assert answer.items() >= {"changeType": "created,updated,deleted", "clientState": "secret"}.items()
    assert answer["expirationDateTime"] == body["expirationDateTime"]
    paths, tokens = zip(*subscriber.receiver.tokens, strict=True)
    assert paths == ("/told", "/lifecycle")
    assert len(set(tokens)) == 2
    assert all(": " in token for token in tokens)


@pytest.mark.parametrize(
    ("otherwise", "named"),
    [
        ({"secret": "x"}, "secret"),
        ({"id": "x"}, "id"),
        ({"changeType": None}, "changeType"),
        ({"changeType": "created,moved"}, "changeType"),
        ({"changeType": "created,created"}, "changeType"),
        ({"changeType": 3}, "changeType"),
        ({"notificationUrl": None}, "notificationUrl"),
        ({"notificationUrl": "http://bot.example/told"}, "notificationUrl"),
        ({"notificationUrl": "https://[/"}, "notificationUrl"),
        ({"lifecycleNotificationUrl": None}, "lifecycleNotificationUrl"),
        ({"lifecycleNotificationUrl": "/lifecycle"}, "lifecycleNotificationUrl"),
        ({"resource": None}, "resource"),
        ({"resource": "/chats/getAllMessages"}, "resource"),
        ({"resource": "/me/events"}, "resource"),
        ({"expirationDateTime": None}, "expirationDateTime"),
        ({"expirationDateTime": "tomorrow"}, "expirationDateTime"),
        ({"expirationDateTime": "2126-01-01T00:00:00"}, "expirationDateTime"),
        ({"expirationDateTime": "2026-01-01T00:00:00Z"}, "4320"),
        ({"expirationDateTime": "2126-01-01T00:00:00Z"}, "4320"),
        ({"clientState": "x" * 129}, "clientState"),
        ({"clientState": 7}, "clientState"),
        ({"latestSupportedTlsVersion": "v9"}, "latestSupportedTlsVersion"),
        ({"includeResourceData": "yes"}, "includeResourceData"),
        ({"includeResourceData": False}, "encryptionCertificate"),
        ({"encryptionCertificate": None}, "encryptionCertificate"),
        ({"encryptionCertificateId": None}, "encryptionCertificateId"),
        ({"encryptionCertificate": "not base64!"}, "encryptionCertificate"),
        ({"encryptionCertificate": b64encode(b"no certificate").decode()}, "encryptionCertificate"),
    ],
)
async def test_what_is_wrong_is_refused_by_name(subscriber: Subscriber, otherwise: dict[str, Any], named: str) -> None:
    status, answer = await subscriber.ask("POST", "", subscriber.to_chat(**otherwise))

    assert (status, named in answer["error"]["message"]) == (400, True), answer
    assert (subscriber.graph.subscriptions.living(), subscriber.receiver.tokens) == ([], [])


async def test_a_certificate_must_be_strong_enough(subscriber: Subscriber) -> None:
    weak = subscriber.to_chat(encryptionCertificate=Lock(1024).told)

    status, answer = await subscriber.ask("POST", "", weak)

    assert (status, "2048 to 4096" in answer["error"]["message"]) == (400, True)


async def test_client_state_may_be_as_long_as_it_may(subscriber: Subscriber) -> None:
    assert (await subscriber.subscribe(subscriber.to_chat(clientState="x" * 128))).client_state == "x" * 128


async def test_a_short_one_needs_no_lifecycle_url(subscriber: Subscriber) -> None:
    short = subscriber.to_chat(expirationDateTime=subscriber.hour(59), lifecycleNotificationUrl=None)

    made = await subscriber.subscribe(short)

    assert made.lifecycle_url is None
    renewed = {"expirationDateTime": subscriber.hour(61)}
    assert (await subscriber.ask("PATCH", f"/{made.id}", renewed))[0] == 400


async def test_a_chat_must_be_there_and_may_be_named_with_or_without_a_slash(
    subscriber: Subscriber, chat: Chat
) -> None:
    assert (await subscriber.ask("POST", "", subscriber.to_chat(resource="/chats/19:x@thread.v2/messages")))[0] == 404
    await subscriber.subscribe(subscriber.to_chat(resource=f"chats/{chat.id}/messages"), version="beta")


async def test_call_events_are_beta_alone_and_only_with_data(subscriber: Subscriber) -> None:
    async def status(version: str = "beta", **otherwise: Any) -> int:
        return (await subscriber.ask("POST", "", subscriber.to_call(**otherwise), version=version))[0]

    bare: dict[str, Any] = {"includeResourceData": None, "encryptionCertificate": None, "encryptionCertificateId": None}
    once = f"communications/onlineMeetings(joinWebUrl='{subscriber.meeting.join_url}')/meetingCallEvents"
    other = "communications/onlineMeetings(joinWebUrl='https%3A%2F%2Fteams.example')/meetingCallEvents"
    assert await status("v1.0") == 400
    assert await status(**bare) == 400
    assert await status(changeType="created") == 400
    assert await status(resource=once) == 400
    assert await status(resource=other) == 404
    assert await status() == 201
    (made,) = subscriber.graph.subscriptions.living()
    assert (await subscriber.ask("DELETE", f"/{made.id}"))[0] == 204


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: web.Response(status=202),
        lambda: web.Response(text="something else"),
        lambda: web.json_response("token"),
        lambda: web.Response(status=302, headers={"Location": "/elsewhere"}),
    ],
)
async def test_whoever_does_not_give_the_token_back_gets_none(subscriber: Subscriber, wrong: Any) -> None:
    subscriber.receiver.handshake = wrong()

    status, answer = await subscriber.ask("POST", "", subscriber.to_chat())

    assert (status, answer["error"]["code"]) == (400, "ValidationError")
    assert subscriber.graph.subscriptions.living() == []


async def test_nobody_listens_or_takes_too_long(subscriber: Subscriber) -> None:
    away = subscriber.to_chat(notificationUrl="http://127.0.0.1:9/told")
    assert (await subscriber.ask("POST", "", away))[1]["error"]["code"] == "ValidationError"

    subscriber.graph.subscriptions.handshake_s = 0.2

    async def late(_request: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    app = web.Application()
    app.router.add_post("/", late)
    slow = Server(app)
    await slow.start()
    status, answer = await subscriber.ask("POST", "", subscriber.to_chat(notificationUrl=slow.url))
    await slow.stop()
    assert (status, "timed out" in answer["error"]["message"]) == (400, True)


async def test_the_same_twice_is_a_conflict(subscriber: Subscriber, chat: Chat) -> None:
    await subscriber.subscribe(subscriber.to_chat())
    again = subscriber.to_chat(resource=f"chats/{chat.id}/messages", changeType="deleted,created,updated")

    assert (await subscriber.ask("POST", "", again))[0] == 409
    assert (await subscriber.ask("POST", "", subscriber.to_chat(changeType="created")))[0] == 201


async def test_it_is_read_renewed_and_deleted(subscriber: Subscriber) -> None:
    made = await subscriber.subscribe(subscriber.to_chat())
    path, later = f"/{made.id}", subscriber.hour(100)

    status, told = await subscriber.ask("GET", path)
    assert (status, told["id"], told["clientState"]) == (200, made.id, None)
    assert (await subscriber.ask("GET"))[1] == {"value": [told]}
    status, told = await subscriber.ask("PATCH", path, {"expirationDateTime": later})
    assert (status, told["expirationDateTime"]) == (200, later)
    assert (await subscriber.ask("PATCH", path, {"expirationDateTime": later, "clientState": "x"}))[0] == 400
    assert (await subscriber.ask("PATCH", path, {}))[0] == 400
    assert (await subscriber.ask("PATCH", path, {"expirationDateTime": subscriber.hour(4330)}))[0] == 400
    assert (await subscriber.ask("POST", f"{path}/reauthorize"))[0] == 204
    assert (await subscriber.ask("DELETE", path))[0] == 204
    for method, body in (("GET", None), ("PATCH", {"expirationDateTime": later}), ("DELETE", None)):
        assert (await subscriber.ask(method, path, body))[0] == 404
    assert (await subscriber.ask("POST", f"{path}/reauthorize"))[0] == 404


async def test_one_that_is_over_is_gone(tmp_path: Path, http: aiohttp.ClientSession, receiver: Receiver) -> None:
    ahead = timedelta()

    def time() -> datetime:
        return clock.now() + ahead

    async with StandIn(tmp_path, time=time) as standin:
        subscriber = Subscriber(Caller(standin, standin.world.open_meeting(), http), receiver)
        made = await subscriber.subscribe(subscriber.to_chat(expirationDateTime=subscriber.hour(30)))
        ahead = timedelta(minutes=31)

        assert (await subscriber.ask("GET", f"/{made.id}"))[0] == 404
        standin.graph.recorder.start(subscriber.caller.chat, subscriber.meeting.organizer)
        await subscriber.settled()
        assert receiver.got == []
        await subscriber.subscribe(subscriber.to_chat())


async def test_a_token_for_graph_and_a_permission_are_needed(subscriber: Subscriber, chat: Chat) -> None:
    standin, url = subscriber.caller.standin, f"{subscriber.graph.url}/v1.0/subscriptions"
    assert (await subscriber.caller.call("POST", url, json=subscriber.to_chat()))[0] == 401

    made = await subscriber.subscribe(subscriber.to_chat())
    chat.consented.clear()
    standin.signin.roles = []
    status, answer = await subscriber.ask("POST", "", subscriber.to_chat(changeType="created"))
    assert (status, answer["error"]["code"]) == (403, "Forbidden")
    assert (await subscriber.ask("PATCH", f"/{made.id}", {"expirationDateTime": subscriber.hour(9)}))[0] == 403
    assert (await subscriber.ask("POST", f"/{made.id}/reauthorize"))[0] == 403
    assert (await subscriber.ask("POST", "", subscriber.to_call(), version="beta"))[0] == 403
    standin.signin.roles = ["Chat.Read.All", "OnlineMeetings.Read.All"]
    assert (await subscriber.ask("POST", "", subscriber.to_chat(changeType="created")))[0] == 201
    assert (await subscriber.ask("POST", "", subscriber.to_call(), version="beta"))[0] == 201


async def test_the_consent_of_a_chat_ends_where_the_app_is_taken_out(subscriber: Subscriber, chat: Chat) -> None:
    chat.installed = False

    assert (await subscriber.ask("POST", "", subscriber.to_chat()))[0] == 403


async def test_every_request_is_noted_by_its_path_without_ids(subscriber: Subscriber) -> None:
    made = await subscriber.subscribe(subscriber.to_chat())
    await subscriber.ask("DELETE", f"/{made.id}", version="beta")
    await subscriber.ask("GET", "/unknown")

    assert subscriber.graph.seen == [
        ("POST", "/v1.0/subscriptions", Operation.SUBSCRIBE),
        ("DELETE", "/beta/subscriptions/{subscription}", Operation.UNSUBSCRIBE),
        ("GET", "/v1.0/subscriptions/{subscription}", Operation.SUBSCRIPTION),
    ]
