"""docs/GRAPH.md: every request to Graph that a bot and its doctor make, as the stand-in for Graph saw them.

`python -m tests.acceptance.graph_page` writes it anew.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from bot.consent import TYPE, permissions
from rehearsal.bot_process import ROOT, BotProcess
from rehearsal.faults import Operation
from rehearsal.people import ANN, BO, DINA, KARI
from rehearsal.roles import NEEDED
from rehearsal.standin import StandIn
from rehearsal.subscription import Kind
from rehearsal.world import Chat
from tests.acceptance.play import Play, until

PAGE = ROOT / "docs" / "GRAPH.md"
NUMBERS = """[numbers]
options_settle = "1 s"
files_after = "1 s"
files_every = "1 s"
"""
_HEAD = """# What the bot asks of Microsoft Graph

Every request it can make, as the stand-in for Graph saw them in a meeting that has everything in it: announced,
recorded, with somebody from another organisation, and looked after by `app.py doctor`. The page is written by
`python -m tests.acceptance.graph_page`, and a test fails where it is not as the bot is.

Nothing else is asked. All requests share one budget (`bot/outbound/budget.py`): 15 a second for messages, 25 for the
rest, and none while Graph asks to wait. *Permission*: one of them is enough. Where it is missing, everything else goes
on; `/readyz`, `/status` and the doctor say what cannot be done. What Graph is, allows and limits: [TEAMS.md](TEAMS.md).

| request | permission | why | how often |
|---|---|---|---|
"""
_CHAT = "`ChatMessage.Read.Chat`, consented to with the app in that chat"
_CALLS = "`OnlineMeetings.Read.All`, `OnlineMeetings.ReadWrite.All`"
_EITHER = f"chat: {_CHAT}; call: {_CALLS}"

WHY: Mapping[Operation, tuple[str, str]] = {
    Operation.ONLINE_MEETING: (
        "S7: who is invited; S1, S7, S8: what the options say; S4: when it was scheduled",
        "at install and start; while the meeting runs the options every 5 minutes; the invitation anew for a newcomer "
        "whom it does not name, at most once a minute",
    ),
    Operation.ONLINE_MEETINGS: ("the same, where only the join link is known", "instead of the one above"),
    Operation.SET_OPTIONS: ("S1: recording and transcription turned off; only what differs is sent", "once, if at all"),
    Operation.CALENDAR: (
        "S7: whom the organizer's calendar names, never a subject or text; S4: when the meeting begins next",
        "with the invitation; once after each end, and at install",
    ),
    Operation.ORGANISATION: ("S7: what the organisation of somebody from outside is called", "once a day a tenant"),
    Operation.SUBSCRIBE: (
        "S1: what Teams itself says in the chat (with `CHAT_GUARD=on`); S7: who is in the call, waits, or calls in",
        "twice a meeting",
    ),
    Operation.RENEW: ("the same, so that Graph goes on telling", "every 2 hours while the meeting runs"),
    Operation.UNSUBSCRIBE: ("Graph is to tell no more", "twice a meeting, at its end"),
    Operation.SUBSCRIPTIONS: (
        "a subscription that stands and that the bot does not remember; the doctor counts them",
        "after a crash at worst; each run of the doctor",
    ),
    Operation.CHAT_MESSAGES: (
        "with `CHAT_GUARD=on`: S1: what Teams itself says of recordings; S7: whether a card of ours stands already. "
        "What people wrote is passed over by its type or its author",
        "at start and end; every 5 minutes while Graph tells by itself, else every minute; before a card is posted "
        "again whose first post may have gone through",
    ),
    Operation.RECORDINGS: ("S1: whether a recording is deleted", "within `$batch`"),
    Operation.TRANSCRIPTS: ("S1: whether a transcript is deleted", "within `$batch`"),
    Operation.TOGETHER: (
        "S1: `recordings` and `transcripts` in one call",
        "a day after a recording, then daily until it is gone",
    ),
    Operation.INSTALL: (
        "S7: the app comes into a meeting that a system announces, with `TEAMS_APP_CATALOG_ID`",
        "once a meeting",
    ),
}
_PERMISSIONS: Mapping[Operation, str] = {
    Operation.SUBSCRIBE: _EITHER,
    Operation.RENEW: _EITHER,
    Operation.UNSUBSCRIBE: "none",
    Operation.SUBSCRIPTIONS: "none",
    Operation.TOGETHER: "those of what is asked within",
    Operation.CHAT_MESSAGES: _CHAT,
}


def page(seen: Iterable[tuple[str, str, str]]) -> str:
    """The page that tells of these requests: method, path template and operation of each."""
    rows = sorted({(path, method, Operation(name)) for method, path, name in seen})
    return _HEAD + "".join(_row(method, path, operation) for path, method, operation in rows)


def _row(method: str, path: str, operation: Operation) -> str:
    why, often = WHY[operation]
    return f"| `{method} {path}` | {_permission(operation)} | {why} | {often} |\n"


def _permission(operation: Operation) -> str:
    needed = NEEDED.get(operation)
    return _PERMISSIONS[operation] if needed is None else ", ".join(f"`{one}`" for one in sorted(needed))


async def requests() -> list[tuple[str, str, str]]:
    """What a stand-in for Graph sees of a meeting that has everything in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with StandIn(folder) as standin:
            procedure = folder / "procedure.toml"
            procedure.write_text(NUMBERS, encoding="utf-8")
            settings = {
                "CHAT_GUARD": "on",
                "TEAMS_APP_CATALOG_ID": standin.graph.catalog_id,
                "PROCEDURE_PATH": str(procedure),
            }
            standin.graph.app_permissions = {(name, TYPE) for name in permissions(reads_chat=True)}
            async with BotProcess(standin, folder, otherwise=settings) as bot:
                await _meeting(Play(standin, bot, standin.world.open_meeting("everything", invited=(BO, KARI))))
                await _doctor(standin, bot, folder, settings)
            return standin.graph.seen


