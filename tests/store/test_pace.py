"""Teams' windows, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.pace import WINDOWS, earliest, logged


@pytest.mark.parametrize(("span", "limit"), [(1.0, 6), (2.0, 7), (30.0, 59), (3600.0, 1799)])
def test_each_window_holds_one_post_less_than_the_book(span: float, limit: int) -> None:
    full = [index * span / limit for index in range(limit)]
    now = full[-1]

    assert earliest(full[1:], now) < span
    assert earliest(full, now) == pytest.approx(max(span, now))


@given(st.lists(st.floats(0, 20), max_size=80))
def test_posts_at_the_hours_given_break_no_window(asked: list[float]) -> None:
    sent: list[float] = []
    for now in sorted(asked):
        sent = logged(sent, earliest(sent, max(now, sent[-1] if sent else 0.0)))

    for span, limit in WINDOWS:
        assert all(end - start >= span - 1e-9 for start, end in zip(sent, sent[limit:], strict=False))
