"""The writer thread: one result that cannot be written is left out, and all others go on."""

import asyncio
from functools import partial

from bot.domain.events import InvitationRead
from bot.domain.expected import Invited
from bot.metrics import Metrics
from bot.ports import Delivery, Done, Finished, Task
from bot.store.ledger import Ledger
from bot.store.tick import Ticker
from tests.fakes import VirtualClock
from tests.scenes import ANN, NINE, WHERE, joined, started

HALF_A_SURROGATE = "x\ud83d@y"


async def test_a_result_that_cannot_be_written_stops_nobody_else(ticker: Ticker) -> None:
    tasks: asyncio.Queue[Task] = asyncio.Queue()
    clock = VirtualClock(NINE)
    ledger = Ledger(ticker=ticker, clock=clock, metrics=Metrics(), deliver=partial(put_all, tasks), room=10)
    ledger.start()
    try:
        await ledger.accept(Delivery("a", WHERE, started(), NINE), within_s=5)
        _, _, fetch = [await asyncio.wait_for(tasks.get(), 5) for _ in range(3)]
        poison = InvitationRead(NINE, Invited("ann"), (Invited(address=HALF_A_SURROGATE),))
        ledger.finish(Finished(fetch, Done(poison), NINE))
        accepted = await ledger.accept(Delivery("b", WHERE, joined(ANN), NINE), within_s=5)
        seen = await ledger.peek(WHERE, within_s=5)
    finally:
        await asyncio.wait_for(ledger.stop(), 5)

    assert len(accepted.meeting.present) == 1
    assert seen.invitation.reason is not None, "what could not be written counts as not read"
    assert ledger.alive


def put_all(queue: "asyncio.Queue[Task]", tasks: list[Task]) -> None:
    for task in tasks:
        queue.put_nowait(task)
