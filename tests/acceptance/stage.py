"""A bot that has everything switched on that could make it talk, somebody who sends it anything, and what it wrote."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, KARI
from rehearsal.standin import StandIn
from rehearsal.world import BOT
from tests.acceptance.canaries import files_in
from tests.acceptance.play import Play

TALKING = {"CHAT_GUARD": "on", "LOG_LEVEL": "DEBUG", "PYTHONASYNCIODEBUG": "1", "PYTHONFAULTHANDLER": "1"}


@dataclass
class Wire:
    """Sends to the bot as it is, and keeps every byte of what it answers."""

    bot: BotProcess
    standin: StandIn
    http: aiohttp.ClientSession
    answers: list[bytes] = field(default_factory=list)

    async def send(self, activity: Mapping[str, Any]) -> int:
        return await self.raw(json.dumps(activity).encode())

    async def raw(self, body: bytes, *, path: str = "/api/messages", method: str = "POST", **headers: str) -> int:
        """Any call; `_` in the name of a header stands for `-`."""
        told = {"Authorization": f"Bearer {self.standin.token()}", "Content-Type": "application/json"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.http.request(method, f"{self.bot.url}{path}", data=body, headers=told) as answer:
            self.answers += [await answer.read(), repr(answer.raw_headers).encode()]
            return answer.status

    async def socket(self, sent: bytes) -> None:
        """Bytes that need not be HTTP; then the line goes dead."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.bot.port)
        writer.write(sent)
        await writer.drain()
        writer.write_eof()
        self.answers.append(await asyncio.wait_for(reader.read(), 10))
        writer.close()


@dataclass
class Stage:
    """The bot, and where to look afterwards."""

    standin: StandIn
    bot: BotProcess
    wire: Wire
    play: Play
    folder: Path

    def written(self) -> dict[str, bytes]:
        """All that the bot has written, answered and posted, by where that was."""
        ours = (post for post in self.standin.world.posts.values() if post.author == BOT)
        posts = (version.activity for post in ours for version in post.versions)
        said = {
            "answers": b"\n".join(self.wire.answers),
            "posts": b"\n".join(json.dumps(post, ensure_ascii=False).encode() for post in posts),
        }
        return {_place(name): content for name, content in files_in(self.folder).items()} | said

    async def reads(self) -> bool:
        """Whether the guard's word lists are loaded."""
        return "not yet reading" not in str((await self.bot.call("GET", "/readyz"))[1])

    async def asked(self) -> None:
        """Have it tell what it counted and how it is."""
        for path in ("/metrics", "/readyz", "/healthz", "/personvern"):
            await self.wire.raw(b"", path=path, method="GET")


def _place(path: str) -> str:
    name = Path(path).name
    return f"database {name}" if name.startswith("motevakt.db") else name


@asynccontextmanager
async def set_up(folder: Path) -> AsyncIterator[Stage]:
    """A meeting with three people in it, and its bot."""
    kept, aside = folder / "bot", folder / "standin"
    (kept / "tmp").mkdir(parents=True)
    aside.mkdir()
    otherwise = TALKING | {"TMPDIR": str(kept / "tmp")}
    async with (
        StandIn(aside) as standin,
        BotProcess(standin, kept, otherwise=otherwise) as bot,
        aiohttp.ClientSession() as http,
    ):
        play = Play(standin, bot, standin.world.open_meeting("canaries"))
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO, KARI))
        await play.card("rules")
        yield Stage(standin, bot, Wire(bot, standin, http), play, kept)
