from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.moments import AHEAD, moment_or, parse_moment

ARRIVED = datetime(2026, 2, 23, 19, 34, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-23T19:34:07.478Z", datetime(2026, 2, 23, 19, 34, 7, 478000, UTC)),
        ("2026-02-23T19:34:07.4781234Z", datetime(2026, 2, 23, 19, 34, 7, 478123, UTC)),
        ("2026-02-23T11:34:07.478-8", datetime(2026, 2, 23, 19, 34, 7, 478000, UTC)),
        ("2026-02-23T11:34:07.4781234-8", datetime(2026, 2, 23, 19, 34, 7, 478123, UTC)),
        ("2026-02-23T20:34:07+1", datetime(2026, 2, 23, 19, 34, 7, tzinfo=UTC)),
        ("2026-02-23T20:34:07+01:00", datetime(2026, 2, 23, 19, 34, 7, tzinfo=UTC)),
        ("2026-02-24T01:04:07+5:30", datetime(2026, 2, 23, 19, 34, 7, tzinfo=UTC)),
        ("2026-02-23T20:34:07+0100", datetime(2026, 2, 23, 19, 34, 7, tzinfo=UTC)),
        ("2026-02-23T19:34:07", datetime(2026, 2, 23, 19, 34, 7, tzinfo=UTC)),
        (" 2026-02-23t19:34z ", datetime(2026, 2, 23, 19, 34, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_however_it_is_written(text: str, moment: datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "2026-13-40T99:99:99Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12", "1601-01-01T00:00:00Z", "2026-02-23T19:34:07+99", "٢٠٢٦-٠٢-٢٣T19:34:07Z", "2" * 1000,
    ],
)  # fmt: skip
def test_what_tells_no_time_is_no_time_and_no_failure(text: str) -> None:
    assert parse_moment(text) is None


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    moment = parse_moment(text)

    assert moment is None or moment.tzinfo is UTC


@given(
    st.datetimes(min_value=datetime(2000, 1, 2), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.integers(-14, 14),
    st.integers(0, 9_999_999),
)
def test_every_time_in_ticks_of_100_ns_comes_back(naive: datetime, hours: int, ticks: int) -> None:
    written = f"{naive:%Y-%m-%dT%H:%M:%S}.{ticks:07d}{hours:+d}"

    moment = naive.replace(microsecond=ticks // 10, tzinfo=UTC) - timedelta(hours=hours)
    assert parse_moment(written) == moment


@given(st.text() | st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat))
def test_nothing_happens_far_ahead_of_its_arrival(text: str) -> None:
    assert moment_or(text, ARRIVED, ARRIVED) <= ARRIVED + AHEAD


def test_a_clock_that_is_a_little_fast_is_believed() -> None:
    assert moment_or("2026-02-23T19:38:00Z", ARRIVED, ARRIVED) == datetime(2026, 2, 23, 19, 38, tzinfo=UTC)


def test_a_time_too_far_ahead_becomes_the_arrival() -> None:
    assert moment_or("2026-02-23T19:40:00Z", ARRIVED, ARRIVED) == ARRIVED
