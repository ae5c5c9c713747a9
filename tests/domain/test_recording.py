"""S1. Recording is turned off before anybody speaks; what is left otherwise than the procedure wants is told, once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alarms import Alarm
from bot.domain.checklists import lines
from bot.domain.effects import CardKind, Effect, FetchOptions, Matter, SetAlarm, SetOptions, ShowCard
from bot.domain.events import AlarmRang, BotInstalled, CardPressed, Event, MeetingEnded, PressRefused
from bot.domain.expected import Unread
from bot.domain.options import OptionsRead, OptionsRefused, OptionsSet, OptionsUnavailable
from bot.domain.participants import Role
from bot.domain.presses import HardenWanted
from bot.domain.procedure import Clause, Hardening, Option, Variant
from tests.scenes import ANN, BO, PROCEDURE, after, at, invited, joined, last_decision, pid, started

FINE = {
    Option.RECORDING: "off",
    Option.TRANSCRIPTION: "off",
    Option.AUTOMATIC_RECORDING: "off",
    Option.LOBBY: "invited",
    Option.DIAL_IN_BYPASS: "off",
    Option.ANNOUNCEMENTS: "on",
    Option.PRESENTERS: "roleispresenter",
}
RECORDED = {**FINE, Option.RECORDING: "on", Option.TRANSCRIPTION: "on"}
OFF = {Option.RECORDING: "off", Option.TRANSCRIPTION: "off"}
OPEN_LOBBY = {**FINE, Option.LOBBY: "everyone"}
STORY = (started(), invited(BO), joined(ANN, BO))
TO_ALL, TO_HOST = Matter(CardKind.OPTIONS, 1), Matter(CardKind.OPTIONS, 1, "to-p1")


def told(options: Mapping[Option, str], minutes: float = 2) -> OptionsRead:
    return OptionsRead(at(minutes), options)


def were_set(*options: Option, minutes: float = 2.1) -> OptionsSet:
    return OptionsSet(at(minutes), options)


def effects_of(*events: Event, hardening: Hardening = Hardening.RECORDING) -> list[Effect]:
    """What the last event asked of the meeting's options."""
    decision = last_decision(*events, procedure=replace(PROCEDURE, hardening=hardening))
    rules = ("turn_recording_off", "tell_of_options")
    return [effect for name, effect in zip(decision.asked_by, decision.effects, strict=True) if name in rules]


def test_the_options_are_read_when_the_bot_is_added_and_when_the_meeting_starts() -> None:
    assert effects_of(BotInstalled(at(-10))) == [FetchOptions()]
    assert effects_of(started()) == [FetchOptions()]
    assert effects_of(started(), joined(ANN)) == []


def test_recording_and_transcription_are_turned_off_by_themselves_and_read_back() -> None:
    off = {Option.RECORDING: "off", Option.TRANSCRIPTION: "off"}
    assert effects_of(*STORY, told(RECORDED)) == [SetOptions(off)]

    done = (*STORY, told(RECORDED), were_set(*off))
    settle = SetAlarm(Alarm.READ_OPTIONS, at(2.1) + PROCEDURE.options_settle)
    assert effects_of(*done) == [settle]
    assert effects_of(*done, AlarmRang(at(2.2), Alarm.READ_OPTIONS, at(2.2))) == [FetchOptions()]
    assert effects_of(*done, told(FINE, 2.3)) == [], "nobody need be told"


@pytest.mark.parametrize(
    ("hardening", "set_"),
    [
        (Hardening.RECORDING, [OFF]),
        (Hardening.ALL, [OFF, {Option.LOBBY: "invited"}]),
    ],
)
def test_the_setting_says_what_is_set_without_asking(hardening: Hardening, set_: list[dict[Option, str]]) -> None:
    wrong = {**RECORDED, Option.LOBBY: "everyone"}
    asked = [one for one in effects_of(*STORY, told(wrong), hardening=hardening) if isinstance(one, SetOptions)]

    assert asked == [SetOptions(part) for part in set_], "what Graph refuses of the one does not stop the other"


@pytest.mark.parametrize("hardening", [Hardening.ASK, Hardening.NEVER])
def test_where_nothing_is_set_unasked_all_are_told_that_the_meeting_can_be_recorded(hardening: Hardening) -> None:
    assert effects_of(*STORY, told(RECORDED), hardening=hardening) == [ShowCard(TO_ALL)]


def test_what_graph_refuses_is_told_once_and_anew_when_it_is_mended() -> None:
    refused = OptionsRefused(at(2.1), (Option.RECORDING, Option.TRANSCRIPTION), Unread.DENIED)
    story = (*STORY, told(RECORDED), refused)

    assert effects_of(*story) == [ShowCard(TO_ALL)]
    assert effects_of(*story, told(RECORDED, 3)) == []
    assert effects_of(*story, told(FINE, 4)) == [ShowCard(TO_ALL)], "the card that stands"


