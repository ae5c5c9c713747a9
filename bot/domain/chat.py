"""S2, S3. What a message of the chat seems to hold, and what its writer was told of it. Never the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.health.findings import Kind, Sign, Tier
from bot.domain.participants import Identity, PersonId
from bot.domain.procedure import Procedure

HOLDS = timedelta(hours=24)
"""So long Teams shows what one person alone was told (docs/TEAMS.md G3); then we forget it too."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A finding without its place. `in_name`: in the name of a file or link."""

    kind: Kind
    tier: Tier
    signs: tuple[Sign, ...]
    in_name: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A message that was read for S2. `message`: Teams' id of it. `seen`: what it seems to hold. `shares`: a file, or a
    link to one. `by` is told only where something was seen.
    """

    message: str
    seen: tuple[Suspicion, ...] = ()
    shares: bool = False
    by: Identity | None = None


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """Somebody wrote in the chat. The text stays outside. `judged` None: it was not read."""

    at: datetime
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """Somebody changed a message, or took it back from deletion. As `MessagePosted`."""

    at: datetime
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """Somebody deleted a message; `message` is Teams' id of it."""

    at: datetime
    message: str = ""


class Closed(StrEnum):
    """Why a caution is over."""

    DELETED = "deleted"
    EDITED = "edited"
    MISTAKEN = "mistaken"  # as the writer says


@dataclass(frozen=True, slots=True)
class Caution:
    """What one writer was told. `messages`: by Teams' id when each was written, those that still stand.

    `opened`: when the first was judged. `changed`: when it last was otherwise.
    """

    by: PersonId
    seen: tuple[Suspicion, ...]
    messages: Mapping[str, datetime]
    opened: datetime
    changed: datetime
    closed: Closed | None = None

    @property
    def tier(self) -> Tier:
        return tier_of(self.seen)


def tier_of(seen: tuple[Suspicion, ...]) -> Tier:
    """As sure as the surest of them."""
    return Tier.CERTAIN if any(one.tier is Tier.CERTAIN for one in seen) else Tier.LIKELY


def forgotten_at(caution: Caution, procedure: Procedure) -> datetime:
    """When we forget it. One that is over is kept as long as it keeps the next soft one back."""
    at_last = caution.opened + HOLDS
    return at_last if caution.closed is None else min(at_last, caution.changed + procedure.caution_again)
