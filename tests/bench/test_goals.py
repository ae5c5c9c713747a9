"""The table of the goals, and when they hold."""

import json
import math

import pytest

from bench.goals import Goal, Row, as_json, exit_code, percentile, table

RAW = Row("raw", "ms", [0.5, 0.4, 0.6])
HOLDS = Row("start", "ms", [0.9, 1.0, 1.1], Goal(2.0, times_raw=True), RAW.rounds)
FAILS = Row("join", "ms", [0.7, 0.7, 0.6], Goal(1.2, times_raw=True), RAW.rounds, note="no card")
LOOKED_AT = Row("echo bot", "ms", [22.0], raw=RAW.rounds)


def test_a_goal_in_times_raw_is_held_against_the_medians_ratio() -> None:
    assert HOLDS.times_raw == 2.0
    assert HOLDS.holds is True
    assert FAILS.holds is False


def test_a_goal_in_the_rows_own_unit_is_held_against_the_median() -> None:
    assert Row("p99", "ms", [100.0, 150.0, 900.0], Goal(150.0)).holds is True
    assert Row("p99", "ms", [150.1], Goal(150.0)).holds is False


def test_what_has_no_goal_neither_holds_nor_fails() -> None:
    assert LOOKED_AT.holds is None
    assert exit_code([LOOKED_AT, RAW]) == 0


def test_all_goals_must_hold() -> None:
    assert exit_code([RAW, HOLDS]) == 0
    assert exit_code([RAW, HOLDS, FAILS]) == 1


def test_what_was_not_measured_holds_no_goal() -> None:
    assert exit_code([]) == 1
    assert Row("p99", "ms", [], Goal(150.0)).holds is False
    assert Row("start", "ms", [1.0], Goal(2.0, times_raw=True)).holds is False
    assert Row("echo bot", "ms", []).holds is None


def test_the_table_has_a_line_for_each_row_and_the_notes_below() -> None:
    head, _, *lines, gap, note = table([RAW, HOLDS, FAILS, LOOKED_AT])

    assert head.split() == ["what", "measured", "(median)", "x", "raw", "goal", "holds", "rounds"]
    assert lines[0].split() == ["raw", "0.50", "ms", "0.40", "to", "0.60"]
    assert lines[1].split() == ["start", "1.00", "ms", "2.00", "<=", "2", "x", "raw", "yes", "0.90", "to", "1.10"]
    assert lines[2].split() == ["join", "0.70", "ms", "1.40", "<=", "1.2", "x", "raw", "NO", "0.60", "to", "0.70"]
    assert lines[3].split() == ["echo", "bot", "22.00", "ms", "44.00"]
    assert (gap, note) == ("", "join: no card")


def test_what_could_not_be_measured_is_told_with_its_cause() -> None:
    missing = Row("latency", "", [], missing="3 cards did not come")

    assert exit_code([HOLDS, missing]) == 1
    assert list(table([missing]))[2].split() == ["latency", "not", "measured", "NO"]
    assert list(table([missing]))[-1] == "latency: 3 cards did not come"


def test_what_was_not_measured_says_so_in_the_table() -> None:
    assert "not measured" in list(table([Row("echo bot", "ms", [])]))[2]


def test_large_figures_are_told_without_decimals() -> None:
    assert "9,404 ms" in list(table([Row("p99", "ms", [9404.2])]))[2]


def test_programs_get_the_same_as_json() -> None:
    told = json.loads(as_json([RAW, FAILS, Row("echo bot", "ms", [])]))

    assert told["holds"] is False
    assert [row["holds"] for row in told["rows"]] == [None, False, None]
    assert told["rows"][1]["goal"] == {"limit": 1.2, "times_raw": True, "at_least": False}
    assert told["rows"][2]["median"] is None


@pytest.mark.parametrize(("share", "is_so_much"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)])
def test_a_percentile_is_a_value_that_was_seen(share: float, is_so_much: int) -> None:
    assert percentile(range(100, 0, -1), share) == is_so_much


def test_of_nothing_there_is_no_percentile() -> None:
    assert math.isnan(percentile([], 0.99))
