"""What Graph tells by itself comes into the bot as it is served: with its own key, certificates and database."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.client_state import CLIENT_STATES, ClientState
from bot.domain.feeds import Feed
from bot.pem import read_certificates
from bot.store.vault import Vault
from rehearsal import clock
from rehearsal.bot_process import BotProcess
from rehearsal.chat_messages import news
from rehearsal.notifications import Lifecycle, envelope, lifecycle, notification, validation_token
from rehearsal.people import ANN
from rehearsal.standin import StandIn
from rehearsal.subscription import Kind, Subscription, Topic
from tests.inbound.notices import certificate, written
from tests.inbound.senders import rsa_key
from tests.test_certificate import pem

CHANGES = "/api/graph/notifications"


def kept_in(directory: Path) -> bytes:
    """Database, logs and whatever else lies there."""
    return b"".join(file.read_bytes() for file in directory.iterdir() if file.is_file())


async def counted(bot: BotProcess, outcome: str) -> bool:
    _, numbers = await bot.call("GET", "/metrics")
    return f'motevakt_graph_notifications_total{{outcome="{outcome}"}} 1.0' in numbers


async def test_a_recording_is_taken_once_and_what_people_write_leaves_no_trace(tmp_path: Path) -> None:
    path = pem(tmp_path / "graph.pem", rsa_key("graph"), clock.now() + timedelta(days=90))
    (ours,) = read_certificates([Path(path)])
    with_it = {"GRAPH_CERTIFICATE_PATH": path}
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=with_it) as bot:
        chat = standin.world.open_meeting()
        state = ClientState(Vault.at(tmp_path / "data.key").derived(CLIENT_STATES)).of(Feed.CHAT, chat.id)
        topic, expires = Topic(Kind.CHAT_MESSAGES, chat.id), clock.now() + timedelta(hours=1)
        to, life = f"{bot.url}{CHANGES}", f"{bot.url}/api/graph/lifecycle?feed=chat&chat={chat.id}"
        subscription = Subscription(
            "s1", topic, topic.resource, "created", to, life, expires, state, certificate(ours), ours.id
        )
        tokens = (validation_token(standin.entra_ring.current),)
        send = standin.graph.delivery.send

        def told(message: Any) -> Any:
            return envelope(notification(subscription, news(chat, "created", message)), tokens=tokens)

        recording = told(standin.graph.recorder.start(chat, ANN))
        assert [await send(subscription, recording) for _ in range(2)] == [202, 202]
        assert await send(subscription, told(written("Kari Nordmann 01019012345"))) == 202
        assert await send(subscription, envelope(lifecycle(subscription, Lifecycle.REAUTHORIZE)), to=life) == 202
        assert await counted(bot, "duplicate")
        assert await counted(bot, "dropped")
        assert 'motevakt_graph_notifications_total{outcome="accepted"} 2.0' in (await bot.call("GET", "/metrics"))[1]
        await bot.terminate()

        kept = kept_in(tmp_path)
        assert b"Kari Nordmann" not in kept
        assert state.encode() not in kept


@pytest.mark.parametrize("lacking", [{"GRAPH_CERTIFICATE_PATH": ""}, {"PUBLIC_URL": ""}])
async def test_without_certificate_or_address_only_the_handshake_is_answered(
    tmp_path: Path, lacking: dict[str, str]
) -> None:
    path = pem(tmp_path / "graph.pem", rsa_key("graph"), clock.now() + timedelta(days=90))
    without = {"GRAPH_CERTIFICATE_PATH": path} | lacking
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=without) as bot:
        assert (await bot.call("POST", CHANGES, json={"value": []}))[0] == 401
        assert (await bot.call("POST", CHANGES, data=b"{"))[0] == 401
        assert await bot.call("POST", f"{CHANGES}?validationToken=a%2Bb+c") == (200, "a+b c")
