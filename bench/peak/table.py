"""One table: a line for each figure, a column for each configuration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench.goals import Row, told
from bench.peak.figures import Figure


@dataclass
class Column:
    """A configuration's figures, round by round, and what is to be told besides."""

    name: str
    rounds: list[list[Figure]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: str = ""

    def rows(self) -> list[Row]:
        """A row for each figure, in their order; of what could not be measured, one that says why."""
        if self.missing:
            return [Row(self.name, "", [], missing=self.missing)]
        values: dict[str, list[float]] = {}
        for one in self.rounds:
            for figure in one:
                values.setdefault(figure.what, []).append(figure.value)
        first = self.rounds[0] if self.rounds else []
        note = "; ".join(self.notes)
        return [Row(f"{self.name}: {one.what}", one.unit, values[one.what], one.goal, note=note) for one in first]


def table(columns: Sequence[Column]) -> Iterator[str]:
    """The table, line by line, with what there is to say below. A figure that misses its goal has a mark: ✗."""
    cells = {column.name: {_what(row): row for row in column.rows()} for column in columns if not column.missing}
    names = list(dict.fromkeys(what for rows in cells.values() for what in rows))
    lines = [
        ["", *cells, "goal"],
        *([what, *(_cell(rows.get(what)) for rows in cells.values()), _goal(cells, what)] for what in names),
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for number, line in enumerate(lines):
        aligned = (
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(aligned).rstrip()
        if not number:
            yield "  ".join("-" * width for width in widths)
    for column in columns:
        for note in [column.missing] if column.missing else column.notes:
            yield f"{column.name}: {note}"


def _what(row: Row) -> str:
    return row.what.partition(": ")[2]


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    value = told(row.median) if row.unit else f"{row.median:,.0f}"
    return f"{value} {row.unit}".rstrip() + (" ✗" if row.holds is False else "")


def _goal(cells: Mapping[str, Mapping[str, Row]], what: str) -> str:
    """The goal of the first configuration that has one; some are for part of them."""
    rows = [rows[what] for rows in cells.values() if what in rows]
    held = [row for row in rows if row.goal]
    if not held or held[0].goal is None:
        return ""
    part = "" if len(held) == len(rows) else f" in {len(held)}"
    return f"{'>=' if held[0].goal.at_least else '<='} {held[0].goal.limit:g} {held[0].unit}".rstrip() + part
