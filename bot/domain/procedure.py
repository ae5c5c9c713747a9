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


class Profession(StrEnum):
    """What somebody is in the meeting, for the introduction round: picked from a list, never free text (S2, S6)."""

    PHYSICIAN = "lege"
    NURSE = "sykepleier"
    PSYCHOLOGIST = "psykolog"
    PHYSIOTHERAPIST = "fysioterapeut"
    OCCUPATIONAL_THERAPIST = "ergoterapeut"
    SOCIAL_WORKER = "sosionom"
    MIDWIFE = "jordmor"
    HEALTH_WORKER = "helsefagarbeider"
    SECRETARY = "helsesekretaer"
    CHAIR = "moteleder"
    MANAGER = "leder"
    MUNICIPALITY = "kommune"
    INTERPRETER = "tolk"
    STUDENT = "student"
    OTHER = "annet"


MOST_OTHERS = 50
"""People in one room besides whoever presses; more is a typing error."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """The numbers rules go by, and the organisations the hospital trusts. Units are in the type."""

    new_alert_after: timedelta = timedelta(minutes=5)  # S7: a newcomer after this gets a card of their own
    call_host_after: timedelta = timedelta(minutes=3)  # S7: an alert that nobody settles calls on somebody
    start_overdue: timedelta = timedelta(seconds=30)  # S1–S9: people are in, but Teams told of no start
    read_again: timedelta = timedelta(minutes=5)  # S7: Graph was away when the invitation was to be read
    list_fresh_for: timedelta = timedelta(minutes=1)  # S7: older, it is read again before anybody is called uninvited
    list_waits: timedelta = timedelta(seconds=10)  # S7: and if it does not come, we say what we know
    probe_first: timedelta = timedelta(minutes=2)  # S7: do joins reach us at all?
    probe_every: timedelta = timedelta(minutes=10)  # S7: no news of the roster for so long is worth a question
    probe_again: timedelta = timedelta(minutes=2)  # S7: a question that was not answered
    stop_joins: timedelta = timedelta(minutes=1)  # S6: who says stop so soon after another is told on the same card
    vouch_holds: timedelta = timedelta(days=90)  # S7: a colleague's word holds in the series
    tidy_every: timedelta = timedelta(days=30)  # S7: who still reads the chat of a series, told to the host
    empty_for: timedelta = timedelta(minutes=15)  # S9: everybody has left, Teams told of no end
    silent_for: timedelta = timedelta(hours=4)  # S9: no news at all, Teams told of no end
    resumed_within: timedelta = timedelta(hours=1)  # S9: ended by silence, and somebody comes: it goes on
    early: timedelta = timedelta(minutes=15)  # S7: whoever came in so shortly before the next start came for that one
    trusted_tenants: frozenset[str] = frozenset()  # S7: their uninvited staff are amber, not red
