"""S7. A meeting that a booking system announces gets the app, and the system is told what came of it."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from rehearsal.bot_process import BotProcess
from rehearsal.faults import Fault, Operation, Shares
from rehearsal.installing import permissions_of_the_manifest
from rehearsal.people import ANN, BO, KARI
from rehearsal.signin import ROLES
from rehearsal.standin import StandIn
from rehearsal.world import Chat
from tests.acceptance.play import Play, until, until_true

_names = count(1)
CONSENT = "TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All"


@pytest.fixture(scope="module")
async def bot(standin: StandIn, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    settings = {"TEAMS_APP_CATALOG_ID": standin.graph.catalog_id}
    async with BotProcess(standin, tmp_path_factory.mktemp("bot"), otherwise=settings) as started:
        yield started


@pytest.fixture(autouse=True)
def willing(standin: StandIn) -> Iterator[None]:
    """Graph adds what it is asked to add, at once."""
    standin.graph.app_permissions = permissions_of_the_manifest()
    standin.signin.roles = list(ROLES)
    yield
    standin.faults.shares = {}
    standin.graph.on_install.clear()


@pytest.fixture
def play(standin: StandIn, bot: BotProcess) -> Play:
    """A meeting that the app is not in."""
    chat = standin.world.open_meeting(f"announced-{next(_names)}")
    chat.installed = False
    return Play(standin, bot, chat)


async def announce(play: Play) -> dict[str, Any]:
    """A booking system announces the meeting; what it is answered."""
    assert play.chat.meeting is not None
    status, body = await play.bot.call(
        "PUT",
        "/api/meetings",
        json={"joinWebUrl": play.chat.meeting.join_url, "expected": [{"address": KARI.mail}]},
        headers={"Authorization": f"Bearer {play.standin.app_token()}"},
    )
    assert status == 200, body
    assert body.pop("expected") == 1
    told: dict[str, Any] = body
    return told


async def counted(play: Play, outcome: str) -> float:
    _, numbers = await play.bot.call("GET", "/metrics")
    lines = (line for line in numbers.splitlines() if f'app_additions_total{{outcome="{outcome}"}}' in line)
    return float(next(lines, "0").split()[-1])


async def test_an_announced_meeting_has_the_app_with_just_what_it_asks_for(play: Play) -> None:
    async def tell_teams(chat: Chat) -> None:
        await play.tell(play.says.installed(ANN))

    play.standin.graph.on_install.append(tell_teams)
    before = await counted(play, "added")

    assert await announce(play) == {"app": "added"}
    assert play.chat.installed
    assert await counted(play, "added") == before + 1
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.card("rules")
    assert await announce(play) == {"app": "added"}, "and not twice"


async def test_where_it_was_added_by_hand_before_we_heard_of_the_meeting_graph_says_so(play: Play) -> None:
    play.chat.installed = True

    assert await announce(play) == {"app": "in_meeting"}


async def test_where_teams_has_told_of_it_graph_is_not_asked(play: Play) -> None:
    await play.tell(play.says.installed(ANN))
    seen = len(play.standin.graph.seen)

    assert await announce(play) == {"app": "in_meeting"}
    assert not [one for one in play.standin.graph.seen[seen:] if one[-1] == Operation.INSTALL]


async def test_without_the_permission_it_is_refused_and_all_else_goes_on(play: Play) -> None:
    play.standin.signin.roles = [role for role in ROLES if role != CONSENT]
    play.standin.signin.revoke_all()

    told = await announce(play)
    assert told["app"] == "refused"
    assert told["act"].startswith("administrator: ")
    assert CONSENT in told["act"]
    await play.tell(play.says.installed(ANN), play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.card("rules")
    play.standin.signin.roles = list(ROLES)
    play.standin.signin.revoke_all()


async def test_another_package_in_the_catalogue_is_told(play: Play) -> None:
    play.standin.graph.app_permissions = {*permissions_of_the_manifest(), ("ChatMessage.Read.Chat", "Application")}

    told = await announce(play)
    assert (told["app"], "CHAT_GUARD" in told["act"]) == ("refused", True)
    play.standin.graph.app_permissions = permissions_of_the_manifest()
    assert await announce(play) == {"app": "added"}, "announced anew, it is asked anew"


async def test_a_slow_graph_is_not_waited_for_and_the_next_announcement_tells(play: Play) -> None:
    play.standin.faults.shares = {Operation.INSTALL: Shares(latency_s=3.0)}

    assert await announce(play) == {"app": "asked"}
    await until(lambda: play.chat.installed or None, "the app in the meeting")

    async def told() -> bool:
        return await announce(play) == {"app": "added"}

    await until_true(told, "the word that it was added")


async def test_a_lost_answer_makes_no_trouble(play: Play) -> None:
    play.standin.faults.script(Operation.INSTALL, Fault.LOST)

    assert (await announce(play))["app"] in ("asked", "in_meeting")
    await until(lambda: play.chat.installed or None, "the app in the meeting")

    async def told() -> bool:
        return await announce(play) == {"app": "in_meeting"}

    await until_true(told, "the word that it is in the meeting")


async def test_with_the_chat_guard_it_consents_to_reading_the_chat_too(standin: StandIn, tmp_path: Path) -> None:
    standin.graph.app_permissions = {*permissions_of_the_manifest(), ("ChatMessage.Read.Chat", "Application")}
    settings = {"TEAMS_APP_CATALOG_ID": standin.graph.catalog_id, "CHAT_GUARD": "on"}
    async with BotProcess(standin, tmp_path, otherwise=settings) as bot:
        chat = standin.world.open_meeting(f"announced-{next(_names)}")
        chat.installed = False

        assert await announce(Play(standin, bot, chat)) == {"app": "added"}


async def test_a_paused_bot_adds_itself_nowhere_and_says_so(standin: StandIn, tmp_path: Path) -> None:
    settings = {"TEAMS_APP_CATALOG_ID": standin.graph.catalog_id, "PAUSED": "yes"}
    async with BotProcess(standin, tmp_path, otherwise=settings) as bot:
        chat = standin.world.open_meeting(f"announced-{next(_names)}")
        chat.installed = False

        assert await announce(Play(standin, bot, chat)) == {"app": "refused", "act": "operator: PAUSED"}
        assert not chat.installed


async def test_without_the_id_in_the_catalogue_somebody_adds_it_by_hand(standin: StandIn, tmp_path: Path) -> None:
    async with BotProcess(standin, tmp_path) as bot:
        chat = standin.world.open_meeting(f"announced-{next(_names)}")
        chat.installed = False

        assert await announce(Play(standin, bot, chat)) == {"app": "by_hand"}
