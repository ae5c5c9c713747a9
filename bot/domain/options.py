"""S1, S2, S7, S8. What a meeting's options in Teams say, and which of them the procedure wants otherwise.

Source: the hospital's procedure; docs/TEAMS.md C tells what Graph calls each option.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.expected import Unread
from bot.domain.procedure import OFF, Hardening, Option, Procedure

Told = Mapping[Option, str]
"""What Graph tells, in lower case; of an option that is not in it, nothing is known."""

RECORDINGS = frozenset({Option.RECORDING, Option.TRANSCRIPTION, Option.AUTOMATIC_RECORDING})

_BY_ITSELF = {Hardening.RECORDING: RECORDINGS, Hardening.ALL: frozenset(Option)}


@dataclass(frozen=True, slots=True)
class MeetingOptions:
    """The options as we last knew them. `read`: when; `reason`: why they could not be read the last time.

    `mended`: what we have set in this occurrence, the last of it at `set_at`; `refused`: what Graph would not have set,
    and `why`.
    """

    told: Told = field(default_factory=dict)
    read: datetime | None = None
    reason: Unread | None = None
    mended: tuple[Option, ...] = ()
    set_at: datetime | None = None
    refused: tuple[Option, ...] = ()
    why: Unread | None = None


@dataclass(frozen=True, slots=True)
class OptionsRead:
    """Graph told what the meeting's options say. What is not in `told` is not known."""

    at: datetime
    told: Told


@dataclass(frozen=True, slots=True)
class OptionsUnavailable:
    """Graph did not tell what the meeting's options say."""

    at: datetime
    reason: Unread


@dataclass(frozen=True, slots=True)
class OptionsSet:
    """Graph took what these options are to say; whether they do is read afterwards."""

    at: datetime
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class OptionsRefused:
    """Graph would not have these options set."""

    at: datetime
    options: tuple[Option, ...]
    reason: Unread


def wrong(told: Told, procedure: Procedure) -> tuple[Option, ...]:
    """Which options say what the procedure does not allow, in its order. What is not told is not called wrong."""
    if not told:
        return ()
    return tuple(one for one, allowed in procedure.options.items() if one in told and told[one] not in allowed)


def by_itself(options: MeetingOptions, procedure: Procedure) -> tuple[Option, ...]:
    """What is to be set without being asked: what is wrong, and was neither set nor refused already."""
    own, tried = _BY_ITSELF.get(procedure.hardening, frozenset()), (*options.mended, *options.refused)
    return tuple(one for one in wrong(options.told, procedure) if one in own and one not in tried)


def left(options: MeetingOptions, procedure: Procedure) -> tuple[Option, ...]:
    """What is wrong once we have done our part; nothing, while we are at it or do not know."""
    settled = options.set_at + procedure.options_settle if options.set_at else None
    waits = settled is not None and (options.read is None or options.read < settled)  # Graph tells late
    return () if waits or by_itself(options, procedure) else wrong(options.told, procedure)


def wanted(options: tuple[Option, ...], procedure: Procedure) -> Told:
    """What each of *options* is to say."""
    return {one: procedure.options[one][0] for one in options}


def is_unrecorded(options: MeetingOptions) -> bool:
    """S1. Whether Graph proves that nobody can record in Teams, nor does Teams by itself. It proves no more."""
    proven = all(options.told.get(one) == OFF for one in (Option.RECORDING, Option.AUTOMATIC_RECORDING))
    return proven and options.reason is None  # what could not be read since is not known
