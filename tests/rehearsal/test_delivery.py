"""Graph tells subscribers of what happened: sealed, signed, and again until it is taken."""

from typing import Any

import jwt
import pytest

from rehearsal.call_events import news as call_news
from rehearsal.notifications import NOTIFIER, envelope, lifecycle, notification, validation_token
from rehearsal.people import ANN, BO, DINA, EINAR, ELSEWHERE, HOSPITAL
from rehearsal.sealing import seal, tampered
from rehearsal.standin import StandIn
from rehearsal.tokens import ABSENT
from rehearsal.world import APP, Chat
from tests.rehearsal.conftest import Caller, message
from tests.rehearsal.receiver import Lock, Receiver
from tests.rehearsal.subscriber import Subscriber

BARE: dict[str, Any] = {
    "includeResourceData": None, "encryptionCertificate": None, "encryptionCertificateId": None
}  # fmt: skip


@pytest.fixture
def subscriber(caller: Caller, receiver: Receiver) -> Subscriber:
    return Subscriber(caller, receiver)


def say(standin: StandIn, chat: Chat, text: str) -> str:
    said = standin.writer(chat).message(BO, text)
    standin.world.said(chat.id, BO.mri, said)
    return str(said["id"])


async def test_what_people_write_comes_sealed_with_a_token(
    subscriber: Subscriber, standin: StandIn, chat: Chat
) -> None:
    made = await subscriber.subscribe(subscriber.to_chat())
    number = say(standin, chat, "Hei")
    await subscriber.settled()

    ((path, body),) = subscriber.receiver.got
    (item,), (token,) = body["value"], body["validationTokens"]
    resource = f"chats('{chat.id}')/messages('{number}')"
    assert path == "/told"
    assert {name: item[name] for name in item if name != "encryptedContent"} == {
        "subscriptionId": made.id,
        "clientState": "secret",
        "changeType": "created",
        "tenantId": HOSPITAL,
        "resource": resource,
        "subscriptionExpirationDateTime": made.told()["expirationDateTime"],
        "resourceData": {"id": number, "@odata.type": "#Microsoft.Graph.chatMessage", "@odata.id": resource},
    }
    (inside,) = subscriber.receiver.opened
    assert (inside["id"], inside["chatId"], inside["messageType"]) == (number, chat.id, "message")
    assert inside["body"] == {"contentType": "text", "content": "Hei"}
    assert inside["from"]["user"].items() >= {"id": BO.oid, "userIdentityType": "aadUser"}.items()
    key = standin.entra_ring.current.private.public_key()
    issuer = f"https://login.microsoftonline.com/{HOSPITAL}/v2.0"
    claims = jwt.decode(
        token, key, ["RS256"], audience=APP, issuer=issuer, options={"require": ["exp", "iat", "nbf", "aud", "iss"]}
    )
    assert (claims["azp"], claims["tid"], "roles" in claims) == (NOTIFIER, HOSPITAL, False)


async def test_edits_and_deletions_come_to_whoever_asked_for_them(
    subscriber: Subscriber, standin: StandIn, chat: Chat
) -> None:
    await subscriber.subscribe(subscriber.to_chat(changeType="updated,deleted"))
    world = standin.world
    post = world.posts[say(standin, chat, "Hei")]
    world.update(post, post.activity | {"text": "Hei igjen"})
    world.remove(post)
    await subscriber.settled()

    told = {item["changeType"]: subscriber.receiver.lock.open(item["encryptedContent"]) for item in
            subscriber.receiver.items}  # fmt: skip
    assert told.keys() == {"updated", "deleted"}
    assert told["updated"]["body"]["content"] == "Hei igjen"
    assert told["updated"]["lastEditedDateTime"]
    assert (told["deleted"]["body"]["content"], told["deleted"]["deletedDateTime"] is None) == ("", False)


async def test_the_bots_own_posts_come_too_but_nothing_private(
    subscriber: Subscriber, standin: StandIn, chat: Chat
) -> None:
    await subscriber.subscribe(subscriber.to_chat())
    await subscriber.caller.connector("POST", subscriber.caller.posts, message())
    standin.world.said(chat.id, BO.mri, standin.writer(chat).slash(BO, "regler"), to=BO.mri)
    other = standin.world.open_meeting("annet")
    say(standin, other, "Hei")
    own = standin.world.own_chat(ANN)
    standin.world.said(own.id, ANN.mri, standin.writer(own).message(ANN, "hei"))
    await subscriber.settled()

    (inside,) = subscriber.receiver.opened
    assert (inside["from"]["application"]["id"], inside["from"]["user"]) == (APP, None)
    assert inside["attachments"][0]["content"].startswith('{"type": "AdaptiveCard"')
    assert inside["attachments"][0]["id"] in inside["body"]["content"]


async def test_people_of_other_kinds(subscriber: Subscriber, standin: StandIn, chat: Chat) -> None:
    await subscriber.subscribe(subscriber.to_chat())
    for person in (DINA, EINAR):
        standin.world.said(chat.id, person.mri, standin.writer(chat).message(person, "Hei"))
    await subscriber.settled()

    kinds = [one["from"]["user"]["userIdentityType"] for one in subscriber.receiver.opened]
    assert kinds == ["federatedUser", "anonymousGuest"]


async def test_without_data_the_id_alone_is_told(subscriber: Subscriber, standin: StandIn, chat: Chat) -> None:
    await subscriber.subscribe(subscriber.to_chat(**BARE))
    say(standin, chat, "Hei")
    await subscriber.settled()

    ((_, body),) = subscriber.receiver.got
    assert "validationTokens" not in body
    assert "encryptedContent" not in body["value"][0]


