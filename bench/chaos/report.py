"""One table of what all cases came to, for people; or JSON, for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from bench.chaos.case import Result

_HEADS = (
    "case", "database", "meetings", "accepted", "lost", "refused", "doubled", "folded", "spared", "resting", "recovered",
    "settled", "reminded", "drained", "took", "",
)  # fmt: skip
_LEFT = 2  # columns of words


def table(results: Sequence[Result]) -> str:
    """The results, a line each; below them what did not hold."""
    lines = [_HEADS, *map(_line, results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADS))]
    told = ["  ".join(_fitted(cell, widths[n], n) for n, cell in enumerate(line)).rstrip() for line in lines]
    notes = [f"  {one.case} on {one.setup}: {', '.join((*one.failed, *one.notes))}" for one in results if one.failed]
    return "\n".join([told[0], "-" * len(told[0]), *told[1:], *(["", "What did not hold:", *notes] if notes else [])])


def as_json(results: Sequence[Result]) -> str:
    """The results with all their figures, seconds as numbers."""
    return json.dumps([asdict(one) | {"held": not one.failed} for one in results], indent=1, allow_nan=False)


def _line(one: Result) -> tuple[str, ...]:
    times = (one.recovered_s, one.settled_s, one.reminded_s, one.drained_s, one.took_s)
    counts = (
        one.meetings,
        one.accepted,
        one.lost,
        one.refused,
        one.doubled,
        one.folded,
        one.spared,
        one.spared_resting,
    )
    return (one.case, one.setup, *map(str, counts), *map(_seconds, times), "FAILED" if one.failed else "held")


def _seconds(told: float | None) -> str:
    return "–" if told is None else f"{told:.1f} s"


def _fitted(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column < _LEFT or column == len(_HEADS) - 1 else cell.rjust(width)
