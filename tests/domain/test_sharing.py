"""S3. When a file is first shared in the chat, all are reminded of what documents must not hold, once."""

from bot.domain.chat import Judged, MessageEdited, MessagePosted
from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import BotRemoved, CardGivenUp, Event, MeetingEnded
from bot.domain.meeting import Meeting
from bot.domain.records import Where
from tests.scenes import ANN, BO, WHERE, after, at, effects_of, invited, joined, last_decision, started
from tests.writing import IN_NAME, notice, wrote

STORY = (started(), invited(BO), joined(ANN, BO))
REMINDER = Matter(CardKind.SHARING, 1)
WEEK = 7 * 24 * 60.0


def test_the_first_file_reminds_and_the_next_does_not() -> None:
    assert effects_of(*STORY, wrote("m1", shares=True)) == (ShowCard(REMINDER),)
    assert effects_of(*STORY, wrote("m1", shares=True), wrote("m2", shares=True, minutes=9)) == ()
    assert effects_of(*STORY, wrote("m1")) == ()


def test_a_file_that_an_edit_brings_reminds_too() -> None:
    edited = MessageEdited(at(3), Judged("m1", shares=True))

    assert effects_of(*STORY, wrote("m1"), edited) == (ShowCard(REMINDER),)


def test_where_the_chat_is_not_read_there_is_no_file() -> None:
    assert effects_of(*STORY, MessagePosted(at(2))) == ()


def test_the_next_occurrence_is_reminded_anew() -> None:
    again: tuple[Event, ...] = (MeetingEnded(at(30), at(30)), started(WEEK), joined(ANN, BO, minutes=WEEK + 1))
    told = effects_of(*STORY, wrote("m1", shares=True), *again, wrote("m9", shares=True, minutes=WEEK + 2))

    assert told == (ShowCard(Matter(CardKind.SHARING, 2)),)


def test_a_name_that_holds_something_is_told_to_its_writer_besides() -> None:
    shown = [one for one in effects_of(*STORY, wrote("m1", IN_NAME, shares=True)) if isinstance(one, ShowCard)]

    assert [one.matter for one in shown] == [notice(), REMINDER]
    assert shown[1].to is None


def test_in_ones_own_chat_and_where_the_bot_was_taken_out_nobody_is_reminded() -> None:
    own = Meeting(Where("a:1", WHERE.tenant, WHERE.service_url, personal=True))

    assert last_decision(wrote("m1", shares=True), before=own).effects == ()
    assert effects_of(*STORY, BotRemoved(at(1.5)), wrote("m1", shares=True)) == ()


def test_a_reminder_that_could_not_be_said_is_not_said_late() -> None:
    given_up = CardGivenUp(at(3), str(REMINDER), "403")

    assert effects_of(*STORY, wrote("m1", shares=True), given_up) == ()
    assert after(*STORY, wrote("m1", shares=True), given_up).file_shared == at(2)
