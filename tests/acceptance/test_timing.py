"""Who is told what before, at and after the start: once, privately where it is theirs alone, and by the right way."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.language import Language
from cards.words import WORDS
from rehearsal.bot_process import BotProcess
from rehearsal.faults import Fault, Operation
from rehearsal.people import ANN, BO, CATO, DINA, EINAR, HILDE, KARI, Person
from rehearsal.standin import StandIn
from rehearsal.world import Post
from tests.acceptance.play import Play, spoken, until

NB = WORDS[Language.NB]
LATE_S, WELCOME_S = 1.0, 1.0
NUMBERS = '[numbers]\nlate_after = "1 s"\nforewarn = "3 s"\nwelcome_waits = "1 s"\n'


@pytest.fixture(scope="module")
async def bot(standin: StandIn, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """What takes minutes in a hospital takes seconds here."""
    folder: Path = tmp_path_factory.mktemp("bot")
    procedure = folder / "procedure.toml"
    procedure.write_text(NUMBERS, encoding="utf-8")
    async with BotProcess(standin, folder, otherwise={"PROCEDURE_PATH": str(procedure)}) as started:
        yield started


@pytest.fixture
async def underway(play: Play) -> Play:
    """A meeting that began so long ago that whoever comes now is late."""
    await play.tell(play.says.installed(ANN), play.says.meeting_start(ANN), play.says.joined(ANN, BO, DINA))
    await play.card("rules")
    await asyncio.sleep(LATE_S + 0.2)
    return play


async def test_a_latecomer_is_told_the_rules_where_they_alone_see_them(underway: Play) -> None:
    own = in_own_chat(underway, KARI)
    await underway.tell(underway.says.joined(KARI))
    told = await underway.card("rules", NB.rules.late_title)

    assert told.to == KARI.mri
    assert [post.to for post in underway.cards("rules")] == [None, KARI.mri]
    assert in_own_chat(underway, KARI) == own


async def test_once_is_enough_whoever_leaves_and_comes_back_and_comes_late_again_next_time(underway: Play) -> None:
    await underway.tell(underway.says.joined(KARI))
    await underway.card("rules", NB.rules.late_title)
    await underway.tell(underway.says.left(KARI), underway.says.joined(KARI), underway.says.joined(KARI, BO))
    await underway.calm("rules", 1.0)

    await underway.tell(underway.says.meeting_end(ANN))
    await underway.card("summary")
    await underway.tell(underway.says.meeting_start(ANN), underway.says.joined(ANN))
    await until(lambda: shared(underway)[1:] or None, "the rules of the next time")
    await asyncio.sleep(LATE_S + 0.2)
    await underway.tell(underway.says.joined(KARI))
    await underway.calm("rules", 1.5)


async def test_whoever_came_in_time_is_told_nothing_more(underway: Play) -> None:
    await underway.tell(underway.says.left(BO), underway.says.joined(BO), underway.says.joined(ANN, BO))

    await underway.calm("rules", 1.5)


@pytest.mark.parametrize("status", [400, 403])
async def test_where_private_posts_are_refused_it_comes_in_a_chat_of_their_own(underway: Play, status: int) -> None:
    own = in_own_chat(underway, KARI)
    underway.standin.strictness.private_posts_refused_with = status
    try:
        await underway.tell(underway.says.joined(KARI))
        new = await until(lambda: in_own_chat(underway, KARI)[len(own) :] or None, "the rules in Kari's own chat")
    finally:
        underway.standin.strictness.private_posts_refused_with = None

    assert [NB.rules.late_title in spoken(post) for post in new] == [True]
    assert len(underway.cards("rules")) == 1, "nobody else sees it"


@pytest.mark.parametrize("fault", [Fault.THROTTLED, Fault.AWAY, Fault.CUT])
async def test_a_private_post_that_may_yet_come_through_is_tried_again_and_no_other_way(
    underway: Play, fault: Fault
) -> None:
    own = in_own_chat(underway, KARI)
    met = underway.standin.faults.met[Operation.POST, fault]
    underway.standin.faults.script(Operation.POST, fault, fault)
    await underway.tell(underway.says.joined(KARI))
    told = await underway.card("rules", NB.rules.late_title, within_s=15)

    assert told.to == KARI.mri
    assert underway.standin.faults.met[Operation.POST, fault] == met + 2
    assert in_own_chat(underway, KARI) == own
    await underway.calm("rules")


async def test_a_latecomer_who_cannot_be_told_privately_disturbs_nobody(underway: Play) -> None:
    refused = underway.standin.connector.refused
    before = len(refused)
    await underway.tell(underway.says.joined(EINAR))
    await underway.card("participant-alert", "Einar")
    await until(lambda: refused[before:] or None, "the refusal")
    await underway.calm("rules", 2.5)

    assert [(one.operation, one.status) for one in refused[before:]] == [(Operation.POST, 400)], "asked once"
    assert [post.to for post in underway.cards("rules")] == [None]
    await underway.tell(underway.says.joined(KARI))
    assert (await underway.card("rules", NB.rules.late_title)).to == KARI.mri, "the next is told all the same"


async def test_the_host_alone_is_told_before_the_start_and_once(play: Play) -> None:
    schedule(play, 4.5)
    await play.tell(play.says.installed(ANN), play.says.bot_added(ANN))
    await asyncio.sleep(1.0)
    assert play.cards("rules") == []
    told = await play.card("rules", NB.rules.only_host)

    assert told.to == ANN.mri
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await until(lambda: shared(play) or None, "the rules at the start")
    await play.calm("rules", 1.5)


async def test_a_meeting_that_is_moved_is_told_of_by_its_new_hour(play: Play) -> None:
    schedule(play, 4.5)
    await play.tell(play.says.installed(ANN), play.says.bot_added(ANN))
    await play.card("welcome")
    schedule(play, 6.0)
    await asyncio.sleep(2.0)
    assert play.cards("rules") == []
    assert (await play.card("rules", NB.rules.only_host)).to == ANN.mri


async def test_a_meeting_that_was_underway_when_we_came_needs_no_word_before_it(play: Play) -> None:
    schedule(play, 0.0)
    await play.tell(play.says.installed(ANN), play.says.bot_added(ANN))
    await play.card("welcome")

    await play.calm("rules", 2.0)


async def test_a_chat_that_the_bot_is_added_to_is_told_what_it_is_once(play: Play) -> None:
    await play.tell(play.says.installed(ANN), play.says.bot_added(ANN))
    welcome = await play.card("welcome", NB.welcome.title)
    assert welcome.to is None

    await play.tell(play.says.installed(ANN, "add-upgrade"), play.says.meeting_start(ANN), play.says.joined(ANN, HILDE))
    rules = await play.card("rules")
    await play.calm("welcome", WELCOME_S + 0.5)
    assert NB.rules.new_here not in spoken(rules)


async def test_a_meeting_that_begins_at_once_gets_one_card_for_both(play: Play) -> None:
    await play.tell(play.says.installed(ANN), play.says.bot_added(ANN), play.says.meeting_start(ANN))
    await play.card("rules", NB.rules.new_here)

    await play.calm("welcome", WELCOME_S + 0.7)
    assert play.cards("welcome") == []


async def test_a_latecomer_who_is_not_expected_is_told_too_and_all_see_only_the_alert(underway: Play) -> None:
    await underway.tell(underway.says.joined(CATO))
    await underway.card("participant-alert", "Cato Ek")

    assert (await underway.card("rules", NB.rules.late_title)).to == CATO.mri
    assert len(shared(underway)) == 1


def schedule(play: Play, seconds: float) -> None:
    """The meeting is to begin so many seconds from now."""
    assert play.chat.meeting is not None
    play.chat.meeting.start = play.standin.world.time() + timedelta(seconds=seconds)


def shared(play: Play) -> list[Post]:
    """The rules as all see them."""
    return [post for post in play.cards("rules") if post.to is None]


def in_own_chat(play: Play, person: Person) -> list[Post]:
    """The bot's cards in the chat that somebody has with it alone."""
    own = play.standin.world.own_chat(person).id
    return [post for post in play.standin.world.standing() if post.chat == own]
