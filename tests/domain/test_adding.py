"""S7. A meeting that a system announces gets the app, once; what Graph says of it is remembered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.adding import standing
from bot.domain.alarms import Alarm
from bot.domain.effects import AddApp, Effect, SetAlarm
from bot.domain.events import AlarmRang, BotInstalled, BotRemoved, Event, MeetingAnnounced
from bot.domain.expected import Invited, Unread
from bot.domain.installing import AppAdded, AppRefused, Standing
from bot.domain.meeting import Meeting
from tests.scenes import ANN, PROCEDURE, after, at, joined, last_decision, line, started

ADDS = replace(PROCEDURE, adds_app=True)
AWAY, DENIED = AppRefused(at(0.1), Unread.AWAY, "503"), AppRefused(at(0.1), Unread.DENIED, "403")


def announced(minutes: float = 0, *people: Invited, source: str = "dips") -> MeetingAnnounced:
    return MeetingAnnounced(at(minutes), source, people or (line(ANN),))


def taken_back(minutes: float) -> MeetingAnnounced:
    return MeetingAnnounced(at(minutes), "dips", ())


def rang(minutes: float) -> AlarmRang:
    return AlarmRang(at(minutes), Alarm.ADD_AGAIN, at(minutes))


def effects_of(*events: Event, adds: bool = True) -> list[Effect]:
    """What the last event asked of the app's adding."""
    decision = last_decision(*events, procedure=replace(PROCEDURE, adds_app=adds))
    asked = zip(decision.asked_by, decision.effects, strict=True)
    return [effect for name, effect in asked if name == "add_app_to_announced"]


def stands(*events: Event, adds: bool = True) -> Standing:
    return standing(remembered(*events), adds=adds)


def remembered(*events: Event) -> Meeting:
    return after(*events, procedure=ADDS)


def test_an_announced_meeting_gets_the_app() -> None:
    assert effects_of(announced()) == [AddApp(at(0))]
    assert stands(announced()) is Standing.ASKED
    assert stands(announced(), AppAdded(at(0.1))) is Standing.ADDED


def test_where_nobody_knows_its_id_in_the_catalogue_somebody_adds_it_by_hand() -> None:
    assert effects_of(announced(), adds=False) == []
    assert standing(after(announced()), adds=False) is Standing.BY_HAND
    assert standing(after(announced(), BotInstalled(at(1))), adds=False) is Standing.IN_MEETING


@pytest.mark.parametrize("before", [BotInstalled(at(-5)), started(-5), joined(ANN, minutes=-5)])
def test_where_teams_told_us_something_it_is_in_already(before: Event) -> None:
    assert effects_of(before, announced()) == []
    assert stands(before, announced()) is Standing.IN_MEETING


def test_it_is_not_asked_for_twice_while_one_is_under_way() -> None:
    assert effects_of(announced(), announced(0.5, source="booking")) == []
    assert effects_of(announced(), announced(3)) == [AddApp(at(3))], "the answer was lost"
    assert effects_of(announced(), AppAdded(at(0.1)), announced(1)) == []


def test_that_it_was_there_is_no_news_to_whoever_announced_it() -> None:
    assert stands(announced(), AppAdded(at(0.1), there=True)) is Standing.IN_MEETING


def test_while_graph_is_away_it_is_asked_again_and_again_for_a_day() -> None:
    again = SetAlarm(Alarm.ADD_AGAIN, AWAY.at + PROCEDURE.read_again)

    assert effects_of(announced(), AWAY) == [again]
    assert stands(announced(), AWAY) is Standing.ASKED
    assert effects_of(announced(), AWAY, rang(6)) == [AddApp(at(6))]
    late = replace(AWAY, at=at(0) + timedelta(days=1))
    assert effects_of(announced(), late) == []
    assert effects_of(announced(), announced(60), late) == [SetAlarm(Alarm.ADD_AGAIN, late.at + PROCEDURE.read_again)]


def test_an_alarm_that_has_lost_its_reason_asks_for_nothing() -> None:
    assert effects_of(announced(), AWAY, BotInstalled(at(1)), rang(6)) == []
    assert effects_of(announced(), AWAY, announced(1), AppAdded(at(1.1)), rang(6)) == []
    assert effects_of(announced(), AWAY, announced(1), replace(DENIED, at=at(1.1)), rang(6)) == []


def test_what_graph_denies_is_not_asked_again_until_it_is_announced_anew() -> None:
    assert effects_of(announced(), DENIED) == []
    assert stands(announced(), DENIED) is Standing.REFUSED
    assert remembered(announced(), DENIED).adding.cause == "403"
    assert effects_of(announced(), DENIED, announced(1)) == [AddApp(at(1))]
    assert stands(announced(), DENIED, announced(1)) is Standing.REFUSED, "until it answers anew"
    assert stands(announced(), DENIED, announced(1), AppAdded(at(1.1))) is Standing.ADDED


def test_whoever_adds_it_by_hand_meanwhile_has_it_in() -> None:
    assert stands(announced(), DENIED, BotInstalled(at(1))) is Standing.IN_MEETING
    assert stands(announced(), AppAdded(at(0.1)), BotInstalled(at(0.2))) is Standing.ADDED


def test_its_being_added_is_told_by_teams_and_not_by_graph() -> None:
    story = (announced(), AppAdded(at(0.1)))

    assert remembered(*story).install_told is None
    assert remembered(*story, BotInstalled(at(0.2))).install_told == at(0.2)


def test_that_it_is_there_after_all_counts_as_installed() -> None:
    gone = (BotInstalled(at(-9)), BotRemoved(at(-5)), announced())

    assert not remembered(*gone, AppAdded(at(0.1))).installed, "Teams tells of it in a moment"
    assert remembered(*gone, AppAdded(at(0.1), there=True)).installed
    assert not remembered(*gone, BotRemoved(at(0.2)), AppAdded(at(0.1), there=True)).installed


def test_taken_out_it_comes_in_again_when_the_meeting_is_announced_anew() -> None:
    gone = (announced(-9), AppAdded(at(-8.9)), BotInstalled(at(-8.8)), BotRemoved(at(-5)))

    assert effects_of(*gone) == []
    assert stands(*gone) is Standing.BY_HAND
    assert effects_of(*gone, announced(0)) == [AddApp(at(0))]


def test_a_list_that_is_taken_back_asks_for_nothing_and_an_empty_one_at_first_does() -> None:
    assert effects_of(announced(), DENIED, taken_back(1)) == []
    assert effects_of(taken_back(0)) == [AddApp(at(0))]
