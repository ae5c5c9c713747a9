"""Faults on purpose: each kind, over HTTP, and the shares that chance gives them."""

import asyncio
from collections import Counter

import aiohttp
import pytest

from rehearsal.faults import Fault, Faults, Operation, Shares
from rehearsal.standin import StandIn
from tests.rehearsal.conftest import Caller, message


async def test_throttled_and_away_are_not_done(caller: Caller, standin: StandIn) -> None:
    standin.faults.script(Operation.POST, Fault.THROTTLED, Fault.AWAY)

    assert (await caller.connector("POST", caller.posts, message()))[0] == 429
    assert (await caller.connector("POST", caller.posts, message()))[0] in (502, 503, 504)
    assert standin.world.standing() == []
    assert (await caller.connector("POST", caller.posts, message()))[0] == 201


async def test_429_may_come_with_and_without_a_time_to_wait(caller: Caller, standin: StandIn) -> None:
    address = f"{standin.service_url}{caller.posts}"
    for told, header in ((3, "3"), (None, None)):
        standin.faults.everywhere = Shares(throttled=1, retry_after_s=told)
        async with caller.http.post(address, json=message(), headers=caller.bearer()) as answer:
            assert (answer.status, answer.headers.get("Retry-After")) == (429, header)


async def test_ambiguous_is_done_though_it_does_not_say_so(caller: Caller, standin: StandIn) -> None:
    standin.faults.script(Operation.POST, Fault.AMBIGUOUS)

    assert (await caller.connector("POST", caller.posts, message()))[0] in (502, 503, 504)
    assert len(standin.world.standing()) == 1


async def test_a_lost_answer_leaves_the_post_standing(caller: Caller, standin: StandIn) -> None:
    standin.faults.script(Operation.POST, Fault.LOST, Fault.CUT)

    for _ in range(2):
        with pytest.raises(aiohttp.ClientConnectionError):
            await caller.connector("POST", caller.posts, message())
    assert len(standin.world.standing()) == 1
    assert standin.faults.met == {(Operation.POST, Fault.LOST): 1, (Operation.POST, Fault.CUT): 1}


async def test_a_hung_call_gets_no_answer(caller: Caller, standin: StandIn) -> None:
    standin.faults.script(Operation.POST, Fault.HUNG)

    with pytest.raises(TimeoutError):
        await caller.connector("POST", caller.posts, message(), timeout=aiohttp.ClientTimeout(total=0.2))
    assert standin.world.standing() == []


async def test_latency_comes_on_top(caller: Caller, standin: StandIn) -> None:
    standin.faults.shares[Operation.POST] = Shares(latency_s=0.2)

    started = asyncio.get_running_loop().time()
    await caller.connector("POST", caller.posts, message())

    assert asyncio.get_running_loop().time() - started >= 0.2


async def test_a_refusal_is_not_hidden_by_an_ambiguous_answer(caller: Caller, standin: StandIn) -> None:
    standin.faults.script(Operation.POST, Fault.AMBIGUOUS)

    assert (await caller.connector("POST", caller.posts, {}))[0] == 400


def test_chance_keeps_to_the_shares_and_to_the_seed() -> None:
    def drawn(seed: int) -> list[Fault | None]:
        faults = Faults(seed=seed)
        faults.shares[Operation.POST] = Shares(throttled=0.1, ambiguous=0.2)
        return [faults.draw(Operation.POST) for _ in range(5000)]

    counts = Counter(drawn(1))
    assert abs(counts[Fault.THROTTLED] - 500) < 100
    assert abs(counts[Fault.AMBIGUOUS] - 1000) < 150
    assert counts[Fault.AWAY] == counts[Fault.HUNG] == 0
    assert drawn(1) == drawn(1) != drawn(2)
    assert Faults().draw(Operation.UPDATE) is None
