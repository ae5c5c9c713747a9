"""Every tape, told whole, with the bot itself in a process of its own; up to `AT_ONCE` of them play side by side."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.play import ALL_HELD, PATIENT_MEETING, rehearse

TAPES = sorted(PATIENT_MEETING.parent.glob("*.jsonl"))
AT_ONCE = 3  # a tape is nearly all waiting, yet each has a bot to start, and cards are looked for by the second

Played = asyncio.Task[tuple[int, str]]


@pytest.fixture(scope="module")
async def played(request: pytest.FixtureRequest) -> AsyncIterator[dict[Path, Played]]:
    """By tape, what it ends with and what it prints: in the tests' order, so that no test waits for a later one's."""
    room = asyncio.Semaphore(AT_ONCE)

    async def play(tape: Path) -> tuple[int, str]:
        out = io.StringIO()
        async with room:
            return await rehearse(tape, out=out), out.getvalue()

    tests = [item for item in request.session.items if isinstance(item, pytest.Function) and item.path == request.path]
    asked = [test.callspec.params["tape"] for test in tests]
    tasks = {tape: asyncio.create_task(play(tape)) for tape in TAPES if tape in asked}
    yield tasks
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)


@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.stem)
async def test_a_meeting_goes_as_its_tape_expects(tape: Path, played: dict[Path, Played]) -> None:
    code, told = await played[tape]

    assert code == ALL_HELD, told
