"""The database is away, dies, has no room, or loses its answer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bench.chaos.case import POSTGRESQL, SQLITE, THREE, Case, Goals
from bench.chaos.disk import filled
from bench.chaos.ground import Ground
from bench.chaos.stores import PostgresStore, SqliteStore

_CUTS = 20


async def kill_server(ground: Ground) -> None:
    """kill -9 of PostgreSQL, three times; it is started again after two seconds."""
    server = _postgres(ground).server
    for _ in range(3):
        await asyncio.sleep(3)
        with ground.fault():
            await asyncio.to_thread(server.kill)
            await asyncio.sleep(2)
            await asyncio.to_thread(server.start)


async def away(ground: Ground) -> None:
    """The database is away for 60 s: PostgreSQL is stopped, SQLite's file is locked by somebody else."""
    with ground.fault():
        if isinstance(ground.store, SqliteStore):
            with _locked(ground.store):
                await _demand_unready(ground, 60)
        else:
            server = _postgres(ground).server
            await asyncio.to_thread(server.stop)
            await _demand_unready(ground, 60)
            await asyncio.to_thread(server.start)


async def full(ground: Ground) -> None:
    """The disk of SQLite's file has no byte left for 20 s."""
    assert isinstance(ground.store, SqliteStore)  # noqa: S101  # the case is run on no other
    with ground.fault(), filled(ground.store.path.parent):
        await _demand_unready(ground, 20)


async def cut(ground: Ground) -> None:
    """Twenty transactions of PostgreSQL are committed, and the connection is cut before the bot learns of it."""
    gate = ground.database_gate
    assert gate is not None  # noqa: S101  # the case asks for one
    for _ in range(min(_CUTS, 2 * ground.scale.kills)):
        with ground.fault():
            await gate.cut_next_commit()
        await asyncio.sleep(ground.chance.uniform(0.3, 1.0))


async def _demand_unready(ground: Ground, seconds: float) -> None:
    """Meanwhile nobody is answered 200, and /readyz says why."""
    await asyncio.sleep(2)
    before = ground.crew.answers[200]
    await ground.while_broken(seconds)
    if ground.crew.answers[200] > before:
        ground.wrong.append(f"{ground.crew.answers[200] - before} were accepted meanwhile")
    for bot in ground.crew.bots:
        status, told = await bot.call("GET", "/readyz")
        if status != 503 or "database" not in str(told):
            ground.wrong.append(f"/readyz answered {status}")
    ground.notes.append(f"{ground.crew.answers[503]} answers 503")


@contextmanager
def _locked(store: SqliteStore) -> Iterator[None]:
    connection = store.connect()
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def _postgres(ground: Ground) -> PostgresStore:
    assert isinstance(ground.store, PostgresStore)  # noqa: S101  # the cases say on what they are run
    return ground.store


CASES = (
    Case("database-killed", kill_server, (THREE,)),
    Case("database-away", away, (SQLITE, THREE), Goals(settled_within_s=30)),
    Case("disk-full", full, (SQLITE,), on_small_disk=True),
    Case("commit-cut", cut, (POSTGRESQL,), database_gate=True),
)
