"""The tapes that come with the bot."""

import math
import re
from pathlib import Path

import pytest

from bot.domain.procedure import Clause
from rehearsal.people import CAST
from rehearsal.play import PATIENT_MEETING
from rehearsal.tape import Announce, Expect, ExpectAtMost, ExpectNone, Offstage, Press, read_tape

TAPES = sorted(PATIENT_MEETING.parent.glob("*.jsonl"))
ROWS = {
    cells[0].strip("`"): cells
    for row in (PATIENT_MEETING.parent / "README.md").read_text(encoding="utf-8").splitlines()
    if len(cells := [cell.strip() for cell in row.strip("|").split("|")]) == 5 and cells[0].startswith("`")
}
LONGEST = 45.0  # seconds, so that a rehearsal is worth waiting for


@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.stem)
def test_a_tape_tells_what_must_and_what_must_not_appear(tape: Path) -> None:
    steps = read_tape(tape)

    assert any(isinstance(step, Expect) for step in steps)
    assert any(isinstance(step, ExpectNone) for step in steps)
    assert _length(tape) <= LONGEST


@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.stem)
def test_a_tape_is_told_of_with_its_clauses_and_its_length(tape: Path) -> None:
    _, happens, appears_not, clauses, seconds = ROWS[tape.stem]

    assert happens
    assert appears_not
    assert {end for span in clauses.split(", ") for end in span.split("–")} <= {clause.value for clause in Clause}
    assert int(seconds) == math.ceil(_length(tape))


def test_no_tape_is_told_of_that_is_not_there() -> None:
    assert set(ROWS) == {tape.stem for tape in TAPES}


@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.stem)
def test_a_tape_bounds_what_all_get_from_its_beginning_to_its_end(tape: Path) -> None:
    steps = read_tape(tape)
    bounds = [step for step in steps if isinstance(step, ExpectAtMost) and step.to == "all" and not step.cards]

    assert [bound.at for bound in bounds] == [0]
    assert bounds[0].for_s > max(step.at for step in steps)


@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.stem)
def test_a_tape_names_the_cast_alone_and_no_real_identifiers(tape: Path) -> None:
    keys = {person.key for person in CAST}
    for step in read_tape(tape):
        match step:
            case Press(user=user):
                assert user in keys
            case Expect(to=to) | ExpectAtMost(to=to):
                assert to in {"all", *keys}
            case Offstage(people=people, roles=roles, by=by):
                named = {*roles, *(name for names in people.values() for name in names), *filter(None, [by])}
                assert named <= keys
            case Announce(expected=expected):
                assert {one for one in expected if isinstance(one, str)} <= keys
    for number in re.findall(r"\d{11}", tape.read_text()):
        assert 81 <= int(number[2:4]) <= 92


def _length(tape: Path) -> float:
    """Seconds until the last step is over."""
    ends = (step.at + (step.for_s if isinstance(step, (ExpectAtMost, ExpectNone)) else 0) for step in read_tape(tape))
    return max(ends)
