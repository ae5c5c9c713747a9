"""What depends on who asks: commands that not everybody may give, whom they name, and cards that are drawn anew."""

from typing import Any

import pytest

from bot.domain.events import CardPressed, CommandGiven
from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId, Role
from bot.domain.records import Where
from bot.errors import StoreAway
from bot.outbound.window import Window
from bot.ports import Attendance
from tests.inbound.doors import PRESENTER, TellingTeams
from tests.inbound.senders import BOT, CHAT, SERVICE, TENANT, message, press
from tests.inbound.test_turns import ANN, Play


@pytest.mark.parametrize("word", ["deltakere", "/status", "stopp", "/forventet"])
async def test_before_whatever_not_everybody_may_the_role_is_asked(word: str) -> None:
    play = Play(teams=TellingTeams(PRESENTER))
    await play.take(message(word))

    (event,) = play.door.events
    assert isinstance(event, CommandGiven)
    assert event.role is Role.PRESENTER


async def test_whoever_is_named_is_told_by_account_where_the_meeting_knows_the_mentioned() -> None:
    play = Play(teams=TellingTeams(PRESENTER))
    dina = Identity("Dina Fors", "29:Dina", "d-1", "t-2")
    play.door.known = Meeting(Where(CHAT, TENANT, SERVICE), identities={PersonId("p1"): dina})
    mentions = [("29:Dina", "Dina Fors"), ("29:new", "Eva Gran"), (BOT, "Møtevakt")]
    entities = [{"type": "mention", "mentioned": {"id": mri, "name": name}} for mri, name in mentions]
    text = "<at>Møtevakt</at> forventet Kari Nes, <at>Dina Fors</at> og <at>Eva Gran</at>"
    await play.take(message(text, entities=entities))

    (event,) = play.door.events
    assert isinstance(event, CommandGiven)
    assert event.awaited == (
        Invited(name="Kari Nes"),
        Invited("d-1", "t-2", name="Dina Fors", mri="29:Dina"),
        Invited(name="Eva Gran", mri="29:new"),
    )
    assert "Kari" not in repr(event)


async def test_where_the_meeting_cannot_be_read_mentions_are_told_as_they_are() -> None:
    play = Play(teams=TellingTeams(PRESENTER, slow_s=30))
    entities = [{"type": "mention", "mentioned": {"id": "29:Dina", "name": "Dina Fors"}}]
    await play.take(message("/forventet <at>Dina Fors</at>", entities=entities), left_s=0.2)

    (event,) = play.door.events
    assert isinstance(event, CommandGiven)
    assert (event.role, event.awaited) == (None, (Invited(name="Dina Fors", mri="29:Dina"),))


class CrowdedTeams(TellingTeams):
    """Behind the window of a tenant of whom every call has been made just now."""

    def __init__(self) -> None:
        super().__init__(PRESENTER)
        self._window = Window(limit=1, span_s=30)

    async def attendance(self, where: Where, who: Identity) -> Attendance:
        async with self._window.press(where.tenant):
            return await super().attendance(where, who)


async def test_a_question_that_gets_no_place_in_time_is_no_role_and_uses_none() -> None:
    play = Play(teams=CrowdedTeams())
    await play.take(message("deltakere"))
    turn = await play.take(press("participant.vouch", person="p2"), left_s=0.2)

    assert turn.outcome == "accepted"
    command, pressed = play.door.events
    assert isinstance(command, CommandGiven)
    assert isinstance(pressed, CardPressed)
    assert (command.role, pressed.role) == (Role.PRESENTER, None)
    assert play.count("motevakt_roles_asked_total", result="not_told") == 1
    assert len(play.teams.asked) == 1


@pytest.mark.parametrize(("data", "command"), [({"command": "deltakere"}, "deltakere"), ({}, None)])
async def test_a_refresh_is_answered_and_nothing_is_written(data: dict[str, Any], command: str | None) -> None:
    play = Play(teams=TellingTeams(PRESENTER))
    play.door.known = Meeting(Where(CHAT, TENANT, SERVICE), identities={PersonId("p1"): ANN})
    turn = await play.take(press("card.refresh", **data))

    assert turn.reply is not None
    assert turn.reply["value"] == f"1745 for 29:ann as presenter by {command}, 1 known"
    assert turn.outcome == "refreshed"
    assert not play.door.noted


async def test_a_refresh_without_a_role_is_answered_all_the_same() -> None:
    turn = await Play().take(press("card.refresh"))

    assert turn.reply is not None
    assert turn.reply["value"] == "1745 for 29:ann as None by None, 0 known"


async def test_a_refresh_that_cannot_be_read_is_told() -> None:
    play = Play()
    play.door.trouble = StoreAway()

    with pytest.raises(StoreAway):
        await play.take(press("card.refresh"))
