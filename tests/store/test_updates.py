"""A card that stands changes at most once a second, and ends as the meeting is; a new card does not wait for that."""

from random import Random

import pytest

from bench.roster_changes import Play, smallest_gap
from bot.domain.events import CardPressed, CommandGiven, MeetingStarted
from bot.domain.presses import Command, TickSet
from bot.domain.procedure import SECURITY, Variant
from bot.store import pace
from bot.store.opened import Database
from bot.store.vault import Vault
from tests.scenes import BO

CHECKLIST = "checklist:teams:1"


@pytest.fixture
def play(database: Database, vault: Vault) -> Play:
    """A meeting that has begun; its checklist stands."""
    play = Play(database, vault, Random(1))
    play.tell(MeetingStarted(play.hour, play.hour))
    play.tell(CommandGiven(play.hour, BO, Command.CHECKLIST))
    play.pass_time(5.0)
    play.posts.clear()
    return play


def tick(play: Play, number: int) -> None:
    """Somebody ticks, or unticks, a line."""
    clause = SECURITY[number % len(SECURITY)]
    play.tell(CardPressed(play.hour, BO, TickSet(Variant.TEAMS, clause, done=number % 4 < 3)))


def test_a_burst_of_changes_gives_one_update_a_second_and_the_newest_state(play: Play) -> None:
    began = play.now
    for number in range(50):
        tick(play, number)
        play.pass_time(0.1)
    play.pass_time(5.0)

    assert play.posts == []
    assert 5 <= len(play.updates) <= 6
    assert smallest_gap(play.updates) >= pace.UPDATE_EVERY_S
    assert play.updates[0] - began < 0.1, "the first change after a while shows at once"
    assert play.drawn[CHECKLIST].ticks == play.meeting.ticks


def test_a_new_card_comes_at_once_after_an_update(play: Play) -> None:
    tick(play, 0)
    play.pass_time(0.1)
    asked = play.now
    play.tell(CommandGiven(play.hour, BO, Command.HELP))
    play.pass_time(5.0)

    assert len(play.updates) == 1
    assert play.posts[0] - asked < 0.1


def test_a_new_card_keeps_its_place_behind_an_update_that_waits(play: Play) -> None:
    for number in range(2):
        tick(play, number)
        play.pass_time(0.1)
    play.tell(CommandGiven(play.hour, BO, Command.HELP))
    play.pass_time(5.0)

    assert len(play.updates) == 2
    assert 0 < play.posts[0] - play.updates[1] < 0.1


def test_answers_to_one_person_do_not_put_an_update_off(play: Play) -> None:
    tick(play, 0)
    play.pass_time(0.1)
    tick(play, 1)
    waits = play.now
    for _ in range(8):
        play.tell(CommandGiven(play.hour, BO, Command.HELP, private=True))
        play.pass_time(0.3)

    assert len(play.posts) == 8
    assert play.updates[1] - waits <= pace.UPDATE_EVERY_S + 0.1


def test_an_hour_of_changes_leaves_room_for_new_cards() -> None:
    sent: list[float] = []
    now = 0.0
    while now < 3 * 3600:
        now = max(pace.next_update(sent, now), pace.earliest(sent, now))
        sent = pace.logged(sent, now)
        assert len(sent) < 1600, "of 1,799 posts that an hour allows"

    assert pace.earliest(sent, now) < now + 1.0


def test_a_clock_that_was_set_back_holds_no_update_up() -> None:
    assert pace.next_update([5000.0], 1000.0) == 1000.0
