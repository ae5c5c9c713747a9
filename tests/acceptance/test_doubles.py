"""A post whose outcome is not known: one card stands, where the chat may be read."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from rehearsal.bot_process import BotProcess
from rehearsal.faults import Fault, Operation, Shares
from rehearsal.people import ANN
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, text_of, until

SHOWN_AFTER_S = 1.0
Trouble = Callable[[StandIn, BotProcess, Play], Awaitable[None]]


async def answered_502(standin: StandIn, _bot: BotProcess, play: Play) -> None:
    standin.faults.script(Operation.POST, Fault.AMBIGUOUS)
    await play.tell(play.says.meeting_start(ANN))
    await play.card("rules")


async def answer_lost(standin: StandIn, _bot: BotProcess, play: Play) -> None:
    standin.faults.script(Operation.POST, Fault.LOST)
    await play.tell(play.says.meeting_start(ANN))
    await play.card("rules")


async def killed(standin: StandIn, bot: BotProcess, play: Play) -> None:
    """What has come whole is done, also when whoever sent it is dead."""
    standin.faults.shares = {Operation.POST: Shares(latency_s=2)}
    await play.tell(play.says.meeting_start(ANN))
    await asyncio.sleep(1)
    assert not play.cards("rules"), "it is under way"
    await bot.kill()
    await play.card("rules")
    standin.faults.shares = {}
    await bot.start()


async def spared(bot: BotProcess) -> float:
    _, told = await bot.call("GET", "/metrics")
    lines = (line for line in str(told).splitlines() if line.startswith("motevakt_doubles_spared_total "))
    return float(next(lines).split()[1])


@pytest.mark.parametrize("trouble", [answered_502, answer_lost, killed])
async def test_a_card_that_stands_is_not_posted_again(tmp_path: Path, trouble: Trouble) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise={"CHAT_GUARD": "on"}) as bot:
        standin.graph.chat_messages.shown_after_s = SHOWN_AFTER_S
        play = Play(standin, bot, standin.world.open_meeting())
        await trouble(standin, bot, play)
        give_up = asyncio.get_running_loop().time() + 10
        while await spared(bot) < 1:
            assert asyncio.get_running_loop().time() < give_up, bot.stdout[-2000:]
            await asyncio.sleep(0.1)
        await play.tell(play.says.message(ANN, "/sjekkliste"))
        await play.card("checklist")

        (rules,) = play.cards("rules")
        assert text_of(rules)


async def test_a_press_on_it_is_no_orphans(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise={"CHAT_GUARD": "on"}) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN))
        await play.card("rules")
        standin.faults.script(Operation.POST, Fault.LOST)
        await play.tell(play.says.message(ANN, "/sjekkliste"))
        card = await play.card("checklist")
        await until(lambda: len(card.versions) > 1 or None, "the card to be put right")
        await play.press(ANN, card, "checklist.tick", {"variant": "teams", "clause": "S1", "done": True})

        await play.card("checklist", "1 av")
        assert len(play.cards("checklist")) == 1


async def test_without_leave_to_read_the_chat_it_is_posted_again(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await answer_lost(standin, bot, play)

        await until(lambda: len(play.cards("rules")) == 2 or None, "the reminder, again")
        assert not [one for one in standin.graph.seen if one[2] == Operation.CHAT_MESSAGES]
