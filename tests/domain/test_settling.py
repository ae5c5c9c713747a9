"""S7, S6. A colleague's word on somebody can be changed, and said anew where it does not hold any more."""

from dataclasses import replace

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import BotRemoved, CardPressed, CommandGiven, Event
from bot.domain.participants import Identity
from bot.domain.presses import Command, Settle, StopWanted
from bot.domain.reasons import Weight
from bot.domain.verdict import judge_person
from tests.scenes import ANN, BO, EINAR, after, at, effects_of, invited, joined, pid, started

ALERT_1, STOP_1 = Matter(CardKind.ALERT, 1), Matter(CardKind.STOP, 1)
MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO, EINAR))


def said(minutes: float, *, expected: bool, by: Identity = ANN) -> CardPressed:
    return CardPressed(at(minutes), by, Settle(pid(after(*MET), EINAR), expected))


def weight(*events: Event) -> Weight:
    meeting = after(*events)
    return judge_person(pid(meeting, EINAR), meeting).weight


def test_a_word_can_be_changed_both_ways_and_a_changed_one_stops_the_conversation() -> None:
    vouched, rejected = said(2, expected=True), said(3, expected=False, by=BO)

    assert weight(*MET, vouched, rejected) is Weight.RED
    assert {ShowCard(ALERT_1), ShowCard(STOP_1)} <= set(effects_of(*MET, vouched, rejected))
    assert weight(*MET, said(2, expected=False), said(3, expected=True, by=BO)) is Weight.GREEN


def test_whoever_took_another_name_after_a_word_can_be_vouched_for_under_it() -> None:
    renamed = joined(replace(EINAR, name="Einar Moe"), minutes=3)
    story = (*MET, said(2, expected=True), renamed)

    assert weight(*story) is Weight.RED
    assert weight(*story, said(4, expected=True, by=BO)) is not Weight.RED


def test_two_who_say_stop_are_two_words_on_one_card() -> None:
    story = (*MET, CardPressed(at(2), BO, StopWanted()), CardPressed(at(2.2), ANN, StopWanted()))

    assert effects_of(*story) == (ShowCard(STOP_1),)
    assert [one.by for one in after(*story).stops[str(STOP_1)]] == [pid(after(*MET), BO), pid(after(*MET), ANN)]


def test_whoever_asks_the_bot_for_something_has_it_in_the_chat() -> None:
    assert after(*MET, BotRemoved(at(2)), CommandGiven(at(3), BO, Command.HELP)).installed
