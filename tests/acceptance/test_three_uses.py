"""The three uses: the reminder at the start, the alert about strangers, the checklist on request."""

import asyncio
import time
from collections.abc import Callable

from rehearsal.graph import NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION
from rehearsal.people import ANN, BO, CATO, DINA, EINAR, KARI
from tests.acceptance.play import Play, person_on, text_of

SENTENCE = "application/vnd.microsoft.activity.message"
CARD = "application/vnd.microsoft.card.adaptive"


async def test_the_rules_come_within_two_seconds_of_the_start_and_once(play: Play) -> None:
    begun = time.monotonic()
    start = play.says.meeting_start(ANN)
    await play.tell(start)
    await play.card("rules", "opptak")

    assert time.monotonic() - begun < 2
    await play.tell(start, start)
    await play.calm("rules")
    assert len(play.cards("rules")) == 1


async def test_a_meeting_with_invited_people_only_gets_two_shared_posts(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN), play.says.joined(BO, KARI, DINA))
    await play.card("rules")
    await play.tell(play.says.meeting_end(ANN))
    await play.card("summary", "Møtet er ferdig. Husk journalen.")

    assert play.cards("participant-alert") == []


async def test_strangers_are_flagged_with_the_reason_and_colleagues_settle_it(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.tell(play.says.joined(EINAR))
    alert = await play.card("participant-alert", "Einar")
    assert (alert.activity.get("channelData") or {}).get("notification", {}).get("alertInMeeting") is True
    await play.tell(play.says.joined(CATO))
    alert = await play.card("participant-alert", "Cato Ek")

    shown = await play.press(BO, alert, "participant.vouch", {"person": person_on(alert, "Cato")})
    assert shown["type"] == CARD
    alert = await play.card("participant-alert", "Bo Dahl kl.")
    shown = await play.press(ANN, alert, "participant.reject", {"person": person_on(alert, "Einar")})
    assert shown["type"] == CARD
    await play.card("participant-alert", "Ann Berg kl.")
    assert len(play.cards("participant-alert")) == 1


async def test_an_amber_alert_does_not_ping(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(CATO))
    alert = await play.card("participant-alert", "Cato Ek")

    assert not (alert.activity.get("channelData") or {}).get("notification", {}).get("alertInMeeting")


async def test_whoever_may_not_press_is_told_so_alone_and_nothing_changes(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, EINAR, CATO))
    alert = await play.card("participant-alert", "Cato Ek")
    await asyncio.sleep(0.5)
    before = len(alert.versions)

    for stranger in (EINAR, CATO, DINA):
        shown = await play.press(stranger, alert, "participant.vouch", {"person": person_on(alert, "Einar")})
        assert shown["type"] == SENTENCE, stranger.name
    await asyncio.sleep(0.5)
    assert len(alert.versions) == before


async def test_an_invitation_that_cannot_be_read_is_said_on_every_card(new_play: Callable[[], Play]) -> None:
    play = new_play()
    play.standin.graph.instead, play.standin.graph.calendar = NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION
    try:
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, CATO, EINAR))
        await play.card("participant-alert", "innkallingen")
        await play.card("rules", "innkallingen")
        await play.tell(play.says.message(ANN, "/deltakere"))
        roster = await play.card("roster", "innkallingen")
    finally:
        play.standin.graph.instead = play.standin.graph.calendar = None

    assert "Cato Ek" not in text_of(play.cards("participant-alert")[0]), "unknown is not uninvited"
    assert "Cato Ek" in text_of(roster)


async def test_the_invitation_is_found_by_the_join_link_when_teams_tells_no_details(play: Play) -> None:
    start, joined = play.says.meeting_start(ANN), play.says.joined(ANN, BO, CATO)
    for activity in (start, joined):
        activity["channelData"]["meeting"]["id"] = "nobody-knows"
    await play.tell(start, joined)

    await play.card("participant-alert", "Cato Ek")


async def test_ticks_tell_who_and_when_and_fourteen_at_once_all_count(play: Play) -> None:
    await play.tell(
        play.says.meeting_start(ANN), play.says.joined(ANN, BO, KARI), play.says.message(ANN, "/sjekkliste")
    )
    checklist = await play.card("checklist", "0 av 10")
    by_one = zip(("P2", "S1", "S2", "S3", "S6", "S7", "S8", "S9"), [ANN, BO, KARI] * 3, strict=False)
    by_each = [(clause, by) for clause in ("S4", "S5") for by in (ANN, BO, KARI)]

    shown = await asyncio.gather(
        *(
            play.press(by, checklist, "checklist.tick", {"clause": clause, "variant": "teams", "done": True})
            for clause, by in (*by_one, *by_each)
        )
    )
    assert {answer["type"] for answer in shown} == {CARD}
    checklist = await play.card("checklist", "10 av 10")
    assert all(name in text_of(checklist) for name in ("Ann Berg", "Bo Dahl", "Kari Nes"))
    assert len(play.cards("checklist")) == 1


async def test_the_same_press_again_is_answered_alike_and_changes_nothing(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.message(ANN, "/sjekkliste"))
    checklist = await play.card("checklist")
    press = play.says.pressed(ANN, "checklist.tick", {"clause": "S1", "variant": "teams", "done": True}, checklist.id)
    first, second = [(await play.bot.send(press))[1] for _ in range(2)]

    assert first["type"] == second["type"] == CARD
    await play.card("checklist", "1 av 10")


async def test_the_bot_removed_from_the_chat_posts_nothing_more(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN))
    await play.card("rules")
    await play.tell(play.says.installed(ANN, "remove"), play.says.joined(EINAR))

    await play.calm("participant-alert")
    assert play.cards("participant-alert") == []
