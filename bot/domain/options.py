"""S1, S2, S7, S8. What a meeting's options in Teams say, and which of them the procedure wants otherwise.

Source: the hospital's procedure; docs/TEAMS.md C tells what Graph calls each option.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.expected import Unread
from bot.domain.procedure import OFF, Hardening, Option, Procedure

Told = Mapping[Option, str]
"""What Graph tells; of an option that is not in it, nothing is known."""

RECORDINGS = frozenset({Option.RECORDING, Option.TRANSCRIPTION, Option.AUTOMATIC_RECORDING})


@dataclass(frozen=True, slots=True)
class MeetingOptions:
    """The options as we last knew them. `read`: when; `reason`: why they could not be read the last time.

    `mended`: what we have set in this occurrence; `refused`: what Graph would not have set, and `why`.
    """

    told: Told = field(default_factory=dict)
    read: datetime | None = None
    reason: Unread | None = None
    mended: tuple[Option, ...] = ()
    refused: tuple[Option, ...] = ()
    why: Unread | None = None


def wrong(told: Told, procedure: Procedure) -> tuple[Option, ...]:
    """Which options say what the procedure does not allow, in its order. What is not told is not called wrong."""
    return tuple(one for one, allowed in procedure.options.items() if one in told and told[one] not in allowed)


def by_itself(options: MeetingOptions, procedure: Procedure) -> tuple[Option, ...]:
    """What is to be set without being asked: what is wrong, and was neither set nor refused already."""
    own = {Hardening.RECORDING: RECORDINGS, Hardening.ALL: frozenset(Option)}.get(procedure.hardening, frozenset())
    tried = (*options.mended, *options.refused)
    return tuple(one for one in wrong(options.told, procedure) if one in own and one not in tried)


def wanted(options: tuple[Option, ...], procedure: Procedure) -> Told:
    """What each of *options* is to say."""
    return {one: procedure.options[one][0] for one in options}


def is_unrecorded(options: MeetingOptions) -> bool:
    """S1. Whether Graph proves that nobody can record in Teams, nor does Teams by itself. It proves no more."""
    return options.told.get(Option.RECORDING) == OFF and options.told.get(Option.AUTOMATIC_RECORDING) in (OFF, None)
