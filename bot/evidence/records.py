"""Rows, holdings, looks and what is kept of somebody, as those get them who look. Persons are pseudonyms throughout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.domain.participants import Identity, PersonId


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the audit: its number in the meeting's chain, when it came in, and what it says."""

    seq: int
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """One occurrence of a meeting: the meeting's id, its number there, and from when to when. `first`: its first row.

    `ended` is none while it runs.
    """

    meeting: int
    number: int
    first: int
    began: datetime
    ended: datetime | None


class Seen(StrEnum):
    """What somebody looked at that names people."""

    TIMELINE = "timeline"
    PRINT = "print"
    EXPORT = "export"
    ERASURE = "erasure"


NOBODY = (PersonId("-"),)
"""Stands for the people of a look at which no name was shown."""


class Purpose(StrEnum):
    """What for. Nobody looks at names for anything else."""

    DEVIATION = "deviation"  # something may have gone wrong in this meeting
    REQUEST = "request"  # somebody asked for what is kept about them
    SUPERVISION = "supervision"  # an authority, or the data protection officer, examines the tool


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks: the account's tenant and object id, and the name that the sign-in told."""

    tenant: str
    oid: str
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at names. `by`: their name; empty once erased. `meeting` none: at more than one.

    `people`: whose names were shown; empty: everybody's in that meeting; `NOBODY`: rows alone were taken.
    """

    at: datetime
    by: str
    seen: Seen
    purpose: Purpose
    meeting: int | None = None
    number: int | None = None
    people: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept about somebody of one holding: their pseudonym there, and that holding's rows."""

    holding: Holding
    person: PersonId
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Insight:
    """What is kept about somebody, newest first, and who has seen it. `more`: so many holdings are not in `kept`."""

    kept: tuple[Kept, ...]
    looks: tuple[Look, ...]
    more: int = 0


class Records(Protocol):
    """The store as those read it who look. Calls may take a second: not for the event loop's thread.

    Every call raises `StoreAway` where the database is away.
    """

    def holdings(self, since: datetime, until: datetime) -> Sequence[Holding]:
        """Those that began in that period, oldest first."""

    def running(self) -> Sequence[Holding]:
        """Those that have not ended, oldest first."""

    def holding(self, meeting: int, number: int) -> Holding | None:
        """One; None: there is none."""

    def rows(self, holding: Holding) -> Sequence[Row]:
        """Its rows of the audit, in their order."""

    def fingerprint(self, meeting: int, row: int) -> str:
        """The hash of a row of a meeting's audit, in hexadecimal digits; empty: there is no such row."""

    def tallies(self, since: datetime, until: datetime) -> Sequence[tuple[datetime, Mapping[str, int]]]:
        """What was counted of each holding that began in that period and has ended, with the hour it began."""

    def names(self, holding: Holding, by: Looker, seen: Seen, purpose: Purpose) -> Mapping[PersonId, Identity]:
        """Who the pseudonyms of a holding are, those that are not erased. That somebody looked is recorded first."""

    def looks(self, since: datetime, until: datetime) -> Sequence[Look]:
        """Who looked at names in that period, newest first."""

    def insight(self, who: Identity) -> Insight:
        """What is kept about an account."""
