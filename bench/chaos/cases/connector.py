"""Teams' connector is down, slow, says no, or does not let us know what it has done."""

import asyncio

from bench.chaos.case import SQLITE, Case, Goals
from bench.chaos.gate import Way
from bench.chaos.ground import Ground
from rehearsal.faults import Operation, Shares
from rehearsal.wire import Answer

_OPERATIONS = (
    Operation.POST, Operation.UPDATE, Operation.DELETE, Operation.CREATE, Operation.MEMBERS, Operation.DETAILS,
    Operation.PARTICIPANT,
)  # fmt: skip
_STORMS = 3


async def down(ground: Ground) -> None:
    """Nobody listens there for two minutes."""
    server = ground.standin.connector.server
    with ground.fault():
        await server.refuse_connections()
        await ground.while_broken(120)
        await server.start()


async def slow(ground: Ground) -> None:
    """Every answer takes 4 s, for 20 s."""
    with ground.fault():
        _slow(ground, 4)
        await ground.while_broken(20)
        _slow(ground, 0)


async def too_slow(ground: Ground) -> None:
    """Every answer takes 11 s, longer than the bot waits, for 20 s: what is asked for is done all the same."""
    with ground.fault():
        _slow(ground, 11)
        await ground.while_broken(20)
        _slow(ground, 0)


async def half_open(ground: Ground) -> None:
    """Connections go dead both ways for 20 s, and nobody closes them."""
    await _swallow(ground, frozenset(Way))


async def answers_lost(ground: Ground) -> None:
    """What is asked for is done, but for 20 s no answer comes back, and nobody closes the connection."""
    await _swallow(ground, frozenset({Way.BACK}))


async def ambiguous(ground: Ground) -> None:
    """One of three posts is done and answered 502 to 504, or cut before the answer, for 20 s."""
    with ground.fault():
        ground.standin.faults.shares = {Operation.POST: Shares(ambiguous=0.2, lost=0.13)}
        await ground.while_broken(20)
        ground.standin.faults.shares = {}


async def storms(ground: Ground) -> None:
    """Three storms of ten seconds in which nine of ten calls are answered 429."""
    for _ in range(_STORMS):
        with ground.fault():
            ground.standin.faults.shares = dict.fromkeys(_OPERATIONS, Shares(throttled=0.9, retry_after_s=2))
            await ground.while_broken(10)
            ground.standin.faults.shares = {}
        await asyncio.sleep(3)


async def _refuse(ground: Ground, status: int, code: str) -> None:
    with ground.fault():
        no = Answer(status, {"error": {"code": code, "message": code}})
        ground.standin.connector.instead.update(dict.fromkeys(map(str, _OPERATIONS), no))
        await ground.while_broken(15)
        ground.standin.connector.instead.clear()


async def unauthorized(ground: Ground) -> None:
    """Our token is not taken for 15 s, whichever it is: 401."""
    await _refuse(ground, 401, "Unauthorized")


async def forbidden(ground: Ground) -> None:
    """The bot may not post for 15 s: 403."""
    await _refuse(ground, 403, "BotDisabledByAdmin")


async def not_found(ground: Ground) -> None:
    """No chat is to be found for 15 s: 404."""
    await _refuse(ground, 404, "ConversationNotFound")


async def too_large(ground: Ground) -> None:
    """Every card is too large for 15 s: 413."""
    await _refuse(ground, 413, "MessageSizeTooBig")


def _slow(ground: Ground, seconds: float) -> None:
    ground.slow_s = max(ground.slow_s, seconds)
    ground.standin.faults.shares = {one: Shares(latency_s=seconds) for one in _OPERATIONS} if seconds else {}


async def _swallow(ground: Ground, ways: frozenset[Way]) -> None:
    gate = ground.connector_gate
    assert gate is not None  # noqa: S101  # the cases ask for one
    with ground.fault():
        gate.swallows = ways
        await ground.while_broken(20)
        gate.swallows = frozenset()


_TRIED_AGAIN = Goals(doubled=0, settled_within_s=75)  # a pause is 45 s at most
_DOUBTFUL = Goals(settled_within_s=75)
_SAID_NO = Goals(doubled=0, settled_within_s=10, refused=True)
CASES = (
    Case("connector-down", down, goals=_TRIED_AGAIN, per_s=1.0),
    Case("connector-slow", slow, goals=Goals(doubled=0)),
    Case("connector-too-slow", too_slow, goals=_DOUBTFUL, per_s=1.0),
    Case("connector-half-open", half_open, goals=_TRIED_AGAIN, per_s=1.0, connector_gate=True),
    Case("connector-answers-lost", answers_lost, goals=_DOUBTFUL, per_s=1.0, connector_gate=True),
    Case("connector-ambiguous", ambiguous, goals=_DOUBTFUL),
    Case("connector-401", unauthorized, goals=_TRIED_AGAIN),
    Case("connector-403", forbidden, goals=_SAID_NO),
    Case("connector-404", not_found, goals=_SAID_NO),
    Case("connector-413", too_large, goals=_SAID_NO),
    Case("connector-429", storms, (SQLITE,), goals=_TRIED_AGAIN),
)
