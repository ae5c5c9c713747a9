"""What is measured, what it ought to be, and the one table that says whether it is."""

import json
import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """At most `limit`: in the row's own unit, or in times what raw aiohttp takes (`times_raw`). Or `at_least` that."""

    limit: float
    times_raw: bool = False
    at_least: bool = False

    def holds(self, measured: float) -> bool:
        return measured >= self.limit if self.at_least else measured <= self.limit


@dataclass(frozen=True, slots=True)
class Row:
    """A thing that was measured, once a round, in `unit`. `raw`: what raw aiohttp took, in the same rounds.

    Without a `goal` the row is there to be looked at. `note` is told under the table. `missing`: why nothing was
    measured, where something had to be.
    """

    what: str
    unit: str
    rounds: Sequence[float]
    goal: Goal | None = None
    raw: Sequence[float] = ()
    note: str = ""
    missing: str = ""

    @property
    def median(self) -> float:
        """nan: nothing was measured."""
        return statistics.median(self.rounds) if self.rounds else math.nan

    @property
    def times_raw(self) -> float | None:
        """The medians' ratio; None: nothing to hold it against."""
        raw = statistics.median(self.raw) if self.raw else 0.0
        return self.median / raw if raw else None

    @property
    def holds(self) -> bool | None:
        """None: there is no goal. What was not measured does not hold."""
        if self.missing:
            return False
        if self.goal is None:
            return None
        measured = self.times_raw if self.goal.times_raw else self.median
        return measured is not None and self.goal.holds(measured)


def percentile(values: Iterable[float], share: float) -> float:
    """The least of *values* that at least this share of them, from 0 to 1, does not exceed; nan: there are none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def exit_code(rows: Iterable[Row]) -> int:
    """0: every goal holds. 1: one does not, or nothing was measured."""
    rows = list(rows)
    return 0 if rows and all(row.holds is not False for row in rows) else 1


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The table, line by line, and its notes."""
    head = ("what", "measured (median)", "x raw", "goal", "holds", "rounds")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for number, line in enumerate(lines):
        cells = (cell.ljust(wide) if not place else cell.rjust(wide) for place, (cell, wide) in _placed(line, widths))
        yield "  ".join(cells).rstrip()
        if not number:
            yield "  ".join("-" * wide for wide in widths)
    notes = [f"{row.what}: {row.missing or row.note}" for row in rows if row.missing or row.note]
    yield from ["", *notes] if notes else []


def _placed(line: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[int, tuple[str, int]]]:
    return enumerate(zip(line, widths, strict=True))


def _cells(row: Row) -> tuple[str, ...]:
    ratio, holds = row.times_raw, {None: "", True: "yes", False: "NO"}[row.holds]
    unit = "x raw" if row.goal and row.goal.times_raw else row.unit
    goal = "" if row.goal is None else f"{_sign(row.goal)} {row.goal.limit:g} {unit}"
    spread = f"{told(min(row.rounds))} to {told(max(row.rounds))}" if len(row.rounds) > 1 else ""
    return (
        row.what,
        f"{told(row.median)} {row.unit}" if row.rounds else "not measured",
        "" if ratio is None else f"{ratio:.2f}",
        goal,
        holds,
        spread,
    )


def _sign(goal: Goal) -> str:
    return ">=" if goal.at_least else "<="


def told(value: float) -> str:
    """A figure as it stands in a table."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.{1 if abs(value) >= 100 else 2}f}"


def as_json(rows: Sequence[Row]) -> str:
    """The same for programs: a list of rows, each with its goal, and whether all goals hold."""
    told = [
        {
            "what": row.what,
            "unit": row.unit,
            "median": None if math.isnan(row.median) else row.median,
            "rounds": list(row.rounds),
            "times_raw": row.times_raw,
            "goal": None if row.goal is None else asdict(row.goal),
            "holds": row.holds,
            "note": row.note,
            "missing": row.missing,
        }
        for row in rows
    ]
    return json.dumps({"holds": exit_code(rows) == 0, "rows": told}, indent=2)
