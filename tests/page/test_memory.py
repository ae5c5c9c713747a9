"""What the page reads of the bot's memory: nothing is left out, and where it cannot be read the page says so."""

import asyncio
import io
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from rehearsal.bot_process import BotProcess
from rehearsal.page.memory import Memory, Recorded, Unreadable
from rehearsal.page.performance import Performance, Scenery
from rehearsal.page.stage import Stage
from rehearsal.people import ANN, BO, Person
from rehearsal.standin import StandIn
from rehearsal.world import Chat
from tests.cards.stories import LINKS
from tests.page.running import rehearsal
from tests.page.seats import sit, window


@pytest.fixture
async def standin(tmp_path: Path) -> AsyncIterator[StandIn]:
    async with StandIn(tmp_path) as running:
        yield running


@pytest.fixture
async def bot(standin: StandIn, tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with BotProcess(standin, tmp_path) as running:
        yield running


@pytest.fixture
def chat(standin: StandIn) -> Chat:
    return standin.world.open_meeting()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Somebody has the whole database for themselves; the bot must have ended."""
    with closing(sqlite3.connect(folder / "motevakt.db", isolation_level=None)) as one:
        one.execute("PRAGMA locking_mode = EXCLUSIVE")
        one.execute("BEGIN EXCLUSIVE")
        yield


class Reader:
    """Reads on and on, as the page does."""

    def __init__(self, memory: Memory) -> None:
        self.rows: list[Recorded] = []
        self._memory = memory

    async def look(self) -> None:
        while True:
            with suppress(Unreadable):
                after = self.rows[-1].number if self.rows else 0
                new, meetings = await asyncio.to_thread(self._memory.read, after)
                assert not new or meetings, "a row is never told without the names that belong to it"
                self.rows += new
            await asyncio.sleep(0.005)

    async def sees(self, fact: str, times: int) -> None:
        async with asyncio.timeout(10):
            while [row.body["fact"] for row in self.rows].count(fact) < times:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


def test_a_database_that_is_not_there_is_told_from_an_empty_one_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        Memory(tmp_path).read(0)
    assert list(tmp_path.iterdir()) == []


async def test_every_row_is_read_once_while_the_bot_is_killed_and_starts_again(
    bot: BotProcess, standin: StandIn, chat: Chat, tmp_path: Path
) -> None:
    reader, says = Reader(Memory(tmp_path)), standin.writer(chat)
    looking = asyncio.create_task(reader.look())

    async def comes(person: Person, times: int) -> None:
        assert (await bot.send(says.joined(person)))[0] == 200
        if times > 1:
            await reader.sees("ParticipantsJoined", times)

    await comes(ANN, 1)
    await bot.kill()
    await reader.sees("ParticipantsJoined", 1)
    await bot.start()
    await comes(BO, 2)
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking

    numbers = [row.number for row in reader.rows]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_while_it_cannot_be_read_the_page_is_told_so_and_then_told_all(
    bot: BotProcess, standin: StandIn, chat: Chat, tmp_path: Path
) -> None:
    await bot.send(standin.writer(chat).meeting_start(ANN))
    await bot.terminate()
    stage = Stage(io.StringIO())
    performance = Performance(Scenery(1, "tomt", "nb", 1, standin, chat, Memory(tmp_path), LINKS), stage.live)

    with stage.live.listening() as news:
        with held(tmp_path):
            await performance.look()
        first = news.get_nowait()
        assert (first.event, '"unreadable": true' in first.data) == ("playback", True)
        assert news.empty()

        await performance.look()
        told = [news.get_nowait() for _ in range(news.qsize())]

    assert [one for one in told if one.event == "playback" and '"unreadable": false' in one.data]
    assert [one for one in told if one.event == "decided" and "MeetingStarted" in one.data]


async def test_the_page_says_in_words_that_it_cannot_read_and_stops_saying_it(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = asyncio.Event()
    read = Memory.read

    def sometimes(memory: Memory, after: int) -> object:
        if away.is_set():
            raise Unreadable
        return read(memory, after)

    monkeypatch.setattr(Memory, "read", sometimes)
    async with rehearsal() as url, window(browser) as context:
        seat = await sit(context, url)
        words = seat.page.locator("#why-unreadable")
        await expect(words).to_be_hidden()
        away.set()
        await expect(words).to_contain_text("kan ikke leses akkurat nå")
        await seat.is_in_order()
        away.clear()
        await expect(words).to_be_hidden()
