"""Subscriptions, and what Graph knows of recordings, asked of the stand-in for Graph as the bot asks."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.client_state import ClientState
from bot.domain.feeds import Feed
from bot.domain.participants import Identity
from bot.domain.recordings import Sign
from bot.errors import Denied, TryLater
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from bot.outbound.subscriptions import LASTS, GraphSubscriptions, Receiver
from rehearsal.faults import Fault, Operation
from rehearsal.people import ANN
from rehearsal.standin import StandIn
from rehearsal.subscription import Subscription
from rehearsal.wire import Answer
from tests.outbound.test_standin import Issued
from tests.rehearsal.receiver import Lock
from tests.rehearsal.receiver import Receiver as Listener

LOCK = Lock()
STATE = ClientState(b"k" * 32)


class Scene:
    def __init__(self, standin: StandIn, listener: Listener, http: Http) -> None:
        self.standin, self.listener = standin, listener
        self.chat = standin.world.open_meeting()
        assert self.chat.meeting is not None
        self.meeting = self.chat.meeting
        self.clock = SystemClock()
        self.budget = Budget(self.clock)
        calls = GraphCalls(http=http, tokens=Issued(standin.signin), budget=self.budget, url=standin.graph.url)
        receiver = Receiver(listener.server.url, "one", LOCK.told)
        self.subscriptions = GraphSubscriptions(calls=calls, receiver=receiver, state=STATE, clock=self.clock)
        self.graph = MicrosoftGraph(calls=calls, clock=self.clock)

    async def subscribe(self, feed: Feed) -> tuple[str, datetime]:
        return await self.subscriptions.subscribe(feed, self.chat.id, self.meeting.join_url)

    @property
    def living(self) -> list[Subscription]:
        return self.standin.graph.subscriptions.living()


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    listener = Listener(LOCK)
    async with StandIn(tmp_path) as standin, Http(SystemClock()) as http:
        await listener.server.start()
        yield Scene(standin, listener, http)
        await listener.server.stop()


@pytest.mark.parametrize("feed", list(Feed))
async def test_graph_tells_of_a_feed_until_it_is_let_go(scene: Scene, feed: Feed) -> None:
    number, until = await scene.subscribe(feed)

    (made,) = scene.living
    assert (made.id, abs(until - scene.clock.now() - LASTS) < timedelta(minutes=1)) == (number, True)
    assert STATE.is_of(made.client_state or "", feed, scene.chat.id)
    path, query = urlsplit(made.lifecycle_url or "").path, parse_qs(urlsplit(made.lifecycle_url or "").query)
    assert (path, query) == ("/api/graph/lifecycle", {"feed": [feed], "chat": [scene.chat.id]})

    assert await scene.subscriptions.renew(number) >= until
    await scene.subscriptions.unsubscribe(number)
    assert scene.living == []
    await scene.subscriptions.unsubscribe(number)  # gone already


@pytest.mark.parametrize("feed", list(Feed))
async def test_one_that_stands_and_that_we_forgot_is_replaced(scene: Scene, feed: Feed) -> None:
    number, _ = await scene.subscribe(feed)

    again, _ = await scene.subscribe(feed)
    assert again != number
    assert [one.id for one in scene.living] == [again]


async def test_one_that_is_gone_is_denied_as_not_found(scene: Scene) -> None:
    with pytest.raises(Denied) as no:
        await scene.subscriptions.renew("nobody")
    assert no.value.status == 404


async def test_without_permission_it_is_denied(scene: Scene) -> None:
    scene.standin.signin.roles.clear()

    with pytest.raises(Denied) as no:
        await scene.subscribe(Feed.CALL)
    assert no.value.status == 403


async def test_an_address_that_does_not_answer_is_denied(scene: Scene) -> None:
    scene.standin.graph.subscriptions.handshake_s = 0.5
    await scene.listener.server.stop()

    with pytest.raises(Denied) as no:
        await scene.subscribe(Feed.CALL)
    assert no.value.status == 400


async def test_what_teams_says_of_a_recording_is_read_and_what_people_wrote_is_not(scene: Scene) -> None:
    begun = scene.clock.now() - timedelta(minutes=1)
    scene.standin.graph.recorder.start(scene.chat, ANN)
    scene.standin.graph.recorder.stop(scene.chat)

    said = await scene.graph.recordings(scene.chat.id, begun)

    assert [one.sign for one in said] == [Sign.STARTED, Sign.STOPPED]
    assert len({one.call for one in said}) == 1
    assert [one.by for one in said] == [Identity(oid=ANN.oid)] * 2, "nobody's name"
    assert await scene.graph.recordings(scene.chat.id, scene.clock.now() + timedelta(minutes=1)) == ()


async def test_files_are_counted_and_what_may_not_be_read_is_not_known(scene: Scene) -> None:
    files = (ANN.oid, scene.meeting.graph_id, scene.meeting.join_url)
    assert await scene.graph.files(*files) == (0, 0)
    scene.standin.graph.recorder.start(scene.chat, ANN)
    scene.standin.graph.recorder.stop(scene.chat)
    assert await scene.graph.files(*files) == (1, 0)

    scene.standin.signin.roles.remove("OnlineMeetingTranscript.Read.All")
    assert await scene.graph.files(*files) == (1, None)
    scene.standin.signin.roles.remove("OnlineMeetingRecording.Read.All")
    with pytest.raises(Denied):
        await scene.graph.files(*files)


async def test_while_graph_has_us_wait_nobody_asks(scene: Scene) -> None:
    scene.standin.faults.script(Operation.CHAT_MESSAGES, Fault.THROTTLED)

    for cause in ("429", "budget"):
        with pytest.raises(TryLater) as later:
            await scene.graph.recordings(scene.chat.id, scene.clock.now())
        assert later.value.cause == cause
    assert later.value.after_s > 0
    assert await scene.graph.files(ANN.oid, scene.meeting.graph_id, "") == (0, 0), "the rest has a budget of its own"


async def test_files_that_cannot_be_read_now_are_asked_for_later(scene: Scene) -> None:
    scene.standin.faults.script(Operation.TRANSCRIPTS, Fault.THROTTLED)

    with pytest.raises(TryLater) as later:
        await scene.graph.files(ANN.oid, scene.meeting.graph_id, "")
    assert (later.value.cause, later.value.after_s > 0) == ("429", True)


async def test_an_answer_without_a_list_is_not_taken_for_none_left(scene: Scene) -> None:
    scene.standin.graph.answers[Operation.RECORDINGS] = Answer(200, {})

    with pytest.raises(TryLater):
        await scene.graph.files(ANN.oid, scene.meeting.graph_id, "")