def test_what_is_read_before_graph_can_have_seen_it_is_no_answer() -> None:
    done = (*STORY, told(RECORDED), were_set(Option.RECORDING, Option.TRANSCRIPTION))

    assert effects_of(*done, told(RECORDED, 2.11)) == []
    assert effects_of(*done, told(RECORDED, 2.11), told(RECORDED, 2.3)) == [ShowCard(TO_ALL)]


def test_what_graph_takes_after_all_is_refused_no_more() -> None:
    refused = OptionsRefused(at(2.1), (Option.RECORDING, Option.TRANSCRIPTION), Unread.DENIED)
    options = after(*STORY, told(RECORDED), refused, were_set(Option.RECORDING, minutes=3)).options

    assert (options.mended, options.refused) == ((Option.RECORDING,), (Option.TRANSCRIPTION,))


def test_recording_that_somebody_turned_on_again_is_told_and_not_turned_off_again() -> None:
    story = (*STORY, told(RECORDED), were_set(Option.RECORDING, Option.TRANSCRIPTION), told(FINE, 2.3))

    assert effects_of(*story, told(RECORDED, 9)) == [ShowCard(TO_ALL)]


def test_nothing_tells_when_somebody_changes_the_options_so_they_are_read_again_while_the_meeting_runs() -> None:
    again = SetAlarm(Alarm.READ_OPTIONS, at(2) + PROCEDURE.options_every)

    assert again in last_decision(*STORY, told(FINE)).effects
    assert effects_of(*STORY, told(FINE), AlarmRang(at(7), Alarm.READ_OPTIONS, at(7))) == [FetchOptions()]
    assert again not in last_decision(BotInstalled(at(-10)), told(FINE)).effects
    over = (*STORY, told(FINE), MeetingEnded(at(6), at(6)))
    assert effects_of(*over, AlarmRang(at(7), Alarm.READ_OPTIONS, at(7))) == []


def test_what_else_is_wrong_the_host_alone_is_told() -> None:
    assert effects_of(*STORY, told(OPEN_LOBBY)) == [ShowCard(TO_HOST, pid(after(*STORY), ANN))]


def test_a_host_who_comes_later_is_told_then() -> None:
    early = (started(), invited(BO), joined(BO), told(OPEN_LOBBY))

    assert effects_of(*early) == []
    (shown,) = effects_of(*early, joined(ANN, minutes=5))
    assert isinstance(shown, ShowCard)
    assert shown.to == pid(after(*early, joined(ANN, minutes=5)), ANN)


def test_graph_that_was_away_is_asked_again_and_one_that_refuses_is_not() -> None:
    again = SetAlarm(Alarm.READ_OPTIONS, at(2) + PROCEDURE.read_again)

    assert effects_of(*STORY, OptionsUnavailable(at(2), Unread.AWAY)) == [again]
    assert effects_of(*STORY, OptionsUnavailable(at(2), Unread.DENIED)) == []


def test_whoever_leads_may_have_all_of_it_set_and_nobody_else() -> None:
    story = (*STORY, told(OPEN_LOBBY))
    by_host = CardPressed(at(3), ANN, HardenWanted(), Role.ORGANIZER)

    assert effects_of(*story, by_host) == [SetOptions({Option.LOBBY: "invited"})]
    assert effects_of(*story, by_host, hardening=Hardening.NEVER) == []
    assert isinstance(last_decision(*story, CardPressed(at(3), BO, HardenWanted())).fact, PressRefused)


def test_the_checklist_ticks_what_graph_proves_and_takes_it_back() -> None:
    def line(*events: Event) -> object:
        (first,) = [one for one in lines(Variant.TEAMS, after(*events), PROCEDURE) if one.clause is Clause.S1]
        return first.proven

    assert line(*STORY, told(FINE)) == at(2)
    assert line(*STORY) is None
    assert line(*STORY, told({Option.TRANSCRIPTION: "off"})) is None, "of recording nothing was told"
    assert line(*STORY, told({Option.RECORDING: "off"})) is None, "nor of what starts by itself"
    assert line(*STORY, told(FINE), told(RECORDED, 3)) is None
    assert line(*STORY, told(FINE), OptionsUnavailable(at(3), Unread.AWAY)) is None, "it may be on again"


def test_the_next_occurrence_begins_anew() -> None:
    story = (*STORY, told(RECORDED), were_set(Option.RECORDING, Option.TRANSCRIPTION), told(FINE, 2.3))
    again = started(60 * 24)

    assert effects_of(*story, again) == [FetchOptions()]
    assert after(*story, again).options.mended == ()
    assert timedelta(minutes=1) > PROCEDURE.options_settle
