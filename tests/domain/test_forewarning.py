"""S4. Ten minutes before the meeting its host is told privately to sit apart and test the sound, once a start."""

from dataclasses import replace

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, FetchStart, Matter, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, BotInstalled, BotRemoved, Event, MeetingEnded, Member, RosterRead, StartTold
from bot.domain.participants import PersonId
from tests.scenes import ANN, BO, after, at, invited, last_decision, started

EARLY = Matter(CardKind.RULES, 1, "to-p1-early")
KNOWN: tuple[Event, ...] = (
    BotInstalled(at(-120)),
    RosterRead(at(-119), (Member(ANN), Member(BO)), 0),
    invited(BO, minutes=-119),
)
TOLD = StartTold(at(-118), at(0))
RANG = AlarmRang(at(-10), Alarm.FOREWARN, at(-10))
TO_THE_HOST = ShowCard(EARLY, PersonId("p1"))


def asked(*events: Event) -> list[Effect]:
    """What the last of these events asks for about the start."""
    effects = last_decision(*events).effects
    ours = (Alarm.FOREWARN, Alarm.LOOK_AHEAD)
    return [
        one
        for one in effects
        if isinstance(one, FetchStart)
        or (isinstance(one, SetAlarm) and one.name in ours)
        or (isinstance(one, ShowCard) and one.matter.of.endswith("-early"))
    ]


def test_the_start_is_asked_for_when_the_bot_is_added_and_again_before_anybody_is_told() -> None:
    assert asked(KNOWN[0]) == [FetchStart()]
    assert asked(*KNOWN, TOLD) == [SetAlarm(Alarm.FOREWARN, at(-10))]
    assert asked(*KNOWN, TOLD, RANG) == [FetchStart()]
    assert asked(*KNOWN, TOLD, RANG, StartTold(at(-9.9), at(0))) == [TO_THE_HOST]


def test_a_meeting_that_was_put_off_is_told_of_at_its_new_hour() -> None:
    put_off = (*KNOWN, TOLD, RANG, StartTold(at(-9.9), at(60)))

    assert asked(*put_off) == [SetAlarm(Alarm.FOREWARN, at(50))]
    assert asked(*put_off, AlarmRang(at(50), Alarm.FOREWARN, at(50)), StartTold(at(50.1), at(60))) == [TO_THE_HOST]


def test_the_host_is_told_once_a_start() -> None:
    told = (*KNOWN, TOLD, RANG, StartTold(at(-9.9), at(0)))

    assert asked(*told, StartTold(at(-8), at(0))) == []
    assert asked(*told, StartTold(at(-8), at(1))) == [replace(TO_THE_HOST, matter=replace(EARLY, number=2))]


def test_a_bot_that_is_added_within_ten_minutes_tells_at_once() -> None:
    assert asked(*KNOWN, StartTold(at(-4), at(0))) == [TO_THE_HOST]


def test_nobody_is_told_once_the_meeting_runs_or_the_start_is_past_or_the_bot_was_taken_out() -> None:
    assert asked(*KNOWN, started(-9.95), StartTold(at(-9.9), at(0))) == []
    assert asked(*KNOWN, StartTold(at(1), at(0))) == [SetAlarm(Alarm.LOOK_AHEAD, at(7 * 24 * 60 + 1))]
    assert asked(*KNOWN, BotRemoved(at(-60)), TOLD) == []


def test_where_the_host_is_not_known_nobody_is_told_in_their_place() -> None:
    assert asked(BotInstalled(at(-120)), StartTold(at(-4), at(0))) == []


SERIES = (*KNOWN, replace(started(), recurring=True))
OVER = MeetingEnded(at(30), at(30))
WEEK = 7 * 24 * 60


def test_of_a_series_the_next_start_is_looked_for_when_one_is_over() -> None:
    assert asked(*SERIES, OVER) == [FetchStart()]
    assert asked(*SERIES, OVER, StartTold(at(31), at(WEEK))) == [SetAlarm(Alarm.FOREWARN, at(WEEK - 10))]
    assert asked(*KNOWN, started(), OVER) == []


def test_of_a_series_that_pauses_it_is_looked_for_each_week_until_it_is_forgotten() -> None:
    nothing = StartTold(at(31), None)
    look = AlarmRang(at(WEEK + 31), Alarm.LOOK_AHEAD, at(WEEK + 31))

    assert asked(*SERIES, OVER, nothing) == [SetAlarm(Alarm.LOOK_AHEAD, at(WEEK + 31))]
    assert asked(*SERIES, OVER, nothing, look) == [FetchStart()]
    assert asked(*SERIES, OVER, nothing, look, StartTold(at(14 * WEEK), None)) == []


def test_the_host_is_told_before_the_next_of_a_series_too() -> None:
    first = (*KNOWN, TOLD, RANG, StartTold(at(-9.9), at(0)), replace(started(), recurring=True), OVER)
    told = asked(*first, StartTold(at(WEEK - 9), at(WEEK)))

    assert [type(one) for one in told] == [ShowCard]
    assert after(*first, StartTold(at(WEEK - 9), at(WEEK))).forewarned == at(WEEK)


def test_a_host_who_is_known_only_after_the_hour_was_told_is_told_then() -> None:
    added = (BotInstalled(at(-5)), StartTold(at(-4.9), at(0)))

    assert asked(*added) == []
    assert asked(*added, invited(BO, minutes=-4.8), RosterRead(at(-4.7), (Member(ANN), Member(BO)), 0)) == [TO_THE_HOST]
    assert asked(*added, RosterRead(at(-4.7), (Member(ANN), Member(BO)), 0), invited(BO, minutes=-4.6)) == [TO_THE_HOST]


def test_what_was_known_holds_where_nobody_can_tell() -> None:
    in_vain = (*KNOWN, TOLD, RANG, StartTold(at(-9.5), None, unknown=True))

    assert asked(*in_vain) == [TO_THE_HOST]
    assert asked(*KNOWN, TOLD, RANG, StartTold(at(-9.5), None)) == [SetAlarm(Alarm.LOOK_AHEAD, at(7 * 24 * 60 - 9.5))]


def test_a_meeting_that_is_far_off_is_looked_for_each_week() -> None:
    assert asked(*KNOWN, StartTold(at(-118), None)) == [SetAlarm(Alarm.LOOK_AHEAD, at(7 * 24 * 60 - 118))]
    assert asked(*KNOWN, StartTold(at(100 * 24 * 60), None)) == []


def test_a_start_that_is_nowhere_any_more_is_forgotten() -> None:
    assert after(*KNOWN, TOLD, StartTold(at(-60), None)).starts is None


def test_ten_minutes_before_to_the_minute_is_in_time() -> None:
    assert asked(*KNOWN, StartTold(at(-10), at(0))) == [TO_THE_HOST]


def test_of_a_meeting_that_is_no_series_nobody_looks_for_the_next() -> None:
    assert asked(*KNOWN, started(), OVER, StartTold(at(31), None)) == []
