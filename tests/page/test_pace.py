"""The tape's clock: it runs, stands still, hurries, and goes on by one."""

import asyncio
import time

from rehearsal.pace import Handled, Steady

SLACK = 0.25  # seconds: the machine is not ours alone


async def waited(clock: Handled | Steady, at: float, *, seen: bool = True) -> float:
    began = time.monotonic()
    await clock.reach(at, seen=seen)
    return time.monotonic() - began


async def waits(clock: Handled, at: float) -> asyncio.Task[float]:
    """Somebody who waits for *at*, and still does after a while."""
    waiting = asyncio.create_task(clock.reach(at, seen=True))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    return waiting


async def test_a_steady_clock_begins_when_it_is_first_asked() -> None:
    clock = Steady(speed=10)
    await asyncio.sleep(0.3)

    assert 0.19 <= await waited(clock, 2) <= 0.2 + SLACK


async def test_it_stands_still_until_it_is_let_run() -> None:
    clock = Handled()
    waiting = await waits(clock, 0.1)
    assert clock.at == 0

    clock.play()
    await asyncio.wait_for(waiting, 0.1 + SLACK)


async def test_what_was_pressed_before_it_began_counts_from_its_beginning() -> None:
    clock = Handled()
    clock.play()
    await asyncio.wait_for(clock.handled(), SLACK)
    await asyncio.sleep(0.3)

    assert clock.at == 0
    assert await waited(clock, 0.2) >= 0.19


async def test_a_pause_keeps_the_hour_and_play_goes_on_from_there() -> None:
    clock = Handled()
    clock.play()
    await waited(clock, 0.1)
    clock.pause()
    stood = clock.at
    waiting = await waits(clock, stood + 0.1)

    assert clock.at == stood
    assert not clock.running
    clock.play()
    await asyncio.wait_for(waiting, 0.1 + SLACK)


async def test_it_can_be_hastened_while_somebody_waits() -> None:
    clock = Handled()
    clock.play()
    waiting = await waits(clock, 60)

    clock.hasten(1_000)
    await asyncio.wait_for(waiting, SLACK)
    assert clock.speed == 1_000


async def test_a_step_goes_to_the_next_that_people_notice_and_no_farther() -> None:
    clock = Handled()
    await clock.reach(0, seen=True)
    waiting = await waits(clock, 5)

    clock.step()
    await asyncio.wait_for(waiting, SLACK)
    assert clock.at == 5
    assert await waited(clock, 5) < SLACK, "what happens at the same hour comes too"
    await waits(clock, 6)


async def test_a_step_passes_over_what_nobody_notices() -> None:
    clock = Handled()
    await clock.reach(0, seen=True)

    clock.step()
    assert await waited(clock, 5, seen=False) < SLACK
    assert await waited(clock, 7) < SLACK
    await waits(clock, 8)
