"""A case: what is done to whom while the load runs, on which databases, and what must hold. And what it came to."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.chaos.stores import Kind

if TYPE_CHECKING:
    from bench.chaos.ground import Ground


@dataclass(frozen=True, slots=True)
class Goals:
    """What must hold besides: nothing lost, nothing never taken, the database sound. None: no promise.

    `doubled`: so many at most. `refused`: whether cards may be given up, aloud. `drained_within_s`: how long an end
    after SIGTERM may take. `reminded_within_s`: how late the rules may come after an accepted start, also meanwhile.
    """

    doubled: int | None = None
    recovered_within_s: float = 15.0
    settled_within_s: float = 30.0
    refused: bool = False
    drained_within_s: float | None = None
    reminded_within_s: float | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """On what a case is run."""

    database: Kind
    replicas: int = 1

    def __str__(self) -> str:
        return f"{self.database} × {self.replicas}" if self.replicas > 1 else str(self.database)


SQLITE, POSTGRESQL, THREE = Setup(Kind.SQLITE), Setup(Kind.POSTGRESQL), Setup(Kind.POSTGRESQL, 3)


@dataclass(frozen=True, slots=True)
class Case:
    """`play` does it, while `per_s` meetings a second begin. `settings`: of the bots, over the stand-in's.

    `connector_gate`, `database_gate`: whether there is a gate of ours on the way there; `on_small_disk`: whether the
    file of SQLite has a disk of its own; `own_clock`: whether the bots' clock can be set; `backwards`: whether Teams
    tells of a meeting from its end to its start.
    """

    name: str
    play: Callable[["Ground"], Awaitable[None]]
    setups: tuple[Setup, ...] = (SQLITE,)
    goals: Goals = field(default_factory=Goals)
    per_s: float = 1.5
    settings: Mapping[str, str] = field(default_factory=dict)
    connector_gate: bool = False
    database_gate: bool = False
    on_small_disk: bool = False
    own_clock: bool = False
    backwards: bool = False

    @property
    def says(self) -> str:
        """What is done, in a line."""
        return (self.play.__doc__ or "").strip().splitlines()[0]


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one case on one setup; seconds, None: nothing to tell. `failed`: what did not hold."""

    case: str
    setup: str
    meetings: int
    accepted: int
    never_taken: int
    lost: int
    refused: int
    doubled: int
    folded: int
    spared: int
    spared_resting: int
    recovered_s: float | None
    settled_s: float | None
    reminded_s: float | None
    drained_s: float | None
    took_s: float
    failed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of_none(cls, case: str, setup: str, took_s: float, why: str) -> "Result":
        """Of a case that came to no figures."""
        return cls(case, setup, 0, 0, 0, 0, 0, 0, 0, 0, 0, None, None, None, None, took_s, (why,))
