"""Who is here and who should be, over real HTTP: announced, named in the chat, found late, shown to whom it is for."""

import sqlite3
from contextlib import closing
from pathlib import Path

from rehearsal.bot_process import BotProcess
from rehearsal.faults import Fault, Operation
from rehearsal.people import ANN, BO, CATO, DINA, EINAR, GRO, KARI, LARS
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, person_on, text_of

CARD = "application/vnd.microsoft.card.adaptive"


async def announce(play: Play, *expected: dict[str, str], token: str | None = None) -> tuple[int, object]:
    assert play.chat.meeting is not None
    told = {"joinWebUrl": play.chat.meeting.join_url, "expected": list(expected)}
    headers = {"Authorization": f"Bearer {token or play.standin.app_token()}"}
    return await play.bot.call("PUT", "/api/meetings", json=told, headers=headers)


async def test_whoever_a_system_announces_is_expected_and_its_next_word_replaces_the_last(play: Play) -> None:
    assert (await announce(play, {"oid": LARS.oid}, {"address": GRO.address}))[0] == 200
    assert (await announce(play, {"address": GRO.address}))[0] == 200
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, GRO, LARS))

    alert = await play.card("participant-alert", "Lars Otter")
    await play.tell(play.says.slash(ANN, "deltakere"))
    await play.card("roster", "meldt på forhånd")
    assert "Gro Hagen" not in text_of(alert)


async def test_an_announcement_is_checked_like_any_other_call(play: Play) -> None:
    standin = play.standin

    assert (await announce(play, token="x"))[0] == 401
    assert (await announce(play, token=standin.token()))[0] == 401
    assert (await announce(play, token=standin.app_token(roles=[])))[0] == 403
    status, body = await announce(play, {"name": "Gro Hagen", "phone": "12"})
    assert (status, body) == (400, {"error": "malformed", "field": "expected[0].phone"})


async def test_a_presenter_says_whom_we_expect_and_an_attendee_may_not(play: Play) -> None:
    assert play.chat.meeting is not None
    play.chat.meeting.roles[BO.mri] = "Presenter"
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO, KARI))
    await play.tell(play.says.mention(KARI, "forventet Cato Ek"))
    refused = await play.card("help", "Møteleder")
    assert refused.to == KARI.mri
    await play.tell(play.says.mention(BO, f"forventet Cato Ek, {GRO.address}"))
    await play.card("expected", "Cato Ek")

    await play.tell(play.says.joined(CATO, GRO))
    await play.calm("participant-alert", 1.5)
    assert play.cards("participant-alert") == []


async def test_a_number_of_a_person_is_not_taken_into_the_list(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.mention(ANN, "forventet 15 87 65 43 210, Gro Hagen"))
    shown = await play.card("expected", "Gro Hagen")

    assert "43" not in text_of(shown)


async def test_a_bot_that_is_added_late_finds_who_is_in_and_says_that_it_came_late(play: Play) -> None:
    chat = play.chat
    assert chat.meeting is not None
    chat.add(CATO)
    chat.meeting.present |= {ANN.mri, BO.mri, CATO.mri}
    await play.tell(play.says.installed(ANN), play.says.bot_added(ANN))

    alert = await play.card("participant-alert", "Cato Ek")
    assert "Møtevakt kom inn kl." in text_of(alert).replace("\u00a0", " ")
    assert "Ann Berg" not in text_of(alert)


async def test_a_card_that_stands_twice_gives_way_when_somebody_presses_it(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.card("rules")
    play.standin.faults.script(Operation.POST, Fault.AMBIGUOUS)
    await play.tell(play.says.joined(EINAR))
    await play.card("participant-alert", "Einar")
    for _ in range(100):
        if len(play.cards("participant-alert")) == 2:
            break
        await play.calm("rules", 0.1)
    double, known = play.cards("participant-alert")

    shown = await play.press(BO, double, "participant.vouch", {"person": person_on(double, "Einar")})
    assert shown["type"] == CARD
    await play.card("participant-alert", "sto to ganger", newest=False)
    await play.card("participant-alert", "Bo Dahl")
    assert "sto to ganger" in text_of(double)
    assert "Alle er avklart" in text_of(known)


async def test_a_refresh_shows_each_their_own_and_writes_nothing(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO, DINA, EINAR))
        await play.card("participant-alert", "Einar")
        await play.tell(play.says.message(ANN, "/deltakere"))
        roster = await play.card("roster", "Dina Fors")
        await play.calm("roster", 0.5)
        rows = _audit_rows(tmp_path)

        asked = play.says.refreshed(BO, roster)
        assert asked is not None, "own staff see the list of the moment by themselves"
        assert play.says.refreshed(DINA, roster) is None
        _, own = await bot.send(asked)
        strange = await play.press(EINAR, roster, "card.refresh", {"command": "deltakere"})
        assert "Dina Fors" in str(own["value"])
        assert "Dina Fors" not in str(strange["value"])
        assert _audit_rows(tmp_path) == rows


def _audit_rows(folder: Path) -> int:
    with closing(sqlite3.connect(f"file:{folder}/motevakt.db?mode=ro", uri=True)) as database:
        (count,) = database.execute("SELECT count(*) FROM audit").fetchone()
        return int(count)
