"""S2. The guard at the door: what it finds goes in with the event, its words go nowhere, and its faults stop nobody."""

import asyncio
import json
import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.chat import Judged, MessageDeleted, MessageEdited, MessagePosted, Suspicion
from bot.domain.events import CommandGiven
from bot.domain.health.findings import Finding, Kind, Sign, Tier
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.participants import Kind as Who
from bot.domain.presses import Command
from bot.domain.records import Where
from bot.errors import StoreAway
from bot.inbound import guard as guarding
from bot.inbound.activity import decode, load
from bot.inbound.guard import Guard, staff_of
from bot.inbound.turns import Turn, Turns
from bot.metrics import Metrics
from tests.inbound.doors import NotedDoor, TellingTeams, afresh, sentence
from tests.inbound.senders import ANN_OID, APP, BOT, CHAT, SERVICE, TENANT, message
from tests.scenes import BO, EINAR, after, invited, joined, started

ARRIVED = datetime(2026, 2, 23, 19, 34, 9, tzinfo=UTC)
SENT = datetime(2026, 2, 23, 19, 34, 7, 478000, UTC)
ANN = Identity("Ann Berg", "29:ann", ANN_OID)
FNR = "12811873762"  # Tenor's kind
FOUND = Suspicion(Kind.NATIONAL_NUMBER, Tier.CERTAIN, (Sign.NUMBER_CHECKS,))
SOFT = Finding(Kind.HEALTH, Tier.LIKELY, 0, 4, (Sign.NAME, Sign.ILLNESS))
FILE = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": f"pasient_{FNR}.docx"}
Detect = Callable[..., tuple[Finding, ...]]


class PeekedDoor(NotedDoor):
    """Notes how often somebody looked at what is remembered."""

    peeks = 0

    async def peek(self, where: Where, *, within_s: float) -> Meeting:
        self.peeks += 1
        return await super().peek(where, within_s=within_s)


class Play:
    """The turns, with a guard or without."""

    def __init__(self, *, guarded: bool = True) -> None:
        self.door, self.metrics = PeekedDoor(), Metrics()
        self.guard = Guard(door=self.door, synthetic=True, metrics=self.metrics)
        self.turns = Turns(
            app_id=APP,
            door=self.door,
            teams=TellingTeams(),
            answer=sentence,
            refresh=afresh,
            worn_out=str,
            metrics=self.metrics,
            guard=self.guard if guarded else None,
        )

    async def take(self, told: dict[str, Any]) -> list[Any]:
        """The events that came of it."""
        before = len(self.door.events)
        turn = Turn(ARRIVED, asyncio.get_running_loop().time() + 4)
        await self.turns.take(load(decode(json.dumps(told).encode())), turn)
        return self.door.events[before:]

    def count(self, name: str, **labels: str) -> float:
        return self.metrics.registry.get_sample_value(f"motevakt_chat_{name}_total", labels) or 0.0


@pytest.fixture
def play() -> Play:
    return Play()


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Callable[[Detect], None]:
    """Has the guard find what a test says."""
    return lambda detect: monkeypatch.setattr(guarding, "detect", detect)


# ---- what goes in with the event ----


async def test_what_a_message_holds_goes_in_with_its_writer_and_without_its_words(play: Play) -> None:
    (told,) = await play.take(message(f"fnr {FNR}", id="77"))

    assert told.judged is not None
    signs = told.judged.seen[0].signs
    assert told == MessagePosted(SENT, Judged("77", (replace(FOUND, signs=signs),), by=ANN))
    assert told.judged.seen[0].kind is Kind.NATIONAL_NUMBER
    assert FNR not in repr(play.door.noted)


async def test_a_message_that_holds_nothing_is_told_without_its_writer(play: Play) -> None:
    assert await play.take(message("Vi begynner om fem minutter", id="77")) == [MessagePosted(SENT, Judged("77"))]


async def test_an_edit_is_judged_as_a_message_is_and_a_deletion_names_its_message(play: Play) -> None:
    (edited,) = await play.take(message(FNR, type="messageUpdate", id="77"))
    (deleted,) = await play.take(message("", type="messageDelete", id="77"))

    assert isinstance(edited, MessageEdited)
    assert edited.judged is not None
    assert (edited.judged.message, edited.judged.by, bool(edited.judged.seen)) == ("77", ANN, True)
    assert deleted == MessageDeleted(SENT, "77")


async def test_a_number_in_the_name_of_a_file_is_told_as_that(play: Play) -> None:
    (told,) = await play.take(message("se her", id="77", attachments=[FILE]))

    assert told.judged.shares
    assert [one.in_name for one in told.judged.seen] == [True]
    assert "pasient" not in repr(play.door.noted)


async def test_the_same_finding_twice_is_one(play: Play) -> None:
    (told,) = await play.take(message(f"{FNR} og {FNR}"))

    assert len(told.judged.seen) == 1


async def test_a_command_with_a_number_gives_both_and_a_plain_command_itself_alone(play: Play) -> None:
    both = await play.take(message(f"/sjekkliste {FNR}", id="1"))
    alone = await play.take(message("/sjekkliste", id="2"))

    assert [type(event) for event in both] == [CommandGiven, MessagePosted]
    assert both[1].judged.seen
    assert [type(event) for event in alone] == [CommandGiven]


