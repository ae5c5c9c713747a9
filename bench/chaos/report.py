"""One table of what all cases came to, for people; or JSON, for programs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import inf

from bench.chaos.case import Result

_HEADS = (
    "case", "database", "meetings", "accepted", "lost", "refused", "doubled", "folded", "spared", "resting",
    "recovered", "settled", "reminded", "drained", "took", "",
)  # fmt: skip
_LEFT = 2  # columns of words


def table(results: Sequence[Result]) -> str:
    """The results, a line each; below them what did not hold, and what was seen besides."""
    lines = [_HEADS, *map(_line, results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADS))]
    told = ["  ".join(_fitted(cell, widths[n], n) for n, cell in enumerate(line)).rstrip() for line in lines]
    told += [*_said("What did not hold:", [(one, one.failed) for one in results])]
    told += [*_said("Seen besides:", [(one, one.notes) for one in results])]
    return "\n".join([told[0], "-" * len(told[0]), *told[1:]])


def as_json(results: Sequence[Result]) -> str:
    """The results with all their figures, seconds as numbers; what never came is null."""
    told = [asdict(one) | {"held": not one.failed} for one in results]
    figures = [{name: None if figure == inf else figure for name, figure in one.items()} for one in told]
    return json.dumps(figures, indent=1, allow_nan=False, ensure_ascii=False)


def _said(title: str, what: Sequence[tuple[Result, tuple[str, ...]]]) -> Iterator[str]:
    lines = [f"  {one.case} on {one.setup}: {', '.join(said)}" for one, said in what if said]
    yield from ("", title, *lines) if lines else ()


def _line(one: Result) -> tuple[str, ...]:
    times = (one.recovered_s, one.settled_s, one.reminded_s, one.drained_s, one.took_s)
    doubles = (one.doubled, one.folded, one.spared, one.spared_resting)
    counts = (one.meetings, one.accepted, one.lost, one.refused, *doubles)
    return (one.case, one.setup, *map(str, counts), *map(_seconds, times), "FAILED" if one.failed else "held")


def _seconds(told: float | None) -> str:
    return "–" if told is None else f"{told:.1f} s"


def _fitted(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column < _LEFT or column == len(_HEADS) - 1 else cell.rjust(width)
