"""S1, S7 over real HTTP: Graph tells by itself, sealed; what it will not do, everything else does without."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.domain.expected import Unread
from cards.words.nb import NB
from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, CALLER, EINAR, KARI, LARS, Person
from rehearsal.roles import CHAT_MESSAGES_CONSENT
from rehearsal.signin import ROLES
from rehearsal.standin import StandIn
from rehearsal.subscription import Kind
from tests.acceptance.play import Play, until, until_true

ALARM = "recording-alarm"
NUMBERS = """[numbers]
options_settle = "1 s"
options_every = "2 s"
recordings_every = "1 s"
recordings_check = "60 s"
recording_call_after = "3 s"
files_after = "2 s"
files_every = "2 s"
"""


@pytest.fixture(scope="module")
async def bot(standin: StandIn, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    folder: Path = tmp_path_factory.mktemp("bot")
    procedure = folder / "procedure.toml"
    procedure.write_text(NUMBERS, encoding="utf-8")
    otherwise = {"CHAT_GUARD": "on", "PROCEDURE_PATH": str(procedure)}
    async with BotProcess(standin, folder, otherwise=otherwise) as started:
        yield started


@pytest.fixture(autouse=True)
def allowed(standin: StandIn) -> None:
    """Graph lets the bot do everything."""
    standin.signin.roles[:] = ROLES
    standin.signin.revoke_all()


async def begin(play: Play, *people: Person) -> None:
    await play.tell(play.says.installed(ANN), play.says.meeting_start(ANN), play.says.joined(ANN, *people))
    await play.card("rules")


def topics(play: Play) -> set[Kind]:
    """What Graph tells of in this meeting."""
    ours = (play.chat.id, play.chat.meeting.join_url if play.chat.meeting else "")
    return {one.topic.kind for one in play.standin.graph.subscriptions.living() if one.topic.of in ours}


async def told_of_both(play: Play) -> None:
    await until(lambda: topics(play) == set(Kind) or None, "both subscriptions")


async def test_an_alarm_stands_soon_and_says_when_it_stopped(
    play: Play, standin: StandIn, figure: Callable[[str], None]
) -> None:
    await begin(play, BO)
    await told_of_both(play)

    begun = time.monotonic()
    standin.graph.recorder.start(play.chat, BO)
    await play.card(ALARM, "S1")
    figure(f"recording alarm: {1000 * (time.monotonic() - begun):.0f} ms after Graph was told")

    standin.graph.recorder.stop(play.chat)
    await play.card(ALARM, "stoppet", newest=False)
    assert len([post for post in play.cards(ALARM) if post.to is None]) == 1, "one card that grows"


async def test_what_is_left_is_told_to_the_host_until_it_is_gone(play: Play, standin: StandIn) -> None:
    await begin(play, BO)
    await told_of_both(play)
    standin.graph.recorder.start(play.chat, BO)
    await play.card(ALARM)
    standin.graph.recorder.stop(play.chat)

    await play.private(ALARM, ANN, "slett")
    assert play.chat.meeting is not None
    standin.graph.recorder.delete(play.chat.meeting)
    await play.private(ALARM, ANN, "er slettet")


async def test_who_waits_and_who_calls_in_is_seen_and_let_go_with_the_meeting(play: Play, standin: StandIn) -> None:
    await begin(play, BO)
    await told_of_both(play)
    assert play.chat.meeting is not None

    standin.graph.call_events.waiting(play.chat.meeting, KARI)
    await asyncio.sleep(0.5)
    assert play.cards("participant-alert") == [], "nobody who waits is in the call"
    standin.graph.call_events.joined(play.chat.meeting, CALLER)
    await play.card("participant-alert", within_s=5.0)

    await play.tell(play.says.meeting_end(ANN))
    await until(lambda: topics(play) == set() or None, "nothing subscribed to")


async def test_without_a_subscription_recordings_are_looked_for(play: Play, standin: StandIn) -> None:
    await begin(play, BO)
    await told_of_both(play)
    for one in list(standin.graph.subscriptions.living()):
        if one.topic.kind is Kind.CHAT_MESSAGES and one.topic.of == play.chat.id:
            standin.graph.subscriptions.take_away(one)
    await told_of_both(play)  # it was told, and asked anew

    standin.graph.recorder.start(play.chat, BO)
    await play.card(ALARM)


MEETINGS, READS = "OnlineMeetings.ReadWrite.All", "OnlineMeetings.Read.All"
DENIED = NB.gaps.call[Unread.DENIED]
TAKEN: list[tuple[str, str, dict[str, str]]] = [
    ("OnlineMeetingRecording.Read.All", "recordings that are left", {}),
    ("OnlineMeetingTranscript.Read.All", "transcripts that are left", {}),
    (MEETINGS, "setting meeting options", {"meeting-options": NB.options.refused[Unread.DENIED]}),
    (READS, "invitations", {"status": NB.gaps.invitation[Unread.DENIED]}),
    (READS, "meeting options", {"status": NB.options.unread[Unread.DENIED]}),
    (READS, "being told who is in calls", {"status": DENIED}),
    ("Calendars.ReadBasic.All", "calendars", {"status": NB.gaps.calendar[Unread.DENIED]}),
    ("CrossTenantInformation.ReadBasic.All", "names of organisations", {}),
    (CHAT_MESSAGES_CONSENT, "recordings that start", {"status": NB.recording.reasons[Unread.DENIED]}),
    (CHAT_MESSAGES_CONSENT, "being told what Teams says in chats", {}),
]
"""What is taken away, what `/readyz` says then, and what people read of it, by kind of card."""


@pytest.mark.parametrize(("taken", "lacks", "read"), TAKEN, ids=lambda it: it if isinstance(it, str) else "")
async def test_whatever_is_taken_away_is_told_and_the_rest_goes_on(
    play: Play, standin: StandIn, bot: BotProcess, taken: str, lacks: str, read: dict[str, str]
) -> None:
    standin.signin.roles[:] = [role for role in ROLES if role not in (taken, MEETINGS if taken == READS else "")]
    standin.signin.roles += [READS] if taken == MEETINGS else []
    standin.signin.revoke_all()
    if taken == CHAT_MESSAGES_CONSENT:
        play.chat.consented.clear()
    await begin(play, BO, LARS if taken.startswith("CrossTenant") else EINAR)  # names are kept a day
    await play.card("participant-alert")
    if taken not in (CHAT_MESSAGES_CONSENT, READS):
        await told_of_both(play)
    if taken != CHAT_MESSAGES_CONSENT:
        standin.graph.recorder.start(play.chat, BO)
        await play.card(ALARM)
        standin.graph.recorder.stop(play.chat)
        standin.graph.recorder.transcript(play.chat)

    async def says() -> bool:
        _, told = await bot.call("GET", "/readyz")
        assert told["ready"] is True
        permission = READS if taken == READS else taken
        return any(one.startswith(f"{lacks}: refused since") and permission in one for one in told["reasons"])

    await until_true(says, f"/readyz to tell of {lacks}")
    for kind, words in read.items():
        if kind == "status":
            await play.tell(play.says.message(ANN, "/status"))
        await play.card(kind, words, newest=False)
