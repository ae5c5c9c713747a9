"""A stand-in and a bot for each file of tests; a meeting of its own for each test."""

from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import pytest

from rehearsal.bot_process import BotProcess
from rehearsal.standin import StandIn
from tests.acceptance.play import Play

_names = count(1)


@pytest.fixture(scope="module")
async def standin(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[StandIn]:
    async with StandIn(tmp_path_factory.mktemp("standin")) as started:
        yield started


@pytest.fixture(scope="module")
async def bot(standin: StandIn, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    async with BotProcess(standin, tmp_path_factory.mktemp("bot")) as started:
        yield started


@pytest.fixture
def new_play(standin: StandIn, bot: BotProcess) -> Callable[[], Play]:
    """Opens a meeting of its own."""
    return lambda: Play(standin, bot, standin.world.open_meeting(f"meeting-{next(_names)}"))


@pytest.fixture
def play(new_play: Callable[[], Play]) -> Play:
    return new_play()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a bot that a test starts itself."""
    return tmp_path
