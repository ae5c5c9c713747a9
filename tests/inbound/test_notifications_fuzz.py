"""Whatever is sent as Graph's, the answer is one of five; and what Entra and Graph really send gets in."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.calls import CallTold
from bot.domain.feeds import Feed, SubscriptionDoubted
from bot.domain.recordings import RecordingsTold
from bot.metrics import Metrics
from bot.outbound.clock import SystemClock
from bot.outbound.http import Http
from bot.outbound.keys import ENTRA, KeySet
from rehearsal import clock as rehearsed
from rehearsal.chat_messages import news
from rehearsal.keyring import SigningKey
from rehearsal.notifications import Lifecycle, News, envelope, lifecycle, notification, validation_token
from rehearsal.people import ANN, ELSEWHERE, HOSPITAL
from rehearsal.standin import StandIn
from rehearsal.subscription import Kind, Subscription, Topic
from rehearsal.tokens import ABSENT, mint_for_app, tamper
from rehearsal.world import APP, Chat
from tests.inbound.notices import LIFECYCLE, certificate, joined, notifier, roster, sealed, sealing, told
from tests.inbound.serving import STATE, Bot, serve
from tests.inbound.test_activity import JSON

OURS = sealing("graph")
ANSWERS = {202, 400, 401, 413, 415}
KEYS = st.sampled_from([*told(), "lifecycleEvent", "encryptedContent", "value"]) | st.text(max_size=8)
ITEM = st.dictionaries(KEYS, JSON, max_size=8) | st.builds(
    lambda name, value: told() | {name: value}, st.sampled_from([*told(), "lifecycleEvent"]), JSON
)
SENT = JSON | st.fixed_dictionaries(
    {"value": JSON | st.lists(ITEM | JSON, max_size=3)},
    optional={"validationTokens": JSON | st.just([notifier()]) | st.lists(st.text(), max_size=3)},
)
CONTENT = st.dictionaries(st.sampled_from([*roster(), "participants", "messageType", "eventDetail"]), JSON) | st.builds(
    lambda people: roster(*people),
    st.lists(JSON | st.builds(lambda name, value: joined() | {name: value}, st.sampled_from([*joined()]), JSON)),
)
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=120)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with serve(certificates=[OURS]) as bot:
        yield bot


@QUIET
@given(SENT, st.sampled_from(["/api/graph/notifications", LIFECYCLE]))
async def test_no_body_gets_anything_but_taken_or_refused(bot: Bot, sent: Any, path: str) -> None:
    assert (await bot.hear(sent, path))[0] in ANSWERS
    assert bot.metrics.registry.get_sample_value("motevakt_unforeseen_total") == 0


@QUIET
@given(CONTENT, st.sampled_from(Feed))
async def test_no_content_gets_anything_but_taken(bot: Bot, content: dict[str, Any], feed: Feed) -> None:
    collection = {"value": [told(content, feed)], "validationTokens": [notifier()]}
    assert (await bot.hear(collection))[0] == 202
    assert bot.metrics.registry.get_sample_value("motevakt_unforeseen_total") == 0


@QUIET
@given(st.binary(max_size=200), st.sampled_from(["application/json", "text/plain", "application/json; charset=x"]))
async def test_no_bytes_get_anything_but_refused(bot: Bot, sent: bytes, kind: str) -> None:
    assert (await bot.hear(sent, **{"Content-Type": kind}))[0] in ANSWERS


@QUIET
@given(st.binary(max_size=100), st.booleans())
async def test_no_plain_text_breaks_what_opens_it(bot: Bot, plain: bytes, whole: bool) -> None:
    content = sealed({}, plain=plain) if whole else {"data": plain.hex(), "dataKey": plain.hex(), "dataSignature": ""}
    collection = {"value": [told(encryptedContent=content)], "validationTokens": [notifier()]}
    assert (await bot.hear(collection))[0] in (202, 401)


def subscribed(chat: Chat, feed: Feed, to: str) -> Subscription:
    """As the bot subscribes."""
    meeting = chat.meeting
    assert meeting is not None
    topic = Topic(Kind.CHAT_MESSAGES, chat.id) if feed is Feed.CHAT else Topic(Kind.CALL_EVENTS, meeting.join_url)
    expires, state = rehearsed.now() + timedelta(hours=1), STATE.of(feed, chat.id)
    life = f"/api/graph/lifecycle?feed={feed}&chat={chat.id}"
    return Subscription("s1", topic, topic.resource, "updated", to, life, expires, state, certificate(OURS), OURS.id)


@asynccontextmanager
async def beside_the_standin(directory: Path) -> AsyncIterator[tuple[StandIn, Bot]]:
    """The bot's web with Entra's keys looked up at the stand-in."""
    clock, metrics = SystemClock(), Metrics()
    async with StandIn(directory) as standin, Http(clock) as http:
        url = standin.entra_keys.metadata_url
        keys = KeySet(http=http, metadata_url=url, clock=clock, metrics=metrics, publisher=ENTRA)
        async with serve(entra=keys, app_id=APP, tenant=HOSPITAL, certificates=[OURS]) as bot:
            yield standin, bot


@pytest.fixture
async def beside(tmp_path: Path) -> AsyncIterator[tuple[StandIn, Bot]]:
    async with beside_the_standin(tmp_path) as both:
        yield both


def told_of_call(standin: StandIn) -> dict[str, Any]:
    subscription = subscribed(standin.world.open_meeting(), Feed.CALL, "")
    topic, content = subscription.topic, roster(joined())
    return notification(subscription, News(topic, "updated", topic.resource, content, "#microsoft.graph.callevent"))


async def test_a_call_event_gets_in_with_keys_looked_up_over_http(beside: tuple[StandIn, Bot]) -> None:
    standin, bot = beside
    item = told_of_call(standin)
    standin.entra_ring.rotate()

    assert (await bot.hear(envelope(item, tokens=(validation_token(standin.entra_ring.current),))))[0] == 202
    (event,) = bot.door.events
    assert isinstance(event, CallTold)


async def test_the_standin_delivers_what_it_records(beside: tuple[StandIn, Bot]) -> None:
    standin, bot = beside
    chat = standin.world.open_meeting()
    subscription = subscribed(chat, Feed.CHAT, str(bot.client.make_url("/api/graph/notifications")))
    tokens = (validation_token(standin.entra_ring.current),)
    for message in (standin.graph.recorder.start(chat, ANN), standin.graph.recorder.stop(chat)):
        item = notification(subscription, news(chat, "created", message))
        assert await standin.graph.delivery.send(subscription, envelope(item, tokens=tokens)) == 202

    assert [type(event) for event in bot.door.events] == [RecordingsTold, RecordingsTold]


async def test_the_standins_lifecycle_gets_in(beside: tuple[StandIn, Bot]) -> None:
    standin, bot = beside
    chat = standin.world.open_meeting()
    subscription = subscribed(chat, Feed.CHAT, "")
    path = str(bot.client.make_url("/api/graph/lifecycle").update_query(feed="chat", chat=chat.id).raw_path_qs)

    assert (await bot.hear(envelope(lifecycle(subscription, Lifecycle.REMOVED)), path))[0] == 202
    (event,) = bot.door.events
    assert isinstance(event, SubscriptionDoubted)
    assert event.ended


FORGED: list[tuple[str, Callable[[SigningKey], str]]] = [
    ("tampered", lambda key: tamper(validation_token(key, audience="another"), aud=APP)),
    ("no signature", lambda key: validation_token(key, algorithm="none")),
    ("the public key as secret", lambda key: validation_token(key, algorithm="HS256")),
    ("for another", lambda key: validation_token(key, audience="another")),
    ("of another tenant", lambda key: validation_token(key, tenant=ELSEWHERE)),
    ("of another app", lambda key: mint_for_app(key)),
    ("of an app that is named twice", lambda key: mint_for_app(key, claims={"appid": "0bf30f3b"})),
    ("expired", lambda key: validation_token(key, valid_s=-400.0)),
    ("without end", lambda key: validation_token(key, claims={"exp": ABSENT})),
    ("without a key", lambda key: validation_token(key, headers={"kid": ABSENT})),
    ("by a key nobody published", lambda key: validation_token(SigningKey(key.kid, issuer=key.issuer))),
]


@pytest.mark.parametrize("forge", [case[1] for case in FORGED], ids=[case[0] for case in FORGED])
async def test_a_forgery_gets_nothing_in(beside: tuple[StandIn, Bot], forge: Callable[[SigningKey], str]) -> None:
    standin, bot = beside

    assert await bot.hear(envelope(told_of_call(standin), tokens=(forge(standin.entra_ring.current),))) == (401, "")
    assert not bot.door.noted
