"""The tapes that the page offers."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from rehearsal.play import PATIENT_MEETING
from rehearsal.tape import read_tape

FOLDER = PATIENT_MEETING.parent
_CLAUSES_COLUMN = 4


def shelf(also: Path) -> dict[str, Path]:
    """Every tape by name, the patient meeting first; *also* one that lies elsewhere."""
    ours = [PATIENT_MEETING, *sorted(FOLDER.glob("*.jsonl")), also]
    return {tape.stem: tape for tape in ours}


def described(name: str, tape: Path) -> dict[str, Any]:
    """Name, seconds to its last step, and the clauses that it teaches."""
    return {"name": name, "lasts": read_tape(tape)[-1].at, "clauses": _clauses().get(name, "")}


@cache
def _clauses() -> dict[str, str]:
    """What each teaches, as the tapes' own README has it."""
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = (line.split("|") for line in told.splitlines() if re.match(r"\| `\w+` \|", line))
    return {row[1].strip(" `"): row[_CLAUSES_COLUMN].strip() for row in rows}
