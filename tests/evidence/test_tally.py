"""What is counted of meetings, and never of whom."""

from datetime import date, timedelta

from bot.domain.chat import Judged, MessagePosted, Suspicion
from bot.domain.events import CardPressed, CardShown
from bot.domain.health.findings import Kind, Sign, Tier
from bot.domain.norway import OSLO
from bot.domain.presses import FalseAlarm
from bot.domain.reasons import Reason
from bot.evidence.tally import KEYS, Counted, by_kind, by_reason, tally
from bot.evidence.timeline import timeline
from bot.evidence.trends import Step, Stretch, total, trends
from tests.evidence.telling import holding, play
from tests.pages.meetings import HEALTH, bad_day, quiet_day
from tests.scenes import ANN, NINE, at, joined, started


def test_a_bad_day_is_counted() -> None:
    counts = tally(bad_day())

    assert counts == {
        Counted.PARTICIPANTS: 9, Counted.REMINDERS: 1, Counted.FLAGGED: 4, Counted.REJECTED: 1, Counted.UNSETTLED: 3,
        Counted.RECORDINGS: 1, Counted.PROGRAMS: 1, Counted.STOPS: 1, Counted.FINDINGS: 1, by_kind(HEALTH.kind): 1,
        by_reason(Reason.ANONYMOUS): 1, by_reason(Reason.OUTSIDER_NOT_INVITED): 1, by_reason(Reason.TELEPHONE): 1,
        by_reason(Reason.RECORDER): 1, Counted.BLIND_MINUTES: 6 + 16,
    }  # fmt: skip


def test_a_quiet_day_counts_who_was_there_and_no_more() -> None:
    assert tally(quiet_day()) == {Counted.PARTICIPANTS: 2}


def test_a_false_alarm_counts_once_however_often_its_button_is_pressed() -> None:
    judged = Judged("m1", (Suspicion(Kind.HEALTH, Tier.LIKELY, (Sign.ILLNESS,)),), shares=False, by=ANN)
    presses = (CardPressed(at(minute), ANN, FalseAlarm(), card="c1") for minute in (3, 3.5, 4))
    shown = CardShown(at(2.1), "chat-warning:to-p1:1", "c1")
    meeting, rows = play(started(), joined(ANN), MessagePosted(at(2), judged), shown, *presses)
    counts = tally(timeline(holding(meeting), rows))

    assert (counts[Counted.FINDINGS], counts[Counted.FALSE_ALARMS]) == (1, 1)


def test_nobody_is_among_the_keys() -> None:
    assert not [key for key in KEYS if key[:1] == "p" and key[1:].isdecimal()]
    assert all(str(key) == key for key in KEYS)


def test_weeks_begin_on_mondays_in_norwegian_time_and_an_empty_one_is_shown() -> None:
    sunday_evening = NINE - timedelta(hours=10)  # 23.00 in Oslo
    past_midnight = NINE - timedelta(hours=8.5)  # 00.30 in Oslo, on Monday
    told = [(sunday_evening, {"stops": 1}), (past_midnight, {"stops": 2}), (NINE + timedelta(days=15), {"nobody": 3})]

    assert trends(told, Step.WEEK, OSLO) == (
        Stretch(date(2026, 11, 16), date(2026, 11, 22), 1, {"stops": 1}),
        Stretch(date(2026, 11, 23), date(2026, 11, 29), 1, {"stops": 2}),
        Stretch(date(2026, 11, 30), date(2026, 12, 6), 0, {}),
        Stretch(date(2026, 12, 7), date(2026, 12, 13), 1, {}),
    )


def test_months_have_their_own_lengths_and_days_are_days() -> None:
    told = [(NINE, {"stops": 1}), (NINE + timedelta(days=100), {"stops": 1})]

    months = trends(told, Step.MONTH, OSLO)

    assert [one.last for one in months] == [
        date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)
    ]  # fmt: skip
    assert len(trends(told, Step.DAY, OSLO)) == 101
    assert total(months) == {"stops": 2}
    assert trends([], Step.DAY, OSLO) == ()
