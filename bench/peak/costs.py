"""What processes cost: CPU by the system's own accounts, memory, and what PostgreSQL's sessions wait for."""

import asyncio
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

_TICKS_A_S = os.sysconf("SC_CLK_TCK")
_EVERY_S = 0.5
_SESSIONS = """
    SELECT coalesce(CASE WHEN state = 'active' THEN coalesce(wait_event_type || ':' || wait_event, 'running')
                         ELSE state END, 'starting'), count(*)
    FROM pg_stat_activity
    WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND query NOT LIKE 'LISTEN%%'
    GROUP BY 1
"""
_TRANSACTIONS = "SELECT xact_commit, xact_rollback, deadlocks FROM pg_stat_database WHERE datname = %s"


@dataclass(frozen=True, slots=True, order=True)
class Spent:
    """Seconds that a thread ran, and that it could have run but had no core."""

    ran_s: float = 0.0
    queued_s: float = 0.0

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(self.ran_s - before.ran_s, self.queued_s - before.queued_s)


def threads(pid: int) -> dict[int, Spent]:
    """What each thread of a process has spent; the first has the process's number (proc(5), schedstat: nanoseconds)."""
    spent = dict[int, Spent]()
    for folder in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended
            ran, queued, _ = map(int, (folder / "schedstat").read_text().split())
            spent[int(folder.name)] = Spent(ran / 1e9, queued / 1e9)
    return spent


def machine_cpu_s() -> float:
    """Seconds that the machine's cores were not idle: all programs' (proc(5), stat; what was stolen counts)."""
    fields = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / _TICKS_A_S


def tree_cpu_s(root: int) -> float:
    """User and system seconds of a process, of all it started that still run, and of all that have ended."""
    below, stats = defaultdict[int, list[int]](list), dict[int, list[str]]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            stats[int(stat.parent.name)] = fields
            below[int(fields[1])].append(int(stat.parent.name))
    taken, left = 0.0, [root]
    while left:
        pid = left.pop()
        left += below[pid]
        taken += sum(int(field) for field in stats[pid][11:15]) / _TICKS_A_S if pid in stats else 0.0
    return taken


def most_resident_mb(pid: int) -> float:
    """The most memory that a process ever had in RAM, in units of a million bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


@dataclass
class Sessions:
    """What the bot's sessions at PostgreSQL were seen doing, twice a second; transactions and deadlocks meanwhile.

    `running`: a statement is computed; `idle in transaction`: the bot thinks while it holds its rows; others are waits.
    """

    seen: Counter[str] = field(default_factory=Counter)
    transactions: int = 0
    deadlocks: int = 0
    cpu_s: float = 0.0

    def told(self) -> str:
        """The commonest, with their shares."""
        total = self.seen.total() or 1
        return ", ".join(f"{what} {count / total:.0%}" for what, count in self.seen.most_common(5))


@contextmanager
def watched(url: str, database: str) -> Iterator[Sessions]:
    """PostgreSQL's *database* is watched meanwhile, over a connection of its own to the server at *url*."""
    sessions = Sessions()
    with psycopg.connect(url, autocommit=True) as connection:
        backend = connection.execute("SELECT pg_backend_pid()").fetchone()
        server = parent(backend[0]) if backend else 0
        cpu_before, before = tree_cpu_s(server), _counted(connection, database)
        watching = asyncio.get_running_loop().create_task(_watch(connection, database, sessions))
        try:
            yield sessions
        finally:
            watching.cancel()
            after = _counted(connection, database)
            sessions.transactions, sessions.deadlocks = after[0] - before[0], after[1] - before[1]
            sessions.cpu_s = tree_cpu_s(server) - cpu_before


async def _watch(connection: psycopg.Connection[tuple[object, ...]], database: str, sessions: Sessions) -> None:
    while True:
        for what, count in connection.execute(_SESSIONS, (database,)).fetchall():
            sessions.seen[str(what)] += int(str(count))
        await asyncio.sleep(_EVERY_S)


def _counted(connection: psycopg.Connection[tuple[object, ...]], database: str) -> tuple[int, int]:
    row = connection.execute(_TRANSACTIONS, (database,)).fetchone()
    commits, rollbacks, deadlocks = (int(str(one)) for one in row) if row else (0, 0, 0)
    return commits + rollbacks, deadlocks
