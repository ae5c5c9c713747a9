"""T1. What is kept about somebody is shown in their own chat alone; elsewhere they are told where to ask."""

from dataclasses import replace

import pytest

from bot.domain.effects import CardKind, Effect, Matter, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.presses import Command, CommandWanted
from bot.domain.trace import trace_effect, trace_fact
from tests.cards.stories import CALLER, PERSONAL, shown
from tests.scenes import ANN, BO, EINAR, after, at, invited, joined, last_decision, pid, started

STORY = (started(), invited(BO), joined(ANN, BO, EINAR))
ASKED = CommandGiven(at(2), ANN, Command.INSIGHT)
PRESSED = CardPressed(at(2), ANN, CommandWanted(Command.INSIGHT))
MINUTE = int(at(2).timestamp()) // 60


def effects_of(*events: Event, before: Meeting | None = None) -> tuple[Effect, ...]:
    return last_decision(*events, before=before).effects


def own(number: int = MINUTE) -> Matter:
    return Matter(CardKind.INSIGHT, number, "to-p1")


# ---- in one's own chat ----


@pytest.mark.parametrize("asked", [ASKED, PRESSED], ids=["typed", "pressed"])
def test_in_ones_own_chat_the_card_comes_to_that_chat_and_names_whom_it_is_for(asked: Event) -> None:
    effects = effects_of(asked, before=PERSONAL)

    assert effects == (ShowCard(own()),)
    assert own().addressee == PersonId("p1")


def test_asked_again_in_the_same_minute_it_is_the_same_card_and_later_another() -> None:
    again = replace(ASKED, at=at(2.9))
    later = replace(ASKED, at=at(3))

    assert effects_of(ASKED, shown(own()), again, before=PERSONAL) == (ShowCard(own()),)
    assert effects_of(ASKED, shown(own()), later, before=PERSONAL) == (ShowCard(own(MINUTE + 1)),)


def test_the_audit_says_that_it_was_given_and_to_which_pseudonym_and_nothing_of_what_it_said() -> None:
    (effect,) = effects_of(ASKED, before=PERSONAL)
    meeting = after(ASKED, before=PERSONAL)

    assert trace_effect("give_insight", effect)["matter"] == f"insight:to-p1:{MINUTE}"
    assert trace_fact(shown(own()), meeting)["matter"] == f"insight:to-p1:{MINUTE}"


# ---- in a meeting's chat ----


@pytest.mark.parametrize("private", [False, True], ids=["aloud", "slash menu"])
def test_in_a_meetings_chat_whoever_asks_is_answered_alone_however_they_ask(private: bool) -> None:
    person = PersonId("p1")

    assert effects_of(*STORY, replace(ASKED, private=private)) == (ShowCard(own(1), person),)


def test_a_button_in_a_meetings_chat_is_answered_at_once_and_leaves_no_card() -> None:
    assert effects_of(*STORY, PRESSED) == ()


def test_anybody_may_ask() -> None:
    for who in (EINAR, CALLER):
        meeting = after(*STORY, joined(who))
        assert effects_of(*STORY, joined(who), replace(ASKED, by=who)) == (
            ShowCard(Matter(CardKind.INSIGHT, 1, f"to-{pid(meeting, who)}"), pid(meeting, who)),
        )
