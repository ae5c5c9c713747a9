"""Who somebody is, as Teams tells it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.change import replace
from bot.domain.language import Language
from bot.domain.procedure import Profession

PersonId = NewType("PersonId", str)
"""A meeting's own pseudonym for a person: `p1`, `p2` … in order of first sight. Means nothing elsewhere."""


class Kind(StrEnum):
    """What kind of identity Teams gives (docs/TEAMS.md A4)."""

    USER = "user"
    GUEST = "guest"
    ANONYMOUS = "anonymous"
    PHONE = "phone"
    BOT = "bot"
    DEVICE = "device"


SELF_NAMED = frozenset({Kind.ANONYMOUS, Kind.PHONE})
"""Kinds whose name proves nothing: self-chosen, or a number that can be forged."""

NO_ACCOUNT = SELF_NAMED | {Kind.BOT}
"""Kinds that have no account in anybody's organisation."""


class Role(StrEnum):
    """A participant's role in the meeting now. The organizer can change it any time, so rights go by asking anew."""

    ORGANIZER = "organizer"
    PRESENTER = "presenter"
    ATTENDEE = "attendee"


CANNOT_PRESS = frozenset({Kind.PHONE, Kind.DEVICE})
"""Kinds that no card's button reaches."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One account or caller. Empty text: Teams did not say. `oid`, `tenant` and `address` are in lower case."""

    name: str = field(default="", repr=False)
    mri: str = field(default="", repr=False)
    oid: str = field(default="", repr=False)
    tenant: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    kind: Kind = Kind.USER
    formerly: str = field(default="", repr=False)  # the name before, if it changed under our eyes
    renamed: datetime | None = None
    language: Language | None = None  # of their Teams, where something they did has told

    def learn(self, news: "Identity") -> "Identity":
        """This identity with what *news* tells more. A special kind is never unlearned, and has no account to learn."""
        if self.kind in NO_ACCOUNT:
            return replace(self, name=news.name or self.name, language=news.language or self.language)
        nameless = news.kind is Kind.ANONYMOUS and bool(self.oid)  # an account that Teams once told in part
        return replace(
            self,
            name=news.name or self.name,
            mri=news.mri or self.mri,
            oid=self.oid or news.oid,
            tenant=self.tenant or news.tenant,
            address=self.address or news.address,
            kind=self.kind if self.kind is not Kind.USER or nameless else news.kind,
            language=news.language or self.language,
        )


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody's presence in one occurrence of a meeting."""

    present: bool
    changed: datetime
    first_seen: datetime
    role: Role | None = None  # as Teams named it when they came in: whom to call on, never a right


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's place in the meeting's *chat*: they can read it, in the call or not.

    `since`: when they were added, as far as we saw; None: they were there before. `gone`: when they were taken out;
    whichever is later holds. `asked`: when Teams last told whether they are in the call.
    """

    since: datetime | None = None
    asked: datetime | None = None
    gone: datetime | None = None

    @property
    def added(self) -> bool:
        """Whether they were added under our eyes, and are there still."""
        return self.since is not None and (self.gone is None or self.since > self.gone)

    @property
    def from_before(self) -> bool:
        """Whether they were there when we first looked, and are there still."""
        return self.since is None and self.gone is None


@dataclass(frozen=True, slots=True)
class Past:
    """What a series remembers of an account, under a mark: when it was last in, when it was vouched for, and under
    which edition of the procedure it was told the rules privately and confirmed its training.
    """

    seen: datetime
    vouched: datetime | None = None
    told: str = ""
    trained: str = ""


@dataclass(frozen=True, slots=True)
class Introduction:
    """Somebody has introduced themselves. `others`: people in the room besides; `by`: who said so."""

    at: datetime
    by: PersonId
    role: Profession | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """A colleague's word on somebody: expected (vouched for) or not (rejected)."""

    expected: bool
    by: PersonId
    at: datetime