async def _meeting(play: Play) -> None:
    graph, meeting = play.standin.graph, play.chat.meeting
    assert meeting is not None
    play.chat.installed = False

    async def tell_teams(_chat: Chat) -> None:
        await play.tell(play.says.installed(ANN))

    graph.on_install.append(tell_teams)
    status, _ = await play.bot.call(
        "PUT",
        "/api/meetings",
        json={"joinWebUrl": meeting.join_url, "expected": []},
        headers={"Authorization": f"Bearer {play.standin.app_token()}"},
    )
    assert status == 200
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO, DINA))
    await play.card("rules")
    await until(lambda: {one.topic.kind for one in graph.subscriptions.living()} == set(Kind) or None, "subscriptions")
    graph.subscriptions.ask_to_reauthorize()
    graph.recorder.start(play.chat, BO)
    await play.card("recording-alarm")
    graph.recorder.stop(play.chat)
    await play.private("recording-alarm", ANN)
    await _seen(play.standin, Operation.SET_OPTIONS, Operation.RENEW, Operation.ORGANISATION, Operation.CALENDAR)
    await play.tell(play.says.meeting_end(ANN))
    await until(lambda: not graph.subscriptions.living() or None, "the end of subscriptions")
    await play.card("summary")


async def _seen(standin: StandIn, *operations: Operation) -> None:
    for one in operations:
        await until(partial(_has_seen, standin, one), f"{one} to be asked")


def _has_seen(standin: StandIn, operation: Operation) -> bool | None:
    return operation in {name for *_, name in standin.graph.seen} or None


async def _doctor(standin: StandIn, bot: BotProcess, folder: Path, settings: Mapping[str, str]) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "app.py", "doctor", "--organizer", ANN.oid,
        cwd=ROOT, env=standin.environment(bot.port, folder) | dict(settings), stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    await process.wait()


if __name__ == "__main__":
    PAGE.write_text(page(asyncio.run(requests())), encoding="utf-8")
    os.write(1, f"{PAGE.relative_to(ROOT)} is written\n".encode())
