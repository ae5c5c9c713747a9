"""Hard days: slow posts, packed bodies, a port that is taken, a database that is away at the end."""

import asyncio
import gzip
import sqlite3
import time
from pathlib import Path

import pytest

from rehearsal.bot_process import BotDied, BotProcess
from rehearsal.faults import Fault, Operation, Shares
from rehearsal.graph import NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION
from rehearsal.people import ANN, BO, CATO, DINA, EINAR
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, text_of, until


async def test_an_unread_invitation_is_told_on_the_rules_also_when_posts_are_slow(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        standin.graph.instead, standin.graph.calendar = NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION
        standin.faults.shares = {Operation.POST: Shares(latency_s=0.5)}
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, CATO))

        await play.card("rules", "innkallingen")
        assert len(play.cards("rules")) == 1


async def test_a_private_card_that_meets_trouble_does_not_hold_back_an_alert(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN))
        await play.card("rules")
        standin.faults.script(Operation.POST, Fault.AWAY)
        await play.tell(play.says.slash(BO, "hjelp"))
        await until(lambda: standin.faults.met.get((Operation.POST, Fault.AWAY)), "the trouble")
        standin.faults.shares = {Operation.POST: Shares()}
        begun = time.monotonic()
        await play.tell(play.says.joined(EINAR))
        await play.card("participant-alert", "Einar")

        assert time.monotonic() - begun < 2


async def test_two_who_ask_for_the_checklist_at_once_leave_one_live_list(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        standin.faults.shares = {Operation.POST: Shares(latency_s=0.4)}
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN), play.says.message(ANN, "/sjekkliste"))
        await play.tell(play.says.message(BO, "/sjekkliste"))

        await play.card("checklist", "lenger ned", newest=False)
        await play.card("checklist", "0 av 10", newest=False)
        live = [post for post in play.cards("checklist") if "0 av 10" in text_of(post)]
        assert len(live) == 1


async def test_somebody_from_outside_who_is_invited_by_address_alone_is_known_by_it(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        chat = standin.world.open_meeting(invited=(BO,))
        assert chat.meeting is not None
        chat.meeting.invite(DINA, known=False)
        play = Play(standin, bot, chat)
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, DINA))
        await play.calm("participant-alert", 2)
        await play.tell(play.says.slash(ANN, "deltakere"))
        await play.card("roster", "Dina Fors  ventet, fra en annen virksomhet (Helse X), står i innkallingen")


async def test_where_no_address_can_be_had_they_are_told_without_an_alarm(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        chat = standin.world.open_meeting(invited=(BO,))
        assert chat.meeting is not None
        chat.meeting.invite(DINA, known=False)
        standin.graph.calendar = NO_CALENDAR_PERMISSION
        standin.faults.script(Operation.MEMBERS, *[Fault.AWAY] * 100)
        play = Play(standin, bot, chat)
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, DINA))
        alert = await play.card("participant-alert", "e-postadresse", within_s=20)

    assert not (alert.activity.get("channelData") or {}).get("notification", {}).get("alertInMeeting")


async def test_a_packed_body_is_refused_and_never_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(b"0" * 100_000_000)
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        token = {"Authorization": f"Bearer {standin.token()}"}
        assert (await bot.call("POST", "/api/messages", data=bomb, headers=packed))[0] == 401
        assert (await bot.call("POST", "/api/messages", data=bomb, headers=packed | token))[0] == 415
        assert most_memory_kb(bot.pid) < 200_000


async def test_a_port_that_is_taken_ends_the_start_and_says_so(tmp_path: Path) -> None:
    async with await asyncio.start_server(lambda _, answer: answer.close(), "127.0.0.1", 0) as taken:
        port = taken.sockets[0].getsockname()[1]
        async with StandIn(tmp_path) as standin:
            bot = BotProcess(standin, tmp_path, port=port, ready_within_s=15)
            with pytest.raises(BotDied, match="ended with 2"):
                await bot.__aenter__()

        assert "PORT" in bot.stderr


async def test_sigterm_while_the_database_is_away_ends_all_the_same(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        standin.faults.shares = {Operation.POST: Shares(latency_s=0.5)}
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN))
        await asyncio.sleep(0.2)
        blocker = sqlite3.connect(tmp_path / "motevakt.db", isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        try:
            assert await bot.terminate(within_s=20) == 0
        finally:
            blocker.close()


def most_memory_kb(pid: int) -> int:
    """The most that a process ever held, in kB."""
    return int(Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0])
