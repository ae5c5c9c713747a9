import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.chat import MessageDeleted, MessageEdited, MessagePosted
from bot.domain.events import CardPressed, ChatMembersChanged, CommandGiven
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId, Role
from bot.domain.presses import ChecklistWanted, Command, Settle
from bot.domain.procedure import Variant
from bot.domain.records import Where
from bot.errors import Malformed, StoreAway
from bot.inbound.activity import decode, load
from bot.inbound.turns import Turn, Turns
from bot.metrics import Metrics
from tests.inbound.doors import PRESENTER, Answering, NotedDoor, TellingTeams, afresh, drawn, sentence
from tests.inbound.senders import (
    ANN_OID,
    APP,
    BOT,
    CHAT,
    SERVICE,
    TENANT,
    activity,
    join,
    meeting_start,
    member,
    message,
    press,
)

ARRIVED = datetime(2026, 2, 23, 19, 34, 9, tzinfo=UTC)
SENT = datetime(2026, 2, 23, 19, 34, 7, 478000, UTC)
ANN = Identity("Ann Berg", "29:ann", ANN_OID)
KNOWN_ANN = Identity("Ann Berg", "29:ann", ANN_OID, TENANT)


class Play:
    """The turns with what stands around them."""

    def __init__(self, *, teams: TellingTeams | None = None, answer: Answering = sentence) -> None:
        self.door, self.teams, self.metrics = NotedDoor(), teams or TellingTeams(), Metrics()
        self.turns = Turns(
            app_id=APP,
            door=self.door,
            teams=self.teams,
            answer=answer,
            refresh=afresh,
            worn_out=lambda language: f"worn out in {language}",
            metrics=self.metrics,
        )

    async def take(self, told: dict[str, Any], left_s: float = 4.0) -> Turn:
        turn = Turn(ARRIVED, asyncio.get_running_loop().time() + left_s)
        await self.turns.take(load(decode(json.dumps(told).encode())), turn)
        return turn

    def count(self, name: str, **labels: str) -> float | None:
        return self.metrics.registry.get_sample_value(name, labels)


@pytest.fixture
def play() -> Play:
    return Play()


async def test_an_event_is_brought_to_the_door_once(play: Play) -> None:
    assert (await play.take(meeting_start())).outcome == "accepted"
    assert (await play.take(meeting_start())).outcome == "duplicate"
    assert [type(event).__name__ for event in play.door.events] == ["MeetingStarted"]


@pytest.mark.parametrize(
    "told",
    [
        activity(name="application/vnd.microsoft.newer"),
        activity(name="tokens/response"),
        activity(name=None),
        activity(type="typing"),
        activity(type="messageReaction", reactionsAdded=[{"type": "like"}]),
        activity(type="endOfConversation"),
        activity(type="neverHeardOf"),
        activity(type="conversationUpdate"),
        join(),
        join(member(BOT, None)),
    ],
)
async def test_what_means_nothing_to_us_is_taken_and_goes_nowhere(play: Play, told: dict[str, Any]) -> None:
    assert (await play.take(told)).outcome == "ignored"
    assert not play.door.noted


async def test_people_left_out_are_counted(play: Play) -> None:
    await play.take(join(member(), "x", {"user": 1}))

    assert play.count("motevakt_members_dropped_total") == 2


async def test_a_message_an_edit_and_a_deletion_are_told_without_their_text(play: Play) -> None:
    await play.take(message("fødselsnummeret er 01019012345"))
    await play.take(message("sjekkliste", type="messageUpdate"))
    await play.take(message("sjekkliste", type="messageDelete"))

    assert play.door.events == [MessagePosted(SENT), MessageEdited(SENT), MessageDeleted(SENT)]
    assert "0101" not in repr(play.door.noted)


async def test_a_command_tells_who_asked_and_for_what(play: Play) -> None:
    await play.take(message("/sjekkliste join"))

    assert play.door.events == [CommandGiven(SENT, ANN, Command.CHECKLIST, Variant.JOIN)]
    assert not play.teams.asked


async def test_a_command_of_the_slash_menu_is_private(play: Play) -> None:
    await play.take(message("hjelp", recipient={"id": BOT, "isTargeted": True}))

    assert play.door.events == [CommandGiven(SENT, ANN, Command.HELP, private=True)]


async def test_a_mention_is_known_by_its_entity(play: Play) -> None:
    to_kari = [{"type": "mention", "mentioned": {"id": "29:kari"}}, {"type": "clientInfo"}, "odd"]
    await play.take(message("<at>Kari</at> hjelp", entities=to_kari))
    await play.take(message("<at>M</at> hva?", id="2", entities=[{"type": "mention", "mentioned": {"id": BOT}}]))

    assert play.door.events == [MessagePosted(SENT), CommandGiven(SENT, ANN, Command.HELP)]


