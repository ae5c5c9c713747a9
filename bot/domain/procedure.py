"""The hospital's procedure as types: its clauses and its numbers, each with its source.

Source: procedure for video consultations and collaboration tools in patient care, Sykehuset Østfold.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Clause(StrEnum):
    """The ids by which cards, rules, audit rows and tests name a clause. docs/PROCEDURE.md tells each."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    S6 = "S6"
    S7 = "S7"
    S8 = "S8"
    S9 = "S9"
    V1 = "V1"
    V2 = "V2"
    V3 = "V3"
    V4 = "V4"
    V5 = "V5"
    V6 = "V6"
    V7 = "V7"
    V8 = "V8"
    V9 = "V9"
    T1 = "T1"
    T2 = "T2"


SECURITY = (
    Clause.S1, Clause.S2, Clause.S3, Clause.S4, Clause.S5, Clause.S6, Clause.S7, Clause.S8, Clause.S9,
)  # fmt: skip


class Variant(StrEnum):
    """The video solution a checklist is for."""

    TEAMS = "teams"
    SKYPE = "skype"
    JOIN = "join"
    WHEREBY = "whereby"


_ABOUT_PATIENTS = (Clause.P2, *SECURITY)
_WITH_THE_PATIENT = (*_ABOUT_PATIENTS, Clause.V1, Clause.V3, Clause.V4, Clause.V7, Clause.V8)

TICKS: dict[Variant, tuple[Clause, ...]] = {
    Variant.TEAMS: _ABOUT_PATIENTS,
    Variant.SKYPE: _ABOUT_PATIENTS,
    Variant.JOIN: _WITH_THE_PATIENT,
    Variant.WHEREBY: _WITH_THE_PATIENT,
}


RESUMED_WITHIN = timedelta(hours=1)
"""A meeting taken as ended by silence goes on if somebody comes so soon; later it is the next occurrence."""


EARLY = timedelta(minutes=15)
"""Whoever came in so shortly before the next occurrence began came for that one."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """The numbers rules go by. Units are in the type."""

    new_alert_after: timedelta = timedelta(minutes=5)  # S7: a newcomer after this gets a card of their own
    start_overdue: timedelta = timedelta(seconds=30)  # S1–S9: people are in, but Teams told of no start
    read_again: timedelta = timedelta(minutes=5)  # S7: Graph was away when the invitation was to be read
    empty_for: timedelta = timedelta(minutes=15)  # S9: everybody has left, Teams told of no end
    silent_for: timedelta = timedelta(hours=4)  # S9: no news at all, Teams told of no end
