"""Every tape, told whole, with the bot itself in a process of its own."""

import io
from pathlib import Path

import pytest

from rehearsal.play import ALL_HELD, PATIENT_MEETING, rehearse

TAPES = sorted(PATIENT_MEETING.parent.glob("*.jsonl"))


@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.stem)
async def test_a_meeting_goes_as_its_tape_expects(tape: Path) -> None:
    out = io.StringIO()

    assert await rehearse(tape, out=out) == ALL_HELD, out.getvalue()