async def test_what_is_not_taken_comes_again(subscriber: Subscriber, standin: StandIn, chat: Chat) -> None:
    subscriber.graph.delivery.pauses_s = (0.01, 0.01)
    await subscriber.subscribe(subscriber.to_chat())
    subscriber.receiver.statuses = [503, 429, 202]
    say(standin, chat, "Hei")
    await subscriber.settled()
    assert [one.status for one in subscriber.graph.delivery.attempts] == [503, 429, 202]
    assert len({str(body) for _, body in subscriber.receiver.got}) == 1

    subscriber.receiver.statuses = [500] * 9
    say(standin, chat, "Hei igjen")
    await subscriber.settled()
    assert [one.number for one in subscriber.graph.delivery.attempts[3:]] == [1, 2, 3]


async def test_nobody_is_there_to_be_told(subscriber: Subscriber, standin: StandIn, chat: Chat) -> None:
    subscriber.graph.delivery.pauses_s = ()
    await subscriber.subscribe(subscriber.to_chat())
    await subscriber.receiver.server.stop()
    say(standin, chat, "Hei")
    await subscriber.settled()

    assert [one.status for one in subscriber.graph.delivery.attempts] == [None]


async def test_lifecycle_comes_to_its_own_url_with_nothing_sealed(
    subscriber: Subscriber, standin: StandIn, chat: Chat
) -> None:
    made = await subscriber.subscribe(subscriber.to_chat())
    subscriber.graph.subscriptions.ask_to_reauthorize()
    await subscriber.settled()
    subscriber.graph.subscriptions.take_away(made)
    say(standin, chat, "Hei")
    await subscriber.settled()

    assert [path for path, _ in subscriber.receiver.got] == ["/lifecycle", "/lifecycle"]
    first, second = subscriber.receiver.items
    assert first == {
        "lifecycleEvent": "reauthorizationRequired",
        "subscriptionId": made.id,
        "subscriptionExpirationDateTime": made.told()["expirationDateTime"],
        "clientState": "secret",
        "tenantId": HOSPITAL,
    }
    assert second["lifecycleEvent"] == "subscriptionRemoved"
    assert (await subscriber.ask("GET"))[1] == {"value": []}


async def test_the_call_of_a_meeting_is_told(subscriber: Subscriber, standin: StandIn) -> None:
    await subscriber.subscribe(subscriber.to_call(), version="beta")
    events, meeting = standin.graph.call_events, subscriber.meeting
    events.started(meeting)
    await subscriber.settled()
    events.waiting(meeting, DINA)
    await subscriber.settled()
    events.pascal_case = False
    events.joined(meeting, BO, EINAR)
    await subscriber.settled()
    events.left(meeting, BO)
    await subscriber.settled()
    events.ended(meeting)
    await subscriber.settled()

    assert {item["changeType"] for item in subscriber.receiver.items} == {"updated"}
    assert subscriber.receiver.items[0]["resource"] == subscriber.to_call()["resource"]
    inside = [subscriber.receiver.lock.open(item["encryptedContent"]) for item in subscriber.receiver.items]
    assert [one["eventType"] for one in inside] == ["callStarted", *["rosterUpdated"] * 3, "callEnded"]
    (dina,), (bo, einar), (gone,) = (one["participants@delta"] for one in inside[1:4])
    assert dina["Info"]["Identity"]["User"]["TenantId"] == ELSEWHERE
    assert dina["IsInLobby"] is True
    assert (bo["info"]["identity"]["user"]["id"], einar["isInLobby"]) == (BO.oid, False)
    assert (gone["id"], gone["removedState"]["reason"]) == (bo["id"], "Participant has left the meeting call.")


async def test_every_part_can_be_forged(subscriber: Subscriber, standin: StandIn) -> None:
    made = await subscriber.subscribe(subscriber.to_call(), version="beta")
    news, key = call_news(subscriber.meeting, {"id": "1", "eventType": "callStarted"}), standin.entra_ring.current
    other = seal(news.data, Lock().certificate, "one")
    right = notification(made, news)

    forged = [
        notification(made, news, clientState="wrong"),
        notification(made, news, clientState=ABSENT),
        notification(made, news, tenantId=ELSEWHERE, subscriptionId="unknown"),
        notification(made, news, encryptedContent=other),
        notification(made, news, encryptedContent=tampered(right["encryptedContent"], "dataSignature")),
        lifecycle(made, "missed", clientState="wrong"),
    ]
    unknown = standin.entra_ring.unpublished()
    tokens = (
        validation_token(unknown),
        validation_token(key, tenant=ELSEWHERE),
        validation_token(key, app=APP, audience="other", valid_s=-60, claims={"iat": ABSENT}),
        validation_token(key, algorithm="none"),
    )
    assert await standin.graph.delivery.send(made, envelope(*forged, tokens=tokens)) == 202

    got = subscriber.receiver.items
    assert [one.get("clientState") for one in got] == ["wrong", None, "secret", "secret", "secret", "wrong"]
    assert subscriber.receiver.got[-1][1]["validationTokens"] == list(tokens)
    for item in got[3:5]:
        with pytest.raises(ValueError):  # noqa: PT011  # in the library's words or ours
            subscriber.receiver.lock.open(item["encryptedContent"])
    claims = [jwt.decode(token, options={"verify_signature": False}) for token in tokens]
    assert [one["tid"] for one in claims] == [HOSPITAL, ELSEWHERE, HOSPITAL, HOSPITAL]
    assert (claims[2]["azp"], "iat" in claims[2], claims[2]["exp"] < claims[0]["nbf"] + 300) == (APP, False, True)
