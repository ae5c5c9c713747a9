"""The patient meeting, told whole, with the bot itself in a process of its own."""

import io

from rehearsal.play import ALL_HELD, PATIENT_MEETING, rehearse


async def test_the_patient_meeting_goes_as_its_tape_expects() -> None:
    out = io.StringIO()

    assert await rehearse(PATIENT_MEETING, out=out) == ALL_HELD, out.getvalue()