async def test_in_a_chat_of_two_any_text_gets_help(play: Play) -> None:
    await play.take(message("hei", conversation={"id": "a:1", "conversationType": "personal"}))

    assert play.door.events == [CommandGiven(SENT, ANN, Command.HELP)]


async def test_before_the_list_of_participants_the_role_is_asked() -> None:
    play = Play(teams=TellingTeams(PRESENTER))
    await play.take(message("deltakere"))

    assert play.door.events == [CommandGiven(SENT, KNOWN_ANN, Command.ROSTER, role=Role.PRESENTER)]
    assert play.teams.asked == [ANN]


async def test_a_press_comes_with_the_role_and_all_that_teams_tells() -> None:
    play = Play(teams=TellingTeams(PRESENTER))
    turn = await play.take(press("participant.vouch", person="p2"))

    assert play.door.events == [CardPressed(SENT, KNOWN_ANN, Settle(PersonId("p2"), True), Role.PRESENTER, "1745")]
    assert turn.reply == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "CardPressed on 1745",
    }


async def test_what_a_message_does_not_tell_of_its_meeting_is_remembered() -> None:
    play = Play(teams=TellingTeams(PRESENTER))
    there = Where(CHAT, TENANT, "https://smba.trafficmanager.net/old/", "MCMxOTo")
    play.door.known = Meeting(there, identities={PersonId("p1"): replace(ANN, tenant="elsewhere")})
    await play.take(message("deltakere", channelData={"tenant": {"id": TENANT}}))

    assert play.teams.asked_at == [Where(CHAT, TENANT, SERVICE, "MCMxOTo")]
    assert play.teams.asked == [replace(ANN, tenant="elsewhere")]
    assert play.door.events == [CommandGiven(SENT, KNOWN_ANN, Command.ROSTER, role=Role.PRESENTER)]


async def test_a_press_that_needs_no_role_asks_for_none(play: Play) -> None:
    await play.take(press("checklist.show", variant="join"))

    assert play.door.events == [CardPressed(SENT, ANN, ChecklistWanted(Variant.JOIN), card="1745")]
    assert not play.teams.asked


async def test_a_role_that_is_denied_is_no_role(play: Play) -> None:
    await play.take(press("participant.vouch", person="p2"))

    assert play.door.events == [CardPressed(SENT, ANN, Settle(PersonId("p2"), True), None, "1745")]
    assert play.count("motevakt_roles_asked_total", result="not_told") == 1


async def test_a_role_that_takes_too_long_is_no_role_and_its_time_counts() -> None:
    play = Play(teams=TellingTeams(PRESENTER, slow_s=30))
    turn = await play.take(press("participant.vouch", person="p2"), left_s=0.3)

    assert play.door.events == [CardPressed(SENT, ANN, Settle(PersonId("p2"), True), None, "1745")]
    assert turn.outcome == "accepted"
    assert play.door.waits[0] < 0.2


async def test_an_anonymous_presser_is_known_by_teams_id_alone(play: Play) -> None:
    await play.take(press("checklist.show") | {"from": {"id": "29:anon", "tenantId": TENANT}})

    assert play.door.events == [CardPressed(SENT, Identity(mri="29:anon"), ChecklistWanted(), card="1745")]


async def test_a_press_again_gets_the_same_kind_of_answer() -> None:
    play = Play(answer=drawn)
    first, second = await play.take(press("checklist.show")), await play.take(press("checklist.show"))

    assert (first.outcome, second.outcome) == ("accepted", "duplicate")
    assert first.reply == second.reply
    assert first.reply is not None
    assert first.reply["type"] == "application/vnd.microsoft.card.adaptive"


@pytest.mark.parametrize("told", [press("room.wipe", done=True), press("x") | {"name": "task/fetch"}])
async def test_a_button_we_do_not_have_is_answered_in_words(play: Play, told: dict[str, Any]) -> None:
    turn = await play.take(told)

    assert turn.reply is not None
    assert turn.reply["value"] == "worn out in None"
    assert turn.outcome == "ignored"


@pytest.mark.parametrize("told", [press("checklist.show"), message("/hjelp")])
async def test_nobody_can_ask_for_nothing(play: Play, told: dict[str, Any]) -> None:
    with pytest.raises(Malformed) as wrong:
        await play.take({name: value for name, value in told.items() if name != "from"})

    assert wrong.value.field == "from.id"


async def test_a_store_that_is_away_is_told(play: Play) -> None:
    play.door.trouble = StoreAway()

    with pytest.raises(StoreAway):
        await play.take(meeting_start())


async def test_the_bot_and_others_added_together_are_two_events(play: Play) -> None:
    await play.take(activity(type="conversationUpdate", membersAdded=[{"id": BOT}, {"id": "29:b"}]))

    assert [type(event).__name__ for event in play.door.events] == ["BotInstalled", ChatMembersChanged.__name__]
