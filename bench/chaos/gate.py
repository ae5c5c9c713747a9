"""A way through TCP that can go dead without a word, or be cut at the worst moment: between the bot and anybody."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

_A_READ = 64 * 1024
_COMMIT = b"COMMIT\x00"  # as psycopg sends it: a simple query of its own


class Way(Enum):
    """Which way bytes go."""

    THERE = auto()
    BACK = auto()


@dataclass(slots=True, eq=False)
class _Connection:
    near: asyncio.StreamWriter
    far: asyncio.StreamWriter
    dead: bool = False  # half open: it stays so, whatever becomes of the gate
    commits: asyncio.Event | None = None  # to be told when it is cut

    def abort(self) -> None:
        self.near.transport.abort()
        self.far.transport.abort()


class Gate:
    """Listens on a port of its own and passes on to *port*: `async with Gate(port) as gate`.

    `swallows`: of connections that carry something this way from now on nothing more comes through, and nobody closes
    them.
    """

    def __init__(self, port: int) -> None:
        self.swallows: frozenset[Way] = frozenset()
        self._to_cut: asyncio.Event | None = None
        self.port = 0
        self._far = port
        self._open: set[_Connection] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for connection in list(self._open):
            connection.abort()
        if self._server is not None:
            await self._server.wait_closed()

    async def cut_next_commit(self) -> None:
        """Let PostgreSQL commit the next transaction, cut the connection before its answer, and return then."""
        self._to_cut = cut = asyncio.Event()
        await cut.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            answers, far = await asyncio.open_connection("127.0.0.1", self._far)
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(writer, far)
        self._open.add(connection)
        try:
            await asyncio.gather(
                self._pass_on(connection, Way.THERE, reader, far), self._pass_on(connection, Way.BACK, answers, writer)
            )
        finally:
            connection.abort()
            self._open.discard(connection)

    async def _pass_on(
        self, connection: _Connection, way: Way, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(_A_READ):
                connection.dead = connection.dead or way in self.swallows
                if connection.dead:
                    continue
                if self._is_to_be_cut(connection, way, data):
                    break
                writer.write(data)
                await writer.drain()
        if not connection.dead:
            connection.abort()

    def _is_to_be_cut(self, connection: _Connection, way: Way, data: bytes) -> bool:
        if way is Way.THERE and self._to_cut is not None and _COMMIT in data:
            connection.commits, self._to_cut = self._to_cut, None
        if way is Way.BACK and connection.commits is not None:
            connection.commits.set()
        return way is Way.BACK and connection.commits is not None
