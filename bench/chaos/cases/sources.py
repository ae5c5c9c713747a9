"""What the bot asks, and nobody waits for: Graph, and the keys of what Teams sends."""

import asyncio

from bench.chaos.case import Case, Goals
from bench.chaos.ground import Ground


async def graph(ground: Ground) -> None:
    """Graph is down for 20 s."""
    server = ground.standin.graph.server
    with ground.fault():
        await server.refuse_connections()
        await ground.while_broken(20)
        await server.start()


async def keys(ground: Ground) -> None:
    """The key server is down for 20 s: whoever runs needs it not, whoever starts waits for it."""
    server, (bot,) = ground.standin.keys.server, ground.crew.bots
    with ground.fault():
        await server.refuse_connections()
        await ground.while_broken(10)
        refused = ground.crew.answers[503]
        await bot.kill()
        starting = asyncio.create_task(bot.start())
        await ground.while_broken(10)
        await asyncio.sleep(3)  # until it is up, whatever the scale
        if starting.done():
            ground.wrong.append("it said that it was ready without keys")
        if ground.crew.answers[503] == refused:
            ground.wrong.append("nobody was answered 503")
        await server.start()
    await starting


CASES = (
    Case("graph-down", graph, goals=Goals(doubled=0, reminded_within_s=5)),
    Case("keys-down", keys),
)
