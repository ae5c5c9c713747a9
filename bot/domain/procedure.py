"""The hospital's procedure as types: its clauses, numbers and words. bot/knowledge/procedure.toml fills them.

Source: procedure for video consultations and collaboration tools in patient care, Sykehuset Østfold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.domain.language import Sentence


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


PATIENT = (
    Clause.V1, Clause.V2, Clause.V3, Clause.V4, Clause.V5, Clause.V6, Clause.V7, Clause.V8, Clause.V9,
)  # fmt: skip


class Variant(StrEnum):
    """The video solution a checklist is for."""

    TEAMS = "teams"
    SKYPE = "skype"
    JOIN = "join"
    WHEREBY = "whereby"

    @property
    def regime(self) -> "Regime":
        return Regime.WITH_THE_PATIENT if self in (Variant.JOIN, Variant.WHEREBY) else Regime.ABOUT_PATIENTS


class Regime(StrEnum):
    """Whether clinicians talk about patients who are not there, or the patient takes part."""

    ABOUT_PATIENTS = "about_patients"
    WITH_THE_PATIENT = "with_the_patient"


_ABOUT_PATIENTS = (Clause.P2, *SECURITY)

TICKS: Mapping[Regime, tuple[Clause, ...]] = {
    Regime.ABOUT_PATIENTS: _ABOUT_PATIENTS,
    Regime.WITH_THE_PATIENT: (*_ABOUT_PATIENTS, Clause.V1, Clause.V3, Clause.V4, Clause.V7, Clause.V8),
}
"""What can be ticked at all. A hospital's checklist may hold less: V2, V5, V6 and V9 are nobody's tick."""

INFORMATION = (Clause.V2, Clause.V5, Clause.V6, Clause.V9)
"""What a checklist may tell besides, when the patient takes part."""


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


class Option(StrEnum):
    """A meeting's options in Teams that the procedure may have a wish for. What is yes or no there is `ON` or `OFF`."""

    RECORDING = "recording"
    TRANSCRIPTION = "transcription"
    AUTOMATIC_RECORDING = "automatic_recording"
    LOBBY = "lobby"  # who comes in without waiting
    DIAL_IN_BYPASS = "dial_in_bypass"  # telephone callers come in without waiting
    PRESENTERS = "presenters"
    ANNOUNCEMENTS = "announcements"  # it is said aloud when somebody comes or goes by telephone
    CHAT = "chat"  # who may write in it
    COPYING = "copying"


ON, OFF = "on", "off"

SERVED: Mapping[Option, Clause] = {
    Option.RECORDING: Clause.S1,
    Option.TRANSCRIPTION: Clause.S1,
    Option.AUTOMATIC_RECORDING: Clause.S1,
    Option.LOBBY: Clause.S7,
    Option.DIAL_IN_BYPASS: Clause.S7,
    Option.PRESENTERS: Clause.S8,
    Option.ANNOUNCEMENTS: Clause.S7,
    Option.CHAT: Clause.S2,
    Option.COPYING: Clause.S2,
}
"""The clause that a wish serves."""


class Hardening(StrEnum):
    """Which options Møtevakt sets by itself (`HARDEN_MEETINGS`); the rest is set when somebody asks for it."""

    RECORDING = "recording"
    ALL = "all"
    ASK = "ask"
    NEVER = "never"  # nor when asked


MOST_OTHERS = 50
"""People in one room besides whoever presses; more is a typing error."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pages that cards lead to; empty: there is none, and no card mentions it."""

    ek: str = ""  # the procedure's own text, in the hospital's quality system
    deviation_report: str = ""
    support: str = ""
    patient_information: str = ""  # V2
    training: str = ""  # T1
    guide_join: str = ""  # T2, and so the next two; the procedure names no guide for Teams
    guide_whereby: str = ""
    guide_skype: str = ""
    data_protection: str = ""  # who answers for /personvern, and how to reach the data protection officer


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """A line of the rules card: its sign, and the clauses it tells."""

    sign: str
    clauses: tuple[Clause, ...]
    text: Sentence


@dataclass(frozen=True, slots=True)
class Procedure:
    """What rules and cards go by. Units are in the type; procedure.toml says what each number is for.

    `version` is the hospital's own, empty where it gave none; `digest` is of all that the file says. `ticks` and
    `information` are by checklist, in the order of the card; their words are in `words`. `by_everybody`: what each
    confirms for themselves. `options`: what each may say in Teams, in lower
    case; the first is what is set.
    """

    new_alert_after: timedelta
    call_host_after: timedelta
    start_overdue: timedelta
    read_again: timedelta
    list_fresh_for: timedelta
    list_waits: timedelta
    probe_first: timedelta
    probe_every: timedelta
    probe_again: timedelta
    call_events_late: timedelta
    stop_joins: timedelta
    vouch_holds: timedelta
    tidy_every: timedelta
    empty_for: timedelta
    silent_for: timedelta
    resumed_within: timedelta
    early: timedelta
    late_after: timedelta
    forewarn: timedelta
    look_ahead: timedelta
    welcome_waits: timedelta
    caution_again: timedelta
    options_settle: timedelta
    options_every: timedelta
    recording_call_after: timedelta
    recordings_every: timedelta
    recordings_check: timedelta
    files_after: timedelta
    files_every: timedelta
    files_until: timedelta
    reminder: tuple[ReminderLine, ...] = field(repr=False)
    ticks: Mapping[Variant, tuple[Clause, ...]] = field(repr=False)
    information: Mapping[Variant, tuple[Clause, ...]] = field(repr=False)
    words: Mapping[Regime, Mapping[Clause, Sentence]] = field(repr=False)
    by_everybody: frozenset[Clause]
    options: Mapping[Option, tuple[str, ...]] = field(default_factory=dict, repr=False)
    version: str = ""
    digest: str = ""
    links: Links = field(default_factory=Links)
    trusted_tenants: frozenset[str] = frozenset()  # S7: their uninvited staff are amber, not red
    hardening: Hardening = Hardening.RECORDING
    reads_chat: bool = False  # S1, S2: a hospital decides that with its staff
    graph: bool = True  # Graph may be asked at all
    subscribes: bool = False  # Graph can reach us, and what it tells can be decrypted
    adds_app: bool = False  # S7: the app is known in the catalogue, so that Graph can add it

    @property
    def edition(self) -> str:
        """Which words somebody was shown: the hospital's version, else the digest."""
        return self.version or self.digest
