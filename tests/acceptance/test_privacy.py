"""Canaries: what must not be kept is driven through the running bot, and looked for in every byte it wrote."""

import asyncio
from pathlib import Path

from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, CATO, DINA, EINAR
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, person_on

CHAT = "kanarifuglen synger i journalen"
TITLE = "Tittelkanari om en pasient"


async def test_no_text_title_name_address_link_or_token_is_written_anywhere(tmp_path: Path) -> None:
    standin_folder, folder = tmp_path / "standin", tmp_path / "bot"
    standin_folder.mkdir()
    folder.mkdir()
    async with StandIn(standin_folder) as standin, BotProcess(standin, folder, otherwise={"LOG_LEVEL": "DEBUG"}) as bot:
        play = Play(standin, bot, standin.world.open_meeting("privacy", title=TITLE))
        await _live(play)
        _, numbers = await bot.call("GET", "/metrics")
        token = standin.token()

    written = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} | {
        "metrics": numbers.encode()
    }
    assert {"motevakt.db", "stdout.log", "stderr.log"} <= written.keys()
    assert play.chat.meeting is not None
    forbidden = [CHAT, TITLE, play.chat.meeting.join_url, "l/meetup-join", token.split(".")[1], "Bearer"]
    forbidden += [text for one in (ANN, BO, CATO, DINA, EINAR) for text in (one.name, one.address, one.oid, one.mri)]
    for name, content in written.items():
        for text in filter(None, forbidden):
            assert text.encode() not in content, f"{text!r} in {name}"
            assert text.encode("utf-16-le") not in content, f"{text!r} in {name}"


async def test_the_database_and_its_key_are_for_the_bot_alone(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path):
        assert (tmp_path / "data.key").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "motevakt.db").stat().st_mode & 0o077 == 0


async def _live(play: Play) -> None:
    says = play.says
    await play.tell(says.meeting_start(ANN), says.joined(ANN, BO, CATO, DINA), says.joined(EINAR))
    alert = await play.card("participant-alert", "Einar")
    await play.press(BO, alert, "participant.vouch", {"person": person_on(alert, "Einar")})
    written = says.message(BO, CHAT)
    await play.tell(written, says.edited(written, CHAT), says.deleted(written), says.mention(BO, f"/sjekkliste {CHAT}"))
    await play.tell(says.slash(ANN, "deltakere"), says.message(CATO, "/sjekkliste"))
    await play.card("roster")
    broken = [says.message(BO, CHAT) | {"from": CHAT}, says.joined(BO) | {"value": {"members": CHAT}}]
    for activity in broken:
        assert (await play.bot.send(activity, play.standin.token()))[0] == 400
    await play.tell(says.meeting_end(ANN))
    await play.card("summary")
    await asyncio.sleep(0.3)