async def test_a_command_with_a_file_gives_both_too(play: Play) -> None:
    sent = message("/sjekkliste", attachments=[{"contentType": "reference", "name": "plan.pdf"}])

    assert [type(event) for event in await play.take(sent)] == [CommandGiven, MessagePosted]


async def test_what_the_bot_alone_is_shown_is_not_judged(play: Play) -> None:
    told = message(f"hei {FNR}", recipient={"id": BOT, "isTargeted": True})

    assert [type(event) for event in await play.take(told)] == [CommandGiven]
    assert play.count("findings", kind="national_number", tier="certain") == 0


async def test_without_a_guard_nothing_is_read_and_no_message_is_named() -> None:
    play = Play(guarded=False)
    sent = [message(FNR), message(FNR, type="messageUpdate"), message("", type="messageDelete")]

    assert [(await play.take(one))[0] for one in sent] == [
        MessagePosted(SENT),
        MessageEdited(SENT),
        MessageDeleted(SENT),
    ]


async def test_findings_are_counted_by_kind_and_how_sure(play: Play) -> None:
    await play.take(message(FNR))

    assert play.count("findings", kind="national_number", tier="certain") == 1
    assert play.metrics.registry.get_sample_value("motevakt_chat_seconds_count") == 1


# ---- who is staff ----


async def test_who_is_in_the_meeting_is_asked_only_where_something_likely_was_found(
    play: Play, finds: Callable[[Detect], None]
) -> None:
    asked: list[Collection[str]] = []

    def detect(text: str, lexicon: object, *, staff: Collection[str], synthetic: bool) -> tuple[Finding, ...]:
        asked.append(staff)
        return (SOFT,) if "leukemi" in text and "Bo Dahl" not in staff else ()

    finds(detect)
    play.door.known = after(started(), invited(BO), joined(BO, EINAR))

    assert (await play.take(message("hei", id="1")))[0].judged.seen == ()
    assert (asked, play.door.peeks) == ([frozenset()], 0)
    assert (await play.take(message("Bo Dahl, leukemi", id="2")))[0].judged.seen == ()
    assert (asked[1:], play.door.peeks) == ([frozenset(), {"Bo Dahl"}], 1)


async def test_a_number_asks_for_nobody(play: Play) -> None:
    await play.take(message(FNR))

    assert play.door.peeks == 0


def test_whoever_wrote_their_own_name_is_no_staff_nor_a_caller_nor_a_bot() -> None:
    people = {
        PersonId(f"p{number}"): Identity(f"Navn {number}", f"29:{number}", kind=kind)
        for number, kind in enumerate(Who, start=1)
    }
    nameless = {PersonId("p99"): Identity("", "29:99", kind=Who.USER)}
    staff = staff_of(Meeting(Where(CHAT, TENANT, SERVICE), identities=people | nameless))

    assert staff == {one.name for one in people.values() if one.kind in (Who.USER, Who.GUEST)}


async def test_where_the_store_is_away_the_message_is_not_taken(play: Play, finds: Callable[[Detect], None]) -> None:
    finds(lambda *_, **__: (SOFT,))
    play.door.trouble = StoreAway()

    with pytest.raises(StoreAway):
        await play.take(message("leukemi"))
    assert play.count("unjudged") == 0


# ---- what goes wrong, and what takes long ----


async def test_a_fault_of_ours_is_told_without_its_words_and_stops_no_command(
    play: Play, finds: Callable[[Detect], None], caplog: pytest.LogCaptureFixture
) -> None:
    def break_(text: str, *_: object, **__: object) -> tuple[Finding, ...]:
        raise ValueError(text)

    finds(break_)
    command, posted = [*await play.take(message("/sjekkliste klagenfurt")), *await play.take(message("klagenfurt"))]

    assert isinstance(command, CommandGiven)
    assert command.command is Command.CHECKLIST
    assert posted == MessagePosted(SENT)
    assert play.count("unjudged") == 2
    assert "judging_failed" in caplog.text
    assert "klagenfurt" not in caplog.text


@pytest.mark.parametrize(("text", "beside"), [("hei " * 5000, True), ("hei", False)])
async def test_a_long_text_is_judged_beside_the_loop(
    play: Play, finds: Callable[[Detect], None], text: str, beside: bool
) -> None:
    threads = set()

    def detect(*_: object, **__: object) -> tuple[Finding, ...]:
        threads.add(threading.get_ident())
        return (SOFT,)

    finds(detect)
    (told,) = await play.take(message(text))

    assert (threading.get_ident() not in threads) == beside
    assert told.judged.seen


@pytest.mark.parametrize("synthetic", [True, False])
async def test_whether_test_persons_count_is_as_the_hospital_says(
    finds: Callable[[Detect], None], synthetic: bool
) -> None:
    asked: list[bool] = []

    def detect(*_: object, synthetic: bool, **__: object) -> tuple[Finding, ...]:
        asked.append(synthetic)
        return ()

    finds(detect)
    play = Play()
    guard = Guard(door=play.door, synthetic=synthetic, metrics=play.metrics)
    activity = load(decode(json.dumps(message(f"fnr {FNR}")).encode()))
    await guard.judge(activity, Where(CHAT, TENANT, SERVICE), within_s=1)

    assert asked == [synthetic]
