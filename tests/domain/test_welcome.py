"""T1. A chat is told once what the bot is: with the rules if a meeting begins soon, else by a card of its own."""

from dataclasses import replace

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, Matter, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, BotInstalled, BotRemoved, CommandGiven, Event, MeetingEnded
from bot.domain.meeting import Meeting
from bot.domain.presses import Command
from bot.domain.records import Where
from tests.scenes import ANN, OWN, after, at, effects_of, last_decision, started

WELCOME = Matter(CardKind.WELCOME, 1)
ADDED = BotInstalled(at(-60))
QUIET = AlarmRang(at(-45), Alarm.WELCOME, at(-45))
PERSONAL = Meeting(Where("a:1", OWN, "https://smba.trafficmanager.net/emea/", personal=True))


def welcomes(*events: Event) -> bool:
    occurrence = after(*events).occurrence
    assert occurrence is not None
    return bool(occurrence.welcomes)


def shown(*events: Event, before: Meeting | None = None) -> list[Effect]:
    effects = last_decision(*events, before=before).effects
    return [one for one in effects if isinstance(one, ShowCard) and one.matter.kind is CardKind.WELCOME]


def test_a_meeting_that_begins_soon_has_one_card_with_both() -> None:
    assert SetAlarm(Alarm.WELCOME, at(-45)) in effects_of(ADDED)
    assert not shown(ADDED)
    assert welcomes(ADDED, started(-50))
    assert not shown(ADDED, started(-50), QUIET)


def test_where_none_begins_soon_the_bot_says_what_it_is() -> None:
    assert shown(ADDED, QUIET) == [ShowCard(WELCOME)]
    assert not welcomes(ADDED, QUIET, started())


def test_it_says_so_once() -> None:
    assert not shown(ADDED, QUIET, BotInstalled(at(-40)), AlarmRang(at(-25), Alarm.WELCOME, at(-25)))
    assert not welcomes(ADDED, started(-50), MeetingEnded(at(-30), at(-30)), started())


def test_whoever_takes_it_out_and_adds_it_again_is_told_again() -> None:
    assert shown(ADDED, QUIET, BotRemoved(at(-40)), BotInstalled(at(-39)), AlarmRang(at(-24), Alarm.WELCOME, at(-24)))


def test_one_that_was_taken_out_meanwhile_says_nothing() -> None:
    assert not shown(ADDED, BotRemoved(at(-50)), QUIET)


def test_in_somebodys_own_chat_it_says_so_at_once_and_asks_nobody() -> None:
    assert last_decision(ADDED, before=PERSONAL).effects == (ShowCard(WELCOME),)


def test_the_rules_that_somebody_asks_for_before_a_meeting_do_not_stand_for_it() -> None:
    asked = CommandGiven(at(-50), ANN, Command.RULES)

    assert shown(ADDED, asked, QUIET) == [ShowCard(WELCOME)]
    assert welcomes(ADDED, asked, started(-49))


def test_a_chat_where_it_has_reminded_before_is_told_nothing_when_the_app_is_renewed() -> None:
    reminded = after(started(-600), MeetingEnded(at(-570), at(-570)))
    before_it_was_noted = replace(reminded, welcomed=None)

    assert SetAlarm(Alarm.WELCOME, at(-45)) not in last_decision(ADDED, before=before_it_was_noted).effects
    assert not shown(ADDED, QUIET, before=before_it_was_noted)
    assert not after(started(), before=before_it_was_noted).occurrence.welcomes  # type: ignore[union-attr]  # it runs


def test_one_that_is_added_anew_while_a_meeting_runs_does_not_break_in() -> None:
    story = (ADDED, started(-50), BotRemoved(at(-49)), BotInstalled(at(-48)))

    assert SetAlarm(Alarm.WELCOME, at(-33)) not in effects_of(*story)
    assert not shown(*story, QUIET)
