"""The rate windows: exactly so many calls in so many seconds (docs/TEAMS.md H)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.rate import WINDOWS, Measure, Rates, Window


def admitted(at: list[float], measure: Measure = Measure.SEND) -> list[bool]:
    rates = Rates()
    return [rates.admit(measure, "chat", moment) is None for moment in at]


def test_seven_messages_in_a_second_pass_and_the_eighth_does_not() -> None:
    assert admitted([10.0] * 8) == [True] * 7 + [False]


def test_a_message_exactly_a_second_old_counts_no_more() -> None:
    assert admitted([10.0] * 7 + [10.999, 11.0]) == [True] * 7 + [False, True]


def test_nine_messages_within_two_seconds_are_one_too_many() -> None:
    assert admitted([10.0] * 7 + [11.0, 11.5, 12.0]) == [True] * 8 + [False, True]


def test_sixty_messages_in_half_a_minute_pass_and_no_more() -> None:
    evenly = [index * 0.3 for index in range(60)]

    assert all(admitted(evenly))
    assert admitted([*evenly, 29.999, 30.0])[60:] == [False, True]


def test_1800_messages_in_an_hour_pass_and_no_more() -> None:
    nearly_an_hour = [index * 2.0 for index in range(1799)] + [3597.0]

    assert admitted([*nearly_an_hour, 3599.5, 3600.0]) == [True] * 1800 + [False, True]


def test_threads_are_counted_apart_and_the_tenant_as_one() -> None:
    rates = Rates()

    assert [rates.admit(Measure.SEND, f"chat {index}", 10.0) for index in range(60)] == [None] * 60
    assert admitted([10.0 + index / 1000 for index in range(51)], Measure.ALL) == [True] * 50 + [False]


def test_a_breach_tells_the_window_and_when_to_come_back() -> None:
    rates = Rates()
    for _ in range(7):
        rates.admit(Measure.SEND, "chat", 10.0)

    breach = rates.admit(Measure.SEND, "chat", 10.4)

    assert breach is not None
    assert (breach.window, breach.retry_after_s) == (Window(1, 7), 1)
    assert rates.breaches == [breach]
    assert rates.admit(Measure.SEND, "chat", 10.4 + breach.retry_after_s) is None


@pytest.mark.parametrize("measure", Measure)
@given(pauses=st.lists(st.floats(0, 3, allow_nan=False), max_size=80))
def test_what_is_admitted_never_breaks_a_window(measure: Measure, pauses: list[float]) -> None:
    rates, at, passed = Rates(), 0.0, list[float]()
    for pause in pauses:
        at += pause
        if rates.admit(measure, "chat", at) is None:
            passed.append(at)

    for window in WINDOWS[measure]:
        for moment in passed:
            assert sum(moment - window.seconds < other <= moment for other in passed) <= window.limit
