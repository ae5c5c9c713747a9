"""A year's audit of a hospital: whether it is proven, exported and read in seconds, with flat memory.

`python -m bench.year`, which is `make bench-year`: makes a year of 200,000 meetings in a SQLite file (tens of minutes,
some GB, deleted afterwards), then measures each question in a process of its own. Ends with 0 if every goal holds.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.goals import Goal, Row, as_json, exit_code, table
from bench.progress import done, say
from bench.stage import NotMeasured
from bench.year_made import KINDS, Year
from bench.year_measure import DATABASE

MEETINGS = 200_000
MEMORY_MB = Goal(250.0)
"""Beside a bot that serves, on the machine of docs/CAPACITY.md: no more than the bot itself has at a peak."""

FLAT = Goal(1.25)
"""The year's export against the day's: what grows with the rows is not flat."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is measured, and how long it may take."""

    name: str
    what: str
    goal: Goal


_PAGE = Goal(1.0)  # somebody waits for a page: longer, and they press again (Nielsen: a second keeps the thought)
_COFFEE = Goal(120.0)  # a command of a monthly or yearly routine: it may take as long as reading what it tells
QUESTIONS = (
    Question("verify", "verify every chain, write heads", _COFFEE),
    Question("against", "verify against these heads", _COFFEE),
    Question("export-day", "export a day", Goal(5.0)),  # asked for by the phone, after an incident
    Question("export-month", "export a month", Goal(30.0)),  # a report is due
    Question("export-names", "export a month with names", Goal(60.0)),  # each meeting's key is opened
    Question("export-year", "export the year", _COFFEE),
    Question("list", "yesterday's meetings", _PAGE),
    Question("timeline", "a timeline's data, names recorded", _PAGE),
    Question("insight", "a person's insight", _PAGE),
    Question("trends", "a year's trends", Goal(3.0)),  # drawn seldom, over every meeting there was
)


def measured(folder: Path, meetings: int, kinds: int = KINDS) -> list[Row]:
    """Make the year in *folder*, and put the questions to it.

    Raises:
        NotMeasured: there is no room for it.
    """
    noted = folder / "made.json"
    if not noted.exists():
        noted.write_text(json.dumps(asdict(Year(folder / DATABASE, meetings, kinds).make())))
    made: dict[str, Any] = json.loads(noted.read_text())
    sums = "{meetings:,} meetings in {chats:,} chats, {rows:,} rows, {people:,} names".format(**made)
    rows = [Row("the database", "GB", [made["bytes"] / 1e9], note=sums)]
    peaks: dict[str, float] = {}
    for question in QUESTIONS:
        say(question.what)
        found = _asked(question, folder)
        if found is None:
            rows.append(Row(question.what, "s", [], question.goal, missing="it ended with an error"))
            continue
        note = f"{found['cpu']:.2f} s of CPU; {found['note']}".removesuffix("; ")
        rows.append(Row(question.what, "s", [found["seconds"]], question.goal, note=note))
        peaks[question.name] = found["mb"]
    rows += [Row(f"memory: {one.what}", "MB", [peaks[one.name]], MEMORY_MB) for one in QUESTIONS if one.name in peaks]
    if {"export-year", "export-day"} <= peaks.keys():
        rows.append(
            Row("memory, the year's export / the day's", "x", [peaks["export-year"] / peaks["export-day"]], FLAT)
        )
    return rows


def _asked(question: Question, folder: Path) -> dict[str, Any] | None:
    """None: it ended with an error, which it has told."""
    order = [sys.executable, "-m", "bench.year_measure", question.name, str(folder)]
    if subprocess.run(order, stdout=subprocess.DEVNULL, check=False).returncode:
        return None
    found: dict[str, Any] = json.loads((folder / f"{question.name}.json").read_text())
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.year", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--meetings", type=int, default=MEETINGS, help="default: %(default)s")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="make it there, and leave it there; what was made there before is measured again",
    )
    parser.add_argument("--json", action="store_true", help="for programs, instead of the table")
    chosen = parser.parse_args(arguments)
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    with nullcontext(str(chosen.keep)) if chosen.keep else tempfile.TemporaryDirectory(prefix="year-") as folder:
        try:
            rows = measured(Path(folder), chosen.meetings)
        except NotMeasured as wrong:
            rows = [Row("the year", "", [], missing=str(wrong))]
    done()
    print(as_json(rows) if chosen.json else "\n".join(table(rows)))
    return exit_code(rows)


if __name__ == "__main__":
    sys.exit(main())
